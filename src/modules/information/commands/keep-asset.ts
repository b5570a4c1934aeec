import { addMonths } from '../../../kernel/dates.ts';
import { Forbidden, InvalidInput } from '../../../kernel/errors.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Authority, decidesAs } from '../authority.ts';
import { t } from '../messages.ts';
import type { VisibleEntry } from '../queries/visible.ts';
import { informationAssets } from '../tables.ts';
import { checkDates, checkDecider, checkNumber, checkPlace } from './check-input.ts';
import { type AssetFields, assetSearch } from './register-asset.ts';
import { entryInTrail } from './trail.ts';

/** Who keeps an entry: people of its unit, its decider, a superior. Throws Forbidden; disposed ones rest. */
export function requireKeeper(authority: Authority, entry: VisibleEntry): void {
  if (!entry.own && decidesAs(authority, entry) === null) {
    throw new Forbidden(t.ref('asset.readOnly'), 'information.register');
  }
  if (entry.status === 'disposed') throw new InvalidInput(t.ref('asset.disposed'));
}

type Patch = Partial<typeof informationAssets.$inferInsert>;

/** Names of units, people and systems before and after, beside what the row says of itself. */
interface Names {
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

async function change(
  tx: Tx,
  actor: Actor,
  key: VersionKey,
  patch: Patch,
  action: string,
  names: Names = {},
): Promise<void> {
  const { before, after } = await updateVersioned(tx, informationAssets, key, patch);
  await recordEvent(tx, actor, {
    action,
    entity: 'information',
    entityId: key.id,
    before: { ...entryInTrail(before), ...names.before },
    after: { ...entryInTrail(after), ...names.after },
  });
}

/** Changes what the register says of an entry; its classes and sources have deeds of their own. */
export async function updateAsset(
  tx: Tx,
  actor: Actor,
  authority: Authority,
  entry: VisibleEntry,
  version: number,
  input: AssetFields & { readonly number: string },
  today: string,
): Promise<void> {
  requireKeeper(authority, entry);
  checkDates(input.acquiredOn, input.retainUntil);
  if (input.number !== entry.number) await checkNumber(tx, input.number, entry.id);
  const place = await checkPlace(tx, actor, authority, { ...input, deciderId: null }, today);
  const patch = { ...input, search: assetSearch(input.name, input.number, input.place) };
  const names = {
    before: { unit: entry.unitName, system: entry.systemName },
    after: { unit: place.unitName, system: place.systemName },
  };
  await change(tx, actor, { id: entry.id, version }, patch, 'information.update', names);
}

/** Another person answers for the classes from now on (決定の引継ぎ). By the decider or a superior. */
export async function handOver(
  tx: Tx,
  actor: Actor,
  authority: Authority,
  entry: VisibleEntry,
  version: number,
  deciderId: string,
  today: string,
): Promise<void> {
  if (decidesAs(authority, entry) === null) {
    throw new Forbidden(t.ref('decide.notYours'), 'information.decide');
  }
  requireKeeper(authority, entry);
  const deciderName = await checkDecider(tx, deciderId, today);
  const names = { before: { decider: entry.deciderName }, after: { decider: deciderName } };
  await change(tx, actor, { id: entry.id, version }, { deciderId }, 'information.hand-over', names);
}

/** Notes that the classes were looked at again and stand; the next review is a term from today. */
export async function confirmReview(
  tx: Tx,
  actor: Actor,
  authority: Authority,
  entry: VisibleEntry,
  version: number,
  months: number,
  today: string,
): Promise<void> {
  if (decidesAs(authority, entry) === null) {
    throw new Forbidden(t.ref('decide.notYours'), 'information.decide');
  }
  requireKeeper(authority, entry);
  const patch = { reviewOn: addMonths(today, months) };
  await change(tx, actor, { id: entry.id, version }, patch, 'information.review');
}

/** Notes that the information does not exist any more. Its classes and history stay. */
export async function disposeAsset(
  tx: Tx,
  actor: Actor,
  authority: Authority,
  entry: VisibleEntry,
  version: number,
  disposed: { readonly on: string; readonly note: string },
): Promise<void> {
  requireKeeper(authority, entry);
  const patch = { status: 'disposed' as const, disposedOn: disposed.on, disposalNote: disposed.note };
  await change(tx, actor, { id: entry.id, version }, patch, 'information.dispose');
}
