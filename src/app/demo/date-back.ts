import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../kernel/dates.ts';
import {
  campaignEvaluations,
  campaignOrders,
  campaigns,
  improvements,
} from '../../modules/self-check/tables.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { SamplePeriod } from './calendar.ts';

/** Days from the end of the answering to each step of the evaluation; all within the fiscal year. */
const evaluatedAfter = { unit: 14, common: 28, final: 35 };
const improvementAfter = { ordered: 40, reported: 70, confirmed: 84 };

/**
 * Gives the steps of a campaign the days on which they would have been done. The deeds themselves are done by the
 * product's own commands when the sample is made; the audit trail keeps that moment.
 */
export async function dateBack(
  tx: Tx,
  campaignId: string,
  { opensOn, closesOn }: SamplePeriod,
): Promise<void> {
  const { organisationId } = tx;
  const ofCampaign = (table: typeof campaignOrders | typeof campaignEvaluations | typeof improvements) =>
    and(eq(table.organisationId, organisationId), eq(table.campaignId, campaignId));
  await tx
    .update(campaigns)
    .set({
      createdAt: morning(addDays(opensOn, -30)),
      openedAt: morning(opensOn),
      closedAt: kept(campaigns.closedAt, addDays(closesOn, 1)),
      evaluatedAt: kept(campaigns.evaluatedAt, addDays(closesOn, evaluatedAfter.final)),
    })
    .where(and(eq(campaigns.organisationId, organisationId), eq(campaigns.id, campaignId)));
  await tx
    .update(campaignOrders)
    .set({ orderedAt: morning(addDays(opensOn, -7)) })
    .where(ofCampaign(campaignOrders));
  for (const level of ['unit', 'common', 'final'] as const) {
    await tx
      .update(campaignEvaluations)
      .set({ submittedAt: morning(addDays(closesOn, evaluatedAfter[level])) })
      .where(
        and(
          ofCampaign(campaignEvaluations),
          eq(campaignEvaluations.level, level),
          isNotNull(campaignEvaluations.submittedAt),
        ),
      );
  }
  await tx
    .update(improvements)
    .set({
      orderedAt: morning(addDays(closesOn, improvementAfter.ordered)),
      reportedAt: kept(improvements.reportedAt, addDays(closesOn, improvementAfter.reported)),
      confirmedAt: kept(improvements.confirmedAt, addDays(closesOn, improvementAfter.confirmed)),
    })
    .where(ofCampaign(improvements));
}

/** Half past eight in Tokyo; on the day itself never later than now. */
const morning = (day: IsoDate): SQL<Date> =>
  sql`least((${day}::date + time '08:30') at time zone 'Asia/Tokyo', now())`;

/** The day for what has been done; what has not been stays undone. */
const kept = (column: typeof campaigns.closedAt | typeof improvements.reportedAt, day: IsoDate): SQL<Date> =>
  sql`case when ${column} is not null then ${morning(day)} end`;
