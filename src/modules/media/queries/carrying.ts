import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { carryState } from '../fragments.ts';
import { t } from '../messages.ts';
import type { CarryState, Direction, Protection } from '../model.ts';
import { carryEntries } from '../tables.ts';

export const carrySorts = ['carriedAt', 'dueOn', 'personName'] as const;

export interface CarryFilter {
  readonly q?: string | undefined;
  readonly direction?: Direction | undefined;
  readonly state?: CarryState | undefined;
  readonly unitId?: string | undefined;
  readonly mediumId?: string | undefined;
  /** `YYYY-MM`: carried in that month (Tokyo), or still away in it. */
  readonly month?: string | undefined;
  readonly sort?: (typeof carrySorts)[number] | `-${(typeof carrySorts)[number]}` | undefined;
}

export interface CarryRow {
  readonly id: string;
  readonly direction: Direction;
  readonly unit: { readonly id: string; readonly name: string };
  readonly personId: string | null;
  readonly personName: string;
  readonly medium: { readonly id: string; readonly number: string } | null;
  readonly item: string;
  readonly quantity: number;
  readonly purpose: string;
  readonly place: string;
  readonly carriedAt: Date;
  readonly dueOn: string;
  readonly protection: Protection;
  readonly permissionRequestId: string | null;
  readonly permissionNote: string;
  readonly returnedOn: string | null;
  readonly erased: boolean | null;
  readonly confirmedAt: Date | null;
  readonly confirmedBy: string;
  readonly confirmNote: string;
  readonly state: CarryState;
  readonly version: number;
}

const columns = (today: string) => ({
  id: carryEntries.id,
  direction: carryEntries.direction,
  unit: sql<CarryRow['unit']>`json_build_object('id', u.id, 'name', u.name)`.as('unit'),
  personId: carryEntries.personId,
  personName: carryEntries.personName,
  medium: sql<
    CarryRow['medium']
  >`case when m.id is not null then json_build_object('id', m.id, 'number', m.number) end`.as('medium'),
  item: carryEntries.item,
  quantity: carryEntries.quantity,
  purpose: carryEntries.purpose,
  place: carryEntries.place,
  carriedAt: carryEntries.carriedAt,
  dueOn: carryEntries.dueOn,
  protection: carryEntries.protection,
  permissionRequestId: carryEntries.permissionRequestId,
  permissionNote: carryEntries.permissionNote,
  returnedOn: carryEntries.returnedOn,
  erased: carryEntries.erased,
  confirmedAt: carryEntries.confirmedAt,
  confirmedBy: carryEntries.confirmedBy,
  confirmNote: carryEntries.confirmNote,
  state: sql<CarryState>`${carryState('carry_entries', today)}`.as('state'),
  version: carryEntries.version,
});

const fromEntries = (tx: Tx, today: string) =>
  tx
    .select(columns(today))
    .from(carryEntries)
    .innerJoin(
      sql`units u`,
      sql`u.organisation_id = carry_entries.organisation_id and u.id = carry_entries.unit_id`,
    )
    .leftJoin(
      sql`media m`,
      sql`m.organisation_id = carry_entries.organisation_id and m.id = carry_entries.medium_id`,
    );

/** An entry is seen by who answers for the unit or the medium’s system, and by who carries. */
const within = { unitPath: sql`u.path`, assetId: sql`m.system_id`, personId: sql`carry_entries.person_id` };

/** The carry book as far as the scope shows it, the newest first. */
export function carryList(tx: Tx, scope: Scope, filter: CarryFilter, today: string): ListSource<CarryRow> {
  const own = sql`(carry_entries.item || ' ' || carry_entries.person_name || ' ' || carry_entries.purpose || ' ' || carry_entries.place)`;
  return {
    select: (where) => fromEntries(tx, today).where(where).$dynamic(),
    organisation: carryEntries.organisationId,
    scope,
    within,
    where: [
      matchesSearch(sql`lower(normalize(${own}, NFKC))`, filter.q),
      filter.direction === undefined ? undefined : sql`carry_entries.direction = ${filter.direction}`,
      filter.state === undefined ? undefined : sql`${carryState('carry_entries', today)} = ${filter.state}`,
      filter.unitId === undefined ? undefined : sql`u.path like '%/' || ${filter.unitId}::text || '/%'`,
      filter.mediumId === undefined ? undefined : sql`carry_entries.medium_id = ${filter.mediumId}::uuid`,
      filter.month === undefined ? undefined : inMonth(filter.month),
    ],
    orderBy:
      filter.sort === undefined
        ? [sql`carry_entries.carried_at desc`, sql`carry_entries.id desc`]
        : orderOf(
            filter.sort,
            {
              carriedAt: carryEntries.carriedAt,
              dueOn: carryEntries.dueOn,
              personName: carryEntries.personName,
            },
            carryEntries.id,
          ),
  };
}

function inMonth(month: string): SQL {
  const first = `${month}-01`;
  const day = sql`(carry_entries.carried_at at time zone 'Asia/Tokyo')::date`;
  return sql`(${day} >= ${first}::date and ${day} < ${first}::date + interval '1 month')`;
}

/** One entry. Throws NotFound outside the scope. */
export async function carryDetail(tx: Tx, scope: Scope, id: string, today: string): Promise<CarryRow> {
  const [row] = await fromEntries(tx, today).where(
    sql`carry_entries.organisation_id = ${tx.organisationId} and carry_entries.id = ${id}::uuid and ${withinScope(scope, within)}`,
  );
  if (!row) throw new NotFound(t.ref('carry.notFound'));
  return row;
}

/** Media that somebody may carry out now: those they have borrowed, and those in store that they answer for. */
export async function carriableMedia(tx: Tx, scope: Scope, q: string) {
  const result = await tx.execute<{ id: string; name: string; detail: string }>(sql`
    select m.id, m.number || ' ' || m.name as name, coalesce(p.name, u.name) as detail
    from media m
    join units u on u.organisation_id = m.organisation_id and u.id = m.unit_id
    left join media_loans l on l.organisation_id = m.organisation_id and l.medium_id = m.id and l.closed_on is null
    left join people p on p.organisation_id = l.organisation_id and p.id = l.borrower_id
    where m.organisation_id = ${tx.organisationId} and m.lost_on is null
      and ${withinScope(scope, { unitPath: within.unitPath, assetId: within.assetId, personId: sql`l.borrower_id` })}
      and not exists (select 1 from carry_entries c where c.organisation_id = m.organisation_id and c.medium_id = m.id
        and c.direction = 'out' and c.returned_on is null)
      and not exists (select 1 from disposals d where d.organisation_id = m.organisation_id and d.medium_id = m.id
        and d.deed = 'dispose')
      and ${matchesSearch(sql`m.search`, q) ?? sql`true`}
    order by m.number, m.id limit 20`);
  return result.rows;
}
