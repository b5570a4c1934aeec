/** The one record that a deed is about, within the scope of who asks; anything else does not exist for them. */
import { sql } from 'drizzle-orm';
import { formatDate } from '../../../kernel/dates.ts';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { assetInForce, currentAssets, inForce, personWithin } from '../fragments.ts';
import { t } from '../messages.ts';
import type { AssetKind, AssetStage, UnitKind } from '../model.ts';

export interface VisibleUnit extends Record<string, unknown> {
  readonly id: string;
  readonly parentId: string | null;
  readonly path: string;
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly validTo: string | null;
}

/** The unit, in force on the day and within the scope. Throws NotFound. */
export async function requireUnit(tx: Tx, scope: Scope, unitId: string, date: string): Promise<VisibleUnit> {
  const result = await tx.execute<VisibleUnit>(sql`
    select u.id, u.parent_id as "parentId", u.path, u.code, u.name, u.kind, u.valid_to as "validTo" from units u
    where u.organisation_id = ${tx.organisationId} and u.id = ${unitId}::uuid and ${inForce('u', date)}
      and ${withinScope(scope, { unitPath: sql`u.path` })}`);
  const [unit] = result.rows;
  if (!unit) throw new NotFound(t.ref('unit.notFound'));
  return unit;
}

/**
 * The unit on a day that somebody chose. One that begins only later is named with its first day: whoever enters the
 * organisation late writes the 1st of April everywhere.
 */
export async function requireUnitOn(
  tx: Tx,
  scope: Scope,
  unitId: string,
  date: string,
): Promise<VisibleUnit> {
  const result = await tx.execute<{ name: string; validFrom: string }>(sql`
    select u.name, u.valid_from as "validFrom" from units u
    where u.organisation_id = ${tx.organisationId} and u.id = ${unitId}::uuid and u.valid_from > ${date}::date
      and not exists (select 1 from units e where e.organisation_id = u.organisation_id and e.id = u.id
        and e.valid_from <= ${date}::date)
      and ${withinScope(scope, { unitPath: sql`u.path` })}
    order by u.valid_from limit 1`);
  const [later] = result.rows;
  if (later)
    throw new InvalidInput(
      t.ref('unit.startsLater', { name: later.name, date: formatDate(later.validFrom) }),
    );
  return requireUnit(tx, scope, unitId, date);
}

/** The person, with a post within the scope on the day. Locks the row, so that posts change one at a time. */
export async function requirePerson(
  tx: Tx,
  scope: Scope,
  personId: string,
  date: string,
): Promise<{ readonly id: string; readonly name: string; readonly leftOn: string | null }> {
  const result = await tx.execute<{ id: string; name: string; leftOn: string | null }>(sql`
    select p.id, p.name, p.left_on as "leftOn" from people p
    where p.organisation_id = ${tx.organisationId} and p.id = ${personId}::uuid
      and ${personWithin(scope, sql`p.id`, date)}
    for update of p`);
  const [person] = result.rows;
  if (!person) throw new NotFound(t.ref('person.notFound'));
  return person;
}

export interface VisibleAsset extends Record<string, unknown> {
  readonly id: string;
  readonly kind: AssetKind;
  readonly name: string;
  readonly stage: AssetStage;
  readonly unitPath: string | null;
}

/** The system, area or service, whose unit is within the scope or which is itself held. Throws NotFound. */
export async function requireAsset(
  tx: Tx,
  scope: Scope,
  assetId: string,
  date: string,
): Promise<VisibleAsset> {
  const result = await tx.execute<VisibleAsset>(sql`
    select a.id, a.kind, a.name, a.stage, ca.unit_path as "unitPath" from assets a
    left join ${currentAssets(tx.organisationId, date)} ca on ca.asset_id = a.id
    where a.organisation_id = ${tx.organisationId} and a.id = ${assetId}::uuid
      and ${withinScope(scope, { unitPath: sql`ca.unit_path`, assetId: sql`a.id` })}`);
  const [asset] = result.rows;
  if (!asset) throw new NotFound(t.ref('asset.notFound'));
  return asset;
}

/** The asset is one that a role can be bound to on the day. */
export async function assetIsOpen(tx: Tx, assetId: string, date: string): Promise<boolean> {
  const result = await tx.execute(sql`
    select 1 from assets a where a.organisation_id = ${tx.organisationId} and a.id = ${assetId}::uuid
      and ${assetInForce('a', date)} and a.stage <> 'retired'`);
  return result.rows.length > 0;
}
