import { Forbidden, InvalidInput } from '../../../kernel/errors.ts';
import { updateMany } from '../../../kit/server/sets.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Authority, decidesAs } from '../authority.ts';
import { t } from '../messages.ts';
import { lockEntries } from '../queries/visible.ts';
import { informationAssets } from '../tables.ts';
import { checkDecider, checkPlace } from './check-input.ts';

/** To whom entries go: another decider, another unit, or both; null leaves it as it is. */
export interface Heir {
  readonly deciderId: string | null;
  readonly unitId: string | null;
}

/**
 * Gives several entries to another decider or unit at once, such as after a reorganisation. All of them or none: what the
 * caller does not decide about, or what is disposed of, is named. Four statements for any number.
 */
export async function handOverMany(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  authority: Authority,
  ids: readonly string[],
  { deciderId, unitId }: Heir,
  today: string,
): Promise<number> {
  if (deciderId === null && unitId === null) {
    throw InvalidInput.at('deciderId', t.ref('handOver.nothing'));
  }
  const entries = await lockEntries(tx, scope, actor, ids);
  if (entries.length < new Set(ids).size) throw new InvalidInput(t.ref('asset.notFound'));
  const foreign = entries.filter((entry) => decidesAs(authority, entry) === null);
  if (foreign.length > 0) {
    const numbers = foreign.map(({ number }) => number).join('、');
    throw new Forbidden(t.ref('handOver.notYours', { numbers }), 'information.decide');
  }
  const over = entries.filter(({ status }) => status === 'disposed');
  if (over.length > 0) throw new InvalidInput(t.ref('asset.disposed'));
  const decider = deciderId === null ? null : await checkDecider(tx, deciderId, today);
  const unit =
    unitId === null
      ? null
      : (await checkPlace(tx, actor, authority, { unitId, systemId: null, deciderId: null }, today)).unitName;
  await updateMany(
    tx,
    informationAssets,
    entries.map(({ id, version }) => ({
      id,
      version,
      ...(deciderId !== null && { deciderId }),
      ...(unitId !== null && { unitId }),
    })),
  );
  await recordEvents(
    tx,
    actor,
    entries.map((entry) => ({
      action: 'information.hand-over',
      entity: 'information',
      entityId: entry.id,
      before: {
        ...(decider !== null && { decider: entry.deciderName }),
        ...(unit !== null && { unit: entry.unitName }),
      },
      after: { ...(decider !== null && { decider }), ...(unit !== null && { unit }) },
    })),
  );
  return entries.length;
}
