/** A Word file as the typesetter's data (`word.typ`). All lengths are points. */
import type { ParagraphStyle, RunStyle } from './word-styles.ts';
import type { Borders } from './word-values.ts';

export interface WordDocument {
  readonly sections: readonly Section[];
  /** Pictures by the path under which the sections name them. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

export interface Section {
  readonly page: {
    readonly width: number;
    readonly height: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
    readonly headerAt: number;
    readonly footerAt: number;
  };
  readonly header: readonly Block[];
  readonly footer: readonly Block[];
  readonly blocks: readonly Block[];
}

export type Block = ParagraphBlock | TableBlock;

/** Where a page begins counts in the text itself only, not in cells, heads and feet. */
export interface ParagraphBlock extends Omit<ParagraphStyle, 'line' | 'onGrid' | 'list'> {
  readonly kind: 'paragraph';
  /** From one line to the next. */
  readonly line: number;
  /** Of the letters where a line has none. */
  readonly size: number;
  readonly runs: readonly Run[];
}

export type Run =
  | TextRun
  | MarkRun
  | { readonly kind: 'line' | 'tab' }
  | {
      readonly kind: 'count';
      readonly which: 'page' | 'pages';
      readonly size: number;
      readonly gothic: boolean;
    }
  | { readonly kind: 'picture'; readonly path: string; readonly width: number; readonly height: number };

/** What is hidden is not set. */
interface Letters extends Omit<RunStyle, 'hidden'> {
  readonly text: string;
}

export interface TextRun extends Letters {
  readonly kind: 'text';
  /** The width over which its letters are spread (均等割付け); null where they stand as they are. */
  readonly spread: number | null;
}

/** The mark of a list, in the space before the text. */
export interface MarkRun extends Letters {
  readonly kind: 'mark';
  readonly width: number;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly align: 'left' | 'center' | 'right';
  readonly left: number;
  readonly columns: readonly number[];
  readonly rows: readonly Row[];
  readonly cells: readonly Cell[];
}

export interface Row {
  readonly height: number;
  readonly exact: boolean;
  readonly header: boolean;
}

export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly vertical: 'top' | 'horizon' | 'bottom';
  readonly fill: string | null;
  readonly borders: Borders;
  readonly insets: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  readonly blocks: readonly Block[];
}
