/** What import lines refer to, read for the whole file at once. */
import { sql } from 'drizzle-orm';
import { addDays } from '../../../kernel/dates.ts';
import type { LineProblem } from '../../../kit/server/import.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../fragments.ts';
import { t } from '../messages.ts';

/** Units in force on the day by their code. */
export async function unitsByCode(
  tx: Tx,
  date: string,
): Promise<Map<string, { id: string; path: string; validFrom: string }>> {
  const result = await tx.execute<{ code: string; id: string; path: string; validFrom: string }>(sql`
    select u.code, u.id, u.path, u.valid_from as "validFrom" from units u where u.organisation_id = ${tx.organisationId} and ${inForce('u', date)}`);
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

/** A last day before the first one. */
export const endsBefore = (
  first: string | null | undefined,
  last: string | null | undefined,
): LineProblem | false =>
  typeof first === 'string' &&
  typeof last === 'string' &&
  last < first && { problem: t.ref('period.backwards'), field: 'validTo' };

interface Period {
  readonly personId: string;
  readonly validFrom: string;
  /** The first day after it; null stays open. */
  readonly validTo: string | null;
  /** The line of the file, or null for what exists. */
  readonly row: number | null;
}

/** The lines of the file whose period overlaps another of the same person. */
export function overlapping(periods: readonly Period[]): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const own of Map.groupBy(periods, (period) => period.personId).values()) {
    let reaching: Period | undefined;
    for (const period of own.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))) {
      if (reaching && (reaching.validTo === null || period.validFrom < reaching.validTo)) {
        for (const { row } of [reaching, period]) if (row !== null) rows.add(row);
      }
      if (!reaching || reaching.validTo === null) reaching ??= period;
      else if (period.validTo === null || period.validTo > reaching.validTo) reaching = period;
    }
  }
  return rows;
}
