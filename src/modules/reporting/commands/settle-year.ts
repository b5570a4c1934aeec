import { and, eq, sql } from 'drizzle-orm';
import { Conflict, Forbidden, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadCampaign, loadItems } from '../../self-check/index.ts';
import { t } from '../messages.ts';
import { readCounts, withAttainment } from '../queries/campaign-result.ts';
import { isInterim } from '../queries/report-data.ts';
import { selectUnits } from '../queries/units.ts';
import { type AnnualResult, annualResults, type WholeMethod } from '../tables.ts';

export interface Settlement {
  readonly campaignId: string;
  readonly method: WholeMethod;
  /** The version of the year's result that the caller saw; null when there was none. */
  readonly version: number | null;
}

/**
 * Keeps the counts of a finished campaign as the result of its year, with the method by which the whole is stated.
 * Needs the whole organisation's scope. Settling again replaces it, with the version seen.
 */
export async function settleYear(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  settlement: Settlement,
): Promise<AnnualResult> {
  if (!scope.whole) throw new Forbidden(t.ref('result.wholeOnly'), 'report.write');
  const campaign = await loadCampaign(tx, settlement.campaignId);
  if (isInterim(campaign) || campaign.closedAt === null) throw new InvalidInput(t.ref('result.notClosed'));
  const selection = await selectUnits(tx, scope, campaign.baseDate);
  const whole = { ...selection, below: [] };
  const { groups } = await readCounts(tx, campaign, await loadItems(tx, campaign.id), whole);
  return saveResult(tx, actor, settlement.version, {
    fiscalYear: campaign.fiscalYear,
    campaignId: campaign.id,
    packId: campaign.packId,
    edition: campaign.edition,
    focus: campaign.focus,
    baseDate: campaign.baseDate,
    method: settlement.method,
    groups: await withAttainment(tx, campaign, whole, groups),
    printed: [],
    source: '',
  });
}

type ResultFields = Omit<AnnualResult, 'organisationId' | 'id' | 'settledAt' | 'settledBy' | 'version'>;

/** Writes the result of a year: new, or in place of the version that the caller saw. */
export async function saveResult(
  tx: Tx,
  actor: Actor,
  version: number | null,
  fields: ResultFields,
): Promise<AnnualResult> {
  const key = and(
    eq(annualResults.organisationId, tx.organisationId),
    eq(annualResults.fiscalYear, fields.fiscalYear),
  );
  const [before] = await tx.select().from(annualResults).where(key).for('update');
  if ((before?.version ?? null) !== version) {
    throw new Conflict(t.ref('result.conflict'), [], before?.version ?? null);
  }
  const settled = { settledAt: new Date(), settledBy: actor.accountId };
  const [after] = before
    ? await tx
        .update(annualResults)
        .set({ ...fields, ...settled, version: sql`${annualResults.version} + 1` })
        .where(key)
        .returning()
    : await tx
        .insert(annualResults)
        .values({ ...fields, ...settled, organisationId: tx.organisationId, id: newId() })
        .onConflictDoNothing()
        .returning();
  if (!after) throw new Conflict(t.ref('result.conflict'));
  await recordEvent(tx, actor, {
    action: 'report.write',
    entity: 'annual-result',
    entityId: after.id,
    ...(before ? { before: facts(before) } : {}),
    after: facts(after),
  });
  return after;
}

/** What the trail says of a result: what was settled and its totals, not every item. */
function facts(result: AnnualResult): Record<string, unknown> {
  const { fiscalYear, edition, focus, method, campaignId, groups, printed } = result;
  const counts = groups.map(({ roleGroup, population, heard, items }) => ({
    roleGroup,
    population,
    heard,
    done: items.reduce((sum, item) => sum + item.done, 0),
    notDone: items.reduce((sum, item) => sum + item.notDone, 0),
  }));
  return { fiscalYear, edition, focus, method, campaignId, counts, printed };
}
