import {
  AlignmentType,
  Document,
  type FileChild,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import { docxFigure } from './docx-figure.ts';
import { BODY_FONT, docxStyles } from './docx-styles.ts';
import { docxTable } from './docx-table.ts';
import { t } from './messages.ts';
import {
  type Block,
  inlines,
  printable,
  type ReportDocument,
  type Section,
  type Text,
} from './report-document.ts';

/** The media type of `.docx`. */
export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A4 in twentieths of a point, with margins of 25 mm. */
const PAGE = { width: 11_906, height: 16_838, margin: 1_417 };
const BULLETS = 'report-bullets';
const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

/** Footnotes in the order of their marks. */
type Footnotes = string[];

/**
 * The report as a Word document: A4, Japanese fonts named for East Asian text, real headings (so that Word makes a
 * table of contents), header rows that repeat, page numbers, real footnotes and charts.
 */
export async function renderDocx(report: ReportDocument): Promise<Uint8Array> {
  const landscape = report.orientation === 'landscape';
  const width = (landscape ? PAGE.height : PAGE.width) - 2 * PAGE.margin;
  const notes: Footnotes = [];
  const children = [
    ...headOf(report),
    ...report.sections.flatMap((section) => sectionOf(section, width, notes)),
  ];
  const document = new Document({
    title: printable(report.title),
    creator: 'Kijun',
    styles: docxStyles(),
    numbering: {
      config: [
        {
          reference: BULLETS,
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '・',
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 420, hanging: 210 } }, run: { font: BODY_FONT } },
            },
          ],
        },
      ],
    },
    footnotes: Object.fromEntries(
      notes.map((note, index) => [index + 1, { children: [new Paragraph({ children: [run(note)] })] }]),
    ),
    sections: [
      {
        properties: {
          page: {
            size: {
              width: PAGE.width,
              height: PAGE.height,
              orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: { top: PAGE.margin, right: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin },
          },
        },
        headers: { default: new Header({ children: [edge(report.pageHeader ?? '', AlignmentType.RIGHT)] }) },
        footers: { default: pageFooter(report.pageFooter) },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function headOf(report: ReportDocument): Paragraph[] {
  const lines = [new Paragraph({ style: 'Title', children: [run(report.title)] })];
  if (report.subtitle) lines.push(new Paragraph({ style: 'Subtitle', children: [run(report.subtitle)] }));
  for (const { label, value } of report.meta) {
    lines.push(new Paragraph({ style: 'Meta', children: [run(t('report.metaLine', { label, value }))] }));
  }
  return lines;
}

function sectionOf(section: Section, width: number, notes: Footnotes): FileChild[] {
  const heading = new Paragraph({ heading: HEADINGS[section.level], children: [run(section.heading)] });
  return [heading, ...section.blocks.flatMap((block) => blockOf(block, width, notes))];
}

function blockOf(block: Block, width: number, notes: Footnotes): FileChild[] {
  switch (block.kind) {
    case 'paragraph':
      return [new Paragraph({ style: 'BodyText', children: textRuns(block.text, notes) })];
    case 'bullets':
      return block.items.map(
        (item) =>
          new Paragraph({ numbering: { reference: BULLETS, level: 0 }, children: textRuns(item, notes) }),
      );
    case 'table':
      return docxTable(block, width);
    case 'figure':
      return docxFigure(block, width);
    case 'pageBreak':
      return [new Paragraph({ children: [new PageBreak()] })];
  }
}

function textRuns(text: Text, notes: Footnotes): ParagraphChild[] {
  return inlines(text).flatMap((inline): ParagraphChild[] => {
    if (typeof inline === 'string') return lineRuns(inline, false);
    if ('strong' in inline) return lineRuns(inline.text, true);
    notes.push(inline.footnote);
    return [new FootnoteReferenceRun(notes.length)];
  });
}

/** A line feed in the text is a line break, not a new paragraph. */
const lineRuns = (text: string, bold: boolean): TextRun[] =>
  printable(text)
    .split('\n')
    .map((line, index) => new TextRun({ text: line, bold, ...(index > 0 ? { break: 1 } : {}) }));

const run = (text: string): TextRun => new TextRun(printable(text).replaceAll('\n', ' '));

const edge = (text: string, alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Paragraph =>
  new Paragraph({ style: 'Edge', alignment, children: [run(text)] });

function pageFooter(text: string | undefined): Footer {
  const numbers = new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] });
  const lines = [new Paragraph({ style: 'Edge', alignment: AlignmentType.CENTER, children: [numbers] })];
  return new Footer({ children: text ? [edge(text, AlignmentType.CENTER), ...lines] : lines });
}
