import { newId } from '../../kernel/ids.ts';
import type { ScopeKind } from '../../modules/organisation/index.ts';
import type { appointments } from '../../modules/organisation/tables.ts';
import type { Role } from '../../modules/standards/index.ts';
import type { PlannedOrganisation } from './plan-organisation.ts';
import type { RoleAt, Sample } from './sample.ts';

/** One appointment of the sample, with where it is in the sample's own words. */
export interface PlannedAppointment extends RoleAt {
  readonly id: string;
  readonly personId: string;
  readonly row: typeof appointments.$inferInsert;
}

interface Opening extends RoleAt {
  readonly scopeKind: ScopeKind;
  readonly unitId: string | null;
  readonly assetId: string | null;
  /** People who fit, best first. */
  readonly candidates: readonly string[];
}

/** Fills every role that the pack asks for, but the sample's vacancies, and adds its deputies. */
export function planAppointments(
  organisationId: string,
  plan: PlannedOrganisation,
  sample: Sample,
  roles: readonly Role[],
  firstDay: string,
): PlannedAppointment[] {
  const held = new Map<string, Set<string>>();
  const fit = fitForOffice(plan);
  const appointments: PlannedAppointment[] = [];
  const appoint = (role: Role, opening: Opening, deputyOf: string | null) => {
    const candidates = opening.candidates.filter((personId) => fit.has(personId));
    const personId = choose(role, { ...opening, candidates }, held, deputyOf !== null);
    if (!personId) return;
    held.set(personId, (held.get(personId) ?? new Set()).add(role.id));
    appointments.push(appointmentOf(organisationId, sample, role, opening, personId, deputyOf, firstDay));
  };
  for (const role of inOrder(
    roles.filter((each) => each.orgKinds.includes(sample.kind as Role['orgKinds'][number])),
  )) {
    for (const opening of openingsOf(role, plan, sample)) {
      if (!sample.vacancies.some((vacancy) => isAt(vacancy, opening))) appoint(role, opening, null);
    }
  }
  for (const at of sample.deputies) {
    const principal = appointments.find((appointment) => isAt(at, appointment));
    const role = roles.find((each) => each.id === at.role);
    const opening = role && openingsOf(role, plan, sample).find((each) => isAt(at, each));
    if (principal && role && opening)
      appoint(role, { ...opening, candidates: opening.candidates.slice(1) }, principal.id);
  }
  return appointments;
}

/** Offices go to regular staff who are there. */
function fitForOffice(plan: PlannedOrganisation): ReadonlySet<string> {
  const absent = new Set(plan.absences.map(({ personId }) => personId));
  return new Set(
    plan.people.filter((each) => each.employment === 'regular' && !absent.has(each.id)).map(({ id }) => id),
  );
}

/** A role that presupposes another comes after it. */
const inOrder = (roles: readonly Role[]): Role[] =>
  [...roles].sort((a, b) => Number(a.mustAlsoHold !== undefined) - Number(b.mustAlsoHold !== undefined));

const isAt = (at: RoleAt, place: RoleAt): boolean =>
  at.role === place.role &&
  at.bureau === place.bureau &&
  at.division === place.division &&
  at.asset === place.asset;

function openingsOf(role: Role, plan: PlannedOrganisation, sample: Sample): Opening[] {
  if (role.everyone) return [];
  if (role.scope === 'organisation') return organisationOpenings(role, plan);
  if (role.scope === 'unit') return unitOpenings(role, plan);
  const assets = { system: sample.systems, area: sample.areas, service: sample.services }[role.scope];
  return assets.map((asset) => ({
    role: role.id,
    asset: asset.code,
    scopeKind: role.scope,
    unitId: null,
    assetId: plan.assetIds.get(asset.code)?.id ?? null,
    candidates:
      plan.bureaus[asset.bureau]?.divisions[asset.division]?.people.slice(role.scope === 'system' ? 2 : 3) ??
      [],
  }));
}

/** Officers of the whole organisation come from the first bureau, past its heads; each opening takes the next one. */
function organisationOpenings(role: Role, plan: PlannedOrganisation): Opening[] {
  const candidates = plan.bureaus[0]?.divisions.flatMap((division) => division.people.slice(4)) ?? [];
  const heads = plan.bureaus.flatMap((bureau) => bureau.divisions[0]?.people.slice(0, 1) ?? []);
  const opening: Opening = {
    role: role.id,
    scopeKind: 'organisation',
    unitId: null,
    assetId: null,
    candidates: role.mustAlsoHold === undefined ? candidates : heads,
  };
  // A body without seats of its own (機関等 itself) is represented by another role.
  const wanted = role.count.max === 1 ? 1 : role.count.min;
  return Array.from({ length: wanted }, () => opening);
}

function unitOpenings(role: Role, plan: PlannedOrganisation): Opening[] {
  return plan.bureaus.flatMap((bureau, b): Opening[] => {
    const first = bureau.divisions[0]?.people ?? [];
    if (role.unitKind === 'bureau') {
      const candidates = role.coverage ? first : first.slice(3);
      return [{ role: role.id, bureau: b, scopeKind: 'unit', unitId: bureau.id, assetId: null, candidates }];
    }
    return bureau.divisions.map(
      (division, d): Opening => ({
        role: role.id,
        bureau: b,
        division: d,
        scopeKind: 'unit',
        unitId: division.id,
        assetId: null,
        // The head of the bureau sits in its first division; that division's own head comes second.
        candidates: d === 0 ? division.people.slice(1) : division.people,
      }),
    );
  });
}

function choose(
  role: Role,
  opening: Opening,
  held: ReadonlyMap<string, ReadonlySet<string>>,
  deputy: boolean,
): string | undefined {
  const free = (personId: string) => {
    const roles = held.get(personId);
    if (role.mustAlsoHold !== undefined) return roles?.has(role.mustAlsoHold) === true;
    if (opening.scopeKind === 'organisation' || deputy) return roles === undefined;
    return !roles || ![...roles].some((other) => role.incompatibleWith?.includes(other) || other === role.id);
  };
  return opening.candidates.find(free);
}

function appointmentOf(
  organisationId: string,
  sample: Sample,
  role: Role,
  opening: Opening,
  personId: string,
  deputyOf: string | null,
  firstDay: string,
): PlannedAppointment {
  const id = newId();
  const { candidates: _candidates, scopeKind, unitId, assetId, ...at } = opening;
  return {
    ...at,
    id,
    personId,
    row: {
      organisationId,
      id,
      packId: sample.primaryPack,
      roleId: role.id,
      personId,
      scopeKind,
      unitId,
      assetId,
      deputyOf,
      validFrom: firstDay,
      decision: sample.decision,
      decidedOn: firstDay,
    },
  };
}
