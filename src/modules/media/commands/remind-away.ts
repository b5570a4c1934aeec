import { type SQL, sql } from 'drizzle-orm';
import { daysBetween, formatDate } from '../../../kernel/dates.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { tellPeople } from '../../organisation/index.ts';
import { t } from '../messages.ts';
import { REMIND_BEFORE_DAYS, REMIND_EVERY_DAYS } from '../model.ts';

interface Away extends Record<string, unknown> {
  readonly id: string;
  readonly personId: string;
  readonly what: string;
  readonly dueOn: string;
}

/**
 * Reminds those who have something of the office that is due tomorrow or overdue: the day before, on the first day
 * after, then every week. Returns how many reminders were given.
 */
export async function remindAway(tx: Tx, actor: Actor, today: string, publicUrl: string): Promise<number> {
  const loans = await tx.execute<Away>(sql`
    update media_loans l set reminded_on = ${today}::date
    from media m
    where l.organisation_id = ${tx.organisationId} and l.closed_on is null and ${due('l', today)}
      and m.organisation_id = l.organisation_id and m.id = l.medium_id
    returning l.id, l.borrower_id as "personId", m.number || ' ' || m.name as what, l.due_on as "dueOn"`);
  const entries = await tx.execute<Away>(sql`
    update carry_entries c set reminded_on = ${today}::date
    where c.organisation_id = ${tx.organisationId} and c.returned_on is null and ${due('c', today)}
      and c.person_id is not null
    returning c.id, c.person_id as "personId", c.item as what, c.due_on as "dueOn"`);
  await tell(tx, loans.rows, 'loan', '/lending', today, publicUrl);
  await tell(tx, entries.rows, 'carry', '/carry-book', today, publicUrl);
  const reminded = loans.rows.length + entries.rows.length;
  if (reminded > 0) {
    await recordEvent(tx, actor, { action: 'loans.remind', entity: 'medium-loan', facts: { reminded } });
  }
  return reminded;
}

/** Due tomorrow and not told yet; or overdue and not told since, or not for a week. */
function due(alias: string, today: string): SQL {
  const row = sql.identifier(alias);
  const told = sql`${row}.reminded_on`;
  return sql`((${row}.due_on = ${today}::date + ${REMIND_BEFORE_DAYS}::int and ${told} is null)
    or (${row}.due_on < ${today}::date and (${told} is null or ${told} <= ${row}.due_on
      or ${told} <= ${today}::date - ${REMIND_EVERY_DAYS}::int)))`;
}

const tell = (
  tx: Tx,
  rows: readonly Away[],
  kind: 'loan' | 'carry',
  page: string,
  today: string,
  publicUrl: string,
): Promise<void> =>
  tellPeople(
    tx,
    rows.map(({ id, personId, what, dueOn }) => {
      const when = dueOn < today ? 'late' : 'soon';
      const href = `${page}/${id}`;
      const words = {
        what,
        date: formatDate(dueOn),
        days: daysBetween(dueOn, today),
        url: `${publicUrl}${href}`,
      };
      return {
        personId,
        topic: 'loans.remind',
        title: t(`remind.${kind}.${when}`, words),
        detail: t('remind.detail', words),
        href,
        mail: (name) => t(`remind.body.${when}`, { ...words, name }),
      };
    }),
  );
