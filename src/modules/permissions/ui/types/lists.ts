/** Lists that a person edits, without changing the list that was. Pure. */

/** With one entry changed. */
export const replaced = <T>(list: readonly T[], at: number, entry: T): readonly T[] =>
  list.map((each, index) => (index === at ? entry : each));

/** With one entry gone. */
export const without = <T>(list: readonly T[], at: number): readonly T[] =>
  list.filter((_, index) => index !== at);

/** With one entry before the one that it came after. */
export function movedUp<T>(list: readonly T[], at: number): readonly T[] {
  const [before, entry] = [list[at - 1], list[at]];
  if (before === undefined || entry === undefined) return list;
  return list.map((each, index) => (index === at - 1 ? entry : index === at ? before : each));
}

/** An id that no other of the list has: `step3`. */
export function freeId(prefix: string, taken: readonly { readonly id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let number = taken.length + 1;
  while (ids.has(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}
