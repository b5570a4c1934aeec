/** The Word template that the product brings along; organisations download it, change it in Word and register it. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { docxStyles } from '../../../platform/documents/docx-styles.ts';
import { t } from './messages.ts';
import { BOXES, boxTags } from './template-tags.ts';

/** A4 with margins of 22 mm, in twentieths of a point. */
const PAGE = { width: 11_906, height: 16_838, margin: 1_247 };
const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
const LINE = { style: BorderStyle.SINGLE, size: 6, color: '1A1A1A' };
const BORDERS = {
  top: LINE,
  bottom: LINE,
  left: LINE,
  right: LINE,
  insideHorizontal: LINE,
  insideVertical: LINE,
};
const LABEL = { fill: 'F2F2F2' };

type Alignment = (typeof AlignmentType)[keyof typeof AlignmentType];

const tag = (key: Parameters<typeof t>[0]): string => `{${t(key)}}`;
const open = (key: Parameters<typeof t>[0]): string => `{#${t(key)}}`;
const close = (key: Parameters<typeof t>[0]): string => `{/${t(key)}}`;

/** The template as a `.docx` file; `title` is the name of the form, for the properties of the file. */
export async function defaultTemplate(title: string): Promise<Uint8Array> {
  const document = new Document({
    title,
    creator: 'Kijun',
    styles: docxStyles(),
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { top: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin, right: PAGE.margin },
          },
        },
        children: [...head(), itemTable(), ...boxTable(), ...decisionTable(), space(), remarkTable()],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const text = (content: string, alignment: Alignment = AlignmentType.LEFT, indent = 0): Paragraph =>
  new Paragraph({ alignment, indent: { left: indent }, children: [new TextRun(content)] });

const space = (): Paragraph => new Paragraph({ spacing: { after: 60 } });

const caption = (key: 'form.boxes' | 'form.decisions'): Paragraph =>
  new Paragraph({ style: 'Caption', keepNext: true, children: [new TextRun(t(key))] });

function head(): Paragraph[] {
  const half = TEXT_WIDTH * 0.5;
  return [
    text(tag('tag.number')),
    text(t('form.reference', { number: tag('tag.reference') }), AlignmentType.RIGHT),
    text(tag('tag.date'), AlignmentType.RIGHT),
    space(),
    text(tag('tag.addressee')),
    space(),
    text(t('form.unit', { unit: tag('tag.unit') }), AlignmentType.LEFT, half),
    text(t('form.name', { name: tag('tag.name') }), AlignmentType.LEFT, half),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 360, after: 360 },
      children: [new TextRun({ text: tag('tag.title'), bold: true, size: 30 })],
    }),
    text(tag('tag.lead')),
    space(),
  ];
}

function cell(
  content: string | readonly string[],
  width: number,
  options: { label?: boolean; center?: boolean } = {},
) {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: options.center ? VerticalAlign.CENTER : VerticalAlign.TOP,
    ...(options.label ? { shading: LABEL } : {}),
    children: (typeof content === 'string' ? [content] : content).map(
      (line) =>
        new Paragraph({
          style: 'Cell',
          alignment: options.center ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [new TextRun(line)],
        }),
    ),
  });
}

function table(widths: readonly number[], rows: readonly TableRow[]): Table {
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    borders: BORDERS,
    rows: [...rows],
  });
}

const LABEL_WIDTH = 2_400;
const VALUE_WIDTH = TEXT_WIDTH - LABEL_WIDTH;

/** One row that repeats for every item, and the clauses below. */
function itemTable(): Table {
  const label = `${open('tag.rows')}${tag('tag.rowLabel')}`;
  const value = `${tag('tag.rowValue')}${close('tag.rows')}`;
  return table(
    [LABEL_WIDTH, VALUE_WIDTH],
    [
      new TableRow({ children: [cell(label, LABEL_WIDTH, { label: true }), cell(value, VALUE_WIDTH)] }),
      new TableRow({
        children: [
          cell(t('form.clauses'), LABEL_WIDTH, { label: true }),
          cell(tag('tag.clauses'), VALUE_WIDTH),
        ],
      }),
    ],
  );
}

/** The boxes of those who decide, side by side: office, name and result, date. */
function boxTable(): (Paragraph | Table)[] {
  const width = Math.floor(TEXT_WIDTH / BOXES);
  const boxes = Array.from({ length: BOXES }, (_, index) => boxTags(index + 1).map(([name]) => `{${name}}`));
  const band = (at: (box: readonly string[]) => string | string[], label: boolean, height: number) =>
    new TableRow({
      height: { value: height, rule: 'atLeast' },
      children: boxes.map((box) => cell(at(box), width, { label, center: true })),
    });
  return [
    caption('form.boxes'),
    table(
      boxes.map(() => width),
      [
        band(([title = '']) => title, true, 560),
        band(([, name = '', mark = '']) => [name, mark], false, 900),
        band(([, , , date = '']) => date, false, 340),
      ],
    ),
  ];
}

/** One row that repeats for every decision. */
function decisionTable(): (Paragraph | Table)[] {
  const widths = [1_900, 2_700, 1_100, TEXT_WIDTH - 5_700];
  const headers = ['column.at', 'column.decider', 'column.result', 'column.note'] as const;
  const contents = [
    `${open('tag.decisions')}${tag('tag.decisionAt')}`,
    tag('tag.decisionSeat'),
    tag('tag.decisionResult'),
    `${tag('tag.decisionNote')}${close('tag.decisions')}`,
  ];
  const row = (texts: readonly string[], label: boolean) =>
    new TableRow({
      tableHeader: label,
      children: texts.map((content, index) => cell(content, widths[index] ?? 0, { label, center: label })),
    });
  return [
    caption('form.decisions'),
    table(widths, [
      row(
        headers.map((key) => t(key)),
        true,
      ),
      row(contents, false),
    ]),
  ];
}

const remarkTable = (): Table =>
  table(
    [LABEL_WIDTH, VALUE_WIDTH],
    [
      new TableRow({
        height: { value: 1_000, rule: 'atLeast' },
        children: [
          cell(t('form.remarks'), LABEL_WIDTH, { label: true }),
          cell(tag('tag.remarks'), VALUE_WIDTH),
        ],
      }),
    ],
  );
