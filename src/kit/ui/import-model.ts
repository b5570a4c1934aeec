/** What the answers of an import (`kit/server/import.ts`) mean for the next step; pure. */
import type { ImportAnswer, ImportStrategy } from '../server/import.ts';

/** What is done with rows that are registered already and differ. */
export const importStrategies: readonly ImportStrategy[] = ['stop', 'skip', 'update'];

type Counts = Pick<ImportAnswer['counts'], 'created' | 'changed' | 'rejected'>;

/** How many rows a commit with this strategy would write; null when it would be refused. */
export function rowsToWrite(counts: Counts, strategy: ImportStrategy): number | null {
  if (counts.rejected > 0) return null;
  if (strategy === 'stop') return counts.changed > 0 ? null : counts.created;
  return strategy === 'skip' ? counts.created : counts.created + counts.changed;
}
