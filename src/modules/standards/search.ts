import { normaliseForSearch } from '../../kernel/japanese.ts';
import type { OrgKind, Pack, Requirement } from './model.ts';

/** What to look for; absent filters let everything through. */
export interface Filter {
  readonly text?: string | undefined;
  readonly actor?: string | undefined;
  readonly condition?: string | undefined;
  readonly orgKind?: OrgKind | undefined;
  readonly level?: string | undefined;
  /** A title: only what stands under it. */
  readonly under?: string | undefined;
}

interface Indexed {
  readonly requirement: Requirement;
  readonly text: string;
}

const indexes = new WeakMap<Pack, readonly Indexed[]>();

/**
 * The requirements that fit the filter, in the order of the document. Every word must occur somewhere in the
 * number, headings, summary, question, evidence, sub-items, actors or official text; width, kana, old glyph forms
 * and long vowels do not matter. `official` are the texts attached by the organisation, by id.
 */
export function searchPack(
  pack: Pack,
  filter: Filter,
  official: ReadonlyMap<string, string> = new Map(),
): readonly Requirement[] {
  const words = (filter.text ?? '')
    .split(/[\s\u3000]+/u)
    .map(normaliseForSearch)
    .filter((word) => word !== '');
  return indexOf(pack)
    .filter(({ requirement }) => fits(requirement, filter))
    .filter(({ requirement, text }) => {
      if (words.length === 0) return true;
      const attached = official.get(requirement.id);
      const whole = attached === undefined ? text : `${text}\n${normaliseForSearch(attached)}`;
      return words.every((word) => whole.includes(word));
    })
    .map(({ requirement }) => requirement);
}

function fits(requirement: Requirement, filter: Filter): boolean {
  const { actor, condition, orgKind, level, under } = filter;
  return (
    (actor === undefined || requirement.actors.includes(actor)) &&
    (condition === undefined || requirement.conditions.includes(condition)) &&
    (orgKind === undefined || requirement.orgKinds.includes(orgKind)) &&
    (level === undefined || requirement.level === level) &&
    (under === undefined || requirement.path.includes(under))
  );
}

/** Each requirement with everything that may be searched in it, in one spelling; made once per pack. */
function indexOf(pack: Pack): readonly Indexed[] {
  const known = indexes.get(pack);
  if (known !== undefined) return known;
  const titles = new Map(pack.titles.map((title) => [title.id, `${title.title.ja} ${title.title.en ?? ''}`]));
  const roles = new Map(
    pack.roles.map((role) => [role.id, [role.title.ja, role.title.en, ...(role.aliases ?? [])].join(' ')]),
  );
  const subItems = Map.groupBy(pack.subItems, (item) => item.parent);
  const index = pack.requirements.map((requirement) => ({
    requirement,
    text: [
      requirement.id,
      requirement.summary.ja,
      requirement.summary.en,
      requirement.question.ja,
      requirement.evidence?.ja,
      requirement.notApplicableWhen?.ja,
      ...requirement.path.map((id) => titles.get(id)),
      ...requirement.actors.map((id) => roles.get(id)),
      ...(subItems.get(requirement.id) ?? []).flatMap((item) => [item.summary.ja, item.summary.en]),
    ]
      .map((part) => normaliseForSearch(part ?? ''))
      // A line break between the parts, so that no word is found across two of them.
      .join('\n'),
  }));
  indexes.set(pack, index);
  return index;
}
