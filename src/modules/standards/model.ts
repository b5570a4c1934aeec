/** A standard pack as data, and the pure rules that read it. docs/standards-packs.md explains every field. */

/** A text in Japanese and, where the pack has it, English. */
export interface Text {
  readonly ja: string;
  readonly en?: string;
}

export const orgKinds = ['national', 'agency', 'designated', 'local'] as const;
/** 国の行政機関, 独立行政法人, 指定法人, 地方公共団体. */
export type OrgKind = (typeof orgKinds)[number];

type RoleScope = 'organisation' | 'unit' | 'area' | 'system' | 'service';

type UnitKind = 'bureau' | 'division';

export const requirementKinds = [
  'appoint',
  'approve',
  'behaviour',
  'define',
  'plan',
  'record',
  'regulate',
  'report',
  'respond',
  'review',
  'technical',
] as const;
export type RequirementKind = (typeof requirementKinds)[number];

export const cadences = ['once', 'event', 'continuous', 'periodic', 'yearly'] as const;
export type Cadence = (typeof cadences)[number];

export const subjects = [
  'organisation',
  'unit',
  'person',
  'system',
  'area',
  'service',
  'contract',
  'incident',
  'audit',
] as const;
/** What a requirement is about; decides which of the actor's appointments it is asked for. */
export type Subject = (typeof subjects)[number];

/** A family of conditions: its codes are alternatives; different families must all hold. */
interface ConditionFamily {
  readonly id: string;
  readonly title: Text;
}

export interface PackInfo {
  readonly id: string;
  readonly edition: string;
  /** Version of the data, semantic; the edition is that of the document. */
  readonly version: string;
  readonly title: Text;
  readonly kind: 'standard' | 'norm' | 'guideline' | 'measures' | 'catalogue';
  readonly orgKinds: readonly OrgKind[];
  readonly families: readonly ConditionFamily[];
  readonly source: {
    readonly title: string;
    readonly publisher: string;
    readonly date: string;
    readonly note?: string;
  };
}

export interface Role {
  readonly id: string;
  readonly title: Text;
  readonly aliases?: readonly string[];
  readonly scope: RoleScope;
  /** The level of unit at which one is expected, for `unit` scope. */
  readonly unitKind?: UnitKind;
  /** How many; `max` null means any number. Counted per unit, system, area or service when `perScope`. */
  readonly count: { readonly min: number; readonly max: number | null };
  readonly perScope: boolean;
  /** The holder must hold this role too (統括 is one of the 情報セキュリティ責任者). */
  readonly mustAlsoHold?: string;
  /** Every unit must be covered by a holder, at itself or at an ancestor. */
  readonly coverage?: boolean;
  /** Held by every person without appointment (職員等). */
  readonly everyone?: boolean;
  /** A body, not a person; its duties are answered by the holders of `representedBy`. */
  readonly body?: boolean;
  readonly representedBy?: string;
  readonly orgKinds: readonly OrgKind[];
  readonly reportingGroup?: string;
  readonly incompatibleWith?: readonly string[];
  readonly appointedBy?: string;
  /** The title or requirement that sets the role up. */
  readonly clause?: string;
  /** Ids of the actions that a holder may do within the scope of the appointment. */
  readonly grants: readonly string[];
}

/** An attribute of a system, area or service on which requirements depend. */
interface Condition {
  readonly code: string;
  readonly family: string;
  readonly title: Text;
  /** Holds also whenever one of these holds (要保護 = 要機密, 要保全 or 要安定). */
  readonly impliedBy?: readonly string[];
}

/** A part, section or group of the document. */
export interface Title {
  readonly id: string;
  readonly parent: string | null;
  readonly title: Text;
  readonly purpose?: Text;
}

/** How binding a requirement is, where the document knows degrees (推奨事項 and the like). */
export interface Level {
  readonly id: string;
  readonly title: Text;
  /** A duty from the day the pack is adopted. */
  readonly binding: boolean;
  /** A duty only once the organisation has adopted it. */
  readonly adoptable: boolean;
  /** Asked in self-checks by default. */
  readonly asked: boolean;
}

/** Where another pack carries a requirement out: ids of its titles or requirements. */
export interface PackMap {
  readonly pack: string;
  readonly ids: readonly string[];
}

export interface Requirement {
  readonly id: string;
  /** Titles above it, outermost first; the last is `group`. */
  readonly path: readonly string[];
  readonly group: string;
  /** Role ids; of several, the notes say whether they act jointly or one of them suffices. */
  readonly actors: readonly string[];
  readonly orgKinds: readonly OrgKind[];
  readonly appliesTo: Subject;
  readonly conditions: readonly string[];
  readonly kind: RequirementKind;
  readonly cadence: Cadence;
  readonly level?: string;
  readonly summary: Text;
  readonly evidence?: Text;
  readonly question: Text;
  readonly notApplicableWhen?: Text;
  readonly notes?: string;
  readonly maps?: readonly PackMap[];
}

/** Fields of a requirement whose change alters what is to be done, or by whom. */
export const comparedFields = [
  'actors',
  'orgKinds',
  'appliesTo',
  'conditions',
  'kind',
  'cadence',
  'level',
  'summary',
  'question',
] as const satisfies readonly (keyof Requirement)[];
export type ComparedField = (typeof comparedFields)[number];

export interface SubItem {
  readonly id: string;
  readonly parent: string;
  readonly summary: Text;
}

/** An exact fraction n/d; grades are decided on it, never on a rounded figure. */
interface Fraction {
  readonly n: number;
  readonly d: number;
}

interface Reporting {
  readonly groups: readonly {
    readonly id: string;
    readonly title: Text;
    readonly roles: readonly string[];
  }[];
  /** Percentages of 到達率. */
  readonly attainmentThresholds: readonly number[];
  /** Descending; a rate has the first grade whose minimum it reaches. */
  readonly gradeBands: readonly { readonly grade: string; readonly min: Fraction }[];
}

export interface Pack extends PackInfo {
  readonly roles: readonly Role[];
  readonly conditions: readonly Condition[];
  readonly titles: readonly Title[];
  readonly requirements: readonly Requirement[];
  readonly subItems: readonly SubItem[];
  readonly reporting: Reporting;
  readonly levels: readonly Level[];
}

/** A line of a crosswalk; `from` null for what the later edition adds, `to` null for what it drops. */
interface CrosswalkEntry {
  readonly from: string | null;
  readonly to: string | null;
  readonly relation: 'same' | 'changed' | 'moved' | 'new' | 'removed';
  /** Subject of a clause whose edition is not itself a pack here. */
  readonly title?: Text;
  readonly note?: string;
}

/** From one edition to a later one. `complete` false: only the clauses that were compared are listed. */
export interface Crosswalk {
  readonly from: string;
  readonly to: string;
  readonly title: Text;
  readonly fromTitle: Text;
  readonly toTitle: Text;
  readonly complete: boolean;
  readonly source: string;
  readonly entries: readonly CrosswalkEntry[];
}

/** The attributes of a ledger entry (system, area, service …): condition code → holds. */
export type Attributes = Readonly<Record<string, boolean>>;

/**
 * Whether a requirement's conditions hold for a ledger entry with these attributes: codes of one family are
 * alternatives, different families must all hold, an implied code holds when one that implies it holds.
 * No conditions always hold. A code that the pack does not know never holds.
 */
export function conditionsHold(
  conditions: readonly string[],
  attributes: Attributes,
  pack: Pick<Pack, 'conditions'>,
): boolean {
  const known = new Map(pack.conditions.map((condition) => [condition.code, condition]));
  const holdsByFamily = new Map<string, boolean>();
  for (const code of conditions) {
    const condition = known.get(code);
    const family = condition?.family ?? `unknown:${code}`;
    const holds =
      condition !== undefined &&
      [code, ...(condition.impliedBy ?? [])].some((each) => attributes[each] === true);
    holdsByFamily.set(family, (holdsByFamily.get(family) ?? false) || holds);
  }
  return [...holdsByFamily.values()].every(Boolean);
}

/** The level of a requirement; without levels in the pack every requirement binds and is asked. */
export function levelOf(requirement: Requirement, pack: Pick<Pack, 'levels'>): Level | null {
  return pack.levels.find((level) => level.id === requirement.level) ?? null;
}

/** Whether the requirement is a duty: binding by its level, or adoptable and adopted by the organisation. */
export function isBinding(
  requirement: Requirement,
  pack: Pick<Pack, 'levels'>,
  adopted: ReadonlySet<string>,
): boolean {
  const level = levelOf(requirement, pack);
  return level === null || level.binding || (level.adoptable && adopted.has(requirement.id));
}

/** The requirements that bind an organisation of this kind which adopted these recommended ones. */
export function bindingRequirements(
  pack: Pack,
  kind: OrgKind,
  adopted: ReadonlySet<string> = new Set(),
): readonly Requirement[] {
  return pack.requirements.filter(
    (requirement) => requirement.orgKinds.includes(kind) && isBinding(requirement, pack, adopted),
  );
}
