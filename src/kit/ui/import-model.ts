/** What an import answers; the same for every ledger. */

/** What is done with rows that are registered already. */
export const importStrategies = ['stop', 'skip', 'update'] as const;
export type ImportStrategy = (typeof importStrategies)[number];

export interface ImportProblem {
  readonly row: number | null;
  readonly column?: string | null;
  readonly message: string;
}

export interface ImportChange {
  readonly row: number;
  readonly kind: 'new' | 'changed';
  /** How a person calls the record. */
  readonly name: string;
  readonly fields?: readonly { readonly label: string; readonly before: string; readonly after: string }[];
}

/** What a file would do: nothing has been changed yet. */
export interface ImportPreview {
  readonly counts: {
    readonly new: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly rejected: number;
  };
  readonly problems: readonly ImportProblem[];
  /** The first changes, as an example. */
  readonly changes?: readonly ImportChange[];
}

/** What a file has done. */
export interface ImportResult {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
}

/** How many rows a commit with this strategy would write; null when the strategy forbids it. */
export function rowsToWrite(preview: ImportPreview, strategy: ImportStrategy): number | null {
  const { changed, unchanged } = preview.counts;
  if (strategy === 'stop') return changed + unchanged > 0 ? null : preview.counts.new;
  return strategy === 'skip' ? preview.counts.new : preview.counts.new + changed;
}
