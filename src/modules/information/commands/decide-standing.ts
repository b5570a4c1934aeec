import { and, eq, sql } from 'drizzle-orm';
import { Forbidden } from '../../../kernel/errors.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Authority, decidesAs } from '../authority.ts';
import { axesBelow, decide, floorOf, isBelow, type Rules, restrictionsBelow } from '../inheritance.ts';
import { t } from '../messages.ts';
import type { DecidedAs, Standing } from '../model/register.ts';
import { sourcesOf } from '../propagate.ts';
import { type LoadedGraph, loadGraph } from '../queries/graph.ts';
import type { VisibleEntry } from '../queries/visible.ts';
import { informationAssets } from '../tables.ts';
import { inheritedColumns, spread } from './spread.ts';
import { standingInTrail } from './trail.ts';

export interface Decision {
  readonly standing: Standing;
  readonly note: string;
  /** Another person answers for the classes from now on; undefined leaves it as it is. */
  readonly deciderId?: string | null;
}

/** What a decision did, as it is kept. */
export interface Decided {
  readonly decidedAs: DecidedAs;
  readonly before: Standing;
  readonly after: Standing;
}

/**
 * Sets the classes and restrictions of a locked entry by a decision, and lets its copies follow. Only who decided them
 * or a superior may; below a source only who may also decide about that source. Throws Forbidden.
 */
export async function decideStanding(
  tx: Tx,
  actor: Actor,
  authority: Authority,
  rules: Rules,
  entry: VisibleEntry,
  decision: Decision,
): Promise<Decided> {
  const as = decidesAs(authority, entry);
  if (as === null) throw new Forbidden(t.ref('decide.notYours'), 'information.decide');
  const graph = await loadGraph(tx, [entry.id]);
  requireAuthorityOverSources(graph, authority, rules, entry, decision.standing);
  const floor = floorOf(rules, entry.form, sourcesOf(graph, entry.id));
  const after = decide(rules, entry, decision.standing, floor);
  await tx
    .update(informationAssets)
    .set({
      ...inheritedColumns(after),
      ...(decision.deciderId === undefined ? {} : { deciderId: decision.deciderId }),
      version: sql`${informationAssets.version} + 1`,
    })
    .where(and(eq(informationAssets.organisationId, tx.organisationId), eq(informationAssets.id, entry.id)));
  await recordEvent(tx, actor, {
    action: 'information.decide',
    entity: 'information',
    entityId: entry.id,
    before: { ...standingInTrail(rules, entry), attention: entry.attention },
    after: { ...standingInTrail(rules, after), attention: after.attention },
    facts: {
      decidedAs: as,
      belowSources: isBelow(after, floor),
      ...(decision.note === '' ? {} : { decisionNote: decision.note }),
    },
  });
  await spread(tx, actor, rules, [entry.id]);
  const { classes, restrictions } = after;
  return { decidedAs: as, before: plain(entry), after: { classes, restrictions } };
}

const plain = ({ classes, restrictions }: Standing): Standing => ({ classes, restrictions });

/** Below a source only by who may decide about the source itself: its decider, or a superior for its unit. */
function requireAuthorityOverSources(
  graph: LoadedGraph,
  authority: Authority,
  rules: Rules,
  entry: VisibleEntry,
  standing: Standing,
): void {
  const refused = graph.edges.flatMap(({ assetId, sourceId, kind }) => {
    const source = assetId === entry.id ? graph.entries.get(sourceId) : undefined;
    if (source === undefined) return [];
    const floor = floorOf(rules, entry.form, [{ ...source, kind }]);
    const below = axesBelow(standing, floor).length + restrictionsBelow(standing, floor).length > 0;
    // Who already has what was allowed keeps it: only what this decision takes away needs the source's decider.
    const already = isBelow(entry, floor) && !takesMore(entry, standing, floor);
    return below && !already && decidesAs(authority, source) === null ? [source.number] : [];
  });
  if (refused.length > 0) {
    throw new Forbidden(t.ref('decide.sources', { numbers: refused.join('、') }), 'information.decide');
  }
}

/** Whether `wanted` is below the floor somewhere where `now` is not, or further below it. */
function takesMore(now: Standing, wanted: Standing, floor: Parameters<typeof axesBelow>[1]): boolean {
  const lower = axesBelow(wanted, floor).some((axis) => {
    const [then, next] = [now.classes[axis], wanted.classes[axis]];
    return then === null || next === null || next < then;
  });
  return lower || restrictionsBelow(wanted, floor).some((code) => now.restrictions.includes(code));
}
