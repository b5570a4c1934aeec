/** The words of "may I?": what is asked, what is answered, and the shape of the rules, which are data in the packs. */
import type { Axis, Classes } from '../information/index.ts';
import type { OrgKind } from '../standards/index.ts';

/** What the information lies on or goes through. `unspecified`: the rules of one medium do not apply. */
export const media = [
  'unspecified',
  'paper',
  'usb',
  'supplied_terminal',
  'own_terminal',
  'mail',
  'cloud',
  'terms_service',
] as const;
export type Medium = (typeof media)[number];

/** Inside the controlled area, outside it, or in an area of another body that was designated beforehand. */
export const places = ['inside', 'outside', 'designated_area'] as const;
export type Place = (typeof places)[number];

/** Who gets it: somebody inside or outside, or one to whom a contractor hands it on. */
export const recipients = ['unspecified', 'inside', 'outside', 'subcontractor'] as const;
export type Recipient = (typeof recipients)[number];

/** Software on the list of what may be used, on no list, or on the list of what may not. */
export const softwareKinds = ['unlisted', 'listed', 'forbidden'] as const;
export type SoftwareKind = (typeof softwareKinds)[number];

/** From the mildest to the strictest: of several rules the strictest wins. */
export const outcomes = ['allowed', 'allowed_with_measures', 'needs_permission', 'forbidden'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a member of staff asks. Everything that is left out falls back to what the action means. */
export interface Question {
  readonly orgKind: OrgKind;
  readonly action: string;
  /** Null on an axis: not decided. It is answered as if it were the highest, never the lowest. */
  readonly classes: Classes;
  /** Ids of restrictions of handling, as in the register (`no_copy`, `staff_only:人事担当者`). */
  readonly restrictions?: readonly string[];
  readonly medium?: Medium;
  readonly place?: Place;
  readonly encrypted?: boolean;
  readonly recipient?: Recipient;
  readonly software?: SoftwareKind;
  /** The organisation adopted the rule that what is not marked has the lowest classes. */
  readonly unmarkedLowest?: boolean;
}

export interface Permission {
  /** Id of a permission type of the pack. */
  readonly type: string;
  readonly mode: 'all' | 'any';
  /** Ids of roles of the pack, `classification_decider` or `superior`; empty when the document names nobody. */
  readonly deciders: readonly string[];
}

/** Something to do or to write down, with the clause that it comes from. */
export interface Duty {
  readonly id: string;
  readonly text: string;
  readonly clause: string;
}

export interface Reason {
  readonly clause: string;
  readonly edition: string;
  readonly text: string;
}

export interface Decision {
  readonly outcome: Outcome;
  readonly permissions: readonly Permission[];
  readonly measures: readonly Duty[];
  readonly records: readonly Duty[];
  /** Those of the strictest rules first. */
  readonly reasons: readonly Reason[];
  /** Axes that are not decided although the answer depends on them. */
  readonly undetermined: readonly Axis[];
}

/** A text of a pack. */
export interface PackText {
  readonly ja: string;
  readonly en?: string;
}

/** Information with the same need of protection; any of the conditions suffices. */
export interface RuleGroup {
  readonly id: string;
  readonly title: PackText;
  readonly anyOf: readonly { readonly axis: Axis; readonly min: number }[];
}

/** When a row holds: everything named must hold; of a list, one entry. */
export interface Condition {
  readonly orgKinds?: readonly OrgKind[];
  readonly group?: string;
  readonly medium?: readonly Medium[];
  readonly place?: readonly Place[];
  readonly encrypted?: boolean;
  readonly recipient?: readonly Recipient[];
  readonly software?: readonly SoftwareKind[];
  readonly restrictions?: readonly string[];
}

export interface Row {
  readonly when: Condition;
  readonly outcome: Outcome;
  readonly permissions?: readonly Permission[];
  /** Ids of measures and records of the pack. */
  readonly measures?: readonly string[];
  readonly records?: readonly string[];
  /** False: not even an exception opens it. */
  readonly exception?: boolean;
  /** Without a text of its own a clause speaks in its summary. */
  readonly reasons: readonly { readonly clause: string; readonly text?: PackText }[];
}

/** `first`: the first row that holds decides. `collect`: all rows that hold do, and the strictest wins. */
export interface Table {
  readonly id: string;
  readonly title: PackText;
  readonly actions: readonly string[];
  readonly hit: 'first' | 'collect';
  readonly rows: readonly Row[];
}

export const options = ['classes', 'medium', 'place', 'encrypted', 'recipient', 'software'] as const;
export type Option = (typeof options)[number];

/** A verb that can be asked about, what it means when nothing else is said, and what the answer depends on. */
export interface ActionRule {
  readonly id: string;
  readonly title: PackText;
  readonly help: PackText;
  readonly place?: Place;
  readonly medium?: Medium;
  readonly software?: SoftwareKind;
  readonly options: readonly Option[];
  /** False: not about information as such; classes that are not decided are spoken of only where they matter. */
  readonly classified?: boolean;
  /** Media worth offering on screen; any may be asked. */
  readonly media: readonly Medium[];
}

/** A situation of everyday work that one may begin from; without `ask` only the guide speaks of it. */
export interface Situation {
  readonly id: string;
  readonly title: PackText;
  readonly ask?: { readonly action: string; readonly medium?: Medium; readonly place?: Place };
}

/** Ledgers of the product in which a record is written. */
export const ledgers = ['lending', 'carrying', 'disposals'] as const;
export type LedgerName = (typeof ledgers)[number];

interface WrittenDuty {
  readonly id: string;
  readonly text: PackText;
  readonly clause: string;
}

/** `handling.json` of a pack. */
export interface Handling {
  readonly groups: readonly RuleGroup[];
  /** Axes on which paper is not classified. */
  readonly notOnPaper: readonly Axis[];
  /** What the document calls each medium. */
  readonly media: Readonly<Record<Exclude<Medium, 'unspecified'>, PackText>>;
  /** What it calls each place, and what it makes of an area of another body. */
  readonly places: Readonly<Record<'inside' | 'outside', { readonly title: PackText }>> & {
    readonly designated_area: {
      readonly title: PackText;
      readonly as: 'inside' | 'outside';
      readonly clause: string;
      readonly text: PackText;
    };
  };
  readonly undetermined: { readonly measure: string; readonly clause: string; readonly text: PackText };
  readonly unmarkedLowest: { readonly clause: string; readonly text: PackText } | null;
  /** What opens a forbidden way; null where the pack does not hold the clause. */
  readonly exception: { readonly measure: string; readonly clause: string } | null;
  readonly actions: readonly ActionRule[];
  readonly situations: readonly Situation[];
  readonly measures: readonly WrittenDuty[];
  readonly records: readonly (WrittenDuty & { readonly ledger?: LedgerName })[];
  readonly tables: readonly Table[];
}

/** Everything a row looks at, filled in. */
export interface Facts {
  readonly orgKind: OrgKind;
  readonly classes: Classes;
  readonly groups: ReadonlySet<string>;
  readonly medium: Medium;
  readonly place: Place;
  readonly encrypted: boolean;
  readonly recipient: Recipient;
  readonly software: SoftwareKind;
  readonly restrictions: readonly string[];
}

/** The groups of protection that these classes belong to; an undecided axis puts them in none. */
export const groupsOf = (groups: readonly RuleGroup[], classes: Classes): ReadonlySet<string> =>
  new Set(
    groups
      .filter(({ anyOf }) => anyOf.some(({ axis, min }) => (classes[axis] ?? 0) >= min))
      .map(({ id }) => id),
  );

const among = <Value>(list: readonly Value[] | undefined, value: Value): boolean =>
  list === undefined || list.includes(value);

/** Whether a row holds for these facts. */
export const holds = (when: Condition, facts: Facts): boolean =>
  among(when.orgKinds, facts.orgKind) &&
  among(when.medium, facts.medium) &&
  among(when.place, facts.place) &&
  among(when.recipient, facts.recipient) &&
  among(when.software, facts.software) &&
  (when.encrypted === undefined || when.encrypted === facts.encrypted) &&
  (when.group === undefined || facts.groups.has(when.group)) &&
  (when.restrictions === undefined || when.restrictions.some((id) => facts.restrictions.includes(id)));

/** The rows of the tables that hold, each table by its own policy, in the order of the pack. */
export function rowsFor(tables: readonly Table[], facts: Facts): readonly Row[] {
  const hits: Row[] = [];
  for (const { hit, rows } of tables) {
    for (const row of rows) {
      if (!holds(row.when, facts)) continue;
      hits.push(row);
      if (hit === 'first') break;
    }
  }
  return hits;
}

/** How strict an outcome is: a larger number is stricter. */
export const strictness = (outcome: Outcome): number => outcomes.indexOf(outcome);

/** The strictest of the outcomes; the mildest of all when there is none. */
export const strictest = (all: readonly Outcome[]): Outcome =>
  all.reduce<Outcome>((worst, each) => (strictness(each) > strictness(worst) ? each : worst), 'allowed');

/**
 * The permissions of several rules together: those of one type become one. Its deciders are those of all; it is
 * enough that one of them decides only where every rule says so.
 */
export function unitePermissions(all: readonly Permission[]): readonly Permission[] {
  const byType = new Map<string, Permission>();
  for (const next of all) {
    const known = byType.get(next.type);
    if (known === undefined) byType.set(next.type, next);
    else {
      const mode = known.mode === 'any' && next.mode === 'any' ? 'any' : 'all';
      byType.set(next.type, {
        type: next.type,
        mode,
        deciders: [...new Set([...known.deciders, ...next.deciders])],
      });
    }
  }
  return [...byType.values()];
}

/** The classes with every undecided axis at its highest, or its lowest; an axis that paper does not have stays null. */
export function fillClasses(classes: Classes, absent: readonly Axis[], end: 'highest' | 'lowest'): Classes {
  const fill = <Level extends 1 | 2 | 3>(axis: Axis, level: Level | null, top: Level): Level | 1 | null => {
    if (absent.includes(axis)) return null;
    return level ?? (end === 'highest' ? top : 1);
  };
  return {
    confidentiality: fill('confidentiality', classes.confidentiality, 3),
    integrity: fill('integrity', classes.integrity, 2),
    availability: fill('availability', classes.availability, 2),
  };
}
