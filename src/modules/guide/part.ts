import { handlingPart } from '../handling/index.ts';
import { permissionsPart } from '../permissions/index.ts';
import { type Pack, type PackPart, type ReportProblem, readPart } from '../standards/index.ts';
import { t } from './messages.ts';
import type { Guide, GuideFile, SituationPage } from './model.ts';

const FILE = 'guide.json';

/** `guide.json` of a pack: its clauses, situations and forms must be in the same pack. */
export const guidePart: PackPart<GuideFile> = {
  name: 'guide',
  check(data, pack, report) {
    const chapters = new Set(data.chapters.map(({ id }) => id));
    const seen = new Set<string>();
    for (const situation of data.situations) {
      if (seen.has(situation.id)) report(FILE, situation.id, t('check.duplicate', { id: situation.id }));
      seen.add(situation.id);
      if (!chapters.has(situation.chapter))
        report(FILE, situation.id, t('check.chapter', { id: situation.chapter }));
      checkReferences(situation, pack, report);
    }
    for (const { id } of data.chapters) {
      if (!data.situations.some(({ chapter }) => chapter === id)) report(FILE, id, t('check.empty', { id }));
    }
  },
};

function checkReferences(situation: SituationPage, pack: Pack, report: ReportProblem): void {
  const wrong = (message: string) => report(FILE, situation.id, message);
  const clauses = new Set([...pack.titles, ...pack.requirements, ...pack.subItems].map(({ id }) => id));
  for (const id of situation.clauses) if (!clauses.has(id)) wrong(t('check.clause', { id }));
  const lines = [...situation.do, ...situation.dont, ...situation.notes];
  for (const kind of lines.flatMap(({ orgKinds }) => orgKinds ?? [])) {
    if (!pack.orgKinds.some((each) => each === kind)) wrong(t('check.orgKind', { id: kind }));
  }
  if (!situationsOf(pack.id).has(situation.id)) wrong(t('check.situation', { id: situation.id }));
  const types = new Set(readPart(pack.id, permissionsPart)?.types.map(({ id }) => id));
  for (const id of situation.permissions) if (!types.has(id)) wrong(t('check.permission', { id }));
}

/** The situations that a pack knows, by id. */
const situationsOf = (packId: string) =>
  new Map(readPart(packId, handlingPart)?.situations.map((situation) => [situation.id, situation]));

/** The guide of a pack; null when it has none. */
export function guideIn(packId: string): Guide | null {
  const file = readPart(packId, guidePart);
  if (file === null) return null;
  const known = situationsOf(packId);
  const situations = file.situations.flatMap((page) => {
    const situation = known.get(page.id);
    return situation === undefined ? [] : [{ ...situation, ...page }];
  });
  return { ...file, situations };
}

/** The first of these packs that has a guide, with it; null when none has. */
export function guideOf(
  packIds: readonly string[],
): { readonly packId: string; readonly guide: Guide } | null {
  for (const packId of packIds) {
    const guide = guideIn(packId);
    if (guide !== null) return { packId, guide };
  }
  return null;
}
