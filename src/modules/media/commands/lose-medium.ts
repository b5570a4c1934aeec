import { InvalidInput } from '../../../kernel/errors.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { holdMedium } from '../queries/media.ts';
import { media } from '../tables.ts';

/** Marks a medium as lost that is nowhere lent; a lent one is reported with its loan. */
export async function loseMedium(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  lost: { readonly lostOn: string; readonly lostNote: string },
  today: string,
): Promise<void> {
  const held = await holdMedium(tx, scope, key.id);
  if (held.state === 'lent') throw new InvalidInput(t.ref('medium.lostLent', { number: held.number }));
  if (held.state === 'disposed') throw new InvalidInput(t.ref('medium.disposed', { number: held.number }));
  if (lost.lostOn > today) {
    throw InvalidInput.at('lostOn', t.ref('date.future'));
  }
  await setLost(tx, actor, key, lost);
}

/** A lost medium turned up: it is back in the ledger as it was. */
export async function findMedium(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  note: string,
): Promise<void> {
  const held = await holdMedium(tx, scope, key.id);
  if (held.state !== 'lost') throw new InvalidInput(t.ref('medium.notLost', { number: held.number }));
  await setLost(tx, actor, key, { lostOn: null, lostNote: note });
}

async function setLost(
  tx: Tx,
  actor: Actor,
  key: VersionKey,
  lost: { readonly lostOn: string | null; readonly lostNote: string },
): Promise<void> {
  const { before, after } = await updateVersioned(tx, media, key, lost);
  await recordEvent(tx, actor, {
    action: lost.lostOn === null ? 'media.find' : 'media.lose',
    entity: 'medium',
    entityId: key.id,
    before: { lostOn: before.lostOn, lostNote: before.lostNote },
    after: { lostOn: after.lostOn, lostNote: after.lostNote },
  });
}
