import { sql } from 'drizzle-orm';
import { type IsoDate, today } from '../../kernel/dates.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { insertMany } from '../../kit/server/sets.ts';
import {
  absences,
  appointments,
  assets,
  assetUnits,
  people,
  posts,
  units,
} from '../../modules/organisation/tables.ts';
import { loadPack, organisationPacks } from '../../modules/standards/index.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import { systemActor } from '../../platform/authorisation/actor.ts';
import { inCatalogue, inOrganisation, type Tx } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { accounts } from '../../platform/identity/tables.ts';
import type { Services } from '../../platform/services.ts';
import { sampleCalendar } from './calendar.ts';
import { createDemoCampaigns } from './create-campaigns.ts';
import { createDemoExceptions } from './create-exceptions.ts';
import { createDemoGuide } from './create-guide.ts';
import { createDemoInformation } from './create-information.ts';
import { createDemoMedia } from './create-media.ts';
import { createDemoPermissions } from './create-permissions.ts';
import { t } from './messages.ts';
import { type PlannedAppointment, planAppointments } from './plan-appointments.ts';
import { type PlannedOrganisation, type Post, planOrganisation } from './plan-organisation.ts';
import { readNames, readSample, type Sample } from './sample.ts';
import { makingAlone, markFinished, unfinishedMark } from './unfinished.ts';

/** Tells how far the work is, 0 to 100, and what is being done. */
export type Report = (percent: number, message: string) => void;

/** Somebody whom a visitor of the demo can sign in as with one click; kept in the organisation's settings. */
export interface DemoPerson {
  readonly personId: string;
  readonly name: string;
  readonly roleTitle: string;
  readonly description: string;
}

interface PlannedVisitor extends DemoPerson {
  readonly administrator: boolean;
}

/**
 * Makes the sample ministry with `size` members of staff, as it is on `day`: organisation, roles, last year's finished campaign and
 * this year's half-answered one. Refuses when it exists; what an interrupted making has left goes first. Returns the organisation's id.
 */
export async function createDemo(
  services: Services,
  size: number,
  report: Report,
  day: IsoDate = today(),
): Promise<string> {
  const id = await makingAlone(services.database, () => make(services, size, report, day));
  if (id === null) throw new InvalidInput(t.ref('running'));
  return id;
}

async function make(services: Services, size: number, report: Report, day: IsoDate): Promise<string> {
  const sample = readSample();
  const existing = await listOrganisations(services.database);
  if (existing.some((organisation) => organisation.slug === sample.slug))
    throw new InvalidInput(t.ref('exists'));
  const organisationId = newId();
  const calendar = sampleCalendar(day);
  const { firstDay } = calendar;
  report(5, t('step.organisation'));
  const plan = planOrganisation(organisationId, sample, readNames(), size, firstDay);
  const pack = loadPack(sample.primaryPack);
  const planned = planAppointments(organisationId, plan, sample, pack.roles, firstDay);
  const visitors = visitorsOf(sample, plan, planned, pack.roles);
  await inCatalogue(services.database, (db) =>
    db.execute(sql`insert into organisations (id, slug, name, kind, demo, settings)
      values (${organisationId}, ${sample.slug}, ${sample.name}, ${sample.kind}, true, ${JSON.stringify({ demoPeople: visitors, ...unfinishedMark })})`),
  );
  await inOrganisation(services.database, organisationId, (tx) =>
    insertOrganisation(tx, sample, plan, planned, visitors, firstDay),
  );
  await createDemoCampaigns(services, organisationId, calendar, report);
  const visiting = new Set(visitors.map(({ personId }) => personId));
  const ground = { plan, planned, visitors: visiting };
  await createDemoInformation(services, organisationId, ground, day);
  await createDemoMedia(services, organisationId, ground, day);
  await createDemoPermissions(services, organisationId, day);
  await createDemoExceptions(services, organisationId, day);
  await createDemoGuide(services, organisationId, day);
  await inOrganisation(services.database, organisationId, markFinished);
  report(100, t('step.done'));
  return organisationId;
}

async function insertOrganisation(
  tx: Tx,
  sample: Sample,
  plan: PlannedOrganisation,
  planned: readonly PlannedAppointment[],
  visitors: readonly PlannedVisitor[],
  adoptedOn: IsoDate,
): Promise<void> {
  const { organisationId } = tx;
  const packs = sample.packs.map((packId) => ({
    organisationId,
    packId,
    adoptedOn,
    primaryPack: packId === sample.primaryPack,
  }));
  await insertMany(tx, organisationPacks, packs);
  await insertMany(tx, units, plan.units);
  await insertMany(tx, people, plan.people);
  await insertMany(tx, posts, postsOf(sample, plan, planned));
  await insertMany(tx, absences, plan.absences);
  await insertMany(tx, assets, plan.assets);
  await insertMany(tx, assetUnits, plan.assetUnits);
  // Principals before their deputies, who refer to them.
  const rows = planned.map(({ row }) => row);
  await insertMany(
    tx,
    appointments,
    rows.toSorted((a, b) => Number(a.deputyOf !== null) - Number(b.deputyOf !== null)),
  );
  await insertMany(tx, accounts, accountsOf(plan, visitors));
  // Just filled: without statistics everything that follows is planned as if the tables were empty.
  await tx.execute(sql`analyze units, people, posts, absences, assets, asset_units, appointments`);
  await recordEvent(tx, systemActor(organisationId, t('actor')), {
    action: 'organisation.demo',
    entity: 'organisation',
    entityId: organisationId,
    facts: { people: plan.people.length },
  });
}

/** Those with a role of the whole organisation are called by it, not by nothing. */
function postsOf(
  sample: Sample,
  plan: PlannedOrganisation,
  planned: readonly PlannedAppointment[],
): readonly Post[] {
  const seniors = new Set(
    planned.filter(({ row }) => row.scopeKind === 'organisation').map(({ personId }) => personId),
  );
  return plan.posts.map((post) =>
    post.title === '' && seniors.has(post.personId) ? { ...post, title: sample.titles.organisation } : post,
  );
}

function accountsOf(
  plan: PlannedOrganisation,
  visitors: readonly PlannedVisitor[],
): (typeof accounts.$inferInsert)[] {
  const administrators = new Set(
    visitors.filter(({ administrator }) => administrator).map(({ personId }) => personId),
  );
  return plan.people.map(({ organisationId, id, number, name, email }) => ({
    organisationId,
    id: newId(),
    personId: id,
    loginName: number,
    displayName: name,
    email: email ?? '',
    administrator: administrators.has(id),
  }));
}

type RoleTitles = readonly { readonly id: string; readonly title: { readonly ja: string } }[];

function visitorsOf(
  sample: Sample,
  plan: PlannedOrganisation,
  planned: readonly PlannedAppointment[],
  roles: RoleTitles,
): PlannedVisitor[] {
  const busy = new Set(planned.map(({ personId }) => personId));
  const absent = new Set(plan.absences.map(({ personId }) => personId));
  return sample.visitors.flatMap((visitor) => {
    const appointed = planned.find(
      (each) =>
        each.role === visitor.role &&
        each.row.deputyOf === null &&
        each.bureau === visitor.bureau &&
        each.division === visitor.division &&
        each.asset === visitor.asset,
    );
    const colleagues = plan.bureaus[visitor.bureau ?? 0]?.divisions[visitor.division ?? 0]?.people ?? [];
    const personId = appointed?.personId ?? colleagues.findLast((id) => !busy.has(id) && !absent.has(id));
    const person = plan.people.find((each) => each.id === personId);
    if (!personId || !person) return [];
    const administrator = visitor.administrator === true;
    const roleTitle = administrator
      ? t('administrator')
      : (roles.find((role) => role.id === visitor.role)?.title.ja ?? visitor.role);
    return [{ personId, name: person.name, roleTitle, description: visitor.description, administrator }];
  });
}
