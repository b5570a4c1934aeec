/** How a change of one entry reaches everything that was copied or made from it, as pure rules. */
import { type Entry, floorOf, follow, type Rules, type Source } from './inheritance.ts';
import type { SourceKind } from './model.ts';

export interface Edge {
  readonly assetId: string;
  readonly sourceId: string;
  readonly kind: SourceKind;
}

/** Entries with the edges to their sources. Every source of an entry that may follow has to be among the entries. */
export interface Graph {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly edges: readonly Edge[];
}

/** The sources of one entry, as `floorOf` wants them. */
export function sourcesOf(graph: Graph, id: string): readonly Source[] {
  return graph.edges.flatMap(({ assetId, sourceId, kind }) => {
    const source = assetId === id ? graph.entries.get(sourceId) : undefined;
    return source === undefined ? [] : [{ ...source, kind }];
  });
}

/**
 * The entries below the changed ones that become different, each after all of its sources. The changed ones
 * themselves are in the graph as they are now.
 */
export function propagate(
  rules: Rules,
  graph: Graph,
  changed: readonly string[],
): ReadonlyMap<string, Entry> {
  const entries = new Map(graph.entries);
  const different = new Map<string, Entry>();
  for (const id of below(graph, changed)) {
    const entry = entries.get(id);
    if (entry === undefined) continue;
    const after = follow(rules, entry, floorOf(rules, entry.form, sourcesOf({ ...graph, entries }, id)));
    if (JSON.stringify(after) === JSON.stringify(entry)) continue;
    entries.set(id, after);
    different.set(id, after);
  }
  return different;
}

/** The ids below these, sources before what was made from them. */
function below(graph: Graph, from: readonly string[]): readonly string[] {
  const children = Map.groupBy(graph.edges, ({ sourceId }) => sourceId);
  const seen = new Set<string>();
  const finished: string[] = [];
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const { assetId } of children.get(id) ?? []) visit(assetId);
    finished.push(id);
  };
  for (const id of from) visit(id);
  const start = new Set(from);
  return finished.reverse().filter((id) => !start.has(id));
}
