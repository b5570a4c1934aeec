/** The snapshot, indexed once, and the making of findings. */
import type { Role } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { holdsOn } from '../model.ts';
import type {
  AppointmentFact,
  AssetFact,
  Finding,
  FindingCode,
  FindingScope,
  PersonFact,
  Severity,
  Snapshot,
  UnitFact,
} from './model.ts';

export interface Context {
  readonly date: string;
  /** Roles of the pack that apply to this kind of organisation and are appointed. */
  readonly applicable: readonly Role[];
  readonly roles: ReadonlyMap<string, Role>;
  readonly units: ReadonlyMap<string, UnitFact>;
  readonly assets: ReadonlyMap<string, AssetFact>;
  readonly people: ReadonlyMap<string, PersonFact>;
  readonly appointments: ReadonlyMap<string, AppointmentFact>;
  readonly current: readonly AppointmentFact[];
  /** In force and not a deputy's, by role. */
  readonly principals: ReadonlyMap<string, readonly AppointmentFact[]>;
  /** Deputies in force, by the appointment they stand in for. */
  readonly deputies: ReadonlyMap<string, readonly AppointmentFact[]>;
  readonly ended: readonly AppointmentFact[];
  readonly coming: readonly AppointmentFact[];
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

/** Indexes a snapshot: everything later is a look-up. */
export function contextOf(snapshot: Snapshot): Context {
  const { date } = snapshot;
  const current = snapshot.appointments.filter((each) => holdsOn(each, date));
  return {
    date,
    applicable: snapshot.roles.filter((role) => role.orgKinds.includes(snapshot.orgKind) && !role.everyone),
    roles: byId(snapshot.roles),
    units: byId(snapshot.units),
    assets: byId(snapshot.assets),
    people: byId(snapshot.people),
    appointments: byId(snapshot.appointments),
    current,
    principals: Map.groupBy(
      current.filter((each) => each.deputyOf === null),
      (each) => each.roleId,
    ),
    deputies: Map.groupBy(
      current.filter((each) => each.deputyOf !== null),
      (each) => each.deputyOf ?? '',
    ),
    ended: snapshot.appointments.filter((each) => each.validTo !== null && each.validTo <= date),
    coming: snapshot.appointments.filter((each) => each.validFrom > date),
  };
}

/** What an appointment is bound to, as one text: equal for equal scopes. */
export const scopeKey = (each: Pick<AppointmentFact, 'scopeKind' | 'unitId' | 'assetId'>): string =>
  `${each.scopeKind}:${each.unitId ?? each.assetId ?? ''}`;

export const wholeOrganisation: FindingScope = {
  kind: 'organisation',
  id: null,
  name: t('scope.organisation'),
  unitPath: null,
};

export const unitScope = (unit: UnitFact): FindingScope => ({
  kind: 'unit',
  id: unit.id,
  name: unit.name,
  unitPath: unit.path,
});

export const assetScope = (asset: AssetFact): FindingScope => ({
  kind: asset.kind,
  id: asset.id,
  name: asset.name,
  unitPath: asset.unitPath,
});

/** The scope of an appointment; a unit or asset that is no longer there keeps its id. */
export function scopeOf(context: Context, each: AppointmentFact): FindingScope {
  if (each.scopeKind === 'organisation') return wholeOrganisation;
  const unit = each.unitId === null ? undefined : context.units.get(each.unitId);
  if (unit) return unitScope(unit);
  const asset = each.assetId === null ? undefined : context.assets.get(each.assetId);
  if (asset) return assetScope(asset);
  return { kind: each.scopeKind, id: each.unitId ?? each.assetId, name: t('scope.closed'), unitPath: null };
}

/** Distinct ids of people, in a fixed order. */
export const distinctPeople = (appointments: readonly AppointmentFact[]): string[] =>
  [...new Set(appointments.map((each) => each.personId))].sort();

interface Draft {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly role: Role;
  readonly scope: FindingScope;
  readonly personIds: readonly string[];
  /** Which of several wordings of the code; the code itself when absent. */
  readonly wording?: Wording;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Further part of the key where one role and scope can have the finding twice. */
  readonly about?: string;
}

type Wording = 'missingHere';

/** Words a finding: message and advice come from the catalogue, clause and titles from the pack. */
export function finding(context: Context, draft: Draft): Finding {
  const { code, role, scope, personIds } = draft;
  const people = personIds.map((id) => ({ id, name: context.people.get(id)?.name ?? '' }));
  const appointer = role.appointedBy === undefined ? undefined : context.roles.get(role.appointedBy);
  const params = {
    role: role.title.ja,
    scope: scope.name,
    people: people.map((person) => person.name).join('、'),
    appointer: appointer && !appointer.body ? appointer.title.ja : t('scope.appointer'),
    ...draft.params,
  };
  return {
    key: [code, role.id, scope.kind, scope.id ?? '', personIds.join('+'), draft.about ?? ''].join('|'),
    code,
    severity: draft.severity,
    roleId: role.id,
    roleTitle: role.title.ja,
    scope,
    people,
    clause: role.clause ?? '',
    message: t(`finding.${draft.wording ?? code}`, params),
    advice: t(`advice.${code}`, params),
  };
}
