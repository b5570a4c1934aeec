import { handlingPart } from '../handling/index.ts';
import { permissionsPart } from '../permissions/index.ts';
import { type Pack, type PackPart, type ReportProblem, readPart } from '../standards/index.ts';
import { t } from './messages.ts';
import { type Guide, isAbout, type Situation } from './model.ts';

const FILE = 'guide.json';

/** `guide.json` of a pack: its clauses, actions and forms must be in the same pack. */
export const guidePart: PackPart<Guide> = {
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

function checkReferences(situation: Situation, pack: Pack, report: ReportProblem): void {
  const wrong = (message: string) => report(FILE, situation.id, message);
  const clauses = new Set([...pack.titles, ...pack.requirements, ...pack.subItems].map(({ id }) => id));
  for (const id of situation.clauses) if (!clauses.has(id)) wrong(t('check.clause', { id }));
  const lines = [...situation.do, ...situation.dont, ...situation.notes];
  for (const kind of lines.flatMap(({ orgKinds }) => orgKinds ?? [])) {
    if (!pack.orgKinds.some((each) => each === kind)) wrong(t('check.orgKind', { id: kind }));
  }
  const { ask } = situation;
  if (ask !== undefined) {
    const action = readPart(pack.id, handlingPart)?.actions.find(({ id }) => id === ask.action);
    if (action === undefined) wrong(t('check.action', { id: ask.action }));
    else if (ask.medium !== undefined && !action.media?.some((each) => each === ask.medium))
      wrong(t('check.medium', { id: ask.medium }));
  }
  const types = new Set(readPart(pack.id, permissionsPart)?.types.map(({ id }) => id));
  for (const id of situation.permissions) if (!types.has(id)) wrong(t('check.permission', { id }));
}

/** The first of these packs that has a guide, with it; null when none has. */
export function guideOf(
  packIds: readonly string[],
): { readonly packId: string; readonly guide: Guide } | null {
  for (const packId of packIds) {
    const guide = readPart(packId, guidePart);
    if (guide !== null) return { packId, guide };
  }
  return null;
}

/** The pages about a clause or a part of it. */
export function guidesForClause(packId: string, clause: string): { id: string; title: string }[] {
  const situations = readPart(packId, guidePart)?.situations ?? [];
  return situations
    .filter(({ clauses }) => isAbout(clauses, clause))
    .map(({ id, title }) => ({ id, title: title.ja }));
}
