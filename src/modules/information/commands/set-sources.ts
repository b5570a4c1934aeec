import { and, eq, inArray, sql } from 'drizzle-orm';
import { Forbidden, InvalidInput } from '../../../kernel/errors.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import { updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Authority, decidesAs } from '../authority.ts';
import { floorOf, follow, type Rules } from '../inheritance.ts';
import { t } from '../messages.ts';
import type { SourceKind } from '../model.ts';
import { sourcesOf } from '../propagate.ts';
import { isMadeFrom, loadGraph } from '../queries/graph.ts';
import type { VisibleEntry } from '../queries/visible.ts';
import { informationAssets, informationSources } from '../tables.ts';
import { requireKeeper } from './keep-asset.ts';
import { loadSources } from './register-asset.ts';
import { inheritedColumns, spread } from './spread.ts';
import { standingInTrail } from './trail.ts';

interface Named {
  readonly id: string;
  readonly kind: SourceKind;
}

/**
 * Says what an entry was made from. A new source lifts the entry and its copies at once. Only who decides about a source
 * may take it away, because the entry is bound by it. Throws InvalidInput for a circle, Forbidden.
 */
export async function setSources(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  authority: Authority,
  rules: Rules,
  entry: VisibleEntry,
  version: number,
  wanted: readonly Named[],
): Promise<void> {
  requireKeeper(authority, entry);
  const graph = await loadGraph(tx, [entry.id]);
  const before = graph.edges.filter(({ assetId }) => assetId === entry.id);
  const isKept = ({ sourceId, kind }: { sourceId: string; kind: SourceKind }) =>
    wanted.some((each) => each.id === sourceId && each.kind === kind);
  const removed = before.filter((edge) => !isKept(edge));
  requireRemovable(removed, graph.entries, authority);
  const added = wanted.filter(
    ({ id, kind }) => !before.some((edge) => edge.sourceId === id && edge.kind === kind),
  );
  const found = await loadSources(tx, actor, scope, added);
  if (added.length > 0) await requireNoCircle(tx, entry, found);
  const own = and(
    eq(informationSources.organisationId, tx.organisationId),
    eq(informationSources.assetId, entry.id),
  );
  if (removed.length > 0) {
    const ids = removed.map(({ sourceId }) => sourceId);
    await tx.delete(informationSources).where(and(own, inArray(informationSources.sourceId, ids)));
  }
  await insertMany(
    tx,
    informationSources,
    added.map(({ id, kind }) => ({
      organisationId: tx.organisationId,
      assetId: entry.id,
      sourceId: id,
      kind,
    })),
  );
  const now = await loadGraph(tx, [entry.id]);
  const after = follow(rules, entry, floorOf(rules, entry.form, sourcesOf(now, entry.id)));
  const key = { id: entry.id, version };
  const saved = await updateVersioned(tx, informationAssets, key, inheritedColumns(after));
  const numbers = (edges: readonly { readonly sourceId: string }[], entries: typeof now.entries) =>
    edges.map(({ sourceId }) => entries.get(sourceId)?.number ?? '').sort();
  await recordEvent(tx, actor, {
    action: 'information.sources',
    entity: 'information',
    entityId: entry.id,
    before: {
      ...standingInTrail(rules, entry),
      basis: saved.before.basis,
      sources: numbers(before, graph.entries),
    },
    after: {
      ...standingInTrail(rules, after),
      basis: after.basis,
      sources: numbers(
        now.edges.filter(({ assetId }) => assetId === entry.id),
        now.entries,
      ),
    },
  });
  await spread(tx, actor, rules, [entry.id]);
}

function requireRemovable(
  removed: readonly { readonly sourceId: string }[],
  entries: ReadonlyMap<string, { number: string; deciderId: string | null; unitPath: string }>,
  authority: Authority,
): void {
  const bound = removed.flatMap(({ sourceId }) => {
    const source = entries.get(sourceId);
    return source === undefined || decidesAs(authority, source) !== null ? [] : [source.number];
  });
  if (bound.length > 0) {
    throw new Forbidden(t.ref('source.remove', { numbers: bound.join('、') }), 'information.decide');
  }
}

async function requireNoCircle(
  tx: Tx,
  entry: VisibleEntry,
  sources: readonly { readonly id: string; readonly number: string }[],
): Promise<void> {
  // Two people who link two entries to one another at the same time would make a circle that neither of them saw.
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('information-sources:' || ${tx.organisationId}, 0))`,
  );
  const circle = await isMadeFrom(
    tx,
    entry.id,
    sources.map(({ id }) => id),
  );
  if (!circle) return;
  throw InvalidInput.at(
    'sources',
    t.ref('source.circle', { number: sources.map(({ number }) => number).join('、') }),
  );
}
