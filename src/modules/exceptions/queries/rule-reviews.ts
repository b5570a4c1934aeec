import { and, desc, eq, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { exceptionRuleReviews } from '../tables.ts';

export type RuleReview = typeof exceptionRuleReviews.$inferSelect;

/** One question about a rule. Throws NotFound. */
export async function findRuleReview(tx: Tx, id: string): Promise<RuleReview> {
  const [found] = await tx
    .select()
    .from(exceptionRuleReviews)
    .where(and(eq(exceptionRuleReviews.organisationId, tx.organisationId), eq(exceptionRuleReviews.id, id)));
  if (!found) throw new NotFound(t.ref('review.missing'));
  return found;
}

export interface RuleReviewRow {
  readonly review: RuleReview;
  readonly opinionBy: string | null;
  readonly answerBy: string | null;
  readonly exceptions: readonly { readonly id: string; readonly number: string; readonly title: string }[];
}

const nameOf = (column: string) =>
  sql<
    string | null
  >`(select p.name from people p where p.organisation_id = ${sql.raw('exception_rule_reviews.organisation_id')}
    and p.id = ${sql.raw(`exception_rule_reviews.${column}`)})`;

/** The questions about rules, those that wait first; one statement. */
export async function listRuleReviews(tx: Tx): Promise<readonly RuleReviewRow[]> {
  return tx
    .select({
      review: exceptionRuleReviews,
      opinionBy: nameOf('opinion_by'),
      answerBy: nameOf('answer_by'),
      exceptions: sql<
        RuleReviewRow['exceptions']
      >`(select coalesce(json_agg(json_build_object('id', e.id, 'title', e.title,
          'number', e.fiscal_year || '-' || lpad(e.serial::text, 3, '0')) order by e.id), '[]'::json)
        from exceptions e where e.organisation_id = exception_rule_reviews.organisation_id
          and e.id = any (exception_rule_reviews.exception_ids))`,
    })
    .from(exceptionRuleReviews)
    .where(eq(exceptionRuleReviews.organisationId, tx.organisationId))
    .orderBy(
      sql`array_position(array['raised', 'considered', 'answered'], ${exceptionRuleReviews.status})`,
      desc(exceptionRuleReviews.raisedAt),
    )
    .limit(200);
}
