import { classificationPart } from '../information/index.ts';
import { loadPack, type OrgKind, type PackPart, packIds, readPart } from '../standards/index.ts';
import { checkHandling } from './check-handling.ts';
import { compile, type Rules } from './decide.ts';
import type { Handling } from './model.ts';

/** `handling.json` of a pack: may this be done with this information, and what does it ask for? */
export const handlingPart: PackPart<Handling> = { name: 'handling', check: checkHandling };

const compiled = new WeakMap<Handling, Rules>();

/** The rules of one pack, arranged once; null when it has none. */
export function rulesOf(packId: string): Rules | null {
  const handling = readPart(packId, handlingPart);
  if (handling === null) return null;
  const known = compiled.get(handling);
  if (known !== undefined) return known;
  const rules = compile(handling, loadPack(packId));
  compiled.set(handling, rules);
  return rules;
}

/** Ids of the packs with rules of handling, in order of name; those for one kind of organisation when it is given. */
export function packsWithRules(orgKind?: OrgKind): readonly string[] {
  return packIds().filter((id) => {
    if (readPart(id, handlingPart) === null) return false;
    return orgKind === undefined || loadPack(id).orgKinds.includes(orgKind);
  });
}

/** Ids of the restrictions of handling that may be named with this pack: those of its scheme and of its rules. */
export function restrictionIds(rules: Rules): ReadonlySet<string> {
  const scheme = readPart(rules.packId, classificationPart)?.restrictions ?? [];
  const rows = rules.handling.tables.flatMap((table) => table.rows);
  return new Set([...scheme.map(({ id }) => id), ...rows.flatMap(({ when }) => when.restrictions ?? [])]);
}

/** The restrictions that the rules look at, with their names and without words of one's own. */
export function restrictionsOf(rules: Rules): { id: string; title: string }[] {
  const scheme = readPart(rules.packId, classificationPart)?.restrictions ?? [];
  const named = new Set(
    rules.handling.tables.flatMap((table) => table.rows.flatMap(({ when }) => when.restrictions ?? [])),
  );
  return scheme
    .filter(({ id }) => named.has(id))
    .map(({ id, title }) => ({ id, title: title.ja.replace('{text}', '〇〇') }));
}
