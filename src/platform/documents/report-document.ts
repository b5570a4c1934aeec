/**
 * A report without a file format: what it says and how it is ordered. `render-docx`, `render-xlsx` and
 * `render-pdf` turn the same document into a file, so that the three never disagree.
 */

/** Running text. A footnote stands where it is put; renderers number them. */
export type Inline =
  | string
  | { readonly text: string; readonly strong: true }
  | { readonly footnote: string };
export type Text = string | readonly Inline[];

export type Align = 'left' | 'center' | 'right';

export interface TableColumn {
  readonly header: string;
  /** Columns next to each other with the same group get one header above their own. */
  readonly group?: string;
  readonly align?: Align;
  /** Relative width; default 1. */
  readonly width?: number;
}

/**
 * A cell: its text, and for numbers the value that a spreadsheet calculates with
 * (`percent` as a fraction: text 78.5, value 0.785).
 */
export type TableCell =
  | string
  | { readonly text: string; readonly value: number; readonly kind: 'integer' | 'decimal' | 'percent' };

export interface TableRow {
  readonly cells: readonly TableCell[];
  /** Totals and the like, set in bold. */
  readonly strong?: boolean;
  /** A heavy line above: what follows is not comparable with what is above (a break in a series). */
  readonly ruleAbove?: boolean;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Method, rounding, exclusions: printed under the table. */
  readonly notes?: readonly string[];
}

/** A figure and at the same time its numbers: a renderer that cannot draw prints them as a table. */
export interface FigureBlock {
  readonly kind: 'figure';
  readonly shape: 'bar' | 'line';
  readonly caption: string;
  /** What the figure shows, in a sentence, for who cannot see it. */
  readonly description: string;
  readonly categories: readonly string[];
  /** One value per category; `null` is 該当なし and leaves a gap, not a zero. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** Shown behind each value, such as `%`. */
  readonly unit: string;
  /** The end of the axis; the largest value when absent. */
  readonly max?: number;
  readonly notes?: readonly string[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'bullets'; readonly items: readonly Text[] }
  | TableBlock
  | FigureBlock
  | { readonly kind: 'pageBreak' };

export interface Section {
  readonly heading: string;
  readonly level: 1 | 2 | 3;
  readonly blocks: readonly Block[];
}

export interface ReportDocument {
  readonly title: string;
  readonly subtitle?: string;
  /** Facts at the head of the report: organisation, base date, edition … */
  readonly meta: readonly { readonly label: string; readonly value: string }[];
  /** Printed at the top and foot of every page; the foot also has the page number. */
  readonly pageHeader?: string;
  readonly pageFooter?: string;
  readonly orientation?: 'portrait' | 'landscape';
  readonly sections: readonly Section[];
}

/** Text without what XML and PDF cannot carry: control characters (except line feed and tab) and lone surrogates. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, '');
}

/** The parts of running text. */
export function inlines(text: Text): readonly Inline[] {
  return typeof text === 'string' ? [text] : text;
}

/** What a cell says in words, also where it is a figure. */
export const cellText = (cell: TableCell): string => (typeof cell === 'string' ? cell : cell.text);

/** Runs of columns under a common group header; `null` for a column that stands alone. */
export function columnGroups(columns: readonly TableColumn[]): { group: string | null; span: number }[] {
  const groups: { group: string | null; span: number }[] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last && column.group !== undefined && last.group === column.group) last.span += 1;
    else groups.push({ group: column.group ?? null, span: 1 });
  }
  return groups;
}

/** The numbers of a figure as a table: categories down, series across. */
export function figureTable(figure: FigureBlock, labelHeader: string, emptyText: string): TableBlock {
  return {
    kind: 'table',
    caption: figure.caption,
    columns: [
      { header: labelHeader, width: 2 },
      ...figure.series.map((series): TableColumn => ({ header: series.name, align: 'right' })),
    ],
    rows: figure.categories.map((category, index) => ({
      cells: [
        category,
        ...figure.series.map((series) => figureCell(series.values[index] ?? null, figure.unit, emptyText)),
      ],
    })),
    ...(figure.notes ? { notes: figure.notes } : {}),
  };
}

function figureCell(value: number | null, unit: string, emptyText: string): TableCell {
  if (value === null) return emptyText;
  const percent = unit === '%';
  return {
    text: `${value}${unit}`,
    value: percent ? value / 100 : value,
    kind: percent ? 'percent' : 'decimal',
  };
}

/** The value at which the axis of a figure ends. */
export function axisEnd(figure: FigureBlock): number {
  const values = figure.series.flatMap((series) => series.values).filter((value) => value !== null);
  return figure.max ?? Math.max(1, ...values);
}

/** Told apart in grey print and by colour-blind readers. */
const COLOURS = ['0017C1', 'E25100', '197A4B', '6F23D0', '626264'] as const;

/** The colour of a series, as six digits; repeated after the fifth. */
export const figureColour = (index: number): string => COLOURS[index % COLOURS.length] ?? COLOURS[0];
