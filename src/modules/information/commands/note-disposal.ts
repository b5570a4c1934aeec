import { and, eq } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { informationAssets } from '../tables.ts';
import { entryInTrail } from './trail.ts';

/**
 * Notes in the register what a record of disposal says; whoever keeps such records has been asked already. Throws
 * NotFound when there is no such entry that is still in use.
 */
export async function noteDisposal(
  tx: Tx,
  actor: Actor,
  id: string,
  disposed: { readonly on: string; readonly note: string },
): Promise<void> {
  const key = and(eq(informationAssets.organisationId, tx.organisationId), eq(informationAssets.id, id));
  const [entry] = await tx
    .select({ version: informationAssets.version, status: informationAssets.status })
    .from(informationAssets)
    .where(key)
    .for('update');
  if (entry?.status !== 'active') throw new NotFound(t.ref('asset.notFound'));
  const patch = { status: 'disposed' as const, disposedOn: disposed.on, disposalNote: disposed.note };
  const { before, after } = await updateVersioned(
    tx,
    informationAssets,
    { id, version: entry.version },
    patch,
  );
  await recordEvent(tx, actor, {
    action: 'information.dispose',
    entity: 'information',
    entityId: id,
    before: entryInTrail(before),
    after: entryInTrail(after),
  });
}
