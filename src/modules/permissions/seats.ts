/** What seats are filled from, and what comes of it. */
import type { HeldRole } from '../../platform/authorisation/actor.ts';
import type { UnitKind } from '../organisation/index.ts';
import type { Role } from '../standards/index.ts';
import type { FormValues, PermissionTypes, Slot, Step } from './model.ts';

/** Somebody who holds a role on the day, as far as seats need it. */
export interface Candidate {
  readonly personId: string;
  readonly name: string;
  readonly post: string;
  readonly roleId: string;
  readonly scopeKind: 'organisation' | 'unit' | 'system' | 'area' | 'service';
  /** The unit of the appointment, or the one that answers for the system, area or service. */
  readonly unitPath: string | null;
  readonly assetId: string | null;
  /** Of the unit, system, area or service; empty for the whole organisation. */
  readonly scopeName: string;
  readonly deputy: boolean;
  readonly acting: boolean;
  readonly absent: boolean;
}

/** Somebody with a post, or named by the organisation or on the form. */
export interface Person {
  readonly personId: string;
  readonly name: string;
  readonly post: string;
  readonly absent: boolean;
}

export interface PostHolder extends Person {
  readonly title: string;
  readonly unitPath: string;
}

/** Everything that the seats of one form may be filled from. */
export interface Holders {
  /** The kind of the applicant's unit; null when it is not known. */
  readonly unitKind: UnitKind | null;
  readonly candidates: readonly Candidate[];
  readonly posts: readonly PostHolder[];
  readonly people: ReadonlyMap<string, Person>;
  /** Systems, areas and services that the form names: the unit that answers for each. */
  readonly assets: ReadonlyMap<string, { readonly name: string; readonly unitPath: string | null }>;
  /** Who decided the classification of the register entries that the form names, and the unit that owns them. */
  readonly information: ReadonlyMap<
    string,
    { readonly deciderId: string | null; readonly unitPath: string | null }
  >;
}

export type RoleRules = Pick<PermissionTypes, 'separation' | 'superior'>;

export interface ResolveContext {
  readonly roles: ReadonlyMap<
    string,
    Pick<Role, 'id' | 'title' | 'scope' | 'unitKind' | 'appointedBy' | 'body' | 'representedBy'>
  >;
  readonly rules: RoleRules;
  readonly holders: Holders;
  /** Empty when nobody in particular applies. */
  readonly applicantId: string;
  readonly unitPath: string;
  readonly values: FormValues;
}

/** Why somebody sits in a seat. `insteadOf` is the role that they stand in for, `because` why its holder does not sit there: applies, is on leave, or the unit is above those that have the role. */
export interface SeatReason {
  readonly roleId: string;
  readonly roleTitle: string;
  readonly scopeName: string;
  readonly deputy: boolean;
  readonly insteadOf: string;
  readonly because: '' | 'applicant' | 'absent' | 'above';
  /** Where the role is held: the seat is theirs only as long as they hold it there. Absent for who was named as a person. */
  readonly held?: { readonly unitId: string | null; readonly assetId: string | null };
}

/** Of who sits somewhere without a role: the applicant's own seat, a person or a post that is named. */
export const noReason: SeatReason = {
  roleId: '',
  roleTitle: '',
  scopeName: '',
  deputy: false,
  insteadOf: '',
  because: '',
};

export interface SeatHolder {
  readonly personId: string;
  readonly name: string;
  readonly post: string;
  readonly why: SeatReason;
}

/** `field`: the form does not yet say whose; `undefined`: nobody is named for it; `nobody`: the seat is vacant; `self`: only the applicant. */
export type SeatProblem = 'field' | 'undefined' | 'nobody' | 'self';

export interface ResolvedSeat {
  readonly slot: Slot;
  readonly title: string;
  readonly body: boolean;
  /** The applicant's own seat of a joint application. */
  readonly given: boolean;
  readonly holders: readonly SeatHolder[];
  readonly problem: SeatProblem | null;
  /** The field of the form that decides whose seat it is. */
  readonly field: string | null;
}

export interface ResolvedStep {
  readonly step: Step;
  readonly seats: readonly ResolvedSeat[];
}

/** The unit that a path leads to; paths are ids between slashes. */
export const unitIn = (path: string | null): string | null => path?.split('/').at(-2) ?? null;

/** Whether a seat is still its person's: the role that brought them there is held today, in the same place. */
export function seatStands(
  { kind, why }: { readonly kind: string; readonly why: SeatReason },
  roles: readonly Pick<HeldRole, 'roleId' | 'unitPath' | 'assetId'>[],
): boolean {
  const { held, roleId } = why;
  if (kind !== 'decide' || held === undefined) return true;
  return roles.some(
    (role) =>
      role.roleId === roleId && unitIn(role.unitPath) === held.unitId && role.assetId === held.assetId,
  );
}
