import { type SQL, sql } from 'drizzle-orm';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import { matchesSearch } from '../../kit/server/list.ts';
import type { Secrets } from '../../platform/audit/secrets.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import { isUsable } from '../../platform/identity/load-session.ts';
import { lockedLoginNames } from '../../platform/identity/throttle.ts';
import { belongs, currentPosts } from '../organisation/index.ts';
import { t } from './messages.ts';

export const accountStates = ['active', 'waiting', 'disabled', 'left', 'locked'] as const;
export type AccountState = (typeof accountStates)[number];

/** An account as the administrator sees it; no secret of it is among the fields. */
export interface AccountRow {
  readonly id: string;
  readonly loginName: string;
  readonly name: string;
  readonly email: string;
  readonly administrator: boolean;
  readonly disabled: boolean;
  readonly hasPassword: boolean;
  readonly secondFactor: boolean;
  readonly personId: string | null;
  readonly personNumber: string | null;
  readonly unitName: string | null;
  readonly state: AccountState;
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
}

type Stored = Omit<AccountRow, 'createdAt' | 'lastSeenAt'> & {
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
} & Record<string, unknown>;

export interface AccountFilter {
  readonly q?: string | undefined;
  readonly state?: 'active' | 'waiting' | 'disabled' | 'left' | undefined;
  readonly administrator?: 'true' | 'false' | undefined;
}

export const accountSorts = ['loginName', 'name', 'unit', 'createdAt'] as const;
type Sort = (typeof accountSorts)[number];

const sortColumns: Readonly<Record<Sort, SQL>> = {
  loginName: sql`a.login_name`,
  name: sql`coalesce(p.kana, a.display_name)`,
  unit: sql`cp.unit_code`,
  createdAt: sql`a.created_at`,
};

const state = sql`case when a.disabled then 'disabled'
  when a.person_id is not null and not usable then 'left'
  when a.password_hash is null then 'waiting' else 'active' end`;

/** The accounts with person and main post, and whether each may be used: `a`, `p`, `cp`, `usable`. */
const source = (tx: Tx, today: string): SQL => sql`
  accounts a
  cross join lateral (select ${isUsable(today)} as usable) as u
  left join people p on p.organisation_id = a.organisation_id and p.id = a.person_id
  left join ${currentPosts(tx.organisationId, today)} cp on cp.person_id = a.person_id and cp.main
  where a.organisation_id = ${tx.organisationId}`;

const columns = sql`a.id, a.login_name as "loginName", a.display_name as name, a.email, a.administrator, a.disabled,
  a.password_hash is not null as "hasPassword", a.person_id as "personId", p.number as "personNumber",
  cp.unit_name as "unitName", a.created_at as "createdAt", a.version, ${state} as state,
  a.totp_secret is not null or exists (select 1 from passkeys k
    where k.organisation_id = a.organisation_id and k.account_id = a.id) as "secondFactor",
  (select max(s.seen_at) from sessions s
    where s.organisation_id = a.organisation_id and s.account_id = a.id) as "lastSeenAt"`;

function conditions(filter: AccountFilter): SQL {
  const searched = sql`(coalesce(p.search, '') || ' ' || lower(a.login_name) || ' ' || lower(a.display_name) || ' ' || lower(a.email))`;
  const parts = [
    matchesSearch(searched, filter.q),
    filter.state && sql`${state} = ${filter.state}`,
    filter.administrator && sql`a.administrator = ${filter.administrator === 'true'}`,
  ].flatMap((part) => (part ? [part] : []));
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

export interface AccountPage {
  readonly sort?: Sort | `-${Sort}` | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** One page of the accounts and their number, in three statements. `scope` proves that the caller may read them. */
export async function listAccounts(
  tx: Tx,
  _scope: Scope,
  secrets: Secrets,
  today: string,
  filter: AccountFilter,
  { sort, page, pageSize }: AccountPage,
): Promise<{ rows: AccountRow[]; total: number }> {
  const where = conditions(filter);
  const name = (sort?.replace(/^-/, '') ?? 'loginName') as Sort;
  const direction = sort?.startsWith('-') ? sql`desc` : sql`asc`;
  const found = await tx.execute<Stored>(sql`
    select ${columns} from ${source(tx, today)} and ${where}
    order by ${sortColumns[name]} ${direction} nulls last, a.login_name, a.id
    limit ${pageSize} offset ${(page - 1) * pageSize}`);
  const counted = await tx.execute<{ total: number }>(sql`
    select count(*)::int as total from ${source(tx, today)} and ${where}`);
  return { rows: await withLocks(tx, secrets, found.rows), total: counted.rows[0]?.total ?? 0 };
}

/** One account. Throws NotFound. */
export async function readAccount(tx: Tx, secrets: Secrets, today: string, id: string): Promise<AccountRow> {
  const found = await tx.execute<Stored>(sql`select ${columns} from ${source(tx, today)} and a.id = ${id}`);
  const [row] = await withLocks(tx, secrets, found.rows);
  if (!row) throw new NotFound(t.ref('account.missing'));
  return row;
}

async function withLocks(tx: Tx, secrets: Secrets, rows: readonly Stored[]): Promise<AccountRow[]> {
  const locked = await lockedLoginNames(
    tx,
    secrets,
    rows.map((row) => row.loginName),
  );
  return rows.map((row) => ({
    ...row,
    state: row.state === 'active' && locked.has(row.loginName) ? 'locked' : row.state,
    createdAt: new Date(row.createdAt),
    lastSeenAt: row.lastSeenAt === null ? null : new Date(row.lastSeenAt),
  }));
}

/** The person with this staff number. Throws InvalidInput at the field. */
export async function requirePerson(tx: Tx, number: string, field: string): Promise<string> {
  const found = await tx.execute<{ id: string }>(sql`
    select p.id from people p where p.organisation_id = ${tx.organisationId} and p.number = ${number}`);
  const row = found.rows[0];
  if (row) return row.id;
  throw InvalidInput.at(field, t.ref('account.personUnknown', { number }));
}

/** The staff number of a person; '' for none. */
export async function personNumberOf(tx: Tx, personId: unknown): Promise<string> {
  if (typeof personId !== 'string') return '';
  const found = await tx.execute<{ number: string }>(sql`
    select p.number from people p where p.organisation_id = ${tx.organisationId} and p.id = ${personId}`);
  return found.rows[0]?.number ?? '';
}

/** Somebody who works here and has no account. */
export interface PersonWithout extends Record<string, unknown> {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly unitName: string | null;
}

const withoutAccount = (tx: Tx, today: string) => sql`
  people p
  left join ${currentPosts(tx.organisationId, today)} cp on cp.person_id = p.id and cp.main
  where p.organisation_id = ${tx.organisationId} and ${belongs('p', today)} and not exists (
    select 1 from accounts a where a.organisation_id = p.organisation_id and a.person_id = p.id)`;

export async function countPeopleWithout(tx: Tx, today: string): Promise<number> {
  const counted = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from ${withoutAccount(tx, today)}`);
  return counted.rows[0]?.n ?? 0;
}

export async function peopleWithout(tx: Tx, today: string): Promise<PersonWithout[]> {
  const found = await tx.execute<PersonWithout>(sql`
    select p.id, p.number, p.name, p.email, cp.unit_name as "unitName" from ${withoutAccount(tx, today)}
    order by cp.unit_code nulls last, p.kana, p.number`);
  return found.rows;
}
