import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { absentOn, belongs, inForce, personWithin } from '../fragments.ts';
import { t } from '../messages.ts';
import type { AbsenceReason, Employment, ScopeKind } from '../model.ts';
import { people } from '../tables.ts';

export const personSorts = ['kana', 'number', 'employment'] as const;

export interface PersonFilter {
  readonly q?: string | undefined;
  readonly unitId?: string | undefined;
  readonly employment?: Employment | undefined;
  readonly roleId?: string | undefined;
  readonly state: 'current' | 'absent' | 'left' | 'all';
  readonly sort?: (typeof personSorts)[number] | `-${(typeof personSorts)[number]}` | undefined;
}

export interface PersonRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly kana: string;
  readonly employment: Employment;
  readonly email: string;
  readonly post: { readonly unitId: string; readonly unit: string; readonly title: string } | null;
  readonly additionalPosts: number;
  readonly absent: boolean;
  readonly leftOn: string | null;
}

/** The people that the scope shows, for `listPage` and `listAll`. What is shown of each costs only the page's rows. */
export function personList(tx: Tx, scope: Scope, filter: PersonFilter, today: string): ListSource<PersonRow> {
  return {
    select: (where) => tx.select(rowColumns(tx, today)).from(people).where(where).$dynamic(),
    organisation: people.organisationId,
    // A person is in as many units as they have posts, so the predicate is a subquery and not a column.
    scope: { ...scope, whole: true },
    within: {},
    where: [personWithin(scope, sql`people.id`, today), ...conditions(tx, filter, today)],
    orderBy: orderOf(
      filter.sort,
      { kana: people.kana, number: people.number, employment: people.employment },
      people.id,
    ),
  };
}

const rowColumns = (tx: Tx, today: string) => ({
  id: people.id,
  number: people.number,
  name: people.name,
  kana: people.kana,
  employment: people.employment,
  email: people.email,
  post: sql<PersonRow['post']>`(select json_build_object('unitId', u.id, 'unit', u.name, 'title', po.title)
    from posts po join units u on u.organisation_id = po.organisation_id and u.id = po.unit_id
    where po.organisation_id = ${tx.organisationId} and po.person_id = people.id and po.main and ${inForce('po', today)} limit 1)`,
  additionalPosts: sql<number>`(select count(*)::int from posts po
    where po.organisation_id = ${tx.organisationId} and po.person_id = people.id and not po.main and ${inForce('po', today)})`,
  absent: sql<boolean>`${absentOn(tx.organisationId, sql`people.id`, today)}`,
  leftOn: people.leftOn,
});

function conditions(tx: Tx, filter: PersonFilter, today: string): (SQL | undefined)[] {
  const org = tx.organisationId;
  return [
    stateOf(org, filter.state, today),
    matchesSearch(people.search, filter.q),
    filter.employment === undefined ? undefined : sql`people.employment = ${filter.employment}`,
    filter.unitId === undefined
      ? undefined
      : sql`exists (select 1 from posts fp join units fu on fu.organisation_id = fp.organisation_id and fu.id = fp.unit_id
          where fp.organisation_id = ${org} and fp.person_id = people.id and ${inForce('fp', today)}
            and fu.path like '%/' || ${filter.unitId}::text || '/%')`,
    filter.roleId === undefined
      ? undefined
      : sql`exists (select 1 from appointments fa where fa.organisation_id = ${org} and fa.person_id = people.id
          and fa.role_id = ${filter.roleId} and ${inForce('fa', today)})`,
  ];
}

function stateOf(organisationId: string, state: PersonFilter['state'], today: string): SQL | undefined {
  if (state === 'all') return undefined;
  if (state === 'left') return sql`people.left_on <= ${today}::date`;
  if (state === 'absent') return absentOn(organisationId, sql`people.id`, today);
  return belongs('people', today);
}

export interface PersonDetail {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly kana: string;
  readonly employment: Employment;
  readonly email: string;
  readonly joinedOn: string | null;
  readonly leftOn: string | null;
  readonly version: number;
  readonly posts: {
    readonly id: string;
    readonly unitId: string;
    readonly unit: string;
    readonly title: string;
    readonly main: boolean;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly version: number;
  }[];
  readonly absences: {
    readonly id: string;
    readonly reason: AbsenceReason;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly version: number;
  }[];
  readonly roles: {
    readonly id: string;
    readonly packId: string;
    readonly roleId: string;
    readonly scopeKind: ScopeKind;
    readonly scopeId: string | null;
    readonly scope: string | null;
    readonly deputy: boolean;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly decision: string;
  }[];
}

/** One person with posts, absences and roles, past ones included, newest first. Throws NotFound outside the scope. */
export async function personDetail(tx: Tx, scope: Scope, id: string, today: string): Promise<PersonDetail> {
  const result = await tx.execute<PersonDetail & Record<string, unknown>>(sql`
    select p.id, p.number, p.name, p.kana, p.employment, p.email, p.joined_on as "joinedOn", p.left_on as "leftOn", p.version,
      coalesce((select json_agg(json_build_object('id', po.id, 'unitId', u.id, 'unit', u.name, 'title', po.title,
          'main', po.main, 'validFrom', po.valid_from, 'validTo', po.valid_to, 'version', po.version)
          order by po.valid_from desc, po.main desc)
        from posts po join units u on u.organisation_id = po.organisation_id and u.id = po.unit_id
        where po.organisation_id = p.organisation_id and po.person_id = p.id), '[]'::json) as posts,
      coalesce((select json_agg(json_build_object('id', ab.id, 'reason', ab.reason, 'validFrom', ab.valid_from,
          'validTo', ab.valid_to, 'version', ab.version) order by ab.valid_from desc)
        from absences ab where ab.organisation_id = p.organisation_id and ab.person_id = p.id), '[]'::json) as absences,
      coalesce((select json_agg(json_build_object('id', ap.id, 'packId', ap.pack_id, 'roleId', ap.role_id,
          'scopeKind', ap.scope_kind, 'scopeId', coalesce(u.id, a.id), 'scope', coalesce(u.name, a.name),
          'deputy', ap.deputy_of is not null, 'validFrom', ap.valid_from, 'validTo', ap.valid_to, 'decision', ap.decision)
          order by ap.valid_from desc, ap.role_id)
        from appointments ap
        left join units u on u.organisation_id = ap.organisation_id and u.id = ap.unit_id
        left join assets a on a.organisation_id = ap.organisation_id and a.id = ap.asset_id
        where ap.organisation_id = p.organisation_id and ap.person_id = p.id), '[]'::json) as roles
    from people p
    where p.organisation_id = ${tx.organisationId} and p.id = ${id}::uuid and ${personWithin(scope, sql`p.id`, today)}`);
  const [person] = result.rows;
  if (!person) throw new NotFound(t.ref('person.notFound'));
  return person;
}

export interface PersonChoice extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly unit: string | null;
}

/** People to choose from in a form, by any part of name, kana or number: the first twenty. */
export async function searchPeople(tx: Tx, q: string, today: string): Promise<PersonChoice[]> {
  const result = await tx.execute<PersonChoice>(sql`
    select p.id, p.name, p.number, (select u.name from posts po
        join units u on u.organisation_id = po.organisation_id and u.id = po.unit_id
        where po.organisation_id = p.organisation_id and po.person_id = p.id and po.main and ${inForce('po', today)} limit 1) as unit
    from people p where p.organisation_id = ${tx.organisationId} and ${belongs('p', today)}
      and ${matchesSearch(sql`p.search`, q) ?? sql`true`}
    order by p.kana, p.id limit 20`);
  return result.rows;
}
