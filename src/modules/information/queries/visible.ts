/** Which entries of the register somebody sees, as SQL. */
import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Scope, type ScopeColumns, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Entry } from '../inheritance.ts';
import { t } from '../messages.ts';
import type { Status } from '../model/register.ts';
import type { Form } from '../model.ts';

interface Aliases {
  /** Alias of `information_assets` and of the `units` that it is joined with. */
  readonly asset: string;
  readonly unit: string;
}

/**
 * Whether an entry is one's own: decided or entered by the person, or of a unit in which they have a post. What a
 * division or section answers for also belongs to the people in the sections below it.
 */
export function isOwn(actor: Actor, { asset, unit }: Aliases): SQL {
  const [a, u] = [sql.identifier(asset), sql.identifier(unit)];
  return sql`(${actor.personId}::uuid is not null and (
    ${a}.decider_id = ${actor.personId}::uuid or ${a}.registered_by = ${actor.personId}::uuid
    or exists (select 1 from unnest(${sql.param(actor.unitPaths)}::text[]) mine
      where mine = ${u}.path or (${u}.kind in ('division', 'section') and mine like ${u}.path || '%'))))`;
}

/** The columns that a scope binds in the register; an own entry counts as the person's. */
export function boundBy(actor: Actor, aliases: Aliases): ScopeColumns {
  const [a, u] = [sql.identifier(aliases.asset), sql.identifier(aliases.unit)];
  return {
    unitPath: sql`${u}.path`,
    assetId: sql`${a}.system_id`,
    personId: sql`(case when ${isOwn(actor, aliases)} then ${actor.personId}::uuid end)`,
  };
}

/** The visibility predicate of the register. */
export const isVisible = (scope: Scope, actor: Actor, aliases: Aliases): SQL =>
  withinScope(scope, boundBy(actor, aliases));

/** An entry as the rules and the deeds on it need it. */
export interface RegisteredEntry extends Entry, Record<string, unknown> {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly form: Form;
  readonly status: Status;
  readonly deciderId: string | null;
  readonly unitId: string;
  readonly unitPath: string;
  readonly version: number;
}

/** The same, seen by somebody: whether it is their own, and what else it names. */
export interface VisibleEntry extends RegisteredEntry {
  readonly own: boolean;
  readonly unitName: string;
  readonly systemName: string | null;
  readonly deciderName: string | null;
}

/** The columns of `RegisteredEntry`, for an alias of the register and of its unit. */
export const entryColumns = (asset: string, unit: string): SQL => {
  const [a, u] = [sql.identifier(asset), sql.identifier(unit)];
  return sql`${a}.id, ${a}.number, ${a}.name, ${a}.form, ${a}.status, ${a}.decider_id as "deciderId", ${a}.unit_id as "unitId",
    ${u}.path as "unitPath", ${a}.version, ${a}.restrictions, ${a}.basis, ${a}.attention, ${a}.accepted,
    json_build_object('confidentiality', ${a}.confidentiality, 'integrity', ${a}.integrity, 'availability', ${a}.availability) as classes`;
};

const aliases = { asset: 'ia', unit: 'u' };

/** These entries, as far as they are visible; locked, so that their classes change one at a time. One statement. */
export async function lockEntries(
  tx: Tx,
  scope: Scope,
  actor: Actor,
  ids: readonly string[],
): Promise<VisibleEntry[]> {
  const result = await tx.execute<VisibleEntry>(sql`
    select ${entryColumns('ia', 'u')}, ${isOwn(actor, aliases)} as own, u.name as "unitName",
      (select s.name from assets s where s.organisation_id = ia.organisation_id and s.id = ia.system_id) as "systemName",
      (select p.name from people p where p.organisation_id = ia.organisation_id and p.id = ia.decider_id) as "deciderName"
    from information_assets ia join units u on u.organisation_id = ia.organisation_id and u.id = ia.unit_id
    where ia.organisation_id = ${tx.organisationId} and ia.id = any (${sql.param(ids)}::uuid[])
      and ${isVisible(scope, actor, aliases)}
    order by ia.id for update of ia`);
  return result.rows;
}

/** The entry, within the scope, locked. Throws NotFound. */
export async function lockEntry(tx: Tx, scope: Scope, actor: Actor, id: string): Promise<VisibleEntry> {
  const [entry] = await lockEntries(tx, scope, actor, [id]);
  if (!entry) throw new NotFound(t.ref('asset.notFound'));
  return entry;
}

/** Whether the caller may see the entry; throws NotFound otherwise. */
export async function requireVisible(tx: Tx, scope: Scope, actor: Actor, id: string): Promise<void> {
  const result = await tx.execute(sql`
    select 1 from information_assets ia join units u on u.organisation_id = ia.organisation_id and u.id = ia.unit_id
    where ia.organisation_id = ${tx.organisationId} and ia.id = ${id}::uuid and ${isVisible(scope, actor, aliases)}`);
  if (result.rows.length === 0) throw new NotFound(t.ref('asset.notFound'));
}
