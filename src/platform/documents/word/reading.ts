/** What reading a Word file needs to know wherever it is. */
import { children, type OfficePackage } from '../office-package.ts';
import type { WordLists } from './word-lists.ts';
import type { Look, WordStyles } from './word-styles.ts';
import { childOf, type Node } from './word-values.ts';

export interface Reading {
  readonly file: OfficePackage;
  /** The part that is read: its pictures are named there. */
  readonly part: string;
  readonly styles: WordStyles;
  readonly lists: WordLists;
  readonly pictures: Map<string, Uint8Array>;
  /** From line to line on the page's grid, in points; 0 without a grid. */
  readonly grid: number;
  /** Whether cells of tables keep to the grid too. */
  readonly gridInTables: boolean;
}

/** Where nothing is said of the look. */
export const UNSTYLED: Look = { run: {}, paragraph: {} };

/** What stands in a content control. */
export function contentOf(control: Node): readonly Node[] {
  const content = childOf(control, 'sdtContent');
  return content === null ? [] : children(content);
}
