import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Secrets } from '../audit/secrets.ts';
import type { Tx } from '../database/database.ts';

/** Failures within `window` seconds are counted; from `free` on, each one locks for twice as long as the last. */
interface Limit {
  readonly free: number;
  readonly window: number;
  readonly first: number;
  readonly longest: number;
}

/** About a hundred guesses a day for one account; a person who mistypes waits half a minute. */
const perLoginName: Limit = { free: 5, window: 86_400, first: 30, longest: 900 };
/** A whole office may come from one address, so only a flood is stopped there. */
const perAddress: Limit = { free: 100, window: 600, first: 60, longest: 600 };

/** Who tries to sign in, and from where. The name counts whether or not there is such an account. */
export interface Attempt {
  readonly loginName: string;
  readonly address: string;
}

const subjectOf = (secrets: Secrets, kind: string, value: string): Buffer =>
  createHmac('sha256', secrets.key('sign-in-subjects')).update(`${kind}:${value}`).digest();

const loginSubject = (secrets: Secrets, loginName: string) =>
  subjectOf(secrets, 'login', loginName.normalize('NFKC').trim().toLowerCase());
const addressSubject = (secrets: Secrets, address: string) => subjectOf(secrets, 'address', address);

/**
 * Counts an attempt as failed before it is judged, so that parallel guesses and a crash win nothing; commit before
 * verifying. Success takes it back with `forgiveAttempt`.
 * @returns null when the attempt may be judged, else the seconds until the next one may
 */
export async function reserveAttempt(tx: Tx, secrets: Secrets, attempt: Attempt): Promise<number | null> {
  const address = addressSubject(secrets, attempt.address);
  const login = loginSubject(secrets, attempt.loginName);
  const blocked = await lockedFor(tx, [address, login]);
  if (blocked !== null) return blocked;
  const counted = (await count(tx, address, perAddress)) && (await count(tx, login, perLoginName));
  return counted ? null : ((await lockedFor(tx, [address, login])) ?? 1);
}

/** The longest lock of the subjects that is in force, in seconds. */
async function lockedFor(tx: Tx, subjects: readonly Buffer[]): Promise<number | null> {
  const result = await tx.execute<{ seconds: number | null }>(sql`
    select ceil(extract(epoch from max(locked_until) - now()))::int as seconds from sign_in_failures
    where organisation_id = ${tx.organisationId} and locked_until > now()
      and subject in (${sql.join(
        subjects.map((subject) => sql`${subject}`),
        sql`, `,
      )})`);
  return result.rows[0]?.seconds ?? null;
}

/** False when somebody else's attempt has locked the subject in the meantime. */
async function count(tx: Tx, subject: Buffer, limit: Limit): Promise<boolean> {
  const over = sql`(f.first_at < now() - ${limit.window} * interval '1 second')`;
  const next = sql`(case when ${over} then 1 else f.failures + 1 end)`;
  const lock = sql`now() + least(${limit.longest}, ${limit.first} * power(2, least(${next} - ${limit.free}, 20))) * interval '1 second'`;
  const result = await tx.execute(sql`
    insert into sign_in_failures as f (organisation_id, subject, failures, first_at, last_at)
    values (${tx.organisationId}, ${subject}, 1, now(), now())
    on conflict (organisation_id, subject) do update set
      failures = ${next},
      first_at = case when ${over} then now() else f.first_at end,
      last_at = now(),
      locked_until = case when ${next} >= ${limit.free} then ${lock} end
    where f.locked_until is null or f.locked_until <= now()`);
  return result.rowCount === 1;
}

/** After a success: the name starts anew, the address gets its own attempt back. */
export async function forgiveAttempt(tx: Tx, secrets: Secrets, attempt: Attempt): Promise<void> {
  await unlockLoginName(tx, secrets, attempt.loginName);
  await forgiveAddress(tx, secrets, attempt.address);
}

/** Gives an address its attempt back: a right password is no failure, though the name still has a step to go. */
export async function forgiveAddress(tx: Tx, secrets: Secrets, address: string): Promise<void> {
  await tx.execute(sql`
    update sign_in_failures set failures = greatest(failures - 1, 0),
      locked_until = case when failures > ${perAddress.free} then locked_until end
    where organisation_id = ${tx.organisationId} and subject = ${addressSubject(secrets, address)}`);
}

/** Lifts the lock of an account: after a success, by an administrator, or with a new password. */
export async function unlockLoginName(tx: Tx, secrets: Secrets, loginName: string): Promise<void> {
  await tx.execute(sql`
    delete from sign_in_failures
    where organisation_id = ${tx.organisationId} and subject = ${loginSubject(secrets, loginName)}`);
}

/** Which of the login names are locked now; for the administrator's list. */
export async function lockedLoginNames(
  tx: Tx,
  secrets: Secrets,
  loginNames: readonly string[],
): Promise<ReadonlySet<string>> {
  if (loginNames.length === 0) return new Set();
  const bySubject = new Map(loginNames.map((name) => [loginSubject(secrets, name).toString('hex'), name]));
  const result = await tx.execute<{ subject: string }>(sql`
    select encode(subject, 'hex') as subject from sign_in_failures
    where organisation_id = ${tx.organisationId} and locked_until > now()
      and encode(subject, 'hex') = any (${sql.param([...bySubject.keys()])}::text[])`);
  return new Set(result.rows.flatMap(({ subject }) => bySubject.get(subject) ?? []));
}
