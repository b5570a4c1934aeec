import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../kernel/dates.ts';
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
import { createException } from '../../modules/exceptions/commands/save-exception.ts';
import {
  reportEmergency,
  submitException,
  withdrawException,
} from '../../modules/exceptions/commands/submit-exception.ts';
import { reviewerIds } from '../../modules/exceptions/find-exception.ts';
import { loadContext } from '../../modules/exceptions/queries/context.ts';
import {
  type Exception,
  exceptionConditions,
  exceptionReports,
  exceptions,
} from '../../modules/exceptions/tables.ts';
import { appointments } from '../../modules/organisation/tables.ts';
import { type Actor, systemActor } from '../../platform/authorisation/actor.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/services.ts';
import { actorOf, castOf, morning, on, type Stage } from './exceptions-stage.ts';
import { t } from './messages.ts';
import { considerRules, reportPeriods } from './oversee-exceptions.ts';
import { readExceptions, type SampleException } from './sample-exceptions.ts';

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
