/** Files as people have them, made by hand for the tests of this room. */
import { degrees, PDFDocument, PDFName, rgb, StandardFonts } from '@cantoo/pdf-lib';
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  Header,
  InsertedTextRun,
  Packer,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx';
import { strToU8, unzipSync, zipSync } from 'fflate';

/** A Word file with everything that Word hides, two sections, different first and even pages. */
export async function wordFile(): Promise<Uint8Array> {
  const change = { id: 1, author: '山田', date: '2026-01-01T00:00:00Z' };
  const text = new Paragraph({
    children: [
      new TextRun('本文'),
      new InsertedTextRun({ ...change, text: '足した文' }),
      new DeletedTextRun({ ...change, id: 2, text: '消した文' }),
      new TextRun({ text: 'かくし文字', vanish: true }),
      new TextRun({ text: '塗った文字', highlight: 'black' }),
      new TextRun({ text: '白い文字', color: 'FFFFFF' }),
      new TextRun({ text: '白抜き', color: 'FFFFFF', highlight: 'black' }),
      new CommentRangeStart(0),
      new CommentRangeEnd(0),
      new TextRun({ children: [new CommentReference(0)] }),
    ],
  });
  const document = new Document({
    creator: '架空 太郎',
    lastModifiedBy: '見本 花子',
    evenAndOddHeaderAndFooters: true,
    customProperties: [{ name: '決裁番号', value: '第12号' }],
    comments: {
      children: [{ id: 0, author: '課長', date: new Date(0), children: [new Paragraph('ここは伏せる')] }],
    },
    sections: [
      {
        properties: { titlePage: true },
        headers: { default: new Header({ children: [new Paragraph('既存ヘッダー')] }) },
        children: [text],
      },
      { properties: { type: SectionType.NEXT_PAGE }, children: [new Paragraph('第2節')] },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** A file of XML parts, with the types that its main part and others declare. */
export function packageOf(
  parts: Readonly<Record<string, string | Uint8Array>>,
  types: Readonly<Record<string, string>>,
): Uint8Array {
  const overrides = Object.entries(types).map(
    ([path, type]) => `<Override PartName="/${path}" ContentType="application/${type}"/>`,
  );
  const declared = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${overrides.join('')}</Types>`;
  const all = { '[Content_Types].xml': declared, ...parts };
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([path, part]) => [path, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A part of references: id, type, target, and whether it leads out of the file. */
export const relations = (...entries: readonly (readonly [string, string, string, boolean?])[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
    .map(
      ([id, type, target, external]) =>
        `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`,
    )
    .join('')}</Relationships>`;

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const sheetTypes = 'vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook with hidden rows, columns and sheets, a note, a hidden name, a link to another workbook. */
export function workbook(header = ''): Uint8Array {
  const cells = `<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="3" hidden="1"/><row r="5" ht="0" customHeight="1"/></sheetData>`;
  return packageOf(
    {
      '_rels/.rels': relations(['rId1', 'officeDocument', 'xl/workbook.xml']),
      'xl/workbook.xml': `<workbook xmlns="${SHEET}" xmlns:r="${office}"><sheets><sheet name="集計" sheetId="1" r:id="rId1"/><sheet name="内訳" sheetId="2" state="hidden" r:id="rId2"/><sheet name="元" sheetId="3" state="veryHidden" r:id="rId3"/></sheets><definedNames><definedName name="hojo" hidden="1">集計!$A$1</definedName></definedNames></workbook>`,
      'xl/_rels/workbook.xml.rels': relations(
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'worksheet', '/xl/worksheets/sheet2.xml'],
        ['rId3', 'worksheet', 'worksheets/sheet3.xml'],
      ),
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="${SHEET}" xmlns:r="${office}"><cols><col min="2" max="3" hidden="1" width="9"/></cols>${cells}<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>${header}<legacyDrawing r:id="rId9"/></worksheet>`,
      'xl/worksheets/_rels/sheet1.xml.rels': relations(['rId1', 'comments', '../comments1.xml']),
      'xl/comments1.xml': `<comments xmlns="${SHEET}"><commentList><comment ref="B7"><text><t>部外秘の根拠</t></text></comment></commentList></comments>`,
      'xl/worksheets/sheet2.xml': `<worksheet xmlns="${SHEET}"><sheetData/></worksheet>`,
      'xl/worksheets/sheet3.xml': `<worksheet xmlns="${SHEET}"><sheetData><row r="1"/></sheetData></worksheet>`,
      'xl/externalLinks/_rels/externalLink1.xml.rels': relations([
        'rId1',
        'externalLinkPath',
        'file:///\\\\bunsho\\kikaku\\%E6%A1%88.xlsx',
        true,
      ]),
      'xl/embeddings/oleObject1.bin': 'x',
      'xl/pivotCache/pivotCacheRecords1.xml': '<x/>',
    },
    { 'xl/workbook.xml': `${sheetTypes}.sheet.main+xml` },
  );
}

const SLIDES = 'http://schemas.openxmlformats.org/presentationml/2006/main';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const slideTypes = 'vnd.openxmlformats-officedocument.presentationml';

const shape = (id: number, text: string, change = '', place = '') =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="box${id}"${change}/><p:cNvSpPr/><p:nvPr>${place}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="${change === '' ? 9 : 0}" y="0"/><a:ext cx="100" cy="100"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
const slide = (attributes: string, shapes: string) =>
  `<p:sld xmlns:p="${SLIDES}" xmlns:a="${DRAWING}" xmlns:r="${office}"${attributes}><p:cSld><p:spTree><p:nvGrpSpPr/>${shapes}</p:spTree></p:cSld></p:sld>`;

/** A workbook with text that is not seen: white on white, blue on blue, by a format without parts; and what is seen. */
export function paintedWorkbook(): Uint8Array {
  const styles = `<styleSheet xmlns="${SHEET}"><numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts><fonts><font/><font><color rgb="FFFFFFFF"/></font><font><color theme="4"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF203864"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor theme="4" tint="0.5"/></patternFill></fill></fills><cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="1" fillId="1"/><xf fontId="2" fillId="2"/><xf fontId="2" fillId="3"/><xf numFmtId="164" fontId="0" fillId="0"/></cellXfs></styleSheet>`;
  const cell = (place: string, style: number, index: number) =>
    `<c r="${place}" s="${style}" t="s"><v>${index}</v></c>`;
  const words = ['白い文字', '見出し', '青い文字', '薄い青', '表示しない', '表の中', 'A&amp;B'];
  const rows = `<row r="1">${words
    .slice(0, 5)
    .map((_, at) => cell(`${'ABCDE'[at]}1`, at + 1, at))
    .join('')}<c r="F1" s="1"/></row><row r="2">${cell('A2', 1, 5)}${cell('C2', 1, 6)}</row>`;
  return packageOf(
    {
      '_rels/.rels': relations(['rId1', 'officeDocument', 'xl/workbook.xml']),
      'xl/workbook.xml': `<workbook xmlns="${SHEET}" xmlns:r="${office}"><sheets><sheet name="集計" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relations(
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'styles', 'styles.xml'],
        ['rId3', 'sharedStrings', 'sharedStrings.xml'],
      ),
      'xl/styles.xml': styles,
      'xl/sharedStrings.xml': `<sst xmlns="${SHEET}">${words.map((word) => `<si><t>${word}</t></si>`).join('')}</sst>`,
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="${SHEET}"><sheetData>${rows}</sheetData><conditionalFormatting sqref="A2:B9"/></worksheet>`,
    },
    { 'xl/workbook.xml': `${sheetTypes}.sheet.main+xml` },
  );
}

/** A presentation with a hidden slide, notes, a comment, a hidden shape, one beside the slide, a cropped picture. */
export function presentation(): Uint8Array {
  const beside = shape(5, 'はみ出し').replace('x="9"', 'x="99999999"');
  const cropped = '<p:pic><p:blipFill><a:srcRect l="25000"/></p:blipFill></p:pic>';
  return packageOf(
    {
      '_rels/.rels': relations(['rId1', 'officeDocument', 'ppt/presentation.xml']),
      'ppt/presentation.xml': `<p:presentation xmlns:p="${SLIDES}" xmlns:r="${office}"><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/></p:presentation>`,
      'ppt/_rels/presentation.xml.rels': relations(
        ['rId1', 'slide', 'slides/slide1.xml'],
        ['rId2', 'slide', 'slides/slide2.xml'],
      ),
      'ppt/slides/slide1.xml': slide(' show="0"', shape(2, '予備の資料')),
      'ppt/slides/slide2.xml': slide(
        '',
        `${shape(3, '表紙')}${shape(4, '下書き', ' hidden="1"')}${beside}${cropped}`,
      ),
      'ppt/slides/_rels/slide2.xml.rels': relations(
        ['rId1', 'notesSlide', '../notesSlides/notesSlide1.xml'],
        ['rId2', 'comments', '../comments/comment1.xml'],
        ['rId3', 'hyperlink', 'https://www.example.go.jp/', true],
      ),
      'ppt/notesSlides/notesSlide1.xml': slide(
        '',
        `${shape(2, '口頭で補足する', '', '<p:ph type="body"/>')}${shape(3, '12', '', '<p:ph type="sldNum"/>')}`,
      ),
      'ppt/comments/comment1.xml': `<p:cmLst xmlns:p="${SLIDES}"><p:cm><p:text>要確認</p:text></p:cm></p:cmLst>`,
    },
    { 'ppt/presentation.xml': `${slideTypes}.presentation.main+xml` },
  );
}

/** A slide with text in the colour of its ground, and the same colours where the text is seen. */
export function paintedSlide(): Uint8Array {
  const fill = (colour: string) => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
  const named = (colour: string) => `<a:solidFill><a:schemeClr val="${colour}"/></a:solidFill>`;
  const box = (at: number, text: string, ground: string, colour: string) =>
    `<p:sp><p:nvSpPr><p:cNvPr id="${at + 10}" name="b"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="${at * 1000}"/><a:ext cx="900" cy="900"/></a:xfrm>${ground}</p:spPr><p:txBody><a:p><a:r><a:rPr>${colour}</a:rPr><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
  const shapes = [
    box(0, '地の白', '<a:noFill/>', named('bg1')),
    box(1, '白抜き', fill('203864'), fill('FFFFFF')),
    box(2, '青に青', fill('203864'), fill('203864')),
    box(3, '', fill('000000'), ''),
    box(3, '帯の上の白', '<a:noFill/>', fill('FFFFFF')),
  ].join('');
  return withPart(presentation(), 'ppt/slides/slide2.xml', slide('', shapes));
}

/** A PDF of four pages, each turned a quarter more, with text under a black box, white text, and things attached. */
export async function blackenedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setAuthor('見本 花子');
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const turn of [0, 90, 180, 270]) {
    const page = document.addPage([400, 300]);
    page.setRotation(degrees(turn));
    page.drawText('Visible text', { x: 30, y: 220, size: 14, font });
    page.drawText('SECRET NAME', { x: 30, y: 150, size: 14, font });
    page.drawRectangle({ x: 28, y: 145, width: 140, height: 20, color: rgb(0, 0, 0) });
    page.drawText('white words', { x: 30, y: 100, size: 14, font, color: rgb(1, 1, 1) });
    page.drawText('marked words', { x: 30, y: 60, size: 14, font });
    page.drawRectangle({ x: 28, y: 55, width: 140, height: 20, color: rgb(1, 1, 0), opacity: 0.4 });
    page.drawRectangle({ x: 200, y: 90, width: 150, height: 30, color: rgb(0, 0, 0.5) });
    page.drawText('white on blue', { x: 210, y: 100, size: 14, font, color: rgb(1, 1, 1) });
    page.drawRectangle({ x: 200, y: 25, width: 150, height: 20, color: rgb(0, 0, 0) });
    page.drawText('black on black', { x: 210, y: 30, size: 14, font });
    page.drawEllipse({ x: 280, y: 180, xScale: 90, yScale: 20, color: rgb(0.6, 0, 0) });
    page.drawText('white on oval', { x: 230, y: 176, size: 14, font, color: rgb(1, 1, 1) });
    page.drawText('beside', { x: -90, y: 100, size: 14, font });
  }
  await document.attach(new Uint8Array([1]), 'naibu.txt', {});
  document.addJavaScript('main', 'app.alert(1)');
  return document.save();
}

const BLACK_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC';

/** A PDF with text under a picture, which hides it or lets it through. */
export async function picturedPdf(opacity: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([400, 300]);
  page.drawText('SECRET NAME', { x: 30, y: 150, size: 14 });
  const picture = await document.embedPng(BLACK_PNG);
  page.drawImage(picture, { x: 20, y: 140, width: 200, height: 40, opacity });
  return document.save();
}

/** A PDF with an author in its XMP only, and a photograph with a position. */
export async function tellingPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([400, 300]);
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description><d:creator xmlns:d="http://purl.org/dc/elements/1.1/"><r:Seq><r:li>企画課 青木</r:li></r:Seq></d:creator></r:Description></r:RDF></x:xmpmeta>';
  const { context } = document;
  document.catalog.set(PDFName.of('Metadata'), context.register(context.stream(strToU8(xmp))));
  context.register(context.stream(photo('jpeg'), { Subtype: 'Image', Filter: 'DCTDecode' }));
  return document.save();
}

/** A PDF whose text lies under an annotation: a filled square that was never burnt in. */
export async function annotatedPdf(subtype: 'Square' | 'Redact' | 'Link'): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([400, 300]);
  page.drawText('SECRET NAME', { x: 30, y: 150, size: 14 });
  const annotation = { Type: 'Annot', Subtype: subtype, Rect: [20, 140, 200, 170], IC: [0, 0, 0] };
  page.node.set(PDFName.of('Annots'), document.context.obj([document.context.obj(annotation)]));
  return document.save();
}

/** EXIF with a position (35° 40' 30" north, 139° 45' east) and an author, as the bytes of a TIFF file. */
export function exif(): Uint8Array {
  const bytes = new Uint8Array(256);
  const view = new DataView(bytes.buffer);
  bytes.set(strToU8('II'));
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
  };
  view.setUint16(8, 2, true);
  entry(10, 0x013b, 2, 8, 50);
  entry(22, 0x8825, 4, 1, 60);
  bytes.set(strToU8('T. Aoki\0'), 50);
  view.setUint16(60, 4, true);
  entry(62, 1, 2, 2, 'N'.charCodeAt(0));
  entry(74, 2, 5, 3, 120);
  entry(86, 3, 2, 2, 'E'.charCodeAt(0));
  entry(98, 4, 5, 3, 144);
  [35, 40, 30].forEach((value, at) => {
    view.setUint32(120 + at * 8, value, true);
    view.setUint32(124 + at * 8, 1, true);
  });
  [139, 45, 0].forEach((value, at) => {
    view.setUint32(144 + at * 8, value, true);
    view.setUint32(148 + at * 8, 1, true);
  });
  return bytes;
}

/** A photograph with EXIF, as far as a reader of metadata looks. */
export function photo(kind: 'jpeg' | 'png' | 'tiff'): Uint8Array {
  const tiff = exif();
  if (kind === 'tiff') return tiff;
  if (kind === 'jpeg') {
    const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]);
    head.writeUInt16BE(tiff.length + 8, 4);
    return new Uint8Array(Buffer.concat([head, Buffer.from('Exif\0\0'), tiff, Buffer.from([0xff, 0xd9])]));
  }
  const chunk = (name: string, data: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
  };
  const size = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk('IHDR', size), chunk('eXIf', tiff), chunk('IEND', new Uint8Array())];
  return new Uint8Array(Buffer.concat([signature, ...chunks]));
}

/** A HEIC photograph as far as a reader of metadata looks: boxes that say where its EXIF lies. */
export function heic(): Uint8Array {
  const box = (name: string, ...parts: readonly Uint8Array[]) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0));
    return Buffer.concat([length, Buffer.from(name), ...parts]);
  };
  const full = (version: number) => Buffer.from([version, 0, 0, 0]);
  const data = Buffer.concat([Buffer.from([0, 0, 0, 6]), Buffer.from('Exif\0\0'), exif()]);
  const meta = (offset: number) => {
    const item = box('infe', full(2), Buffer.from([0, 1, 0, 0]), Buffer.from('Exif\0'));
    const place = Buffer.from([0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    place.writeUInt32BE(offset, 10);
    place.writeUInt32BE(data.length, 14);
    const handler = box('hdlr', full(0), Buffer.alloc(4), Buffer.from('pict'), Buffer.alloc(13));
    return box(
      'meta',
      full(0),
      handler,
      box('iinf', full(0), Buffer.from([0, 1]), item),
      box('iloc', full(0), place),
    );
  };
  const head = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic'));
  const begin = head.length + meta(0).length + 8;
  return new Uint8Array(Buffer.concat([head, meta(begin), box('mdat', data)]));
}

/** The same file with one part added or replaced. */
export function withPart(bytes: Uint8Array, path: string, part: string | Uint8Array): Uint8Array {
  return zipSync({ ...unzipSync(bytes), [path]: typeof part === 'string' ? strToU8(part) : part });
}
