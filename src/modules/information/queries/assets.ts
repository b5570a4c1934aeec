import { type SQL, sql } from 'drizzle-orm';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Basis, Issue, MarkingState, Origin, Personal, Status } from '../model/register.ts';
import type { Classes, Form } from '../model.ts';
import { informationAssets as ia } from '../tables.ts';
import { boundBy } from './visible.ts';

export const assetSorts = ['number', 'name', 'confidentiality', 'reviewOn', 'unit'] as const;
type Sort = (typeof assetSorts)[number];

export interface AssetFilter {
  readonly q?: string | undefined;
  readonly unitId?: string | undefined;
  readonly form?: Form | undefined;
  readonly origin?: Origin | undefined;
  readonly confidentiality?: '1' | '2' | '3' | 'open' | undefined;
  readonly personal?: Personal | undefined;
  readonly systemId?: string | undefined;
  readonly status?: Status | 'all' | undefined;
  readonly issue?: Issue | undefined;
  readonly mine?: boolean | undefined;
  readonly sort?: Sort | `-${Sort}` | undefined;
}

/** One line of the register, on screen and in a file. */
export interface AssetRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly unit: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly closed: boolean;
  };
  readonly decider: {
    readonly id: string;
    readonly number: string;
    readonly name: string;
    readonly left: boolean;
  } | null;
  readonly classes: Classes;
  readonly restrictions: readonly string[];
  readonly form: Form;
  readonly basis: Basis;
  readonly place: string;
  readonly system: { readonly id: string; readonly code: string; readonly name: string } | null;
  readonly retention: string;
  readonly retainUntil: string | null;
  readonly origin: Origin;
  readonly originNote: string;
  readonly acquiredOn: string | null;
  readonly personal: Personal;
  readonly marking: MarkingState;
  readonly recoveryHours: number | null;
  readonly reviewOn: string | null;
  readonly note: string;
  readonly status: Status;
  readonly disposedOn: string | null;
  /** What is to be done about it. */
  readonly issues: readonly Issue[];
  /** Numbers of what it was made from, and of what was made from it. */
  readonly sources: readonly string[];
  readonly copies: readonly string[];
}

const aliases = { asset: 'information_assets', unit: 'units' };
const active = sql`${ia.status} = 'active'`;

/** What each issue of an entry means in SQL, on a day. `units` and `people` (the decider) are joined. */
export const issueConditions = (today: string): Readonly<Record<Issue, SQL>> => ({
  undetermined: sql`(${active} and (${ia.confidentiality} is null or (${ia.form} <> 'paper' and (${ia.integrity} is null or ${ia.availability} is null))))`,
  waiting: sql`exists (select 1 from information_changes w where w.organisation_id = ${ia.organisationId}
    and w.asset_id = ${ia.id} and w.state = 'waiting')`,
  attention: sql`(${active} and ${ia.attention} <> 'none')`,
  review: sql`(${active} and ${ia.reviewOn} < ${today}::date)`,
  unmarked: sql`(${active} and ${ia.marking} = 'none' and ${ia.confidentiality} is not null)`,
  retention: sql`(${active} and ${ia.retainUntil} < ${today}::date)`,
  orphan: sql`(${active} and units.valid_to is not null and units.valid_to <= ${today}::date)`,
  noDecider: sql`(${active} and (people.id is null or people.left_on <= ${today}::date))`,
});

/** The register as far as the scope shows it, for `listPage` and `listAll`. */
export function assetList(
  tx: Tx,
  scope: Scope,
  actor: Actor,
  filter: AssetFilter,
  today: string,
): ListSource<AssetRow> {
  return {
    select: (where) =>
      tx
        .select(rowColumns(today))
        .from(ia)
        .innerJoin(sql`units`, sql`units.organisation_id = ${ia.organisationId} and units.id = ${ia.unitId}`)
        .leftJoin(
          sql`people`,
          sql`people.organisation_id = ${ia.organisationId} and people.id = ${ia.deciderId}`,
        )
        .leftJoin(
          sql`assets`,
          sql`assets.organisation_id = ${ia.organisationId} and assets.id = ${ia.systemId}`,
        )
        .where(where)
        .$dynamic(),
    organisation: ia.organisationId,
    scope,
    within: boundBy(actor, aliases),
    where: conditions(actor, filter, today),
    orderBy: orderOf(
      filter.sort,
      {
        number: ia.number,
        name: ia.name,
        confidentiality: ia.confidentiality,
        reviewOn: ia.reviewOn,
        unit: sql`units.code`,
      },
      ia.id,
    ),
  };
}

function conditions(actor: Actor, filter: AssetFilter, today: string): readonly (SQL | undefined)[] {
  const equals = (column: SQL, value: string | undefined) =>
    value === undefined ? undefined : sql`${column} = ${value}`;
  const { confidentiality, status = 'active' } = filter;
  return [
    matchesSearch(ia.search, filter.q),
    filter.unitId === undefined ? undefined : sql`units.path like '%/' || ${filter.unitId}::text || '/%'`,
    equals(sql`${ia.form}`, filter.form),
    equals(sql`${ia.origin}`, filter.origin),
    equals(sql`${ia.personal}`, filter.personal),
    filter.systemId === undefined ? undefined : sql`${ia.systemId} = ${filter.systemId}::uuid`,
    confidentiality === undefined
      ? undefined
      : confidentiality === 'open'
        ? sql`${ia.confidentiality} is null`
        : sql`${ia.confidentiality} = ${Number(confidentiality)}`,
    status === 'all' ? undefined : sql`${ia.status} = ${status}`,
    filter.issue === undefined ? undefined : issueConditions(today)[filter.issue],
    filter.mine === true ? sql`${ia.deciderId} = ${actor.personId}::uuid` : undefined,
  ];
}

const rowColumns = (today: string) => ({
  id: ia.id,
  number: ia.number,
  name: ia.name,
  unit: sql<AssetRow['unit']>`json_build_object('id', units.id, 'code', units.code, 'name', units.name,
    'closed', coalesce(units.valid_to <= ${today}::date, false))`,
  decider: sql<AssetRow['decider']>`case when people.id is not null then json_build_object('id', people.id,
    'number', people.number, 'name', people.name, 'left', coalesce(people.left_on <= ${today}::date, false)) end`,
  classes: sql<Classes>`json_build_object('confidentiality', ${ia.confidentiality}, 'integrity', ${ia.integrity},
    'availability', ${ia.availability})`,
  restrictions: ia.restrictions,
  form: ia.form,
  basis: ia.basis,
  place: ia.place,
  system: sql<AssetRow['system']>`case when assets.id is not null then
    json_build_object('id', assets.id, 'code', assets.code, 'name', assets.name) end`,
  retention: ia.retention,
  retainUntil: ia.retainUntil,
  origin: ia.origin,
  originNote: ia.originNote,
  acquiredOn: ia.acquiredOn,
  personal: ia.personal,
  marking: ia.marking,
  recoveryHours: ia.recoveryHours,
  reviewOn: ia.reviewOn,
  note: ia.note,
  status: ia.status,
  disposedOn: ia.disposedOn,
  issues: sql<readonly Issue[]>`array_remove(array[${sql.join(
    Object.entries(issueConditions(today)).map(
      ([issue, condition]) => sql`case when ${condition} then ${issue}::text end`,
    ),
    sql`, `,
  )}], null)`,
  sources: related(sql`source_id`, sql`asset_id`),
  copies: related(sql`asset_id`, sql`source_id`),
});

const related = (other: SQL, own: SQL) => sql<
  readonly string[]
>`array(select o.number from information_sources s
  join information_assets o on o.organisation_id = s.organisation_id and o.id = s.${other}
  where s.organisation_id = ${ia.organisationId} and s.${own} = ${ia.id} order by o.number)`;
