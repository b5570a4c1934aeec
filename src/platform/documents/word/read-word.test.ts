import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeightRule,
  ImageRun,
  LevelFormat,
  Packer,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  Tab,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalMergeType,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { UnreadablePackage } from '../office-package.ts';
import { renderWord } from '../render-pdf.ts';
import { readWord } from './read-word.ts';
import type { Block, ParagraphBlock, Run, TableBlock } from './word-document.ts';

type Content = Paragraph | Table;

const wordFile = async (
  children: readonly Content[],
  options: Omit<ConstructorParameters<typeof Document>[0], 'sections'> = {},
): Promise<Uint8Array> =>
  new Uint8Array(
    await Packer.toBuffer(new Document({ ...options, sections: [{ children: [...children] }] })),
  );

const line = (...runs: readonly (string | ParagraphChild)[]): Paragraph =>
  new Paragraph({ children: runs.map((run) => (typeof run === 'string' ? new TextRun(run) : run)) });

const readAll = async (...args: Parameters<typeof wordFile>): Promise<readonly Block[]> =>
  readWord(await wordFile(...args)).sections.flatMap(({ blocks }) => blocks);

const paragraphs = (blocks: readonly Block[]): ParagraphBlock[] =>
  blocks.filter((block) => block.kind === 'paragraph');

const textOf = (run: Run): string =>
  run.kind === 'text' || run.kind === 'mark' ? run.text : `[${run.kind}]`;
const textsOf = (blocks: readonly Block[]): string[] =>
  paragraphs(blocks).map(({ runs }) => runs.map(textOf).join(''));

const tableOf = (blocks: readonly Block[]): TableBlock => {
  const [table] = blocks.filter((block) => block.kind === 'table');
  if (table === undefined) throw new Error('no table');
  return table;
};

/** The body of a Word file, changed as text: for what the library that writes it does not know. */
async function edited(file: Promise<Uint8Array>, change: (body: string) => string): Promise<Uint8Array> {
  const parts = unzipSync(await file);
  const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  return zipSync({ ...parts, 'word/document.xml': strToU8(change(body)) });
}

describe('letters', () => {
  it('leave out what is hidden and keep breaks', async () => {
    const broken = new TextRun({ text: '上', break: 0 });
    const blocks = await readAll([
      line(
        broken,
        new TextRun({ text: '下', break: 1 }),
        new TextRun({ text: '秘', vanish: true }),
        new TextRun({ children: [new Tab(), '右'] }),
      ),
    ]);
    expect(textsOf(blocks)).toEqual(['上[line]下[tab]右']);
  });

  it('take their look from the defaults, the style and themselves, in that order', async () => {
    const blocks = await readAll(
      [
        new Paragraph({
          style: 'Strong',
          children: [new TextRun('甲'), new TextRun({ text: '乙', size: 40 })],
        }),
        line('丙'),
      ],
      {
        styles: {
          default: { document: { run: { font: { eastAsia: 'ＭＳ 明朝' }, size: 21 } } },
          paragraphStyles: [
            { id: 'Base', name: 'Base', run: { font: { eastAsia: 'ＭＳ ゴシック' } } },
            { id: 'Strong', name: 'Strong', basedOn: 'Base', run: { bold: true, size: 24 } },
          ],
        },
      },
    );
    const looks = paragraphs(blocks).flatMap(({ runs }) =>
      runs.map((run) => (run.kind === 'text' ? [run.text, run.gothic, run.bold, run.size] : [])),
    );
    expect(looks).toEqual([
      ['甲', true, true, 12],
      ['乙', true, true, 20],
      ['丙', false, false, 10.5],
    ]);
  });

  it('count pages where a field does, and keep what other fields gave', async () => {
    const foot = new Footer({
      children: [
        new Paragraph({
          children: [new TextRun({ children: [PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES] })],
        }),
      ],
    });
    const packed = await Packer.toBuffer(
      new Document({ sections: [{ footers: { default: foot }, children: [line('本文')] }] }),
    );
    const [section] = readWord(new Uint8Array(packed)).sections;
    expect(textsOf(section?.footer ?? [])).toEqual(['[count]/[count]']);
    const field = (code: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r>` +
      '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>七</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
    const file = await edited(wordFile([line('印')]), (body) =>
      body.replace(/<w:r><w:t[^>]*>印<\/w:t><\/w:r>/, field(' DATE ') + field(' PAGE ')),
    );
    expect(textsOf(readWord(file).sections.flatMap(({ blocks }) => blocks))).toEqual(['七[count]']);
  });

  it('are spread over the width that is set for them', async () => {
    const file = await edited(wordFile([line('氏名')]), (body) =>
      body.replace('<w:r><w:t', '<w:r><w:rPr><w:fitText w:val="1260"/></w:rPr><w:t'),
    );
    const [run] = paragraphs(readWord(file).sections.flatMap(({ blocks }) => blocks)).flatMap(
      ({ runs }) => runs,
    );
    expect(run).toMatchObject({ text: '氏名', spread: 63 });
  });
});

describe('paragraphs', () => {
  it('are numbered level by level as the list says', async () => {
    const item = (text: string, level: number) =>
      new Paragraph({ numbering: { reference: 'list', level }, children: [new TextRun(text)] });
    const blocks = await readAll(
      [item('甲', 0), item('乙', 1), item('丙', 1), item('丁', 0), item('戊', 1)],
      {
        numbering: {
          config: [
            {
              reference: 'list',
              levels: [
                {
                  level: 0,
                  format: LevelFormat.DECIMAL_FULL_WIDTH,
                  text: '第%1',
                  style: { paragraph: { indent: { left: 420, hanging: 420 } } },
                },
                { level: 1, format: LevelFormat.AIUEO_FULL_WIDTH, text: '(%2)' },
              ],
            },
          ],
        },
      },
    );
    expect(textsOf(blocks)).toEqual(['第１甲', '(ア)　乙', '(イ)　丙', '第２丁', '(ア)　戊']);
    expect(paragraphs(blocks)[0]).toMatchObject({ left: 21, first: -21 });
  });

  it('count on in another list of the same pattern, and anew where that says so', async () => {
    const item = (text: string, instance: number) =>
      new Paragraph({ numbering: { reference: 'list', level: 0, instance }, children: [new TextRun(text)] });
    const levels = [{ level: 0, format: LevelFormat.DECIMAL, text: '%1' }];
    const file = wordFile([item('甲', 1), item('乙', 2), item('丙', 2)], {
      numbering: { config: [{ reference: 'list', levels }] },
    });
    const texts = async (change: (numbering: string) => string) => {
      const parts = unzipSync(await file);
      const numbering = change(strFromU8(parts['word/numbering.xml'] ?? new Uint8Array()));
      const changed = zipSync({ ...parts, 'word/numbering.xml': strToU8(numbering) });
      return textsOf(readWord(changed).sections.flatMap(({ blocks }) => blocks));
    };
    expect(await texts((text) => text)).toEqual(['1　甲', '1　乙', '2　丙']);
    const without = /<w:lvlOverride.*?<\/w:lvlOverride>/g;
    expect(await texts((text) => text.replace(without, ''))).toEqual(['1　甲', '2　乙', '3　丙']);
  });

  it('after a page break begin a page', async () => {
    const blocks = await readAll([line('前', new PageBreak(), '後')]);
    expect(paragraphs(blocks).map((each) => [each.pageBreak, each.runs.map(textOf).join('')])).toEqual([
      [false, '前'],
      [true, '後'],
    ]);
  });

  it('keep to the grid of the page, as many of its lines as their letters need', async () => {
    const grid = { linePitch: 360, type: 'lines' } as const;
    const big = new Paragraph({ children: [new TextRun({ text: '大' })], style: 'Big' });
    const packed = await Packer.toBuffer(
      new Document({
        styles: { paragraphStyles: [{ id: 'Big', name: 'Big', run: { size: 44 } }] },
        sections: [{ properties: { grid }, children: [line('小'), big] }],
      }),
    );
    const [section] = readWord(new Uint8Array(packed)).sections;
    expect(paragraphs(section?.blocks ?? []).map((each) => each.line)).toEqual([18, 36]);
  });

  it('stand one after the other also from content controls and text boxes', async () => {
    const box =
      '<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>箱</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>';
    const file = await edited(wordFile([line('本文')]), (body) =>
      body
        .replace('<w:p>', '<w:sdt><w:sdtContent><w:p>')
        .replace('</w:p>', `${box}</w:p></w:sdtContent></w:sdt>`),
    );
    expect(textsOf(readWord(file).sections.flatMap(({ blocks }) => blocks))).toEqual(['本文', '箱']);
  });
});

describe('tables', () => {
  const cell = (text: string, options: object = {}) => new TableCell({ children: [line(text)], ...options });
  const { RESTART, CONTINUE } = VerticalMergeType;

  it('join cells across and down', async () => {
    const table = tableOf(
      await readAll([
        new Table({
          columnWidths: [1000, 2000, 3000],
          rows: [
            new TableRow({
              children: [cell('甲', { columnSpan: 2 }), cell('乙', { verticalMerge: RESTART })],
            }),
            new TableRow({ children: [cell('丙'), cell('丁'), cell('', { verticalMerge: CONTINUE })] }),
          ],
        }),
      ]),
    );
    expect(table.columns).toEqual([50, 100, 150]);
    expect(
      table.cells.map(({ x, y, colspan, rowspan, blocks }) => [textsOf(blocks)[0], x, y, colspan, rowspan]),
    ).toEqual([
      ['甲', 0, 0, 2, 1],
      ['乙', 2, 0, 1, 2],
      ['丙', 0, 1, 1, 1],
      ['丁', 1, 1, 1, 1],
    ]);
  });

  it('have the lines of the table, but where a cell has its own', async () => {
    const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
    const thick = { style: BorderStyle.SINGLE, size: 16, color: '000000' };
    const table = tableOf(
      await readAll([
        new Table({
          borders: { top: thick, bottom: thick, left: none, right: none, insideVertical: thick },
          rows: [new TableRow({ children: [cell('甲'), cell('乙', { borders: { bottom: none } })] })],
        }),
      ]),
    );
    const solid = { width: 2, dash: 'solid' };
    expect(table.cells.map(({ borders }) => borders)).toEqual([
      { top: solid, bottom: solid, left: null, right: solid },
      { top: solid, bottom: null, left: solid, right: null },
    ]);
  });

  it('tell how high a row is', async () => {
    const height = { value: 800, rule: HeightRule.EXACT };
    const table = tableOf(
      await readAll([
        new Table({ rows: [new TableRow({ height, tableHeader: true, children: [cell('甲')] })] }),
      ]),
    );
    expect(table.rows).toEqual([{ height: 40, exact: true, header: true }]);
  });
});

/** A picture of one dot. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the PDF', () => {
  const sizes = (pdf: Uint8Array): string[] =>
    [
      ...Buffer.from(pdf)
        .toString('latin1')
        .matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g),
    ].map(([, width, height]) => `${Math.round(Number(width))}×${Math.round(Number(height))}`);

  it('has the pages of the file, with tables in tables and pictures', async () => {
    const picture = new ImageRun({ type: 'png', data: DOT, transformation: { width: 20, height: 20 } });
    const inner = new Table({
      rows: [new TableRow({ children: [new TableCell({ children: [line('内')] })] })],
    });
    const packed = await Packer.toBuffer(
      new Document({
        sections: [
          {
            children: [
              new Table({
                rows: [
                  new TableRow({ children: [new TableCell({ children: [inner, line(new PageBreak())] })] }),
                ],
              }),
              line(picture, new PageBreak(), '#panic("x") $a$ *b*'),
              new Paragraph({ alignment: AlignmentType.DISTRIBUTE, children: [new TextRun('均等')] }),
            ],
          },
          { properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } }, children: [] },
          {
            properties: { page: { size: { width: 16838, height: 11906 } } },
            children: [line('横')],
          },
        ],
      }),
    );
    const pdf = await renderWord(new Uint8Array(packed));
    expect(sizes(pdf)).toHaveLength(4);
    expect(sizes(pdf).at(-1)).toBe('842×595');
  }, 60_000);

  it('is not made of what is no Word file', async () => {
    expect(() => readWord(strToU8('%PDF-1.7'))).toThrow(UnreadablePackage);
    await expect(renderWord(strToU8('%PDF-1.7'))).rejects.toMatchObject({ status: 500 });
    expect((await renderWord(await wordFile([]))).length).toBeGreaterThan(500);
  }, 60_000);
});
