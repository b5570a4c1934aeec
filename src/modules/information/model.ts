/** Classes of information and the pure rules on them. Which classes there are, and what they mean, is data in the packs. */
import { z } from 'zod';

/** The three aspects under which information is classified, in the order in which they are written. */
export const axes = ['confidentiality', 'integrity', 'availability'] as const;
export type Axis = (typeof axes)[number];

/** The class on each axis; null: not decided yet, or the axis does not apply to the form (see `appliesTo`). */
export interface Classes {
  readonly confidentiality: 1 | 2 | 3 | null;
  readonly integrity: 1 | 2 | null;
  readonly availability: 1 | 2 | null;
}

/** Nothing decided: what an unmarked record is. Never the same as the lowest class. */
export const undetermined: Classes = { confidentiality: null, integrity: null, availability: null };

const twoLevels = z.union([z.literal(1), z.literal(2)]).nullable();
/** The contract of `Classes` in requests and answers. */
export const classesSchema = z.object({
  confidentiality: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  integrity: twoLevels,
  availability: twoLevels,
});

/** What information lies on: a file of a system, paper, or a medium that is carried about. */
export const forms = ['electronic', 'paper', 'medium'] as const;
export type Form = (typeof forms)[number];

/** How an entry came from another: an exact copy, made with its help, or written on the same medium. */
export const sourceKinds = ['copy', 'derived', 'contained'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** A text of a pack. */
export interface PackText {
  readonly ja: string;
  readonly en?: string;
}

export interface Level {
  readonly level: 1 | 2 | 3;
  readonly title: PackText;
  /** How the class is written on a document, such as in its header. */
  readonly mark: string;
  /** What belongs in it, for this kind of body, and where that is said. */
  readonly criterion: PackText;
  readonly source: string;
}

export interface SchemeAxis {
  readonly id: Axis;
  readonly title: PackText;
  /** Lowest first. */
  readonly levels: readonly Level[];
  /** Forms of information that are not classified on this axis. */
  readonly notFor: readonly Form[];
}

/** Information with the same need of protection, such as 要機密情報: any of the conditions or other groups suffices. */
export interface Group {
  readonly id: string;
  readonly title: PackText;
  readonly anyOf: readonly { readonly axis: Axis; readonly min: number }[];
  readonly groups: readonly string[];
}

/** A restriction of handling that the pack knows by name. */
export interface Restriction {
  readonly id: string;
  readonly title: PackText;
  /** Takes words of one's own (`{text}` in the title), such as whose eyes only. */
  readonly open: boolean;
}

/** Restrictions that information of this class carries unless decided otherwise. */
export interface DefaultRestriction {
  readonly axis: Axis;
  readonly min: number;
  readonly max: number;
  readonly restrictions: readonly string[];
  readonly source: string;
}

export const markingTargets = ['header', 'fileName', 'subject'] as const;
export type MarkingTarget = (typeof markingTargets)[number];

/** How the marking is written in one place. `{classes}`, `{restrictions}` and `{name}` are filled in. */
export interface MarkingTemplate {
  readonly axes: readonly Axis[];
  readonly template: string;
  /** What `{restrictions}` becomes where there are some: `{list}` is their list. */
  readonly restrictions: string;
}

export interface Answer {
  readonly id: string;
  readonly title: PackText;
  /** The class that follows; absent when a further question decides, or nobody but the officer can. */
  readonly level?: 1 | 2 | 3;
  readonly next?: string;
  readonly ask?: boolean;
  readonly reason?: PackText;
  readonly source: string;
}

export interface Question {
  readonly id: string;
  readonly axis: Axis;
  /** Asked first of its axis. */
  readonly first: boolean;
  /** Several answers may be true at once; the answer `none` of such a question stands alone. */
  readonly multiple: boolean;
  readonly title: PackText;
  readonly help?: PackText;
  readonly answers: readonly Answer[];
}

/** The classification of one organisation: what the pack says for its kind of body. */
export interface Scheme {
  readonly packId: string;
  readonly body: string;
  readonly axes: readonly SchemeAxis[];
  readonly groups: readonly Group[];
  readonly restrictions: readonly Restriction[];
  readonly defaults: readonly DefaultRestriction[];
  /** On which axes an entry may not be below its sources, by the way it came from them. */
  readonly inherit: Readonly<Record<SourceKind, readonly Axis[]>> & { readonly source: string };
  readonly marking: Readonly<Record<MarkingTarget, MarkingTemplate>> & { readonly undetermined: string };
  readonly questions: readonly Question[];
  /** Whether an organisation may adopt the rule that what is not marked has the lowest classes, and where that is said. */
  readonly unmarked: { readonly adoptable: boolean; readonly source: string };
}

/** Whether information in this form is classified on the axis (paper has no 完全性 or 可用性, says the pack). */
export const appliesTo = (scheme: Pick<Scheme, 'axes'>, axis: Axis, form: Form): boolean =>
  scheme.axes.some((each) => each.id === axis && !each.notFor.includes(form));

/** The highest level of an axis. */
export const topOf = (axis: Axis): number => (axis === 'confidentiality' ? 3 : 2);

/** The axes that apply to the form and are not decided. */
export const openAxes = (scheme: Pick<Scheme, 'axes'>, classes: Classes, form: Form): readonly Axis[] =>
  axes.filter((axis) => appliesTo(scheme, axis, form) && classes[axis] === null);

/** The ids of the groups of protection that these classes certainly belong to; an undecided axis puts it in none. */
export function protections(scheme: Pick<Scheme, 'groups'>, classes: Classes): readonly string[] {
  const direct = (group: Group) => group.anyOf.some(({ axis, min }) => (classes[axis] ?? 0) >= min);
  const held = new Set(scheme.groups.filter(direct).map((group) => group.id));
  const through = (group: Group) => group.groups.some((id) => held.has(id));
  return scheme.groups.filter((group) => held.has(group.id) || through(group)).map((group) => group.id);
}

/**
 * The class of several pieces together, axis by axis: the highest. While one of them is undecided the whole is
 * undecided too, unless another one already has the top class. Nothing at all is undecided.
 */
export function highest(all: readonly Classes[]): Classes {
  const on = (axis: Axis): number | null => {
    const levels = all.map((classes) => classes[axis]);
    const known = levels.filter((level) => level !== null);
    const max = known.length === 0 ? null : Math.max(...known);
    return max === topOf(axis) || known.length === levels.length ? max : null;
  };
  return classesOf(on);
}

/** Classes from a function of the axis; levels that an axis does not have are a programming error. */
export function classesOf(on: (axis: Axis) => number | null): Classes {
  return classesSchema.parse(Object.fromEntries(axes.map((axis) => [axis, on(axis)])));
}

/** The lowest class on every axis that applies: what the rule for unmarked information gives. */
export const lowest = (scheme: Pick<Scheme, 'axes'>, form: Form): Classes =>
  classesOf((axis) => (appliesTo(scheme, axis, form) ? 1 : null));

/** The restrictions that the pack attaches to these classes, in the order of its vocabulary. */
export function defaultRestrictions(scheme: Scheme, classes: Classes): readonly string[] {
  const applies = ({ axis, min, max }: DefaultRestriction) => {
    const level = classes[axis];
    return level !== null && min <= level && level <= max;
  };
  return uniteRestrictions(
    scheme,
    scheme.defaults.filter(applies).map((each) => each.restrictions),
  );
}

/** The union of lists of restrictions, known ones first in the order of the vocabulary, then own ones. */
export function uniteRestrictions(
  scheme: Pick<Scheme, 'restrictions'>,
  lists: readonly (readonly string[])[],
): readonly string[] {
  const order = new Map(scheme.restrictions.map(({ id }, at) => [id, at]));
  const rank = (code: string) => order.get(restrictionId(code)) ?? order.size;
  return [...new Set(lists.flat())].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Restrictions of one's own are kept as this id and their words: `own:課外秘`. */
export const OWN = 'own';

/** The id of a restriction as it is kept: `no_copy`, or `staff_only:人事担当者` with words of one's own. */
export const restrictionId = (code: string): string => code.split(':', 1)[0] ?? code;

/** A restriction in words. A code that the scheme does not know is shown as it is. */
export function restrictionText(scheme: Pick<Scheme, 'restrictions'>, code: string): string {
  const id = restrictionId(code);
  const words = code.slice(id.length + 1);
  if (id === OWN) return words;
  const known = scheme.restrictions.find((each) => each.id === id);
  return known === undefined ? code : known.title.ja.replace('{text}', words);
}
