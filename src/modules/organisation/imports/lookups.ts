/** What import lines refer to, read for the whole file at once. */
import { sql } from 'drizzle-orm';
import { addDays } from '../../../kernel/dates.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../fragments.ts';

/** Units in force on the day by their code. */
export async function unitsByCode(tx: Tx, date: string): Promise<Map<string, { id: string; path: string }>> {
  const result = await tx.execute<{ code: string; id: string; path: string }>(sql`
    select u.code, u.id, u.path from units u where u.organisation_id = ${tx.organisationId} and ${inForce('u', date)}`);
  return new Map(result.rows.map((row) => [row.code, row]));
}

/** People by their number, as far as these numbers exist. */
export async function peopleByNumber(
  tx: Tx,
  numbers: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(numbers.filter((each) => typeof each === 'string'))];
  const result = await tx.execute<{ number: string; id: string }>(sql`
    select p.number, p.id from people p
    where p.organisation_id = ${tx.organisationId} and p.number = any (${sql.param(wanted)}::text[])`);
  return new Map(result.rows.map((row) => [row.number, row.id]));
}

/** A last day, as people write it, as the first day after; null stays open. */
export const afterLastDay = (lastDay: string | null | undefined): string | null =>
  lastDay === null || lastDay === undefined ? null : addDays(lastDay, 1);

/** Fields that the file has a column for; an absent column says nothing and changes nothing. */
export const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
