import { and, eq, sql } from 'drizzle-orm';
import { today as dayOf, fiscalYearOf } from '../../../kernel/dates.ts';
import { Forbidden, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { searchText } from '../../../kit/server/list.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { currentPosts } from '../../organisation/index.ts';
import { requireDeed } from '../find-exception.ts';
import { t } from '../messages.ts';
import { numberOf } from '../model.ts';
import { type ExceptionContext, roleTitle, roleTitles } from '../queries/context.ts';
import { officersNear } from '../queries/holders.ts';
import { recordChange } from '../record-change.ts';
import {
  type Exception,
  exceptionConditions,
  exceptionPeople,
  exceptionReviewers,
  exceptions,
} from '../tables.ts';
import { checkActed, checkFields, type ExceptionFields, requireClause } from './check-fields.ts';

/** Whether the actor holds a role that may ask. */
export function mayApply({ pack, rule }: ExceptionContext, actor: Actor): boolean {
  if (actor.personId === null) return false;
  const everyone = pack.roles.some((role) => role.everyone && rule.applicants.includes(role.id));
  return (
    everyone || actor.roles.some((held) => held.packId === pack.id && rule.applicants.includes(held.roleId))
  );
}

/** What somebody who may not ask is told: whose it is to ask, by name where there is somebody near. */
export async function consultText(tx: Tx, context: ExceptionContext, actor: Actor, today: string) {
  const roles = roleTitles(context, context.rule.applicants);
  const officers = await officersNear(tx, context, actor, today);
  if (officers.length === 0) return t.ref('apply.notYou', { roles });
  const names = officers
    .map(({ name, roleId }) => t('apply.officer', { name, role: roleTitle(context, roleId) }))
    .join('、');
  return t.ref('apply.notYouNamed', { roles, names });
}

/** The person of the actor, if they may ask. Throws Forbidden that says whom to turn to. */
export async function requireApplicant(
  tx: Tx,
  context: ExceptionContext,
  actor: Actor,
  today: string,
): Promise<string> {
  if (actor.personId === null) throw new InvalidInput(t.ref('apply.noPerson'));
  if (!mayApply(context, actor))
    throw new Forbidden(await consultText(tx, context, actor, today), 'exceptions.apply');
  return actor.personId;
}

/** What a new exception brings besides its fields. */
export interface NewException {
  readonly kind: Exception['kind'];
  readonly actedAt: Date | null;
  readonly renews: Pick<Exception, 'id' | 'renewalNo'> | null;
}

/** Keeps a new draft with its number. Two that begin at once get two numbers. */
export async function createException(
  tx: Tx,
  actor: Actor,
  context: ExceptionContext,
  fields: ExceptionFields,
  today: string,
  { kind, actedAt, renews }: NewException = { kind: 'application', actedAt: null, renews: null },
): Promise<Exception> {
  const applicantId = await requireApplicant(tx, context, actor, today);
  const clause = requireClause(context, fields.packId, fields.clause);
  await checkFields(tx, context, fields, today);
  const fiscalYear = fiscalYearOf(today);
  const serial = await nextSerial(tx, fiscalYear);
  const row = {
    organisationId: tx.organisationId,
    id: newId(),
    fiscalYear,
    serial,
    kind,
    actedAt,
    status: 'draft' as const,
    edition: clause.edition,
    clauseText: clause.text,
    applicantId,
    unitId: await mainUnit(tx, applicantId, today),
    renewsId: renews?.id ?? null,
    renewalNo: renews === null ? 0 : renews.renewalNo + 1,
    ...columnsOf(fields),
    search: searchOf(fields, clause.text, numberOf(fiscalYear, serial), actor.name),
  };
  const [created] = await tx.insert(exceptions).values(row).returning();
  if (!created) throw new Error('the exception was not written');
  await writePeople(tx, created.id, fields);
  await recordChange(tx, actor, 'exceptions.apply', { before: null, after: created });
  return created;
}

/** Changes one's own draft, or what was sent back; of an emergency also when it was done. */
export async function updateDraft(
  tx: Tx,
  actor: Actor,
  context: ExceptionContext,
  key: VersionKey,
  fields: ExceptionFields & { readonly actedAt?: Date | undefined },
  today: string,
): Promise<Exception> {
  const draft = await requireDeed(tx, actor.personId, key.id, 'edit');
  const clause = requireClause(context, fields.packId, fields.clause);
  await checkFields(tx, context, fields, today);
  const number = numberOf(draft.fiscalYear, draft.serial);
  const patch = {
    ...columnsOf(fields),
    ...actedColumns(draft, fields),
    edition: clause.edition,
    clauseText: clause.text,
    search: searchOf(fields, clause.text, number, actor.name),
  };
  const { before, after } = await updateVersioned(tx, exceptions, key, patch);
  await writePeople(tx, key.id, fields);
  await recordChange(tx, actor, 'exceptions.apply', { before, after });
  return after;
}

/** Throws one's own draft away; of what was handed in nothing is ever deleted. */
export async function discardDraft(tx: Tx, actor: Actor, id: string): Promise<void> {
  const draft = await requireDeed(tx, actor.personId, id, 'discard');
  for (const table of [exceptionPeople, exceptionReviewers, exceptionConditions])
    await tx.delete(table).where(and(eq(table.organisationId, tx.organisationId), eq(table.exceptionId, id)));
  await tx
    .delete(exceptions)
    .where(and(eq(exceptions.organisationId, tx.organisationId), eq(exceptions.id, id)));
  await recordEvent(tx, actor, {
    action: 'exceptions.discard',
    entity: 'exception',
    entityId: id,
    before: { title: draft.title, clause: draft.clause },
    after: {},
  });
}

const searchOf = (fields: ExceptionFields, clauseText: string, number: string, name: string): string =>
  searchText(number, fields.clause, fields.title, clauseText, fields.reason, fields.alternative, name);

/** Of an emergency, when it was done, which is the first of its days; of an application nothing. */
function actedColumns(
  draft: Exception,
  fields: ExceptionFields & { readonly actedAt?: Date | undefined },
): Partial<Exception> {
  if (draft.kind !== 'emergency' || draft.actedAt === null) return {};
  const actedAt = fields.actedAt ?? draft.actedAt;
  const validFrom = dayOf(actedAt);
  checkActed(actedAt, validFrom, fields.validUntil);
  return { actedAt, validFrom };
}

function columnsOf(fields: ExceptionFields & { readonly actedAt?: Date | undefined }) {
  const { personIds: _people, proposedConditions, actedAt: _at, ...rest } = fields;
  return {
    ...rest,
    proposedConditions: proposedConditions.filter((each) => each !== ''),
    affectedUnitId: fields.affectedKind === 'unit' ? fields.affectedUnitId : null,
    affectedAssetId: fields.affectedKind === 'asset' ? fields.affectedAssetId : null,
  };
}

async function writePeople(tx: Tx, exceptionId: string, fields: ExceptionFields): Promise<void> {
  await tx
    .delete(exceptionPeople)
    .where(
      and(
        eq(exceptionPeople.organisationId, tx.organisationId),
        eq(exceptionPeople.exceptionId, exceptionId),
      ),
    );
  if (fields.affectedKind !== 'persons') return;
  const rows = [...new Set(fields.personIds)].map((personId) => ({
    organisationId: tx.organisationId,
    exceptionId,
    personId,
  }));
  await insertMany(tx, exceptionPeople, rows);
}

/** The next number of the year; the lock holds until the transaction ends. */
async function nextSerial(tx: Tx, fiscalYear: number): Promise<number> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`exceptions ${tx.organisationId}`}, 0))`,
  );
  const result = await tx.execute<{ next: number }>(sql`
    select coalesce(max(serial), 0) + 1 as next from exceptions
    where organisation_id = ${tx.organisationId} and fiscal_year = ${fiscalYear}`);
  return result.rows[0]?.next ?? 1;
}

async function mainUnit(tx: Tx, personId: string, today: string): Promise<string | null> {
  const result = await tx.execute<{ unit_id: string }>(sql`
    select cp.unit_id from ${currentPosts(tx.organisationId, today)} cp
    where cp.person_id = ${personId}::uuid order by cp.main desc limit 1`);
  return result.rows[0]?.unit_id ?? null;
}
