import { sql } from 'drizzle-orm';
import { formatFiscalYear } from '../../kernel/dates.ts';
import { settleYear, takeOverYear } from '../../modules/reporting/index.ts';
import {
  beginOpening,
  type Campaign,
  type CampaignPlan,
  chooseItems,
  closeCampaign,
  createCampaign,
  decidePlan,
  evaluateCampaign,
  foldCampaign,
  freezePopulation,
  giveOrder,
  loadCampaign,
  orderImprovement,
  stepImprovement,
} from '../../modules/self-check/index.ts';
import { type Actor, systemActor } from '../../platform/authorisation/actor.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/services.ts';
import { answerSheets } from './answer-sheets.ts';
import type { SampleCalendar, SamplePeriod } from './calendar.ts';
import type { Report } from './create-demo.ts';
import { dateBack } from './date-back.ts';
import { t } from './messages.ts';
import { readCampaigns, type SampleCampaign, type SampleCampaigns } from './sample.ts';

/** A bureau of the sample with its officer, who gives orders and evaluates. */
interface Bureau {
  readonly unitId: string;
  readonly officer: Actor;
}

interface Stage {
  readonly services: Services;
  readonly organisationId: string;
  readonly sample: SampleCampaigns;
  readonly calendar: SampleCalendar;
  readonly actor: Actor;
  readonly scope: Scope;
  readonly bureaus: readonly Bureau[];
}

/** Last year's campaign from plan to confirmed improvements, and this year's, open and half answered. */
export async function createDemoCampaigns(
  services: Services,
  organisationId: string,
  calendar: SampleCalendar,
  report: Report,
): Promise<void> {
  const actor = systemActor(organisationId, t('actor'));
  const stage: Stage = {
    services,
    organisationId,
    sample: readCampaigns(),
    calendar,
    actor,
    scope: { organisationId, whole: true, unitPaths: [], assetIds: [], personId: null },
    bureaus: await inOrganisation(services.database, organisationId, (tx) => loadBureaus(tx, actor)),
  };
  report(15, t('step.lastYear'));
  const last = await runCampaign(stage, stage.sample.lastYear, calendar.lastYear);
  await finish(stage, last);
  report(55, t('step.thisYear'));
  const open = await runCampaign(stage, stage.sample.thisYear, calendar.thisYear);
  await inOrganisation(services.database, organisationId, async (tx) => {
    await dateBack(tx, last, calendar.lastYear);
    await dateBack(tx, open, calendar.thisYear);
    await keepYears(tx, stage, last);
  });
}

/** Settles last year's figures and takes over the printed ones of the years before, so that the history shows five years. */
async function keepYears(tx: Tx, { sample, actor, scope }: Stage, lastCampaignId: string): Promise<void> {
  const last = await loadCampaign(tx, lastCampaignId);
  await settleYear(tx, actor, scope, { campaignId: last.id, method: 'pooled', version: null });
  for (const { yearsAgo, ...year } of sample.olderYears) {
    const fiscalYear = last.fiscalYear + 1 - yearsAgo;
    await takeOverYear(tx, actor, scope, {
      ...year,
      fiscalYear,
      packId: last.packId,
      edition: last.edition,
      version: null,
    });
  }
}

async function loadBureaus(tx: Tx, actor: Actor): Promise<Bureau[]> {
  const found = await tx.execute<{ unit_id: string; person_id: string; name: string }>(sql`
    select distinct on (u.sort_order, u.id) u.id as unit_id, p.id as person_id, p.name
    from units u
    join appointments a on a.organisation_id = u.organisation_id and a.unit_id = u.id and a.deputy_of is null
    join people p on p.organisation_id = a.organisation_id and p.id = a.person_id
    where u.organisation_id = ${tx.organisationId} and u.kind = 'bureau'
    order by u.sort_order, u.id, a.id`);
  return found.rows.map((row) => ({
    unitId: row.unit_id,
    officer: { ...actor, personId: row.person_id, name: row.name },
  }));
}

async function runCampaign(stage: Stage, year: SampleCampaign, period: SamplePeriod): Promise<string> {
  const { services, organisationId, sample, actor } = stage;
  const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(services.database, organisationId, work);
  const id = await within((tx) => openPlanned(tx, stage, planOf(sample, year, period), year));
  await freezePopulation(services.database, actor, id);
  await within((tx) => answerSheets(tx, id, year, sample, period));
  await foldCampaign(services.database, organisationId, id);
  return id;
}

const planOf = (
  sample: SampleCampaigns,
  year: SampleCampaign,
  { fiscalYear, opensOn, closesOn }: SamplePeriod,
): CampaignPlan => ({
  fiscalYear,
  packId: sample.packId,
  title: t('campaignTitle', { year: formatFiscalYear(fiscalYear) }),
  baseDate: opensOn,
  focus: year.focus,
  focusReason: year.focusReason,
  opensOn,
  closesOn,
  rule: sample.rule,
  reminderDays: [7, 1],
  urgePauseHours: 24,
});

/** Plan, items, decision and orders of a campaign, up to its opening. */
async function openPlanned(tx: Tx, stage: Stage, plan: CampaignPlan, year: SampleCampaign): Promise<string> {
  const { actor, scope, bureaus } = stage;
  let campaign: Campaign = await createCampaign(tx, actor, plan);
  const items = year.items.map((itemId) => ({ itemId, reason: year.focusReason }));
  campaign = await chooseItems(tx, actor, campaign.id, campaign.version, items);
  campaign = await decidePlan(tx, actor, campaign.id, campaign.version);
  for (const { unitId, officer } of bureaus) {
    await giveOrder(tx, officer, scope, { campaignId: campaign.id, unitId, note: '' });
  }
  campaign = await loadCampaign(tx, campaign.id);
  await beginOpening(tx, actor, { id: campaign.id, version: campaign.version, withoutOrders: true });
  return campaign.id;
}

/** Closes last year's campaign, evaluates it on the three levels and carries its improvements as far as the sample says. */
async function finish(stage: Stage, campaignId: string): Promise<void> {
  const { services, organisationId, sample, actor, scope, bureaus } = stage;
  await inOrganisation(services.database, organisationId, async (tx) => {
    const campaign = await loadCampaign(tx, campaignId);
    await closeCampaign(tx, actor, campaignId, campaign.version);
    for (const { unitId, officer } of bureaus) {
      const draft = {
        campaignId,
        level: 'unit',
        unitId,
        version: null,
        submit: true,
        ...sample.evaluation.unit,
      } as const;
      await evaluateCampaign(tx, officer, scope, draft);
    }
    for (const level of ['common', 'final'] as const) {
      const draft = {
        campaignId,
        level,
        unitId: null,
        version: null,
        submit: true,
        ...sample.evaluation[level],
      };
      await evaluateCampaign(tx, actor, scope, draft);
    }
    for (const improvement of sample.improvements) await improve(tx, stage, campaignId, improvement);
  });
}

async function improve(
  tx: Tx,
  { actor, scope, bureaus, calendar }: Stage,
  campaignId: string,
  improvement: SampleCampaigns['improvements'][number],
): Promise<void> {
  const bureau = bureaus[improvement.bureau];
  if (!bureau) return;
  const { itemId, title, body, report, confirm } = improvement;
  const dueOn = calendar.improvementsDueOn;
  const order = { campaignId, unitId: bureau.unitId, itemId, title, body, dueOn };
  let current = await orderImprovement(tx, actor, scope, 'campaign.evaluate-final', order);
  const step = async (by: Actor, deed: 'report' | 'confirm', text: string) => {
    const { id, version } = current;
    current = await stepImprovement(tx, by, scope, 'campaign.improve', { id, version, deed, text });
  };
  if (report) await step(bureau.officer, 'report', report);
  if (confirm) await step(actor, 'confirm', confirm);
}
