import { and, eq } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { searchText } from '../../../kit/server/list.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { AssetKind, AssetStage } from '../model.ts';
import { attributeCodes } from '../queries/attributes.ts';
import { requireUnitOn } from '../queries/visible.ts';
import { assets, assetUnits } from '../tables.ts';
import { carryOver } from './carry-over.ts';

export interface AssetFields {
  readonly code: string;
  readonly name: string;
  /** Condition codes of the adopted packs. */
  readonly attributes: readonly string[];
  readonly description: string;
  readonly stage: AssetStage;
  readonly recognisedOn: string | null;
}

export interface NewAsset extends AssetFields {
  readonly kind: AssetKind;
  readonly unitId: string;
  readonly validFrom: string;
}

/** Enters a system, area or service in its ledger. Returns the id. */
export async function createAsset(tx: Tx, actor: Actor, scope: Scope, input: NewAsset): Promise<string> {
  const { unitId, ...fields } = input;
  await requireUnitOn(tx, scope, unitId, input.validFrom);
  await requireFreeAssetCode(tx, input.kind, input.code);
  await requireAttributes(tx, input.attributes);
  const id = newId();
  const { organisationId } = tx;
  const attributes = [...input.attributes];
  await tx.insert(assets).values({ organisationId, id, ...fields, attributes, search: assetSearch(fields) });
  await tx
    .insert(assetUnits)
    .values({ organisationId, id: newId(), assetId: id, unitId, validFrom: input.validFrom });
  await carryOver(tx, 'asset_units', [unitId]);
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'asset',
    entityId: id,
    after: { ...input },
  });
  return id;
}

/** What the search column of an asset holds. */
export const assetSearch = (fields: Pick<AssetFields, 'name' | 'code'>): string =>
  searchText(fields.name, fields.code);

/** A code names one entry of its ledger. */
export async function requireFreeAssetCode(
  tx: Tx,
  kind: AssetKind,
  code: string,
  exceptId?: string,
): Promise<void> {
  const [taken] = await tx
    .select({ id: assets.id })
    .from(assets)
    .where(and(eq(assets.organisationId, tx.organisationId), eq(assets.kind, kind), eq(assets.code, code)));
  if (taken && taken.id !== exceptId) {
    throw InvalidInput.at('code', t.ref('asset.codeTaken', { code }));
  }
}

/** Attributes are codes that an adopted pack knows. */
export async function requireAttributes(tx: Tx, codes: readonly string[]): Promise<void> {
  const known = await attributeCodes(tx);
  const unknown = codes.filter((code) => !known.has(code));
  if (unknown.length > 0) {
    throw InvalidInput.at('attributes', t.ref('asset.attributeUnknown', { code: unknown.join('、') }));
  }
}
