import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderLabel } from '../../../platform/documents/render-pdf.ts';
import { columnName, type Finding, rangesOf } from '../model.ts';
import {
  annotatedPdf,
  blackenedPdf,
  heic,
  packageOf,
  paintedSlide,
  paintedWorkbook,
  photo,
  picturedPdf,
  presentation,
  tellingPdf,
  withPart,
  wordFile,
  workbook,
} from '../samples.testing.ts';
import { markingIn, withMarking } from '../stamp/stamp-sheets.ts';
import { perform } from './perform.ts';

const TEXT = '機密性2情報（A&B関係者限り）';

async function findings(bytes: Uint8Array): Promise<readonly Finding[]> {
  const outcome = await perform({ deed: 'check', bytes });
  return outcome.deed === 'check' ? outcome.findings : [];
}

async function stamp(bytes: Uint8Array, text = TEXT, label: Uint8Array | null = null): Promise<Uint8Array> {
  const outcome = await perform({ deed: 'stamp', bytes, text, label });
  return outcome.deed === 'stamp' ? outcome.bytes : bytes;
}

async function marked(bytes: Uint8Array) {
  const outcome = await perform({ deed: 'read', bytes });
  return outcome.deed === 'read' ? outcome : null;
}

const kindsOf = (found: readonly Finding[]) => [...new Set(found.map(({ kind }) => kind))];
const part = (bytes: Uint8Array, path: string) => strFromU8(unzipSync(bytes)[path] ?? new Uint8Array());
const count = (text: string, of: string) => text.split(of).length - 1;

describe('a Word file', () => {
  it('says where changes, comments, hidden text and names are', async () => {
    const found = await findings(await wordFile());
    expect(found).toContainEqual({
      kind: 'tracked-change',
      where: '本文の1段落目',
      excerpt: '追加（山田）：足した文',
    });
    expect(found).toContainEqual({
      kind: 'tracked-change',
      where: '本文の1段落目',
      excerpt: '削除（山田）：消した文',
    });
    expect(found).toContainEqual({
      kind: 'hidden-text',
      where: '本文の1段落目',
      excerpt: 'かくし文字塗った文字白い文字',
    });
    expect(found).toContainEqual({
      kind: 'comment',
      where: '本文（記入者：課長）',
      excerpt: 'ここは伏せる',
    });
    expect(found.find(({ kind }) => kind === 'author')?.excerpt).toBe('架空 太郎');
    expect(found.find(({ kind }) => kind === 'editor')?.excerpt).toBe('見本 花子');
    expect(found.find(({ kind }) => kind === 'custom-property')?.excerpt).toBe('第12号');
  });

  it('is marked on first, even and all other pages of every section, and keeps its headers', async () => {
    const stamped = await stamp(await wordFile());
    expect(await marked(stamped)).toMatchObject({
      marking: TEXT,
      headers: [{ text: '既存ヘッダー' }],
    });
    const document = part(stamped, 'word/document.xml');
    for (const kind of ['default', 'first', 'even']) expect(document).toContain(`w:type="${kind}"`);
    const headers = Object.keys(unzipSync(stamped)).filter((path) => /header[^/]*\.xml$/.test(path));
    expect(headers.length).toBeGreaterThan(1);
    for (const path of headers) expect(count(part(stamped, path), 'kijun-marking')).toBe(1);
  });

  it('is marked anew instead of twice', async () => {
    const twice = await stamp(await stamp(await wordFile(), '機密性3情報'));
    expect(await marked(twice)).toMatchObject({ marking: TEXT });
    for (const path of Object.keys(unzipSync(twice))) expect(part(twice, path)).not.toContain('機密性3情報');
  });

  it('gets a header where it has none, also as a file with macros', async () => {
    const body =
      '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>';
    for (const type of [
      'vnd.openxmlformats-officedocument.wordprocessingml.document',
      'vnd.ms-word.document.macroEnabled',
    ]) {
      const bytes = packageOf({ 'word/document2.xml': body }, { 'word/document2.xml': `${type}.main+xml` });
      expect(await marked(await stamp(bytes))).toMatchObject({ marking: TEXT });
    }
  });

  it('tells of templates, links into the office, macros and photographs', async () => {
    const settings =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x/attachedTemplate" Target="file:///\\\\bunsho\\t.dotm" TargetMode="External"/></Relationships>';
    let bytes = withPart(await wordFile(), 'word/_rels/settings.xml.rels', settings);
    bytes = withPart(bytes, 'word/vbaProject.bin', 'x');
    bytes = withPart(bytes, 'word/media/image1.jpeg', photo('jpeg'));
    const found = await findings(bytes);
    expect(kindsOf(found)).toEqual(expect.arrayContaining(['template', 'macro', 'position']));
    expect(found.find(({ kind }) => kind === 'template')?.excerpt).toContain('bunsho');
  });
});

describe('a workbook', () => {
  it('says which sheets, rows, columns and names are hidden', async () => {
    const found = await findings(workbook());
    expect(found.filter(({ kind }) => kind === 'hidden-sheet').map(({ where }) => where)).toEqual([
      'シート「内訳」',
      'シート「元」',
    ]);
    expect(found.filter(({ kind }) => kind === 'hidden-row').map(({ where }) => where)).toEqual([
      'シート「集計」の2～3行',
      'シート「集計」の5行',
    ]);
    expect(found).toContainEqual({ kind: 'hidden-column', where: 'シート「集計」のB～C列', excerpt: '' });
    expect(found).toContainEqual({ kind: 'comment', where: 'シート「集計」のB7', excerpt: '部外秘の根拠' });
    expect(found).toContainEqual({ kind: 'hidden-name', where: '名前「hojo」', excerpt: '集計!$A$1' });
    expect(found.find(({ kind }) => kind === 'external-link')?.excerpt).toContain('案.xlsx');
    expect(kindsOf(found)).toEqual(expect.arrayContaining(['embedded-object', 'cached-data']));
  });

  it('tells cells in the colour of their ground or with a format that shows nothing, and no others', async () => {
    const found = (await findings(paintedWorkbook())).filter(({ kind }) => kind === 'hidden-text');
    expect(found.map(({ where, excerpt }) => [where, excerpt])).toEqual([
      ['シート「集計」のA1（背景と同じ色の文字）', '白い文字'],
      ['シート「集計」のC1（背景と同じ色の文字）', '青い文字'],
      ['シート「集計」のE1（何も表示しない表示形式）', '表示しない'],
      ['シート「集計」のC2（背景と同じ色の文字）', 'A&B'],
    ]);
  });

  it('is marked on every sheet, hidden ones too; cells and old headers stay', async () => {
    const header =
      '<headerFooter differentFirst="1"><oddHeader>&amp;L左&amp;R右の字</oddHeader><oddFooter>&amp;P</oddFooter></headerFooter>';
    const before = workbook(header);
    const stamped = await stamp(await stamp(before, '機密性3情報'));
    expect(await marked(stamped)).toMatchObject({
      marking: TEXT,
      headers: [{ text: '左' }, { text: '右の字' }],
    });
    const sheet = part(stamped, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<row r="2" hidden="1"><c r="A2"><v>2</v></c></row>');
    expect(sheet.indexOf('<headerFooter')).toBeLessThan(sheet.indexOf('<legacyDrawing'));
    expect(sheet.indexOf('<oddFooter')).toBeLessThan(sheet.indexOf('<firstHeader'));
    for (const number of [1, 2, 3]) {
      const text = part(stamped, `xl/worksheets/sheet${number}.xml`);
      expect(text).toContain('機密性2情報（A&amp;&amp;B関係者限り）');
      expect(text).not.toContain('機密性3');
    }
  });

  it('is refused when the header would be longer than Excel takes', async () => {
    const header = `<headerFooter><oddHeader>&amp;L${'あ'.repeat(230)}</oddHeader></headerFooter>`;
    await expect(stamp(workbook(header), 'x'.repeat(30))).rejects.toMatchObject({ reason: 'headerFull' });
  });

  it('gives any marking back, whatever stood in the header', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 }).filter((each) => !/[\n\r]|&K00000/.test(each));
    const header = fc.constantFrom('', '&L左', '中央', '&C&"游ゴシック"&12表', '&R&P / &N', '&L&&&R右&C');
    fc.assert(
      fc.property(header, text, text, (old, first, second) => {
        const once = withMarking(old, first);
        expect(markingIn(once)).toBe(first);
        expect(withMarking(once, second)).toBe(withMarking(old, second));
      }),
    );
  });
});

describe('a presentation', () => {
  it('says on which slide what is hidden', async () => {
    const found = await findings(presentation());
    expect(found).toContainEqual({ kind: 'hidden-slide', where: '2枚目のスライド', excerpt: '予備の資料' });
    expect(found).toContainEqual({
      kind: 'speaker-notes',
      where: '1枚目のスライド',
      excerpt: '口頭で補足する',
    });
    expect(found).toContainEqual({ kind: 'comment', where: '1枚目のスライド', excerpt: '要確認' });
    expect(found).toContainEqual({ kind: 'hidden-shape', where: '1枚目のスライド', excerpt: '下書き' });
    expect(found).toContainEqual({ kind: 'off-page', where: '1枚目のスライド', excerpt: 'はみ出し' });
    expect(kindsOf(found)).toContain('cropped-image');
    expect(kindsOf(found)).not.toContain('external-link');
  });

  it('tells text in the colour of what it stands on', async () => {
    const found = (await findings(paintedSlide())).filter(({ kind }) => kind === 'hidden-text');
    expect(found.map(({ where, excerpt }) => [where, excerpt])).toEqual([
      ['1枚目のスライド（背景と同じ色の文字）', '地の白'],
      ['1枚目のスライド（背景と同じ色の文字）', '青に青'],
    ]);
  });

  it('is marked on its notes too, which are no hidden words by that', async () => {
    const stamped = await stamp(await stamp(presentation(), '機密性3情報'));
    expect(count(part(stamped, 'ppt/notesSlides/notesSlide1.xml'), '機密性2情報')).toBe(1);
    expect(part(stamped, 'ppt/notesSlides/notesSlide1.xml')).not.toContain('機密性3');
    const notes = (await findings(stamped)).filter(({ kind }) => kind === 'speaker-notes');
    expect(notes.map(({ excerpt }) => excerpt)).toEqual(['口頭で補足する']);
  });

  it('is marked once on every slide', async () => {
    const twice = await stamp(await stamp(presentation(), '機密性3情報'));
    expect(await marked(twice)).toMatchObject({ marking: TEXT });
    for (const number of [1, 2]) {
      const text = part(twice, `ppt/slides/slide${number}.xml`);
      expect(count(text, 'kijun-marking')).toBe(1);
      expect(text).not.toContain('機密性3');
    }
  });
});

describe('a PDF', () => {
  it('tells text under boxes, white and beside the page, and nothing of what is seen', async () => {
    const found = await findings(await blackenedPdf());
    for (const page of [1, 2, 3, 4]) {
      expect(found).toContainEqual({
        kind: 'covered-text',
        where: `${page}ページ（塗りつぶした図形の下）`,
        excerpt: 'SECRET NAME',
      });
      expect(found).toContainEqual({
        kind: 'hidden-text',
        where: `${page}ページ（背景と同じ色の文字）`,
        excerpt: 'white words',
      });
      expect(found.map(({ excerpt }) => excerpt)).toContain('black on black');
      expect(found.filter(({ kind }) => kind === 'off-page')).toHaveLength(4);
    }
    expect(JSON.stringify(found)).not.toMatch(/Visible|marked|white on blue|white on oval/);
    expect(found).toContainEqual({ kind: 'attachment', where: '添付ファイルの一覧', excerpt: 'naibu.txt' });
    expect(kindsOf(found)).toEqual(expect.arrayContaining(['author', 'script']));
  });

  it('tells text under pictures that cover', async () => {
    expect(await findings(await picturedPdf(1))).toEqual([
      { kind: 'covered-text', where: '1ページ（画像の下）', excerpt: 'SECRET NAME' },
    ]);
    expect(await findings(await picturedPdf(0.3))).toEqual([]);
  });

  it('tells authors in its metadata and where its photographs were taken', async () => {
    const found = await findings(await tellingPdf());
    expect(found).toContainEqual({
      kind: 'author',
      where: 'メタデータ（XMP）の作成者',
      excerpt: '企画課 青木',
    });
    expect(found.find(({ kind }) => kind === 'position')?.where).toBe('ページの写真');
  });

  it('tells text under annotations that cover, and not under links', async () => {
    for (const subtype of ['Square', 'Redact'] as const) {
      expect(await findings(await annotatedPdf(subtype))).toContainEqual({
        kind: 'covered-text',
        where: '1ページ（注釈の下）',
        excerpt: 'SECRET NAME',
      });
    }
    expect(await findings(await annotatedPdf('Link'))).toEqual([]);
  });

  it('is marked at the top of every page as it is shown, once, with its font', async () => {
    const label = await renderLabel(TEXT);
    const once = await stamp(await blackenedPdf(), '機密性3情報', await renderLabel('機密性3情報'));
    const twice = await stamp(once, TEXT, label);
    const read = await marked(twice);
    expect(read?.marking).toBe(TEXT);
    expect(read?.headers.map(({ text }) => text)).toEqual([TEXT]);
    expect(twice.length).toBeLessThan(once.length + 5000);
    expect((await PDFDocument.load(twice)).getPageCount()).toBe(4);
    expect(kindsOf(await findings(twice))).toEqual(kindsOf(await findings(await blackenedPdf())));
  });

  it('tells of earlier states', async () => {
    const bytes = await annotatedPdf('Link');
    const appended = Buffer.concat([bytes, Buffer.from('\n%%EOF\n')]);
    expect(kindsOf(await findings(new Uint8Array(appended)))).toEqual(['earlier-version']);
  });
});

describe('a checked file', () => {
  it('says which marking it bears', async () => {
    const outcome = async (bytes: Uint8Array) => perform({ deed: 'check', bytes });
    expect(await outcome(await stamp(await wordFile()))).toMatchObject({ marking: TEXT });
    expect(
      await outcome(await stamp(await annotatedPdf('Link'), TEXT, await renderLabel(TEXT))),
    ).toMatchObject({
      marking: TEXT,
    });
    expect(await outcome(workbook())).toMatchObject({ marking: null });
  });
});

describe('a picture', () => {
  it('of a telephone tells so too (HEIC)', async () => {
    expect(await findings(heic())).toEqual([
      { kind: 'author', where: 'この画像', excerpt: 'T. Aoki' },
      { kind: 'position', where: 'この画像', excerpt: '緯度 35.67500、経度 139.75000' },
    ]);
  });

  it.each(['jpeg', 'png', 'tiff'] as const)('tells where it was taken and by whom (%s)', async (kind) => {
    expect(await findings(photo(kind))).toEqual([
      { kind: 'author', where: 'この画像', excerpt: 'T. Aoki' },
      { kind: 'position', where: 'この画像', excerpt: '緯度 35.67500、経度 139.75000' },
    ]);
  });
});

describe('what is refused', () => {
  const refusals: readonly (readonly [string, () => Uint8Array | Promise<Uint8Array>])[] = [
    ['unknown', () => new TextEncoder().encode('ただの文章')],
    [
      'unknown',
      () =>
        zipSync({
          'a.txt': new Uint8Array([1]),
          '[Content_Types].xml': new TextEncoder().encode('<Types/>'),
        }),
    ],
    ['old', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    [
      'encrypted',
      () =>
        new Uint8Array(
          Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
        ),
    ],
    [
      'odf',
      () =>
        zipSync({
          mimetype: [new TextEncoder().encode('application/vnd.oasis.opendocument.text'), { level: 0 }],
        }),
    ],
    [
      'xlsb',
      () =>
        packageOf(
          { 'xl/workbook.bin': 'x' },
          { 'xl/workbook.bin': 'vnd.ms-excel.sheet.binary.macroEnabled.main' },
        ),
    ],
    ['broken', async () => (await wordFile()).slice(0, 2000)],
    ['broken', async () => withPart(await wordFile(), 'word/document.xml', '<w:document')],
    [
      'broken',
      async () => {
        const deep = `${'<w:p>'.repeat(100_000)}${'</w:p>'.repeat(100_000)}`;
        return withPart(await wordFile(), 'word/document.xml', deep);
      },
    ],
    [
      'broken',
      async () => withPart(await wordFile(), 'word/document.xml', '<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
    ],
    ['broken', () => new TextEncoder().encode('%PDF-1.7\nnothing')],
    [
      'tooLarge',
      async () => withPart(await wordFile(), 'word/media/a.bin', new Uint8Array(300 * 1024 * 1024)),
    ],
    ['signed', async () => withPart(await wordFile(), '_xmlsignatures/sig1.xml', '<Signature/>')],
    ['image', () => photo('jpeg')],
  ];
  it.each(refusals)('%s', async (reason, make) => {
    const bytes = await make();
    await expect(perform({ deed: 'stamp', bytes, text: TEXT, label: null })).rejects.toMatchObject({
      reason,
    });
  });

  it('encrypted PDF', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    document.encrypt({ userPassword: 'a', ownerPassword: 'b' });
    const bytes = await document.save();
    for (const deed of ['check', 'read'] as const) {
      await expect(perform({ deed, bytes })).rejects.toMatchObject({ reason: 'encrypted' });
    }
  });
});

describe('small rules', () => {
  it('numbers as ranges, columns as letters', () => {
    expect(rangesOf([2, 3, 4, 7])).toEqual([
      [2, 4],
      [7, 7],
    ]);
    expect([1, 26, 27, 702, 703, 16_384].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
  });

  it('a kind with many findings says how many more', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => `<row r="${at * 2 + 1}" hidden="1"/>`).join('');
    const bytes = withPart(
      workbook(),
      'xl/worksheets/sheet2.xml',
      `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    );
    const found = (await findings(bytes)).filter(({ kind }) => kind === 'hidden-row');
    expect(found).toHaveLength(51);
    expect(found.at(-1)?.where).toBe('ほか72か所');
  });
});
