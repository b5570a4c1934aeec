import { type IStylesOptions, LineRuleType } from 'docx';

/** Lines grow with what stands in them; without it a chart in the text may be cut to one line. */
const AUTO = LineRuleType.AUTO;

const font = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });

/** Running text; on every Windows and Mac with Japanese Word. */
export const BODY_FONT = font('游明朝');
/** Headings and tables: the universal-design face that Windows brings along. */
const TABLE_FONT = font('BIZ UDPゴシック');

/** Named styles, so that an office can restyle the document in Word without touching its text. */
export function docxStyles(): IStylesOptions {
  const language = { value: 'ja-JP', eastAsia: 'ja-JP' };
  const heading = (size: number, before: number) => ({
    run: { font: TABLE_FONT, size, bold: true, color: '1A1A1A' },
    paragraph: { spacing: { before, after: 120 }, keepNext: true, keepLines: true },
  });
  const own = (
    id: string,
    name: string,
    size: number,
    spacing: { before?: number; after?: number; line?: number },
  ) => ({
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    run: { size },
    paragraph: { spacing: { ...spacing, lineRule: AUTO } },
  });
  return {
    default: {
      document: {
        run: { font: BODY_FONT, size: 21, language },
        paragraph: { spacing: { line: 300, lineRule: AUTO } },
      },
      title: {
        run: { font: TABLE_FONT, size: 36, bold: true },
        paragraph: { spacing: { before: 240, after: 160, line: 360, lineRule: AUTO } },
      },
      heading1: heading(28, 400),
      heading2: heading(24, 300),
      heading3: heading(22, 240),
      footnoteText: { run: { font: BODY_FONT, size: 18 } },
    },
    paragraphStyles: [
      {
        ...own('Subtitle', 'Subtitle', 26, { after: 160 }),
        run: { font: TABLE_FONT, size: 26, color: '333333' },
      },
      own('Meta', 'Meta', 21, { after: 20 }),
      own('BodyText', 'Body Text', 21, { after: 120, line: 320 }),
      {
        ...own('Caption', 'caption', 20, { before: 200, after: 80 }),
        run: { font: TABLE_FONT, size: 20, bold: true },
      },
      {
        ...own('Cell', 'Table Cell', 18, { before: 30, after: 30, line: 260 }),
        run: { font: TABLE_FONT, size: 18 },
      },
      own('TableNote', 'Table Note', 17, { before: 40, after: 40, line: 250 }),
      own('Edge', 'Page Edge', 17, {}),
    ],
  };
}
