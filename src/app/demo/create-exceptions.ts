import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { addDays, fiscalYearOf, fiscalYearRange, type IsoDate } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { addAuthority } from '../../modules/exceptions/commands/configure.ts';
import {
  decideException,
  sendBack,
  takeException,
} from '../../modules/exceptions/commands/decide-exception.ts';
import { keepExceptions } from '../../modules/exceptions/commands/keep-calendar.ts';
import {
  carryOutCondition,
  endException,
  lapseUnkept,
  renewException,
  reportState,
} from '../../modules/exceptions/commands/live-on.ts';
import { receivePeriod, reportPeriod } from '../../modules/exceptions/commands/report-period.ts';
import { answerRule, considerRule } from '../../modules/exceptions/commands/rule-reviews.ts';
import { createException } from '../../modules/exceptions/commands/save-exception.ts';
import {
  reportEmergency,
  type Surroundings,
  submitException,
  withdrawException,
} from '../../modules/exceptions/commands/submit-exception.ts';
import { reviewerIds } from '../../modules/exceptions/find-exception.ts';
import { loadContext } from '../../modules/exceptions/queries/context.ts';
import {
  type Exception,
  exceptionConditions,
  exceptionPeriodReports,
  exceptionReports,
  exceptionRuleReviews,
  exceptions,
} from '../../modules/exceptions/tables.ts';
import { appointments } from '../../modules/organisation/tables.ts';
import { type Actor, systemActor } from '../../platform/authorisation/actor.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/services.ts';
import type { DemoPerson } from './create-demo.ts';
import { dateFiguresBack } from './figures-then.ts';
import { t } from './messages.ts';
import { readSample } from './sample.ts';
import { readExceptions, type SampleException, type SampleExceptions } from './sample-exceptions.ts';

/** Who takes part, by the role as which visitors sign in. */
type Cast = ReadonlyMap<string, Actor>;

interface Stage {
  readonly tx: Tx;
  readonly sample: SampleExceptions;
  readonly cast: Cast;
  readonly day: IsoDate;
  readonly base: Surroundings;
}

/** Exceptional measures in every state, asked for by the visitors of the sample and reviewed by their authorities. */
export async function createDemoExceptions(
  services: Services,
  organisationId: string,
  day: IsoDate,
): Promise<void> {
  await inOrganisation(services.database, organisationId, async (tx) => {
    const context = await loadContext(tx);
    const base = { context, today: day, publicUrl: services.config.publicUrl };
    const stage: Stage = { tx, sample: readExceptions(), cast: await castOf(tx), day, base };
    await appointAuthority(stage);
    for (const each of stage.sample.exceptions) await play(stage, each);
    const actor = systemActor(organisationId, t('actor'));
    await reportPeriods(stage);
    await forgetOldNotices(tx);
    await keepExceptions(tx, actor, day, base.publicUrl);
  });
}

/** The visitors by the role that the sample names; of two of one role the first. */
async function castOf(tx: Tx): Promise<Cast> {
  const found = await tx.execute<{ people: readonly DemoPerson[] }>(
    sql`select settings -> 'demoPeople' as people from organisations where id = ${tx.organisationId}`,
  );
  const people = found.rows[0]?.people ?? [];
  const cast = new Map<string, Actor>();
  for (const [index, { role }] of readSample().visitors.entries()) {
    const person = people[index];
    if (person === undefined || cast.has(role)) continue;
    cast.set(role, { ...systemActor(tx.organisationId, person.name), personId: person.personId });
  }
  return cast;
}

function actorOf({ cast }: Stage, role: string): Actor {
  const actor = cast.get(role);
  if (!actor) throw new Error(`the sample has no visitor ${role}`);
  return actor;
}

/** One of the visitors reviews too, a part of the rules, so that both sides can be seen. */
async function appointAuthority(stage: Stage): Promise<void> {
  const { tx, sample, base } = stage;
  const { personId } = actorOf(stage, sample.authority.visitor);
  const [roleId = ''] = base.context.rule.reviewers;
  if (personId === null) return;
  const [like] = await tx
    .select()
    .from(appointments)
    .where(and(eq(appointments.organisationId, tx.organisationId), eq(appointments.roleId, roleId)));
  if (!like) throw new Error('the sample has no authority');
  await tx.insert(appointments).values({ ...like, id: newId(), personId });
  const { titleId } = sample.authority;
  const head = actorOf(stage, 'head_officer');
  await addAuthority(tx, head, base.context, { packId: sample.packId, titleId, personId }, stage.day);
}

const on = (stage: Stage, offset: number): Surroundings => ({
  ...stage.base,
  today: addDays(stage.day, offset),
});

/** Half past nine in Tokyo of that day; on the day itself never later than now. */
function morning(stage: Stage, offset: number): Date {
  const at = new Date(`${addDays(stage.day, offset)}T09:30:00+09:00`);
  return new Date(Math.min(at.getTime(), Date.now() - 60_000));
}

async function play(stage: Stage, given: SampleException): Promise<void> {
  const { tx } = stage;
  const actor = actorOf(stage, given.by);
  const asked = await ask(stage, actor, given);
  await dated(stage, asked.id, {
    createdAt: morning(stage, given.askedOn),
    ...(given.status !== 'draft' && { submittedAt: morning(stage, given.askedOn) }),
  });
  if (given.status === 'withdrawn') await withdrawException(tx, actor, asked);
  if (given.status === 'sent_back') {
    const reviewer = await reviewerOf(stage, asked.id);
    await sendBack(tx, reviewer, asked, given.sentBack ?? '', stage.base.publicUrl);
    await dated(stage, asked.id, { sentBackAt: morning(stage, given.askedOn + 2) });
  }
  if (given.status === 'reviewing') await takeException(tx, await reviewerOf(stage, asked.id), asked);
  if (given.decision) await decideAndLive(stage, actor, asked, given);
}

async function ask(stage: Stage, actor: Actor, given: SampleException): Promise<Exception> {
  const { tx, day } = stage;
  const fields = await fieldsOf(stage, actor, given);
  const surroundings = on(stage, given.askedOn);
  if (given.emergency !== undefined) {
    const actedAt = new Date(`${addDays(day, given.emergency)}T07:10:00+09:00`);
    return reportEmergency(tx, actor, fields, actedAt, surroundings);
  }
  const draft = await createException(tx, actor, surroundings.context, fields, surroundings.today);
  return given.status === 'draft' ? draft : submitException(tx, actor, draft, surroundings);
}

async function fieldsOf(stage: Stage, actor: Actor, given: SampleException) {
  const { tx, day, sample } = stage;
  const { clause, title, way, reasonCategory, reason, alternative, risk, impact = '', affected } = given;
  const found = await tx.execute<{ unit: string | null; asset: string | null }>(sql`select
    (select id from assets where organisation_id = ${tx.organisationId} and code = ${affected?.asset ?? ''}) as asset,
    (select po.unit_id from posts po where po.organisation_id = ${tx.organisationId}
      and po.person_id = ${actor.personId}::uuid and po.main limit 1) as unit`);
  const kind = affected?.kind ?? 'persons';
  return {
    packId: sample.packId,
    ...{ clause, title, way, reasonCategory, reason, alternative, risk, impact },
    proposedConditions: given.conditions ?? [],
    validFrom: addDays(day, given.validFrom),
    validUntil: addDays(day, given.validUntil),
    affectedKind: kind,
    affectedUnitId: kind === 'unit' ? (found.rows[0]?.unit ?? null) : null,
    affectedAssetId: kind === 'asset' ? (found.rows[0]?.asset ?? null) : null,
    personIds: kind === 'persons' && actor.personId !== null ? [actor.personId] : [],
  };
}

/** The reviewer to whom it came; the name is only for the trail. */
async function reviewerOf({ tx }: Stage, id: string): Promise<Actor> {
  const [personId = null] = await reviewerIds(tx, id);
  const found = await tx.execute<{ name: string }>(
    sql`select name from people where organisation_id = ${tx.organisationId} and id = ${personId}::uuid`,
  );
  return { ...systemActor(tx.organisationId, found.rows[0]?.name ?? ''), personId };
}

async function decideAndLive(
  stage: Stage,
  actor: Actor,
  asked: Exception,
  given: SampleException,
): Promise<void> {
  const { tx, day } = stage;
  const decidedOn = Math.min(given.askedOn + 2, 0);
  await decide(stage, asked, given, decidedOn);
  if (given.given?.some(([, , done]) => done !== null)) await carryOut(stage, actor, asked.id, given);
  for (const [state, text, reportedOn] of given.reports ?? []) {
    await reportState(tx, actor, asked.id, { state, text });
    await tx
      .update(exceptionReports)
      .set({ reportedAt: morning(stage, reportedOn) })
      .where(
        and(
          eq(exceptionReports.organisationId, tx.organisationId),
          eq(exceptionReports.exceptionId, asked.id),
        ),
      );
  }
  if (given.status === 'ended' && given.endedOn !== undefined) {
    const ending = { endedOn: addDays(day, given.endedOn), note: given.endNote ?? '' };
    await endException(tx, actor, await current(stage, asked.id), ending, day);
  }
  const missed = given.given?.find(([, due, done]) => done === null && due < 0);
  if (missed) await lapseUnkept(tx, actor, addDays(day, missed[1] + 1), stage.base.publicUrl);
  if (given.renew) await renew(stage, actor, asked.id, given.renew);
  await considerRules(stage, given.clause);
}

async function decide(
  stage: Stage,
  asked: Exception,
  given: SampleException,
  decidedOn: number,
): Promise<void> {
  const { tx, day } = stage;
  const reviewer = await reviewerOf(stage, asked.id);
  const decision = {
    ...(await current(stage, asked.id)),
    decision: given.decision ?? 'permitted',
    reason: given.decisionReason ?? '',
    conditions: (given.given ?? []).map(([text, due]) => ({ text, dueOn: addDays(day, due) })),
    validUntil: null,
  };
  await decideException(tx, reviewer, decision, on(stage, decidedOn));
  await dated(stage, asked.id, { decidedAt: morning(stage, decidedOn) });
}

async function carryOut(stage: Stage, actor: Actor, id: string, given: SampleException): Promise<void> {
  const { tx } = stage;
  const rows = await tx
    .select()
    .from(exceptionConditions)
    .where(
      and(eq(exceptionConditions.organisationId, tx.organisationId), eq(exceptionConditions.exceptionId, id)),
    );
  for (const [text, due, done] of given.given ?? []) {
    const row = rows.find((each) => each.text === text);
    if (row && done !== null) {
      await carryOutCondition(tx, actor, id, row, done);
      await tx
        .update(exceptionConditions)
        .set({ doneAt: morning(stage, due - 2) })
        .where(
          and(
            eq(exceptionConditions.organisationId, tx.organisationId),
            eq(exceptionConditions.id, row.id),
            isNotNull(exceptionConditions.doneAt),
          ),
        );
    }
  }
}

async function renew(
  stage: Stage,
  actor: Actor,
  id: string,
  next: { readonly askedOn: number; readonly validFrom: number; readonly validUntil: number },
): Promise<void> {
  const { tx, day } = stage;
  const period = { validFrom: addDays(day, next.validFrom), validUntil: addDays(day, next.validUntil) };
  const surroundings = on(stage, next.askedOn);
  const draft = await renewException(tx, actor, id, period, surroundings);
  const asked = await submitException(tx, actor, draft, surroundings);
  const decidedOn = next.askedOn + 3;
  const given = { ...(await current(stage, asked.id)), decision: 'permitted' as const };
  const decision = { ...given, reason: '', conditions: [], validUntil: null };
  await decideException(tx, await reviewerOf(stage, asked.id), decision, on(stage, decidedOn));
  const at = morning(stage, next.askedOn);
  await dated(stage, asked.id, { createdAt: at, submittedAt: at, decidedAt: morning(stage, decidedOn) });
}

/** What was said about a rule that has just been raised, as far as the sample says. */
async function considerRules(stage: Stage, clause: string): Promise<void> {
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
async function reportPeriods(stage: Stage): Promise<void> {
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

/** Id and version as they stand. */
async function current({ tx }: Stage, id: string): Promise<{ id: string; version: number }> {
  const [row] = await tx
    .select({ id: exceptions.id, version: exceptions.version })
    .from(exceptions)
    .where(and(eq(exceptions.organisationId, tx.organisationId), eq(exceptions.id, id)));
  if (!row) throw new Error('the exception is gone');
  return row;
}

/** What people were told about what is over by now has been read long ago, and its mails have gone out. */
async function forgetOldNotices(tx: Tx): Promise<void> {
  await tx.execute(sql`delete from notices n where n.organisation_id = ${tx.organisationId} and n.topic like 'exceptions.%'
    and not exists (select 1 from exceptions e where e.organisation_id = n.organisation_id
      and n.href = '/exceptions/' || e.id and e.status in ('submitted', 'reviewing', 'sent_back'))`);
  await tx.execute(
    sql`delete from mail_messages where organisation_id = ${tx.organisationId} and topic like 'exceptions.%'`,
  );
}

/** Gives the steps the times at which they would have been done; the trail keeps the moment of making the sample. */
async function dated({ tx }: Stage, id: string, at: Partial<Exception>): Promise<void> {
  await tx
    .update(exceptions)
    .set(at)
    .where(and(eq(exceptions.organisationId, tx.organisationId), eq(exceptions.id, id)));
}
