import { eq, sql } from 'drizzle-orm';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import type { Actor } from '../authorisation/actor.ts';
import type { Database, Tx } from '../database/database.ts';
import { listOrganisations, type Organisation, organisations } from '../database/organisations.ts';
import { isUsable } from './load-session.ts';
import { t } from './messages.ts';

/** An account as sign-in sees it. */
export interface Account {
  readonly id: string;
  readonly personId: string | null;
  readonly loginName: string;
  readonly displayName: string;
  readonly email: string;
  readonly administrator: boolean;
  readonly passwordHash: string | null;
  readonly totpSecret: string | null;
  readonly passkeys: number;
  /** Not disabled, and the person has not left. */
  readonly usable: boolean;
}

/** What a login name is compared as; also how new ones are stored. */
export const canonicalLoginName = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

const columns = (today: string) => sql`
  a.id, a.person_id as "personId", a.login_name as "loginName", a.display_name as "displayName", a.email,
  a.administrator, a.password_hash as "passwordHash", a.totp_secret as "totpSecret",
  (select count(*)::int from passkeys k where k.organisation_id = a.organisation_id and k.account_id = a.id) as passkeys,
  ${isUsable(today)} as usable`;

type Row = Account & Record<string, unknown>;

/** The account of a typed login name; letter case and width do not matter unless two accounts differ in them only. */
export async function findByLoginName(tx: Tx, typed: string, today: string): Promise<Account | null> {
  const plain = typed.normalize('NFKC').trim();
  const spellings = [plain, plain.toLowerCase(), plain.toUpperCase()];
  const result = await tx.execute<Row>(sql`
    select ${columns(today)} from accounts a
    where a.organisation_id = ${tx.organisationId} and a.login_name = any (${sql.param(spellings)}::text[])
    order by a.login_name = ${plain} desc limit 1`);
  return result.rows[0] ?? null;
}

/** The account of an id. Throws NotFound. */
export async function findAccount(tx: Tx, accountId: string, today: string): Promise<Account> {
  const result = await tx.execute<Row>(sql`
    select ${columns(today)} from accounts a
    where a.organisation_id = ${tx.organisationId} and a.id = ${accountId}`);
  const row = result.rows[0];
  if (!row) throw new NotFound(t.ref('account.missing'));
  return row;
}

/** The account of a person, or null. */
export async function findByPerson(tx: Tx, personId: string, today: string): Promise<Account | null> {
  const result = await tx.execute<Row>(sql`
    select ${columns(today)} from accounts a
    where a.organisation_id = ${tx.organisationId} and a.person_id = ${personId}`);
  return result.rows[0] ?? null;
}

/** The only account with this e-mail address, whatever its letter case; null when none or several have it. */
export async function findByEmail(tx: Tx, email: string, today: string): Promise<Account | null> {
  const result = await tx.execute<Row>(sql`
    select ${columns(today)} from accounts a
    where a.organisation_id = ${tx.organisationId} and lower(a.email) = lower(${email}) limit 2`);
  return result.rows.length === 1 ? (result.rows[0] ?? null) : null;
}

/** The account as an actor of the audit trail; its roles do not matter there. */
export const actorOf = (organisationId: string, account: Account, requestId: string): Actor => ({
  organisationId,
  accountId: account.id,
  personId: account.personId,
  name: account.displayName,
  administrator: account.administrator,
  roles: [],
  unitPaths: [],
  requestId,
});

/** The organisation of a sign-in: the named one, or the only one there is. Throws InvalidInput. */
export async function chooseOrganisation(
  database: Database,
  slug: string | undefined,
): Promise<Organisation> {
  const all = await listOrganisations(database);
  if (slug === undefined || slug === '') {
    const only = all[0];
    if (all.length === 1 && only) return only;
    throw InvalidInput.at('organisation', t.ref('signIn.organisationMissing'));
  }
  const found = all.find((organisation) => organisation.slug === slug);
  if (!found) throw new InvalidInput(t.ref('signIn.organisationUnknown'));
  return found;
}

/** The organisation of the transaction. Throws NotFound. */
export async function findOrganisation(tx: Tx): Promise<Organisation> {
  const rows = await tx.select().from(organisations).where(eq(organisations.id, tx.organisationId));
  const row = rows[0];
  if (!row) throw new NotFound(t.ref('signIn.organisationUnknown'));
  return row;
}
