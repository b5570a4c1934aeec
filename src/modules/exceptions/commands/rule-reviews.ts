import { type SQL, sql } from 'drizzle-orm';
import { today } from '../../../kernel/dates.ts';
import { InvalidInput, KijunError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent, recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { roleHoldings } from '../../organisation/index.ts';
import { t } from '../messages.ts';
import type { RuleOpinion, RuleReviewStatus } from '../model.ts';
import { tellAbout } from '../notify.ts';
import type { ExceptionContext } from '../queries/context.ts';
import { findRuleReview, type RuleReview } from '../queries/rule-reviews.ts';
import { exceptionRuleReviews } from '../tables.ts';

interface Crowded extends Record<string, unknown> {
  readonly pack_id: string;
  readonly edition: string;
  readonly clause: string;
  readonly clause_text: string;
  readonly ids: string[];
}

/**
 * Raises the question whether to revise a rule for each clause with as many permitted exceptions as the organisation
 * set. A question that is open is not asked again; one that was answered only when there are more than there were then.
 * One statement when there is nothing to raise.
 */
export async function raiseRuleReviews(
  tx: Tx,
  actor: Actor,
  context: ExceptionContext,
  publicUrl: string,
): Promise<number> {
  const { reviseThreshold: threshold } = context.numbers;
  const found = await tx.execute<Crowded>(sql`
    select * from (
      select e.pack_id, max(e.edition) as edition, e.clause, max(e.clause_text) as clause_text,
        array_agg(e.id order by e.id) as ids
      from exceptions e where e.organisation_id = ${tx.organisationId} and e.status = 'permitted'
      group by e.pack_id, e.clause having count(*) >= ${threshold}) crowded
    where not exists (
      select 1 from exception_rule_reviews r where r.organisation_id = ${tx.organisationId} and r.pack_id = crowded.pack_id
        and r.clause = crowded.clause
        and (r.status <> 'answered' or cardinality(r.exception_ids) >= cardinality(crowded.ids)))`);
  if (found.rows.length === 0) return 0;
  const rows = found.rows.map((row) => ({
    organisationId: tx.organisationId,
    id: newId(),
    packId: row.pack_id,
    edition: row.edition,
    clause: row.clause,
    clauseText: row.clause_text,
    threshold,
    exceptionIds: row.ids,
    raisedAt: new Date(),
    status: 'raised' as const,
  }));
  // Somebody else may have raised it at the same moment: then theirs stands.
  const raised = await tx.insert(exceptionRuleReviews).values(rows).onConflictDoNothing().returning();
  await recordEvents(
    tx,
    actor,
    raised.map(({ id, clause, exceptionIds }) => ({
      action: 'exceptions.raise-rule',
      entity: 'exception-rule-review',
      entityId: id,
      facts: { clause, count: exceptionIds.length },
    })),
  );
  const told = await holdersWith(tx, context, 'exceptions.consider');
  await tellAbout(
    tx,
    raised.flatMap((row) =>
      told.map((personId) => ({
        personId,
        topic: 'exceptions.consider',
        title: t('notice.rule', { clause: row.clause, count: row.exceptionIds.length }),
        clause: row.clause,
        subject: row.clauseText,
        href: '/exceptions/review-rules',
      })),
    ),
    publicUrl,
  );
  return raised.length;
}

/** Persons with a role of the deciding pack that is granted the action, for the whole organisation. */
export async function holdersWith(tx: Tx, { pack }: ExceptionContext, action: string): Promise<string[]> {
  const roles = pack.roles.filter((role) => role.grants.includes(action));
  if (roles.length === 0) return [];
  const holdings: SQL = roleHoldings(tx, { date: today(), packId: pack.id, roles });
  const result = await tx.execute<{ person_id: string }>(sql`
    select distinct h.person_id from ${holdings} h
    where h.scope_kind = 'organisation' and not h.absent and (not h.deputy or h.acting)`);
  return result.rows.map((row) => row.person_id);
}

/** What is said about a rule, at either of the two steps. */
export interface RuleSaying {
  readonly id: string;
  readonly version: number;
  readonly opinion: RuleOpinion;
  readonly note: string;
}

/** The first step: what the head officer thinks, handed on to who decides. */
export async function considerRule(
  tx: Tx,
  actor: Actor,
  saying: RuleSaying,
  context: ExceptionContext,
  publicUrl: string,
): Promise<void> {
  await requireStatus(tx, saying, 'raised');
  const { after } = await updateVersioned(tx, exceptionRuleReviews, saying, {
    status: 'considered' as const,
    opinion: saying.opinion,
    opinionNote: saying.note,
    opinionBy: actor.personId,
    opinionAt: new Date(),
  });
  await recordStep(tx, actor, 'exceptions.consider', after, saying);
  const told = await holdersWith(tx, context, 'exceptions.answer');
  await tellAbout(
    tx,
    told.map((personId) => ({
      personId,
      topic: 'exceptions.answer',
      title: t('notice.ruleConsidered', { clause: after.clause }),
      clause: after.clause,
      subject: after.clauseText,
      href: '/exceptions/review-rules',
    })),
    publicUrl,
  );
}

/** The second step: what is done with the rule. */
export async function answerRule(tx: Tx, actor: Actor, saying: RuleSaying): Promise<void> {
  await requireStatus(tx, saying, 'considered');
  const { after } = await updateVersioned(tx, exceptionRuleReviews, saying, {
    status: 'answered' as const,
    answer: saying.opinion,
    answerNote: saying.note,
    answerBy: actor.personId,
    answerAt: new Date(),
  });
  await recordStep(tx, actor, 'exceptions.answer', after, saying);
}

async function requireStatus(tx: Tx, saying: RuleSaying, status: RuleReviewStatus): Promise<void> {
  const found = await findRuleReview(tx, saying.id);
  if (found.status !== status)
    throw new KijunError(409, t.ref('review.wrongState', { state: t(`reviewStatus.${found.status}`) }));
  if (saying.note === '') throw InvalidInput.at('note', t.ref('review.noteMissing'));
}

const recordStep = (tx: Tx, actor: Actor, action: string, review: RuleReview, saying: RuleSaying) =>
  recordEvent(tx, actor, {
    action,
    entity: 'exception-rule-review',
    entityId: review.id,
    facts: {
      clause: review.clause,
      state: t(`reviewStatus.${review.status}`),
      opinion: t(`opinion.${saying.opinion}`),
      note: saying.note,
    },
  });
