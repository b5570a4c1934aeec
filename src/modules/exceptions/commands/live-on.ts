/** What happens to a permitted exception until it is over. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { formatDate } from '../../../kernel/dates.ts';
import { InvalidInput, KijunError, NotFound } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent, recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { requireDeed } from '../find-exception.ts';
import { t } from '../messages.ts';
import { numberOf, type ReportState } from '../model.ts';
import { tellAbout } from '../notify.ts';
import { recordChange, statusText } from '../record-change.ts';
import {
  type Exception,
  exceptionConditions,
  exceptionPeople,
  exceptionReports,
  exceptions,
} from '../tables.ts';
import { createException } from './save-exception.ts';
import type { Surroundings } from './submit-exception.ts';

/** Records that a condition of the permission has been carried out. */
export async function carryOutCondition(
  tx: Tx,
  actor: Actor,
  exceptionId: string,
  key: VersionKey,
  note: string,
): Promise<void> {
  await requireDeed(tx, actor.personId, exceptionId, 'condition');
  const [found] = await tx
    .select()
    .from(exceptionConditions)
    .where(
      and(
        eq(exceptionConditions.organisationId, tx.organisationId),
        eq(exceptionConditions.id, key.id),
        eq(exceptionConditions.exceptionId, exceptionId),
      ),
    );
  if (!found) throw new NotFound(t.ref('condition.missing'));
  if (found.doneAt !== null) throw new KijunError(409, t.ref('condition.done'));
  const patch = { doneAt: new Date(), doneBy: actor.personId, doneNote: note };
  await updateVersioned(tx, exceptionConditions, key, patch);
  await recordEvent(tx, actor, {
    action: 'exceptions.condition',
    entity: 'exception',
    entityId: exceptionId,
    facts: { condition: found.text, note },
  });
}

/** Tells how the exception stands. */
export async function reportState(
  tx: Tx,
  actor: Actor,
  exceptionId: string,
  report: { readonly state: ReportState; readonly text: string },
): Promise<void> {
  await requireDeed(tx, actor.personId, exceptionId, 'report');
  if (report.text === '' && report.state !== 'as_permitted')
    throw InvalidInput.at('text', t.ref('report.textMissing'));
  await tx.insert(exceptionReports).values({
    organisationId: tx.organisationId,
    id: newId(),
    exceptionId,
    reportedBy: actor.personId ?? '',
    reportedAt: new Date(),
    ...report,
  });
  await recordEvent(tx, actor, {
    action: 'exceptions.report-state',
    entity: 'exception',
    entityId: exceptionId,
    facts: { reportState: t(`reportState.${report.state}`) },
  });
}

/** Ends it: the rule is followed again from the day after. Ending late is possible and stays visible. */
export async function endException(
  tx: Tx,
  actor: Actor,
  key: VersionKey,
  ending: { readonly endedOn: string; readonly note: string },
  today: string,
): Promise<void> {
  const current = await requireDeed(tx, actor.personId, key.id, 'end');
  if (ending.endedOn > today) throw InvalidInput.at('endedOn', t.ref('end.future'));
  if (current.validFrom !== null && ending.endedOn < current.validFrom && current.validFrom <= today)
    throw InvalidInput.at('endedOn', t.ref('end.before'));
  const patch = { status: 'ended' as const, endedOn: ending.endedOn, endNote: ending.note };
  const { before, after } = await updateVersioned(tx, exceptions, key, patch);
  await recordChange(tx, actor, 'exceptions.end', { before, after });
}

/** The reviewer lets the permission lapse, because its conditions are not kept. */
export async function lapseException(
  tx: Tx,
  actor: Actor,
  key: VersionKey,
  reason: string,
  { today, publicUrl }: Surroundings,
): Promise<void> {
  await requireDeed(tx, actor.personId, key.id, 'lapse');
  if (reason === '') throw InvalidInput.at('reason', t.ref('lapse.reasonMissing'));
  const patch = { status: 'lapsed' as const, endedOn: today, endNote: reason };
  const { before, after } = await updateVersioned(tx, exceptions, key, patch);
  await recordChange(tx, actor, 'exceptions.lapse', { before, after });
  await tellLapsed(tx, [after], publicUrl);
}

/** Begins the application to go on: a new draft with the same contents, to be reviewed anew. */
export async function renewException(
  tx: Tx,
  actor: Actor,
  id: string,
  period: { readonly validFrom: string; readonly validUntil: string },
  { context, today }: Surroundings,
): Promise<Exception> {
  const current = await requireDeed(tx, actor.personId, id, 'renew');
  const [open] = await tx
    .select({ id: exceptions.id })
    .from(exceptions)
    .where(
      and(
        eq(exceptions.organisationId, tx.organisationId),
        eq(exceptions.renewsId, id),
        inArray(exceptions.status, ['draft', 'submitted', 'reviewing', 'sent_back', 'permitted']),
      ),
    );
  if (open) throw new InvalidInput(t.ref('renew.open'));
  const people = await tx
    .select({ personId: exceptionPeople.personId })
    .from(exceptionPeople)
    .where(and(eq(exceptionPeople.organisationId, tx.organisationId), eq(exceptionPeople.exceptionId, id)));
  const fields = { ...current, ...period, personIds: people.map((each) => each.personId) };
  return createException(tx, actor, context, fieldsOf(fields), today, {
    kind: 'application',
    actedAt: null,
    renews: current,
  });
}

function fieldsOf(from: Exception & { readonly personIds: readonly string[] }) {
  const { packId, clause, title, way, reasonCategory, reason, risk, alternative, impact } = from;
  const {
    proposedConditions,
    validFrom,
    validUntil,
    affectedKind,
    affectedUnitId,
    affectedAssetId,
    personIds,
  } = from;
  return {
    ...{ packId, clause, title, way, reasonCategory, reason, risk, alternative, impact },
    proposedConditions,
    validFrom,
    validUntil,
    affectedKind,
    affectedUnitId,
    affectedAssetId,
    personIds,
  };
}

/** What has been renewed is at rest once its successor has begun. One statement when there is none. */
export async function settleRenewals(tx: Tx, actor: Actor, today: string): Promise<void> {
  const result = await tx.execute<{ id: string }>(sql`
    update exceptions o set status = 'renewed', version = o.version + 1
    from exceptions n
    where o.organisation_id = ${tx.organisationId} and n.organisation_id = o.organisation_id and n.renews_id = o.id
      and o.status = 'permitted' and n.status = 'permitted' and n.valid_from <= ${today}::date
    returning o.id`);
  await recordEvents(
    tx,
    actor,
    result.rows.map(({ id }) => ({
      action: 'exceptions.renew',
      entity: 'exception',
      entityId: id,
      before: { state: statusText('permitted') },
      after: { state: statusText('renewed') },
    })),
  );
}

/** Permissions of which a condition was not carried out by its day lapse, each with the condition as its reason. */
export async function lapseUnkept(tx: Tx, actor: Actor, today: string, publicUrl: string): Promise<number> {
  const unkept = await tx.execute<{ id: string; text: string; due_on: string }>(sql`
    select distinct on (e.id) e.id, c.text, c.due_on
    from exceptions e
    join exception_conditions c on c.organisation_id = e.organisation_id and c.exception_id = e.id
    where e.organisation_id = ${tx.organisationId} and e.status = 'permitted' and c.done_at is null
      and c.due_on < ${today}::date
    order by e.id, c.due_on, c.position`);
  if (unkept.rows.length === 0) return 0;
  const notes = unkept.rows.map(({ text, due_on }) =>
    t('lapse.condition', { date: formatDate(due_on), text }),
  );
  const changed = await tx.execute<{ id: string }>(sql`
    update exceptions e set status = 'lapsed', ended_on = ${today}::date, end_note = n.note, version = e.version + 1
    from unnest(${sql.param(unkept.rows.map((row) => row.id))}::uuid[], ${sql.param(notes)}::text[]) as n (id, note)
    where e.organisation_id = ${tx.organisationId} and e.id = n.id and e.status = 'permitted' returning e.id`);
  const ids = changed.rows.map((row) => row.id);
  const lapsed = await tx
    .select()
    .from(exceptions)
    .where(and(eq(exceptions.organisationId, tx.organisationId), inArray(exceptions.id, ids)));
  await recordEvents(
    tx,
    actor,
    lapsed.map((each) => ({
      action: 'exceptions.lapse',
      entity: 'exception',
      entityId: each.id,
      before: { state: statusText('permitted') },
      after: { state: statusText('lapsed'), endNote: each.endNote },
    })),
  );
  await tellLapsed(tx, lapsed, publicUrl);
  return lapsed.length;
}

const tellLapsed = (tx: Tx, lapsed: readonly Exception[], publicUrl: string): Promise<void> =>
  tellAbout(
    tx,
    lapsed.map((each) => ({
      personId: each.applicantId,
      topic: 'exceptions.lapsed',
      title: t('notice.lapsed', { number: numberOf(each.fiscalYear, each.serial) }),
      clause: each.clause,
      subject: each.title,
      href: `/exceptions/${each.id}`,
    })),
    publicUrl,
  );
