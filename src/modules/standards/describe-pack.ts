import type { z } from 'zod';
import { listCrosswalks, listPacks, loadPack } from './load-pack.ts';
import { isBinding, levelOf, type OrgKind, type Pack, type Requirement } from './model.ts';
import type { packDetail, packHead, requirementDetail, requirementLine } from './present.ts';
import type { Adoption } from './queries.ts';

/** What an organisation made of a pack. */
export interface Situation {
  readonly orgKind: OrgKind;
  readonly adoption: Adoption | undefined;
  readonly officialTexts: number;
}

/** A pack on one line of the list. */
export function describePack(pack: Pack, situation: Situation): z.input<typeof packHead> {
  const { id, edition, version, title, kind, orgKinds, source } = pack;
  const { adoption } = situation;
  return {
    id,
    edition,
    version,
    title,
    kind,
    orgKinds: [...orgKinds],
    source,
    requirements: pack.requirements.length,
    subItems: pack.subItems.length,
    recommendations: pack.requirements.filter((each) => levelOf(each, pack)?.adoptable === true).length,
    officialTexts: situation.officialTexts,
    suits: orgKinds.includes(situation.orgKind),
    adoption:
      adoption === undefined
        ? null
        : {
            adoptedOn: adoption.adoptedOn,
            primary: adoption.primaryPack,
            recommendations: adoption.adoptedRecommendations,
            version: adoption.version,
          },
  };
}

/** A pack with everything that the tree and the filters need. */
export function describePackFully(pack: Pack, situation: Situation): z.input<typeof packDetail> {
  const named = new Set(pack.requirements.flatMap((requirement) => requirement.actors));
  return {
    ...describePack(pack, situation),
    titles: pack.titles.map((title) => ({ ...title })),
    actors: pack.roles.filter((role) => named.has(role.id)).map(({ id, title }) => ({ id, title })),
    conditions: pack.conditions.map(({ code, family, title }) => ({ code, family, title })),
    families: [...pack.families],
    levels: pack.levels.map(({ id, title, binding, adoptable }) => ({ id, title, binding, adoptable })),
  };
}

/** A requirement on one line of the list. */
export function describeLine(
  requirement: Requirement,
  pack: Pack,
  orgKind: OrgKind,
  adopted: ReadonlySet<string>,
): z.input<typeof requirementLine> {
  const { id, path, actors, orgKinds, conditions, level, summary } = requirement;
  return {
    id,
    path: [...path],
    actors: [...actors],
    orgKinds: [...orgKinds],
    conditions: [...conditions],
    ...(level === undefined ? {} : { level }),
    summary,
    binding: orgKinds.includes(orgKind) && isBinding(requirement, pack, adopted),
    recommended: levelOf(requirement, pack)?.adoptable === true,
  };
}

/** A requirement with all that is known of it. */
export function describeRequirement(
  requirement: Requirement,
  pack: Pack,
  orgKind: OrgKind,
  adopted: ReadonlySet<string>,
  official: ReadonlyMap<string, string>,
): z.input<typeof requirementDetail> {
  const at = pack.requirements.indexOf(requirement);
  const { evidence, notApplicableWhen, notes } = requirement;
  return {
    ...describeLine(requirement, pack, orgKind, adopted),
    titles: pack.titles
      .filter(({ id }) => requirement.path.includes(id))
      .map(({ id, title }) => ({ id, title })),
    actorTitles: pack.roles
      .filter(({ id }) => requirement.actors.includes(id))
      .map(({ id, title }) => ({ id, title })),
    conditionTitles: pack.conditions
      .filter(({ code }) => requirement.conditions.includes(code))
      .map(({ code, family, title }) => ({ code, family, title })),
    levelTitle: levelOf(requirement, pack)?.title ?? null,
    appliesTo: requirement.appliesTo,
    kind: requirement.kind,
    cadence: requirement.cadence,
    question: requirement.question,
    ...(evidence === undefined ? {} : { evidence }),
    ...(notApplicableWhen === undefined ? {} : { notApplicableWhen }),
    ...(notes === undefined ? {} : { notes }),
    official: official.get(requirement.id) ?? null,
    subItems: pack.subItems
      .filter(({ parent }) => parent === requirement.id)
      .map(({ id, summary }) => ({ id, summary, official: official.get(id) ?? null })),
    related: [...mapsOf(requirement), ...mapsTo(requirement, pack)],
    crosswalk: crosswalkOf(requirement.id, pack.id),
    previous: pack.requirements[at - 1]?.id ?? null,
    next: pack.requirements[at + 1]?.id ?? null,
  };
}

interface OtherClause {
  readonly pack: string;
  readonly id: string;
  readonly title: string;
  readonly heading: boolean;
}

/** The clauses of other packs that carry this requirement out. */
function mapsOf(requirement: Requirement): OtherClause[] {
  return (requirement.maps ?? []).flatMap(({ pack: id, ids }) => {
    const target = loadPack(id);
    const names = new Map<string, string>([
      ...target.titles.map(({ id: each, title }) => [each, title.ja] as const),
      ...target.requirements.map(({ id: each, summary }) => [each, summary.ja] as const),
    ]);
    const headings = new Set(target.titles.map((title) => title.id));
    return ids.map((each) => ({
      pack: id,
      id: each,
      title: names.get(each) ?? '',
      heading: headings.has(each),
    }));
  });
}

/** The requirements of other packs that name this one, or a title above it. */
function mapsTo(requirement: Requirement, pack: Pack): OtherClause[] {
  const names = new Set([requirement.id, ...requirement.path]);
  return listPacks()
    .filter(({ id }) => id !== pack.id)
    .flatMap(({ id }) =>
      loadPack(id)
        .requirements.filter((other) =>
          (other.maps ?? []).some((map) => map.pack === pack.id && map.ids.some((each) => names.has(each))),
        )
        .map((other) => ({ pack: id, id: other.id, title: other.summary.ja, heading: false })),
    );
}

/** Where the requirement stands in other editions. */
function crosswalkOf(id: string, packId: string): z.input<typeof requirementDetail>['crosswalk'] {
  return listCrosswalks().flatMap(({ from, to, fromTitle, toTitle, entries }) => {
    if (from !== packId && to !== packId) return [];
    const [here, there, edition] =
      from === packId ? (['from', 'to', to] as const) : (['to', 'from', from] as const);
    return entries
      .filter((entry) => entry[here] === id)
      .map((entry) => ({
        edition,
        editionTitle: (edition === from ? fromTitle : toTitle).ja,
        id: entry[there],
        relation: entry.relation,
        title: entry.title?.ja ?? null,
        note: entry.note ?? null,
      }));
  });
}
