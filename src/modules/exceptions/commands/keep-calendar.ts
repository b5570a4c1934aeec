import { and, eq, inArray, sql } from 'drizzle-orm';
import { formatDate } from '../../../kernel/dates.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { numberOf } from '../model.ts';
import { tellAbout } from '../notify.ts';
import { findContext } from '../queries/context.ts';
import { exceptions } from '../tables.ts';
import { assignReviewers, findReviewers } from './assign-reviewers.ts';
import { lapseUnkept, settleRenewals } from './live-on.ts';
import { raiseRuleReviews } from './rule-reviews.ts';
import { reviewTells } from './submit-exception.ts';

/**
 * One organisation's day: what lapses, what was renewed, notices before and after the last day, reviewers after a
 * change of office, rules with many exceptions. Running it again on the same day changes nothing.
 */
export async function keepExceptions(tx: Tx, actor: Actor, today: string, publicUrl: string): Promise<void> {
  const context = await findContext(tx);
  if (context === null) return;
  await settleRenewals(tx, actor, today);
  await lapseUnkept(tx, actor, today, publicUrl);
  await giveNotices(tx, context.numbers.noticeDays, today, publicUrl);
  const living = await tx
    .select()
    .from(exceptions)
    .where(
      and(
        eq(exceptions.organisationId, tx.organisationId),
        inArray(exceptions.status, ['submitted', 'reviewing', 'permitted']),
      ),
    );
  if (living.length > 0) {
    const added = await assignReviewers(tx, await findReviewers(tx, context, living, today));
    await recordNewReviewers(tx, actor, added);
    const waiting = living.filter((each) => each.status !== 'permitted');
    await tellAbout(
      tx,
      waiting.flatMap((each) => reviewTells(each, added.get(each.id) ?? [])),
      publicUrl,
    );
  }
  await raiseRuleReviews(tx, actor, context, publicUrl);
}

/** Another office holder, another reviewer: that nobody did it by hand does not make it less of a change. */
async function recordNewReviewers(
  tx: Tx,
  actor: Actor,
  added: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const changed = [...added].filter(([, ids]) => ids.length > 0);
  if (changed.length === 0) return;
  const ids = changed.flatMap(([, people]) => people);
  const found = await tx.execute<{ id: string; name: string }>(sql`
    select id, name from people where organisation_id = ${tx.organisationId} and id = any (${sql.param(ids)}::uuid[])`);
  const names = new Map(found.rows.map(({ id, name }) => [id, name]));
  await recordEvents(
    tx,
    actor,
    changed.map(([entityId, people]) => ({
      ...{ action: 'exceptions.reassign', entity: 'exception', entityId },
      facts: { reviewers: people.map((id) => names.get(id) ?? '').join('、') },
    })),
  );
}

interface Due extends Record<string, unknown> {
  readonly id: string;
  readonly kind: 'nearing' | 'overdue';
}

/** Each notice is given once: so many days before the last day, and when it has passed. */
async function giveNotices(
  tx: Tx,
  noticeDays: readonly number[],
  today: string,
  publicUrl: string,
): Promise<void> {
  const due = await tx.execute<Due>(sql`
    insert into exception_notices (organisation_id, exception_id, notice)
    select e.organisation_id, e.id, case when e.valid_until < ${today}::date then 'overdue'
      else 'nearing ' || (select min(d) from unnest(${sql.param([...noticeDays])}::int[]) d where e.valid_until - ${today}::date <= d) end
    from exceptions e
    where e.organisation_id = ${tx.organisationId} and e.status = 'permitted' and e.valid_from <= ${today}::date
      and (e.valid_until < ${today}::date
        or exists (select 1 from unnest(${sql.param([...noticeDays])}::int[]) d where e.valid_until - ${today}::date <= d))
      and not exists (select 1 from exceptions n where n.organisation_id = e.organisation_id and n.renews_id = e.id
        and n.status in ('submitted', 'reviewing', 'permitted') and e.valid_until >= ${today}::date)
    on conflict do nothing
    returning exception_id as id, split_part(notice, ' ', 1) as kind`);
  if (due.rows.length === 0) return;
  const kinds = new Map(due.rows.map((row) => [row.id, row.kind]));
  const found = await tx
    .select()
    .from(exceptions)
    .where(and(eq(exceptions.organisationId, tx.organisationId), inArray(exceptions.id, [...kinds.keys()])));
  await tellAbout(
    tx,
    found.flatMap((each) => {
      const kind = kinds.get(each.id) ?? 'nearing';
      const words = {
        number: numberOf(each.fiscalYear, each.serial),
        date: each.validUntil === null ? '' : formatDate(each.validUntil),
      };
      // After the last day whoever permitted it is told too: it stands like a violation.
      const told =
        kind === 'overdue' && each.decidedBy !== null
          ? [each.applicantId, each.decidedBy]
          : [each.applicantId];
      return told.map((personId) => ({
        personId,
        topic: `exceptions.${kind}`,
        title: t(`notice.${kind}`, words),
        clause: each.clause,
        subject: each.title,
        href: `/exceptions/${each.id}`,
        hint: t('mail.nearingHint'),
      }));
    }),
    publicUrl,
  );
}
