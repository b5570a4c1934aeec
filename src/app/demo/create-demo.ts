import { sql } from 'drizzle-orm';
import { fiscalYearOf, fiscalYearRange, today } from '../../kernel/dates.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { loadPack } from '../../modules/standards/index.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import { systemActor } from '../../platform/authorisation/actor.ts';
import { inCatalogue, inOrganisation, type Tx } from '../../platform/database/database.ts';
import { insertRows, type NewRow } from '../../platform/database/insert-rows.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import type { Services } from '../../platform/services.ts';
import { createDemoCampaigns } from './create-campaigns.ts';
import { t } from './messages.ts';
import { type PlannedAppointment, planAppointments } from './plan-appointments.ts';
import { type PlannedOrganisation, planOrganisation } from './plan-organisation.ts';
import { readNames, readSample, type Sample } from './sample.ts';

/** Tells how far the work is, 0 to 100, and what is being done. */
export type Report = (percent: number, message: string) => void;

/** Somebody whom a visitor of the demo can sign in as with one click; kept in the organisation's settings. */
export interface DemoPerson {
  readonly personId: string;
  readonly name: string;
  readonly roleTitle: string;
  readonly description: string;
}

/**
 * Makes the sample ministry with `people` members of staff: organisation, roles, last year's finished campaign and
 * this year's half-answered one. Refuses when it exists. Returns the organisation's id.
 */
export async function createDemo(services: Services, people: number, report: Report): Promise<string> {
  const sample = readSample();
  const existing = await listOrganisations(services.database);
  if (existing.some((organisation) => organisation.slug === sample.slug))
    throw new InvalidInput(t.ref('exists'));
  const organisationId = newId();
  const day = today();
  const firstDay = fiscalYearRange(fiscalYearOf(day) - 2).from;
  report(5, t('step.organisation'));
  const plan = planOrganisation(organisationId, sample, readNames(), people, firstDay);
  const pack = loadPack(sample.primaryPack);
  const appointments = planAppointments(organisationId, plan, sample, pack.roles, firstDay);
  const visitors = visitorsOf(sample, plan, appointments, pack.roles);
  await inCatalogue(services.database, (db) =>
    db.execute(sql`insert into organisations (id, slug, name, kind, demo, settings)
      values (${organisationId}, ${sample.slug}, ${sample.name}, ${sample.kind}, true, ${JSON.stringify({ demoPeople: visitors })})`),
  );
  await inOrganisation(services.database, organisationId, (tx) =>
    insertOrganisation(tx, sample, plan, appointments, visitors, day),
  );
  await createDemoCampaigns(services, organisationId, day, report);
  report(100, t('step.done'));
  return organisationId;
}

async function insertOrganisation(
  tx: Tx,
  sample: Sample,
  plan: PlannedOrganisation,
  appointments: readonly PlannedAppointment[],
  visitors: readonly (DemoPerson & { administrator: boolean })[],
  day: string,
): Promise<void> {
  const organisationId = tx.organisationId;
  await insertRows(
    tx,
    'organisation_packs',
    sample.packs.map((packId) => ({
      organisation_id: organisationId,
      pack_id: packId,
      adopted_on: day,
      primary_pack: packId === sample.primaryPack,
      adopted_recommendations: [],
      version: 1,
    })),
  );
  await insertRows(tx, 'units', plan.units);
  await insertRows(tx, 'people', plan.people);
  const seniors = new Set(
    appointments.filter((each) => each.row.scope_kind === 'organisation').map((each) => each.personId),
  );
  await insertRows(
    tx,
    'posts',
    plan.posts.map((post) =>
      post.title === '' && seniors.has(String(post.person_id))
        ? { ...post, title: sample.titles.organisation }
        : post,
    ),
  );
  await insertRows(tx, 'absences', plan.absences);
  await insertRows(tx, 'assets', plan.assets);
  await insertRows(tx, 'asset_units', plan.assetUnits);
  // Principals before their deputies, who refer to them.
  const rows = appointments.map((appointment) => appointment.row);
  await insertRows(
    tx,
    'appointments',
    rows.filter((row) => row.deputy_of === null),
  );
  await insertRows(
    tx,
    'appointments',
    rows.filter((row) => row.deputy_of !== null),
  );
  const administrators = new Set(
    visitors.filter((visitor) => visitor.administrator).map((visitor) => visitor.personId),
  );
  await insertRows(
    tx,
    'accounts',
    plan.people.map((person) => accountOf(person, administrators)),
  );
  await recordEvent(tx, systemActor(organisationId, t('actor')), {
    action: 'organisation.demo',
    entity: 'organisation',
    entityId: organisationId,
    facts: { people: plan.people.length },
  });
}

const accountOf = (person: NewRow, administrators: ReadonlySet<string>): NewRow => ({
  organisation_id: person.organisation_id,
  id: newId(),
  person_id: person.id,
  login_name: person.number,
  display_name: person.name,
  email: person.email,
  administrator: administrators.has(String(person.id)),
  disabled: false,
  created_at: new Date().toISOString(),
  version: 1,
});

type RoleTitles = readonly { readonly id: string; readonly title: { readonly ja: string } }[];

function visitorsOf(
  sample: Sample,
  plan: PlannedOrganisation,
  appointments: readonly PlannedAppointment[],
  roles: RoleTitles,
): (DemoPerson & { administrator: boolean })[] {
  const busy = new Set(appointments.map((appointment) => appointment.personId));
  const absent = new Set(plan.absences.map((absence) => absence.person_id));
  return sample.visitors.flatMap((visitor) => {
    const appointed = appointments.find(
      (each) =>
        each.role === visitor.role &&
        each.row.deputy_of === null &&
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
    return [
      { personId, name: String(person.name), roleTitle, description: visitor.description, administrator },
    ];
  });
}
