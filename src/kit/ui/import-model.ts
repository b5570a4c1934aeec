/** What the routes of an import answer, and what that means for the next step. */
import type { ImportStrategy } from '../server/import.ts';

/** What a file would do: nothing has been changed yet. */
export interface ImportPreview {
  readonly counts: {
    readonly new: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly rejected: number;
  };
  /** Headings of the file that mean nothing here. */
  readonly ignoredColumns: readonly string[];
  readonly problems: readonly { readonly row: number; readonly column: string; readonly message: string }[];
  /** The first rows that would make a difference, as examples. */
  readonly changes: readonly {
    readonly row: number;
    readonly kind: 'new' | 'changed';
    /** How a person calls the record. */
    readonly name: string;
    readonly fields: readonly { readonly label: string; readonly before: string; readonly after: string }[];
  }[];
}

/** What a file has done. */
export interface ImportResult {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Registered rows that differ and were left as they are. */
  readonly skipped: number;
}

/** What is done with rows that are registered already and differ. */
export const importStrategies: readonly ImportStrategy[] = ['stop', 'skip', 'update'];

type Counts = Pick<ImportPreview['counts'], 'new' | 'changed' | 'rejected'>;

/** How many rows a commit with this strategy would write; null when it would be refused. */
export function rowsToWrite(counts: Counts, strategy: ImportStrategy): number | null {
  if (counts.rejected > 0) return null;
  if (strategy === 'stop') return counts.changed > 0 ? null : counts.new;
  return strategy === 'skip' ? counts.new : counts.new + counts.changed;
}
