/** What the forms of media refer to, checked within the scope of who asks; anything else does not exist for them. */
import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { matchesSearch } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentAssets, currentPosts, inForce } from '../../organisation/index.ts';
import { t } from '../messages.ts';

export interface Owner {
  readonly unitId: string;
  readonly systemId: string | null;
}

/** The unit is in force, and it or the system is within the scope; a system is one of the ledger. Throws NotFound. */
export async function requireOwner(
  tx: Tx,
  scope: Scope,
  { unitId, systemId }: Owner,
  today: string,
): Promise<void> {
  const result = await tx.execute<{ visible: boolean; system: boolean }>(sql`
    select ${withinScope(scope, { unitPath: sql`u.path`, assetId: sql`${systemId}::uuid` })} as visible,
      (${systemId}::uuid is null or exists (select 1 from ${currentAssets(tx.organisationId, today)} ca
        where ca.asset_id = ${systemId}::uuid and ca.kind = 'system')) as system
    from units u where u.organisation_id = ${tx.organisationId} and u.id = ${unitId}::uuid and ${inForce('u', today)}`);
  const [row] = result.rows;
  if (!row?.visible) throw new NotFound(t.ref('unit.outside'));
  if (!row.system) throw new NotFound(t.ref('system.notFound'));
}

/** The unit is in force; its name. Throws NotFound. */
export async function requireUnit(tx: Tx, scope: Scope, unitId: string, today: string): Promise<string> {
  const result = await tx.execute<{ name: string }>(sql`
    select u.name from units u where u.organisation_id = ${tx.organisationId} and u.id = ${unitId}::uuid
      and ${inForce('u', today)} and ${withinScope(scope, { unitPath: sql`u.path` })}`);
  const [row] = result.rows;
  if (!row) throw new NotFound(t.ref('unit.outside'));
  return row.name;
}

export interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The unit of the main post; null for who has none. */
  readonly unitId: string | null;
}

/** The person belongs to the organisation on the day. Throws NotFound. */
export async function requirePerson(tx: Tx, personId: string, today: string): Promise<Somebody> {
  const result = await tx.execute<Somebody & Record<string, unknown>>(sql`
    select p.id, p.name, p.email, (select cp.unit_id from ${currentPosts(tx.organisationId, today)} cp
      where cp.person_id = p.id order by cp.main desc, cp.post_id limit 1) as "unitId"
    from people p where p.organisation_id = ${tx.organisationId} and p.id = ${personId}::uuid and ${belongs('p', today)}`);
  const [row] = result.rows;
  if (!row) throw new NotFound(t.ref('person.notFound'));
  return row;
}

/** The place of storage exists. Throws NotFound. */
export async function requirePlace(tx: Tx, placeId: string): Promise<void> {
  const found = await tx.execute(
    sql`select 1 from storage_places where organisation_id = ${tx.organisationId} and id = ${placeId}::uuid`,
  );
  if (found.rows.length === 0) throw new NotFound(t.ref('place.notFound'));
}

/** Which of these entries of the information register may be named: active ones of the scope's units and systems. */
export async function visibleInformation(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const result = await tx.execute<{ id: string }>(sql`
    select ia.id from information_assets ia
    join units u on u.organisation_id = ia.organisation_id and u.id = ia.unit_id
    where ia.organisation_id = ${tx.organisationId} and ia.id = any (${sql.param(ids)}::uuid[])
      and ${informationWithin(scope)}`);
  return new Set(result.rows.map((row) => row.id));
}

const informationWithin = (scope: Scope): SQL =>
  withinScope(scope, { unitPath: sql`u.path`, assetId: sql`ia.system_id`, personId: sql`ia.registered_by` });

interface Choice extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

const limit = 20;

/** Entries of the information register to choose from. */
export async function chooseInformation(tx: Tx, scope: Scope, q: string): Promise<readonly Choice[]> {
  const result = await tx.execute<Choice>(sql`
    select ia.id, ia.name, concat_ws(' ', ia.number, u.name) as detail from information_assets ia
    join units u on u.organisation_id = ia.organisation_id and u.id = ia.unit_id
    where ia.organisation_id = ${tx.organisationId} and ia.status = 'active' and ${informationWithin(scope)}
      and ${matchesSearch(sql`ia.search`, q) ?? sql`true`}
    order by ia.number, ia.id limit ${limit}`);
  return result.rows;
}

/** People to lend to, by name, kana or number, with their unit. */
export async function choosePeople(tx: Tx, q: string, today: string): Promise<readonly Choice[]> {
  const result = await tx.execute<Choice>(sql`
    select p.id, p.name, concat_ws(' ', (select cp.unit_name from ${currentPosts(tx.organisationId, today)} cp
      where cp.person_id = p.id order by cp.main desc, cp.post_id limit 1), p.number) as detail
    from people p where p.organisation_id = ${tx.organisationId} and ${belongs('p', today)}
      and ${matchesSearch(sql`p.search`, q) ?? sql`true`}
    order by p.kana, p.id limit ${limit}`);
  return result.rows;
}

/** Information systems of the ledger to choose from. */
export async function chooseSystems(tx: Tx, q: string, today: string): Promise<readonly Choice[]> {
  const result = await tx.execute<Choice>(sql`
    select a.id, a.name, a.code as detail from assets a
    join ${currentAssets(tx.organisationId, today)} ca on ca.asset_id = a.id
    where a.organisation_id = ${tx.organisationId} and a.kind = 'system' and ${matchesSearch(sql`a.search`, q) ?? sql`true`}
    order by a.code, a.id limit ${limit}`);
  return result.rows;
}

/** Places of storage to choose from, of every unit: a server room serves many. */
export async function choosePlaces(tx: Tx, q: string): Promise<readonly Choice[]> {
  const result = await tx.execute<Choice>(sql`
    select sp.id, sp.name, u.name as detail from storage_places sp
    join units u on u.organisation_id = sp.organisation_id and u.id = sp.unit_id
    where sp.organisation_id = ${tx.organisationId} and strpos(sp.name || ' ' || u.name, ${q.trim()}) > 0
    order by u.path, sp.name, sp.id limit ${limit}`);
  return result.rows;
}
