/** What the check of appointments works on and what it says. Plain values: no database, no clock. */
import type { OrgKind, Role } from '../../standards/index.ts';
import type { AssetKind, AssetStage, Employment, Period, ScopeKind, UnitKind } from '../model.ts';

export interface UnitFact {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly kind: UnitKind;
}

export interface AssetFact {
  readonly id: string;
  readonly kind: AssetKind;
  readonly name: string;
  readonly stage: AssetStage;
  /** Path of the unit that answers for it; null when that is not known. */
  readonly unitPath: string | null;
}

export interface PersonFact {
  readonly id: string;
  readonly name: string;
  readonly employment: Employment;
  /** First day on which the person no longer belongs. */
  readonly leftOn: string | null;
  readonly absences: readonly Period[];
}

export interface AppointmentFact extends Period {
  readonly id: string;
  readonly roleId: string;
  readonly personId: string;
  readonly scopeKind: ScopeKind;
  readonly unitId: string | null;
  readonly assetId: string | null;
  readonly deputyOf: string | null;
}

/**
 * The state of the appointments of one pack on a day. Units and assets are those in force on the day; appointments
 * are those in force, to come, or ended within the last year; people are at least all that these name.
 */
export interface Snapshot {
  readonly date: string;
  readonly orgKind: OrgKind;
  readonly roles: readonly Role[];
  readonly units: readonly UnitFact[];
  readonly assets: readonly AssetFact[];
  readonly people: readonly PersonFact[];
  readonly appointments: readonly AppointmentFact[];
}

export const findingCodes = [
  'missing',
  'uncovered',
  'termExpired',
  'tooMany',
  'duplicate',
  'mustAlsoHold',
  'incompatible',
  'personLeft',
  'absentWithoutDeputy',
  'scopeClosed',
  'wrongScope',
  'wrongUnitKind',
  'employment',
  'notApplicable',
  'deputySelf',
  'deputyWithoutPrincipal',
  'termExpiring',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** `error`: the standard is not met. `warning`: it soon will not be, or somebody should look. */
export type Severity = 'error' | 'warning';

export interface FindingScope {
  readonly kind: ScopeKind;
  /** Id of the unit or asset; null for the whole organisation. */
  readonly id: string | null;
  readonly name: string;
  /** Path of the unit, or of the unit that answers for the asset. */
  readonly unitPath: string | null;
}

export interface Finding {
  /** The same finding has the same key before and after a change. */
  readonly key: string;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly roleId: string;
  readonly roleTitle: string;
  readonly scope: FindingScope;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** The clause of the pack that sets the role up; '' when the pack names none. */
  readonly clause: string;
  readonly message: string;
  /** What to do. */
  readonly advice: string;
}
