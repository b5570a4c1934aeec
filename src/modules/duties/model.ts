/**
 * Requirement × role holding × scope × conditions = duty. Pure: the same rule makes the page of one person, the
 * population of a self-check and the list of an officer's staff.
 */
import { conditionsHold, isBinding, type OrgKind, type Pack, type Requirement } from '../standards/index.ts';

/** A role that a person answers for on a day, with the place that it is bound to. */
export interface Holding {
  readonly packId: string;
  readonly roleId: string;
  /** Null for a role that everyone holds. */
  readonly appointmentId: string | null;
  readonly scopeKind: 'organisation' | 'unit' | 'system' | 'area' | 'service';
  /** The unit, system, area or service; null for the whole organisation. */
  readonly scopeId: string | null;
  readonly scopeName: string;
  /** Condition codes that hold for the system, area or service; null when the role is bound to none. */
  readonly attributes: readonly string[] | null;
  readonly deputy: boolean;
  /** Held because this role stands for a body (a committee, an office). */
  readonly forBody: boolean;
}

/** What decides, besides the person, whether a requirement of a pack binds. */
export interface PackInForce {
  readonly pack: Pack;
  readonly orgKind: OrgKind;
  /** Ids of the recommended requirements that the organisation adopted. */
  readonly adopted: ReadonlySet<string>;
}

/** One way in which a requirement came to bind a person. */
export interface Reason {
  readonly roleId: string;
  readonly appointmentId: string | null;
  readonly scopeKind: Holding['scopeKind'];
  readonly scopeId: string | null;
  readonly scopeName: string;
  readonly deputy: boolean;
  readonly forBody: boolean;
  /** Condition codes of the requirement. */
  readonly conditions: readonly string[];
  /**
   * True when the conditions could not be read from a ledger, because the role is not bound to a system, area or
   * service: the duty binds wherever the person meets the conditions.
   */
  readonly conditional: boolean;
}

/** A requirement that binds a person, once, with everything that makes it bind. */
export interface Duty {
  readonly packId: string;
  readonly edition: string;
  readonly requirement: Requirement;
  readonly reasons: readonly Reason[];
}

/**
 * Whether a requirement binds the holder of a role in its place: the role is one of its actors (alternatives), and
 * the conditions hold for the system, area or service, if the role is bound to one. Null when it does not bind.
 */
export function holdingBinds(
  requirement: Pick<Requirement, 'actors' | 'conditions'>,
  holding: Pick<Holding, 'roleId' | 'attributes'>,
  pack: Pick<Pack, 'conditions'>,
): { readonly conditional: boolean } | null {
  if (!requirement.actors.includes(holding.roleId)) return null;
  if (holding.attributes === null) return { conditional: requirement.conditions.length > 0 };
  const attributes = Object.fromEntries(holding.attributes.map((code) => [code, true]));
  return conditionsHold(requirement.conditions, attributes, pack) ? { conditional: false } : null;
}

/** The requirements of the pack that are duties in this organisation: by its kind, the level, and what it adopted. */
export function requirementsInForce(inForce: PackInForce): readonly Requirement[] {
  const { pack, orgKind, adopted } = inForce;
  return pack.requirements.filter(
    (requirement) => requirement.orgKinds.includes(orgKind) && isBinding(requirement, pack, adopted),
  );
}

/**
 * The duties of a person who holds these roles: each requirement once, in the order of the packs, with all its
 * reasons. The order of the holdings decides only the order of the reasons.
 */
export function dutiesOf(holdings: readonly Holding[], packs: readonly PackInForce[]): readonly Duty[] {
  return packs.flatMap((inForce) => {
    const own = holdingsOfPack(holdings, inForce);
    return requirementsInForce(inForce).flatMap((requirement) => {
      const reasons = own.flatMap((holding) => reasonOf(requirement, holding, inForce.pack));
      if (reasons.length === 0) return [];
      return [{ packId: inForce.pack.id, edition: inForce.pack.edition, requirement, reasons }];
    });
  });
}

/** Holdings of the pack's own roles, as far as the role exists in this kind of organisation. */
function holdingsOfPack(holdings: readonly Holding[], { pack, orgKind }: PackInForce): readonly Holding[] {
  const roles = new Set(pack.roles.filter((role) => role.orgKinds.includes(orgKind)).map((role) => role.id));
  return holdings.filter((holding) => holding.packId === pack.id && roles.has(holding.roleId));
}

function reasonOf(requirement: Requirement, holding: Holding, pack: Pack): readonly Reason[] {
  const bound = holdingBinds(requirement, holding, pack);
  if (bound === null) return [];
  const { roleId, appointmentId, scopeKind, scopeId, scopeName, deputy, forBody } = holding;
  return [
    {
      roleId,
      appointmentId,
      scopeKind,
      scopeId,
      scopeName,
      deputy,
      forBody,
      conditions: requirement.conditions,
      conditional: bound.conditional,
    },
  ];
}

/** Titles that the reasons and the page show, resolved from the pack. */
export interface DutyWords {
  readonly role: (roleId: string) => string;
  readonly condition: (code: string) => string;
  readonly title: (titleId: string) => string;
}

/** Looks up the Japanese titles of a pack's roles, conditions and headings; an unknown id is shown as it is. */
export function wordsOf(pack: Pick<Pack, 'roles' | 'conditions' | 'titles'>): DutyWords {
  const map = (entries: readonly (readonly [string, string])[]) => {
    const found = new Map(entries);
    return (id: string) => found.get(id) ?? id;
  };
  return {
    role: map(pack.roles.map((role) => [role.id, role.title.ja])),
    condition: map(pack.conditions.map((condition) => [condition.code, condition.title.ja])),
    title: map(pack.titles.map((title) => [title.id, title.title.ja])),
  };
}
