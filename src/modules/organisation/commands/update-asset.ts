import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { requireAsset, requireUnitOn } from '../queries/visible.ts';
import { assets, assetUnits } from '../tables.ts';
import { carryOver } from './carry-over.ts';
import { type AssetFields, assetSearch, requireAttributes, requireFreeAssetCode } from './create-asset.ts';

/** Changes an entry of a ledger. Which unit answers for it is `moveAsset`'s. */
export async function updateAsset(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  input: AssetFields,
  today: string,
): Promise<void> {
  const asset = await requireAsset(tx, scope, key.id, today);
  await requireFreeAssetCode(tx, asset.kind, input.code, key.id);
  await requireAttributes(tx, input.attributes);
  const patch = { ...input, attributes: [...input.attributes], search: assetSearch(input) };
  const { before, after } = await updateVersioned(tx, assets, key, patch);
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'asset',
    entityId: key.id,
    before: { ...before, search: undefined },
    after: { ...after, search: undefined },
  });
}

/** Takes an entry out of use from a day on; it stays in the ledger with its past. */
export async function retireAsset(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  retiredOn: string,
  today: string,
): Promise<void> {
  await requireAsset(tx, scope, key.id, today);
  const stage = retiredOn <= today ? { stage: 'retired' as const } : {};
  const { before, after } = await updateVersioned(tx, assets, key, { ...stage, validTo: retiredOn });
  if (before.validFrom !== null && retiredOn <= before.validFrom) {
    throw InvalidInput.at('retiredOn', t.ref('period.backwards'));
  }
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'asset',
    entityId: key.id,
    before: { stage: before.stage, validTo: before.validTo },
    after: { stage: after.stage, validTo: after.validTo },
  });
}

/** Puts an entry under another unit from a day on. */
export async function moveAsset(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  input: { readonly assetId: string; readonly unitId: string; readonly from: string },
  today: string,
): Promise<void> {
  await requireAsset(tx, scope, input.assetId, today);
  await requireUnitOn(tx, scope, input.unitId, input.from);
  const mine = and(eq(assetUnits.organisationId, tx.organisationId), eq(assetUnits.assetId, input.assetId));
  const replaced = await tx
    .delete(assetUnits)
    .where(and(mine, sql`${assetUnits.validFrom} >= ${input.from}::date`))
    .returning();
  const ended = await tx
    .update(assetUnits)
    .set({ validTo: input.from })
    .where(
      and(
        mine,
        lt(assetUnits.validFrom, input.from),
        or(isNull(assetUnits.validTo), gt(assetUnits.validTo, input.from)),
      ),
    )
    .returning();
  await tx.insert(assetUnits).values({
    organisationId: tx.organisationId,
    id: newId(),
    assetId: input.assetId,
    unitId: input.unitId,
    validFrom: input.from,
  });
  await carryOver(tx, 'asset_units', [input.unitId]);
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'asset',
    entityId: input.assetId,
    before: { unitId: (ended[0] ?? replaced[0])?.unitId ?? null },
    after: { unitId: input.unitId },
    facts: { from: input.from },
  });
}
