/** What a file says an entry was made from: 「企画-001、企画-002（複製）」. */
import { insertMany } from '../../kit/server/sets.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import { spread } from './commands/spread.ts';
import { t } from './messages.ts';
import { type Scheme, type SourceKind, sourceKinds } from './model.ts';
import { informationSources } from './tables.ts';

/** A source by its number; without a word for the kind it was a help in making the entry. */
export interface NamedSource {
  readonly number: string;
  readonly kind: SourceKind;
}

/** The sources that a cell names, each once, in the order of their numbers. */
export function readSources(text: string | null): readonly NamedSource[] {
  const found = (text ?? '')
    .split(/[、,，;；\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word): NamedSource => {
      const [, number = word, named = ''] = /^(.*?)\s*[（(]([^（()）]*)[）)]$/.exec(word) ?? [];
      const kind = sourceKinds.find((each) => t(`kind.${each}`) === named);
      return kind === undefined ? { number: word, kind: 'derived' } : { number, kind };
    });
  const once = new Map(found.map((each) => [each.number, each]));
  return [...once.values()].sort((a, b) => (a.number < b.number ? -1 : 1));
}

interface Line {
  readonly row: number;
  readonly key: string;
  readonly record: { readonly sources?: readonly NamedSource[] };
}

/** The lines that name each other in a circle. */
export function circles(lines: readonly Line[]): readonly Line[] {
  const byNumber = new Map(lines.map((line) => [line.key, line]));
  const reaches = (from: Line, wanted: string): boolean => {
    const seen = new Set<string>();
    const open = [from];
    for (let line = open.pop(); line !== undefined; line = open.pop()) {
      for (const { number } of line.record.sources ?? []) {
        if (number === wanted) return true;
        const next = byNumber.get(number);
        if (next === undefined || seen.has(number)) continue;
        seen.add(number);
        open.push(next);
      }
    }
    return false;
  };
  return lines.filter((line) => reaches(line, line.key));
}

/**
 * Links the new entries to their sources and lifts them to these, copies of copies included. `idOf` knows the numbers
 * of the register and of the file.
 */
export async function linkSources(
  tx: Tx,
  actor: Actor,
  scheme: Scheme,
  created: readonly { readonly id: string; readonly sources: readonly NamedSource[] }[],
  idOf: (number: string) => string,
): Promise<void> {
  const edges = created.flatMap(({ id, sources }) =>
    sources.map(({ number, kind }) => ({
      organisationId: tx.organisationId,
      assetId: id,
      sourceId: idOf(number),
      kind,
    })),
  );
  if (edges.length === 0) return;
  await insertMany(tx, informationSources, edges);
  // From those that are made from nothing in the file, so that everything below them follows in order.
  const made = new Set(edges.map(({ assetId }) => assetId));
  const roots = new Set(edges.map(({ sourceId }) => sourceId).filter((id) => !made.has(id)));
  await spread(tx, actor, scheme, [...roots]);
}
