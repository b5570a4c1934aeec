import { updateMany } from '../../../kit/server/sets.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Entry, Rules } from '../inheritance.ts';
import { propagate } from '../propagate.ts';
import { loadGraph } from '../queries/graph.ts';
import { informationAssets } from '../tables.ts';
import { standingInTrail } from './trail.ts';

/** The columns of a row that inheritance changes. */
export const inheritedColumns = ({ classes, restrictions, basis, attention, accepted }: Entry) => ({
  ...classes,
  restrictions: [...restrictions],
  basis,
  attention,
  accepted,
});

/** Lets what was made from these entries follow them, however far; returns how many entries changed. */
export async function spread(tx: Tx, actor: Actor, rules: Rules, ids: readonly string[]): Promise<number> {
  const graph = await loadGraph(tx, ids);
  const changed = [...propagate(rules, graph, ids)].flatMap(([id, after]) => {
    const before = graph.entries.get(id);
    return before === undefined ? [] : [{ id, before, after }];
  });
  if (changed.length === 0) return 0;
  await updateMany(
    tx,
    informationAssets,
    changed.map(({ id, before, after }) => ({ id, version: before.version, ...inheritedColumns(after) })),
  );
  await recordEvents(
    tx,
    actor,
    changed.map(({ id, before, after }) => ({
      action: 'information.inherit',
      entity: 'information',
      entityId: id,
      before: { ...standingInTrail(rules, before), attention: before.attention },
      after: { ...standingInTrail(rules, after), attention: after.attention },
    })),
  );
  return changed.length;
}
