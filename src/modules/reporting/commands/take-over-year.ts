import { Forbidden, InvalidInput } from '../../../kernel/errors.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { listCampaigns } from '../../self-check/index.ts';
import { t } from '../messages.ts';
import { hasFigures } from '../queries/history.ts';
import type { ItemFocus, PrintedRates } from '../report/history.ts';
import type { AnnualResult } from '../tables.ts';
import { saveResult } from './settle-year.ts';

/** A year before this product was used, as its report printed it. */
export interface OlderYear {
  readonly fiscalYear: number;
  readonly packId: string;
  readonly edition: string;
  readonly focus: ItemFocus;
  readonly printed: readonly PrintedRates[];
  /** The report that the percentages are from. */
  readonly source: string;
  readonly version: number | null;
}

/** Takes over the printed percentages of a year that has no campaign here; refuses one that has. */
export async function takeOverYear(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  year: OlderYear,
): Promise<AnnualResult> {
  if (!scope.whole) throw new Forbidden(t.ref('result.wholeOnly'), 'report.write');
  const counted = (await listCampaigns(tx, year.fiscalYear)).some(hasFigures);
  if (counted) {
    throw InvalidInput.at('fiscalYear', t.ref('result.hasCampaign'));
  }
  const { version, ...fields } = year;
  return saveResult(tx, actor, version, {
    ...fields,
    campaignId: null,
    baseDate: null,
    method: 'pooled',
    groups: [],
  });
}
