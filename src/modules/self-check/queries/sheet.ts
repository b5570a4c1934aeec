import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadPack, type Pack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { type AnswerState, mayDo } from '../model.ts';
import type { Campaign, Sheet, SheetAsset } from '../tables.ts';
import { loadCampaign } from './campaign.ts';

/** One question of a sheet with the answer so far. */
export interface SheetQuestion {
  readonly roleGroup: string;
  readonly item: string;
  readonly position: number;
  readonly question: string;
  /** What the standard asks, in short, and what counts as done. */
  readonly summary: string;
  readonly whatCounts: string;
  readonly subItems: readonly string[];
  readonly notApplicableWhen: string;
  /** Roles through which the person is asked. */
  readonly roles: readonly string[];
  /** Systems, areas or services, each with its own answer; null when the question is not asked of them. */
  readonly parts: readonly (SheetAsset & { readonly state: AnswerState })[] | null;
  readonly state: AnswerState;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
  readonly version: number;
}

/** A sheet as its owner answers it. */
export interface SheetView {
  readonly campaign: {
    readonly id: string;
    readonly title: string;
    readonly fiscalYear: number;
    readonly packId: string;
  };
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly number: string;
    readonly unitName: string;
  };
  readonly opensOn: string;
  readonly closesOn: string;
  readonly open: boolean;
  readonly submittedAt: string | null;
  readonly groups: readonly { readonly id: string; readonly title: string }[];
  readonly questions: readonly SheetQuestion[];
}

interface ItemRow extends Record<string, unknown> {
  readonly person_id: string;
  readonly position: number;
  readonly role_group: string;
  readonly item_id: string;
  readonly roles: string[];
  readonly question: string;
  readonly summary: string;
  readonly what_counts: string;
  readonly not_applicable_when: string;
  readonly state: AnswerState;
  readonly parts: Readonly<Record<string, AnswerState>> | null;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
  readonly version: number;
}

/** The sheet of a person; three statements. Throws NotFound where the scope does not reach or none was made. */
export async function loadSheet(
  tx: Tx,
  scope: Scope,
  campaignId: string,
  personId: string,
  today: string,
): Promise<SheetView> {
  const campaign = await loadCampaign(tx, campaignId);
  const within = withinScope(scope, { unitPath: sql`s.unit_path`, personId: sql`s.person_id` });
  const [sheet] = await findSheets(tx, campaignId, sql`s.person_id = ${personId} and ${within}`, 1);
  if (!sheet || sheet.excludedReason !== null) throw new NotFound(t.ref('sheet.none'));
  const rows = await readItems(tx, campaignId, [personId]);
  return viewOf(campaign, sheet, rows, today);
}

/**
 * The sheets that are not handed in, within the scope and below a unit (`''`: any), by unit and number; three statements
 * whatever their number, which is at most `limit`.
 */
export async function loadOpenSheets(
  tx: Tx,
  scope: Scope,
  campaignId: string,
  { unitPath, limit, today }: { readonly unitPath: string; readonly limit: number; readonly today: string },
): Promise<readonly SheetView[]> {
  const campaign = await loadCampaign(tx, campaignId);
  const where = sql`s.excluded_reason is null and s.submitted_at is null and s.unit_path like ${`${unitPath}%`}
    and ${withinScope(scope, { unitPath: sql`s.unit_path` })}`;
  const sheets = await findSheets(tx, campaignId, where, limit);
  const people = sheets.map((sheet) => sheet.personId);
  const items = Map.groupBy(await readItems(tx, campaignId, people), (row) => row.person_id);
  return sheets.map((sheet) => viewOf(campaign, sheet, items.get(sheet.personId) ?? [], today));
}

function viewOf(campaign: Campaign, sheet: FoundSheet, rows: readonly ItemRow[], today: string): SheetView {
  const pack = loadPack(campaign.packId);
  const groups = new Set(rows.map((row) => row.role_group));
  const { personId, personName, personNumber, unitName } = sheet;
  return {
    campaign: {
      id: campaign.id,
      title: campaign.title,
      fiscalYear: campaign.fiscalYear,
      packId: campaign.packId,
    },
    person: { id: personId, name: personName, number: personNumber, unitName },
    opensOn: sheet.opensOn,
    closesOn: sheet.closesOn,
    open: isOpen(campaign, sheet, today),
    submittedAt: sheet.submittedAt,
    groups: campaign.roleGroups.filter(({ id }) => groups.has(id)).map(({ id, title }) => ({ id, title })),
    questions: rows.map((row) => toQuestion(row, sheet.assets, pack)),
  };
}

const isOpen = (campaign: Campaign, sheet: Pick<Sheet, 'opensOn' | 'closesOn'>, today: string): boolean =>
  mayDo('answer', campaign.status) && sheet.opensOn <= today && today <= sheet.closesOn;

interface FoundSheet extends Record<string, unknown> {
  readonly personId: string;
  readonly personName: string;
  readonly personNumber: string;
  readonly unitName: string;
  readonly assets: readonly SheetAsset[];
  readonly opensOn: string;
  readonly closesOn: string;
  readonly submittedAt: string | null;
  readonly excludedReason: string | null;
}

async function findSheets(
  tx: Tx,
  campaignId: string,
  where: SQL,
  limit: number,
): Promise<readonly FoundSheet[]> {
  const result = await tx.execute<FoundSheet>(sql`
    select s.person_id as "personId", s.person_name as "personName", s.person_number as "personNumber",
      coalesce(u.name, '') as "unitName", s.assets,
      s.opens_on as "opensOn", s.closes_on as "closesOn", s.excluded_reason as "excludedReason",
      to_char(s.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "submittedAt"
    from sheets s
    left join units u on u.organisation_id = s.organisation_id and u.id = s.unit_id
    where s.organisation_id = ${tx.organisationId} and s.campaign_id = ${campaignId} and ${where}
    order by s.unit_path, s.person_number limit ${limit}`);
  return result.rows;
}

async function readItems(tx: Tx, campaignId: string, people: readonly string[]): Promise<readonly ItemRow[]> {
  const result = await tx.execute<ItemRow>(sql`
    select i.person_id, i.position, c.role_group, c.item_id, c.roles, c.question, c.summary,
      c.evidence as what_counts, c.not_applicable_when, i.state, i.parts, i.reason, i.comment, i.evidence, i.version
    from sheet_items i
    join campaign_items c on c.organisation_id = i.organisation_id and c.campaign_id = i.campaign_id
      and c.position = i.position
    where i.organisation_id = ${tx.organisationId} and i.campaign_id = ${campaignId}
      and i.person_id = any (${sql.param([...people])}::uuid[])
    order by i.person_id, i.position`);
  return result.rows;
}

function toQuestion(row: ItemRow, assets: readonly SheetAsset[], pack: Pack): SheetQuestion {
  const titles = new Map(pack.roles.map((role) => [role.id, role.title.ja]));
  const own = assets.filter((asset) => row.parts?.[asset.id] !== undefined);
  return {
    roleGroup: row.role_group,
    item: row.item_id,
    position: row.position,
    question: row.question,
    summary: row.summary,
    whatCounts: row.what_counts,
    subItems: pack.subItems.filter((sub) => sub.parent === row.item_id).map((sub) => sub.summary.ja),
    notApplicableWhen: row.not_applicable_when,
    roles: row.roles.map((role) => titles.get(role) ?? role),
    parts: row.parts && own.map((asset) => ({ ...asset, state: row.parts?.[asset.id] ?? 'unanswered' })),
    state: row.state,
    reason: row.reason,
    comment: row.comment,
    evidence: row.evidence,
    version: row.version,
  };
}

/** A sheet in the list of one's own. */
export interface MySheet {
  readonly campaignId: string;
  readonly title: string;
  readonly fiscalYear: number;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly open: boolean;
  readonly asked: number;
  readonly answered: number;
  readonly submittedAt: string | null;
  readonly lastUrgedAt: string | null;
}

/** The sheets of a person, newest first; one statement. */
export async function loadMySheets(tx: Tx, personId: string, today: string): Promise<readonly MySheet[]> {
  const result = await tx.execute<MySheet & Record<string, unknown>>(sql`
    select c.id as "campaignId", c.title, c.fiscal_year as "fiscalYear", s.opens_on as "opensOn",
      s.closes_on as "closesOn",
      (c.status = 'open' and s.opens_on <= ${today}::date and s.closes_on >= ${today}::date) as open,
      length(replace(s.letters, '-', '')) as asked, length(translate(s.letters, 'u-', '')) as answered,
      to_char(s.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "submittedAt",
      (select to_char(max(g.urged_at) at time zone 'Asia/Tokyo', 'YYYY-MM-DD') from campaign_urges g
        where g.organisation_id = s.organisation_id and g.campaign_id = s.campaign_id and g.person_id = s.person_id)
        as "lastUrgedAt"
    from sheets s
    join campaigns c on c.organisation_id = s.organisation_id and c.id = s.campaign_id
    where s.organisation_id = ${tx.organisationId} and s.person_id = ${personId} and s.excluded_reason is null
      and c.status in ('open', 'closed', 'evaluated')
    order by c.fiscal_year desc, c.created_at desc`);
  return result.rows;
}
