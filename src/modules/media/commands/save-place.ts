import { and, eq, sql } from 'drizzle-orm';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { deleteVersioned, updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../../organisation/index.ts';
import { t } from '../messages.ts';
import { keepsPlacesOf, requirePlaceWithin } from '../queries/places.ts';
import { storagePlaces } from '../tables.ts';
import { inTrail, namesOf } from './trail.ts';

export interface PlaceFields {
  readonly unitId: string;
  readonly name: string;
  readonly fireproof: boolean;
  readonly heatproof: boolean;
  readonly waterproof: boolean;
  readonly moistureproof: boolean;
  readonly lockable: boolean;
  readonly region: string;
  readonly lowDisaster: boolean;
  readonly note: string;
}

/** Enters a place of storage with what it withstands. Returns the id. */
export async function createPlace(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  fields: PlaceFields,
  today: string,
): Promise<string> {
  await requireKeeper(tx, scope, fields.unitId, today);
  await requireFreeName(tx, fields, null);
  const id = newId();
  await tx.insert(storagePlaces).values({ organisationId: tx.organisationId, id, ...fields });
  await recordEvent(tx, actor, {
    action: 'storage-places.edit',
    entity: 'storage-place',
    entityId: id,
    after: { ...inTrail({ ...fields }), ...(await namesOf(tx, fields)) },
  });
  return id;
}

/** Changes a place; what lies there is judged by what it withstands from now on. */
export async function updatePlace(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  fields: PlaceFields,
  today: string,
): Promise<void> {
  await requirePlaceWithin(tx, scope, key.id, today);
  await requireKeeper(tx, scope, fields.unitId, today);
  await requireFreeName(tx, fields, key.id);
  const { before, after } = await updateVersioned(tx, storagePlaces, key, { ...fields });
  await recordEvent(tx, actor, {
    action: 'storage-places.edit',
    entity: 'storage-place',
    entityId: key.id,
    before: { ...inTrail(before), ...(await namesOf(tx, before)) },
    after: { ...inTrail(after), ...(await namesOf(tx, after)) },
  });
}

/** Takes a place out that nothing refers to. */
export async function removePlace(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  today: string,
): Promise<void> {
  await requirePlaceWithin(tx, scope, key.id, today);
  const used = await tx.execute(sql`
    select 1 from media where organisation_id = ${tx.organisationId} and place_id = ${key.id}::uuid
    union all select 1 from backups where organisation_id = ${tx.organisationId} and place_id = ${key.id}::uuid limit 1`);
  if (used.rows.length > 0) throw new InvalidInput(t.ref('place.used'));
  const before = await deleteVersioned(tx, storagePlaces, key);
  await recordEvent(tx, actor, {
    action: 'storage-places.edit',
    entity: 'storage-place',
    entityId: key.id,
    before: inTrail(before),
    after: {},
  });
}

/** The unit is in force, and its places are the scope's to keep. Throws NotFound. */
async function requireKeeper(tx: Tx, scope: Scope, unitId: string, today: string): Promise<void> {
  const found = await tx.execute(sql`
    select 1 from units u where u.organisation_id = ${tx.organisationId} and u.id = ${unitId}::uuid
      and ${inForce('u', today)} and ${keepsPlacesOf(tx.organisationId, scope, today)}`);
  if (found.rows.length === 0) throw new NotFound(t.ref('unit.outside'));
}

async function requireFreeName(tx: Tx, fields: PlaceFields, exceptId: string | null): Promise<void> {
  const [taken] = await tx
    .select({ id: storagePlaces.id })
    .from(storagePlaces)
    .where(
      and(
        eq(storagePlaces.organisationId, tx.organisationId),
        eq(storagePlaces.unitId, fields.unitId),
        eq(storagePlaces.name, fields.name),
      ),
    );
  if (taken && taken.id !== exceptId) {
    throw InvalidInput.at('name', t.ref('place.nameTaken', { name: fields.name }));
  }
}
