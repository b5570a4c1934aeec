/** The marking in words, by the pack's templates: for a header, a file name, the subject of a mail. */

import type { Standing } from './model/register.ts';
import { type Classes, type MarkingTarget, markingTargets, restrictionText, type Scheme } from './model.ts';

/** The marks of the classes on these axes, such as 「機密性2・完全性2」; '' when none is decided. */
export function classMarks(scheme: Scheme, classes: Classes, on = scheme.axes.map(({ id }) => id)): string {
  return scheme.axes
    .filter(({ id }) => on.includes(id))
    .flatMap(({ id, levels }) => levels.filter(({ level }) => level === classes[id]))
    .map(({ mark }) => mark)
    .join('・');
}

/**
 * What to write in one place. While the confidentiality is not decided it says so instead of nothing: no marking must
 * never look like the lowest class. `name` is the title of the record, or the subject of the mail.
 */
export function markingText(
  scheme: Scheme,
  { classes, restrictions }: Standing,
  target: MarkingTarget,
  name: string,
): string {
  const clean = target === 'fileName' ? name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_') : name;
  if (classes.confidentiality === null) {
    const rest = target === 'header' ? '' : clean;
    return `${scheme.marking.undetermined}${rest}`;
  }
  const { axes, template, restrictions: listed } = scheme.marking[target];
  const list = restrictions.map((code) => restrictionText(scheme, code)).join('・');
  const values: Readonly<Record<string, string>> = {
    classes: classMarks(scheme, classes, [...axes]),
    restrictions: list === '' ? '' : listed.replaceAll('{list}', () => list),
    name: clean,
  };
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** All markings of a record, to copy. */
export const markings = (scheme: Scheme, standing: Standing, name: string) =>
  markingTargets.map((target) => ({ target, text: markingText(scheme, standing, target, name) }));
