/** What the head office makes of the exceptions of the sample: rules under review, and the periodic reports. */
import { and, eq, sql } from 'drizzle-orm';
import { addDays, fiscalYearOf, fiscalYearRange, type IsoDate } from '../../kernel/dates.ts';
import { receivePeriod, reportPeriod } from '../../modules/exceptions/commands/report-period.ts';
import { answerRule, considerRule } from '../../modules/exceptions/commands/rule-reviews.ts';
import { exceptionPeriodReports, exceptionRuleReviews } from '../../modules/exceptions/tables.ts';
import { systemActor } from '../../platform/authorisation/actor.ts';
import { actorOf, morning, type Stage } from './exceptions-stage.ts';
import { dateFiguresBack } from './figures-then.ts';

/** What was said about a rule that has just been raised, as far as the sample says. */
export async function considerRules(stage: Stage, clause: string): Promise<void> {
  const { tx, sample, base } = stage;
  const said = sample.ruleReviews.find((each) => each.clause === clause);
  const reviews = await tx
    .select()
    .from(exceptionRuleReviews)
    .where(
      and(
        eq(exceptionRuleReviews.organisationId, tx.organisationId),
        eq(exceptionRuleReviews.clause, clause),
      ),
    );
  const [review] = reviews;
  if (!said || !review || reviews.length > 1 || review.status !== 'raised') return;
  const first = { ...review, opinion: said.opinion, note: said.note };
  await considerRule(tx, actorOf(stage, 'head_officer'), first, base.context, base.publicUrl);
  const opinionAt = morning(stage, said.consideredOn);
  const raisedAt = morning(stage, said.consideredOn - 10);
  const key = and(
    eq(exceptionRuleReviews.organisationId, tx.organisationId),
    eq(exceptionRuleReviews.id, review.id),
  );
  await tx.update(exceptionRuleReviews).set({ opinionAt, raisedAt }).where(key);
  if (!said.answer) return;
  const second = {
    id: review.id,
    version: review.version + 1,
    opinion: said.answer,
    note: said.answerNote ?? '',
  };
  await answerRule(tx, actorOf(stage, 'ciso'), second);
  await tx
    .update(exceptionRuleReviews)
    .set({ answerAt: morning(stage, said.answeredOn ?? 0) })
    .where(key);
}

/** Last year's report, received, and that of this year's first half, which waits. */
export async function reportPeriods(stage: Stage): Promise<void> {
  const { tx, day, sample } = stage;
  const year = fiscalYearOf(day);
  const lastYear = fiscalYearRange(year - 1);
  const half = { from: fiscalYearRange(year).from, until: `${year}-09-30` };
  const { personId, name } = await authority(stage);
  const actor = { ...systemActor(tx.organisationId, name), personId };
  const report = async (period: { from: IsoDate; until: IsoDate }) => {
    const { remarks } = sample.report;
    const id = await reportPeriod(tx, actor, { ...period, remarks }, day);
    await dateFiguresBack(tx, id, new Date(`${addDays(period.until, 10)}T10:00:00+09:00`));
    return id;
  };
  const id = await report({ from: lastYear.from, until: lastYear.to });
  await receivePeriod(tx, actorOf(stage, 'head_officer'), { id, version: 1 }, sample.report.received);
  await tx
    .update(exceptionPeriodReports)
    .set({ receivedAt: new Date(`${addDays(lastYear.to, 20)}T10:00:00+09:00`) })
    .where(
      and(eq(exceptionPeriodReports.organisationId, tx.organisationId), eq(exceptionPeriodReports.id, id)),
    );
  if (addDays(half.until, 10) < day) await report(half);
}

/** The holder of the reviewing role who is not one of the visitors. */
async function authority({ tx, base, cast }: Stage): Promise<{ personId: string; name: string }> {
  const visitors = [...cast.values()].flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const found = await tx.execute<{ personId: string; name: string }>(sql`
    select p.id as "personId", p.name from appointments a
    join people p on p.organisation_id = a.organisation_id and p.id = a.person_id
    where a.organisation_id = ${tx.organisationId} and a.role_id = any (${sql.param([...base.context.rule.reviewers])}::text[])
      and not p.id = any (${sql.param(visitors)}::uuid[]) order by a.id limit 1`);
  const [row] = found.rows;
  if (!row) throw new Error('the sample has no authority');
  return row;
}
