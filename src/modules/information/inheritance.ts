/**
 * What an entry inherits from what it was copied or made from, as pure rules: per axis at least the highest class of
 * the sources, and every restriction of theirs. Less than that needs a decision, which names what it allowed.
 */

import type { Attention, Basis, Standing } from './model/register.ts';
import {
  type Axis,
  appliesTo,
  axes,
  type Classes,
  classesOf,
  type Form,
  type Scheme,
  type SourceKind,
  topOf,
  uniteRestrictions,
} from './model.ts';

export type Rules = Pick<Scheme, 'axes' | 'restrictions' | 'inherit'>;

/** What the sources demand on one axis: at least this level (0: nothing); one of them may not be decided yet. */
export interface AxisFloor {
  readonly level: number;
  readonly open: boolean;
}

/** What the sources of an entry demand of it. */
export interface Floor {
  readonly axes: Readonly<Record<Axis, AxisFloor>>;
  readonly restrictions: readonly string[];
}

export interface Source extends Standing {
  readonly form: Form;
  readonly kind: SourceKind;
}

/** What these sources demand of an entry in this form. No sources demand nothing. */
export function floorOf(rules: Rules, form: Form, sources: readonly Source[]): Floor {
  const on = (axis: Axis): AxisFloor => {
    const binding = sources.filter(
      (source) =>
        rules.inherit[source.kind].includes(axis) &&
        appliesTo(rules, axis, form) &&
        appliesTo(rules, axis, source.form),
    );
    const levels = binding.map(({ classes }) => classes[axis]);
    const level = Math.max(0, ...levels.map((each) => each ?? 0));
    return { level, open: levels.includes(null) && level < topOf(axis) };
  };
  return {
    axes: {
      confidentiality: on('confidentiality'),
      integrity: on('integrity'),
      availability: on('availability'),
    },
    restrictions: uniteRestrictions(
      rules,
      sources.map(({ restrictions }) => restrictions),
    ),
  };
}

/** A floor that demands nothing. */
export const noFloor = (rules: Rules): Floor => floorOf(rules, 'electronic', []);

/** A class is below its floor: lower than the sources, or decided while one of them is not and could be higher. */
const belowOn = (axis: Axis, level: number | null, floor: AxisFloor): boolean =>
  level !== null && (level < floor.level || (floor.open && level < topOf(axis)));

/** The axes on which a standing is below the floor. */
export const axesBelow = (standing: Standing, floor: Floor): readonly Axis[] =>
  axes.filter((axis) => belowOn(axis, standing.classes[axis], floor.axes[axis]));

/** The restrictions of the floor that a standing lacks. */
export const restrictionsBelow = (standing: Standing, floor: Floor): readonly string[] =>
  floor.restrictions.filter((code) => !standing.restrictions.includes(code));

export const isBelow = (standing: Standing, floor: Floor): boolean =>
  axesBelow(standing, floor).length > 0 || restrictionsBelow(standing, floor).length > 0;

/** Whether a decision that was made under `accepted` also covers what is demanded now. */
export function covers(accepted: Floor, floor: Floor): boolean {
  const axisCovered = (axis: Axis) => {
    const [then, now] = [accepted.axes[axis], floor.axes[axis]];
    return now.level <= then.level && (!now.open || then.open);
  };
  return axes.every(axisCovered) && floor.restrictions.every((code) => accepted.restrictions.includes(code));
}

/**
 * A standing lifted to its floor: classes below it take the floor's, or become undecided where a source is undecided;
 * an undecided class takes the floor's when that is certain. Restrictions are united.
 */
export function lift(rules: Rules, form: Form, standing: Standing, floor: Floor): Standing {
  const classes: Classes = classesOf((axis) => {
    if (!appliesTo(rules, axis, form)) return null;
    const { level, open } = floor.axes[axis];
    const own = standing.classes[axis];
    if (own !== null && !belowOn(axis, own, floor.axes[axis])) return own;
    return open || level === 0 ? null : level;
  });
  return { classes, restrictions: uniteRestrictions(rules, [standing.restrictions, floor.restrictions]) };
}

/** What the register keeps of an entry as far as inheritance goes. */
export interface Entry extends Standing {
  readonly form: Form;
  readonly basis: Basis;
  readonly attention: Attention;
  /** The floor under which a decision allowed this standing; null without such a decision. */
  readonly accepted: Floor | null;
}

/**
 * An entry after its sources changed. Without a decision of its own it is lifted with them. With one that covers what
 * they demand now it stays; with one that does not it stays too, and asks for attention: a person had decided.
 */
export function follow(rules: Rules, entry: Entry, floor: Floor): Entry {
  if (entry.accepted !== null) {
    const uncovered = isBelow(entry, floor) && !covers(entry.accepted, floor);
    return { ...entry, attention: uncovered ? 'source_raised' : 'none' };
  }
  const lifted = lift(rules, entry.form, entry, floor);
  if (same(lifted, entry)) return entry;
  const decided = axes.some((axis) => lifted.classes[axis] !== null);
  return { ...entry, ...lifted, basis: decided ? 'inherited' : 'none' };
}

/** An entry after a recorded decision: the standing as decided, with what it was decided against. */
export function decide(rules: Rules, entry: Entry, decided: Standing, floor: Floor): Entry {
  const standing = {
    classes: classesOf((axis) => (appliesTo(rules, axis, entry.form) ? decided.classes[axis] : null)),
    restrictions: uniteRestrictions(rules, [decided.restrictions]),
  };
  return {
    ...entry,
    ...standing,
    basis: 'decided',
    attention: 'none',
    accepted: isBelow(standing, floor) ? floor : null,
  };
}

/** Whether two standings are the same; the order of restrictions does not matter. */
export const same = (one: Standing, other: Standing): boolean =>
  axes.every((axis) => one.classes[axis] === other.classes[axis]) &&
  one.restrictions.length === other.restrictions.length &&
  one.restrictions.every((code) => other.restrictions.includes(code));
