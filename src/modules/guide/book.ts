import type { Tx } from '../../platform/database/database.ts';
import { handlingPart } from '../handling/index.ts';
import { loadProfile } from '../organisation/index.ts';
import { permissionsPart } from '../permissions/index.ts';
import { loadPack, type OrgKind, type Pack, readPart } from '../standards/index.ts';
import { type Guide, linesFor, type Situation } from './model.ts';
import { guideOf } from './part.ts';

/** The guide of an organisation: of its first pack that has one, for its kind. */
export interface Book {
  readonly orgKind: OrgKind;
  readonly pack: Pack | null;
  readonly guide: Guide;
}

/** Opens the guide of the transaction's organisation. One statement. */
export async function openBook(tx: Tx): Promise<Book> {
  const profile = await loadProfile(tx);
  const found = guideOf(profile.packIds);
  return {
    orgKind: profile.kind,
    pack: found === null ? null : loadPack(found.packId),
    guide: found?.guide ?? { chapters: [], situations: [] },
  };
}

/** An id with its name, to choose or to show. */
export interface Named {
  readonly id: string;
  readonly title: string;
}

/** What may be asked of the adviser with the pack of this guide. */
export const actionsOf = ({ pack }: Book): Named[] =>
  (pack === null ? [] : (readPart(pack.id, handlingPart)?.actions ?? [])).map(({ id, title }) => ({
    id,
    title: title.ja,
  }));

/** The forms that this kind of organisation has with the pack of this guide. */
export const formsOf = ({ pack, orgKind }: Book): Named[] =>
  (pack === null ? [] : (readPart(pack.id, permissionsPart)?.types ?? []))
    .filter(({ orgKinds }) => orgKinds.includes(orgKind))
    .map(({ id, title }) => ({ id, title: title.ja }));

/** The clauses of a situation that are duties of this kind of organisation, with what they say. */
export function clausesOf({ pack, orgKind }: Book, situation: Situation): { id: string; text: string }[] {
  if (pack === null) return [];
  const requirements = new Map(pack.requirements.map((each) => [each.id, each]));
  const parents = new Map(pack.subItems.map((each) => [each.id, each]));
  return situation.clauses.flatMap((id) => {
    const requirement = requirements.get(id);
    if (requirement === undefined) return [{ id, text: parents.get(id)?.summary.ja ?? '' }];
    return requirement.orgKinds.includes(orgKind) ? [{ id, text: requirement.summary.ja }] : [];
  });
}

/** What a situation is found by. */
export const searchable = ({ orgKind }: Book, situation: Situation) => ({
  title: situation.title.ja,
  keywords: situation.keywords,
  headline: situation.headline.ja,
  text: [
    ...linesFor([...situation.do, ...situation.dont, ...situation.notes], orgKind),
    ...situation.cases.map(({ text }) => text.ja),
    ...situation.terms.flatMap(({ term, text }) => [term.ja, text.ja]),
    ...situation.clauses,
  ],
});
