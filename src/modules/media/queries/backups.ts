import { sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Classes } from '../../information/index.ts';
import { t } from '../messages.ts';
import { backups } from '../tables.ts';

export const backupSorts = ['name', 'nextErase', 'nextTest'] as const;

/** What is late: taking, erasing, or the test of restoring. */
export const lateKinds = ['take', 'erase', 'test'] as const;
export type LateKind = (typeof lateKinds)[number];

export interface BackupFilter {
  readonly q?: string | undefined;
  readonly late?: LateKind | 'any' | undefined;
  readonly ended?: boolean | undefined;
  readonly sort?: (typeof backupSorts)[number] | `-${(typeof backupSorts)[number]}` | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface BackupRow extends Classes {
  readonly id: string;
  readonly name: string;
  readonly unit: Named;
  readonly system: Named | null;
  readonly information: Named | null;
  readonly place: Named | null;
  readonly method: string;
  readonly separateSite: boolean;
  readonly cycleDays: number;
  readonly retentionDays: number;
  readonly restoreSteps: string;
  readonly testMonths: number;
  readonly endedOn: string | null;
  readonly note: string;
  readonly lastTaken: string | null;
  readonly kept: number;
  /** The day by which the oldest kept backup is to be erased. */
  readonly nextErase: string | null;
  readonly lastTest: string | null;
  /** The day of the next test of restoring; null while none was ever made. */
  readonly nextTest: string | null;
  readonly late: readonly LateKind[];
  readonly version: number;
}

const setsOf = (what: ReturnType<typeof sql>) => sql`(select ${what} from backup_sets s
  where s.organisation_id = backups.organisation_id and s.backup_id = backups.id)`;
const keptSets = (what: ReturnType<typeof sql>) => sql`(select ${what} from backup_sets s
  where s.organisation_id = backups.organisation_id and s.backup_id = backups.id and s.succeeded and not exists (
    select 1 from disposals d where d.organisation_id = s.organisation_id and d.backup_set_id = s.id))`;
const lastTest = sql`(select max(r.tested_on) from restore_tests r where r.organisation_id = backups.organisation_id
  and r.backup_id = backups.id and r.succeeded)`;
const lastTaken = setsOf(sql`max(s.taken_on) filter (where s.succeeded)`);
const nextErase = keptSets(sql`min(s.erase_due_on)`);
const nextTest = sql`(${lastTest} + make_interval(months => backups.test_months))::date`;

/** What is late of the row `backups` on the day, as text[]. Of one that is ended only the erasure is. */
export const lateOf = (today: string) => sql<LateKind[]>`array_remove(array[
  case when backups.ended_on is null and (${lastTaken} is null or ${lastTaken} + backups.cycle_days < ${today}::date) then 'take' end,
  case when ${nextErase} < ${today}::date then 'erase' end,
  case when backups.ended_on is null and (${lastTest} is null or ${nextTest} < ${today}::date) then 'test' end], null)`;

const columns = (today: string) => ({
  id: backups.id,
  name: backups.name,
  unit: sql<Named>`json_build_object('id', u.id, 'name', u.name)`.as('unit'),
  system: sql<Named | null>`(select json_build_object('id', a.id, 'name', a.name) from assets a
    where a.organisation_id = backups.organisation_id and a.id = backups.system_id)`.as('system'),
  information: sql<Named | null>`(select json_build_object('id', ia.id, 'name', ia.number || ' ' || ia.name)
    from information_assets ia where ia.organisation_id = backups.organisation_id and ia.id = backups.information_id)`.as(
    'information',
  ),
  place: sql<Named | null>`(select json_build_object('id', sp.id, 'name', sp.name) from storage_places sp
    where sp.organisation_id = backups.organisation_id and sp.id = backups.place_id)`.as('place'),
  confidentiality: sql<Classes['confidentiality']>`backups.confidentiality`.as('c'),
  integrity: sql<Classes['integrity']>`backups.integrity`.as('i'),
  availability: sql<Classes['availability']>`backups.availability`.as('a'),
  method: backups.method,
  separateSite: backups.separateSite,
  cycleDays: backups.cycleDays,
  retentionDays: backups.retentionDays,
  restoreSteps: backups.restoreSteps,
  testMonths: backups.testMonths,
  endedOn: backups.endedOn,
  note: backups.note,
  lastTaken: sql<string | null>`${lastTaken}`.as('last_taken'),
  kept: sql<number>`${keptSets(sql`count(*)::int`)}`.as('kept'),
  nextErase: sql<string | null>`${nextErase}`.as('next_erase'),
  lastTest: sql<string | null>`${lastTest}`.as('last_test'),
  nextTest: sql<string | null>`${nextTest}`.as('next_test'),
  late: lateOf(today).as('late'),
  version: backups.version,
});

const fromBackups = (tx: Tx, today: string) =>
  tx
    .select(columns(today))
    .from(backups)
    .innerJoin(sql`units u`, sql`u.organisation_id = backups.organisation_id and u.id = backups.unit_id`);

const within = { unitPath: sql`u.path`, assetId: sql`backups.system_id` };

/** The ledger of backups as far as the scope shows it. */
export function backupList(tx: Tx, scope: Scope, filter: BackupFilter, today: string): ListSource<BackupRow> {
  const late = lateOf(today);
  return {
    select: (where) => fromBackups(tx, today).where(where).$dynamic(),
    organisation: backups.organisationId,
    scope,
    within,
    where: [
      matchesSearch(backups.search, filter.q),
      filter.ended === undefined ? undefined : sql`(backups.ended_on is not null) = ${filter.ended}`,
      filter.late === undefined
        ? undefined
        : filter.late === 'any'
          ? sql`cardinality(${late}) > 0`
          : sql`${filter.late} = any (${late})`,
    ],
    orderBy: orderOf(filter.sort, { name: backups.name, nextErase, nextTest }, backups.id),
  };
}

export interface BackupSetRow extends Record<string, unknown> {
  readonly id: string;
  readonly takenOn: string;
  readonly succeeded: boolean;
  readonly medium: { readonly id: string; readonly number: string } | null;
  readonly eraseDueOn: string;
  readonly note: string;
  /** The record of its erasure. */
  readonly erased: { readonly id: string; readonly on: string } | null;
}

export interface RestoreTestRow extends Record<string, unknown> {
  readonly id: string;
  readonly testedOn: string;
  readonly succeeded: boolean;
  readonly tester: string;
  readonly note: string;
}

export interface BackupDetail extends BackupRow {
  readonly sets: readonly BackupSetRow[];
  readonly tests: readonly RestoreTestRow[];
}

/** One backup with what was taken and tested: the newest 100 of each, what waits for erasure first. Throws NotFound. */
export async function backupDetail(tx: Tx, scope: Scope, id: string, today: string): Promise<BackupDetail> {
  const [row] = await fromBackups(tx, today).where(
    sql`backups.organisation_id = ${tx.organisationId} and backups.id = ${id}::uuid and ${withinScope(scope, within)}`,
  );
  if (!row) throw new NotFound(t.ref('backup.notFound'));
  const sets = await tx.execute<BackupSetRow>(sql`
    select s.id, s.taken_on as "takenOn", s.succeeded, s.erase_due_on as "eraseDueOn", s.note,
      case when m.id is not null then json_build_object('id', m.id, 'number', m.number) end as medium,
      case when d.id is not null then json_build_object('id', d.id,
        'on', (d.done_at at time zone 'Asia/Tokyo')::date) end as erased
    from backup_sets s
    left join media m on m.organisation_id = s.organisation_id and m.id = s.medium_id
    left join disposals d on d.organisation_id = s.organisation_id and d.backup_set_id = s.id
    where s.organisation_id = ${tx.organisationId} and s.backup_id = ${id}::uuid
    order by d.id is not null, case when d.id is null then s.erase_due_on end, s.taken_on desc, s.id limit 100`);
  const tests = await tx.execute<RestoreTestRow>(sql`
    select r.id, r.tested_on as "testedOn", r.succeeded, r.tester, r.note from restore_tests r
    where r.organisation_id = ${tx.organisationId} and r.backup_id = ${id}::uuid
    order by r.tested_on desc, r.id desc limit 100`);
  return { ...row, sets: sets.rows, tests: tests.rows };
}
