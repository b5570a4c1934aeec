/** What two people changed in a type at the same time, part by part. Pure. */
import { isSame } from '../../model.changes.ts';
import type { Edited } from './problems.ts';

/** A type as it is edited, with whether it is in use. */
export interface EditedType {
  readonly off: boolean;
  readonly type: Edited;
}

type Part = keyof Edited;

export interface Merged extends EditedType {
  /** What both changed, each otherwise; here it is as it was entered on this screen. */
  readonly both: readonly Part[];
}

/** The newest with what was changed here since `base` was read. */
export function merge(base: EditedType, mine: EditedType, theirs: EditedType): Merged {
  const parts = [...new Set([...Object.keys(mine.type), ...Object.keys(theirs.type)])] as readonly Part[];
  const touched = parts.filter((part) => !isSame(mine.type[part], base.type[part]));
  const type = { ...theirs.type, ...Object.fromEntries(touched.map((part) => [part, mine.type[part]])) };
  const offTouched = mine.off !== base.off;
  const both = touched.filter(
    (part) => !isSame(theirs.type[part], base.type[part]) && !isSame(theirs.type[part], mine.type[part]),
  );
  return { type, off: offTouched ? mine.off : theirs.off, both };
}
