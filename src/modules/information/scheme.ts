import { type OrgKind, type Pack, type PackPart, type ReportProblem, readPart } from '../standards/index.ts';
import { t } from './messages.ts';
import { axes, type PackText, type Question, type Scheme, type SchemeAxis, topOf } from './model.ts';

/** A kind of body that a pack tells apart: the criteria of one class differ between them. */
export interface Body {
  readonly id: string;
  readonly orgKinds: readonly OrgKind[];
  readonly title: PackText;
}

interface WrittenLevel {
  readonly level: 1 | 2 | 3;
  readonly title: PackText;
  readonly mark: string;
  readonly criteria: readonly {
    readonly bodies: readonly string[];
    readonly text: PackText;
    readonly source: string;
  }[];
}

/** `classification.json` of a pack: the scheme for every kind of body at once. */
export interface Classification
  extends Pick<Scheme, 'groups' | 'restrictions' | 'defaults' | 'inherit' | 'marking' | 'unmarked'> {
  readonly bodies: readonly Body[];
  readonly axes: readonly (Omit<SchemeAxis, 'levels'> & { readonly levels: readonly WrittenLevel[] })[];
  readonly questions: readonly (Question & { readonly bodies: readonly string[] })[];
}

export const classificationPart: PackPart<Classification> = {
  name: 'classification',
  check(data, pack, report) {
    checkBodies(data, pack, report);
    checkLevels(data, report);
    checkReferences(data, report);
    checkQuestions(data, report);
  },
};

const FILE = 'classification.json';

function checkBodies(data: Classification, pack: Pack, report: ReportProblem): void {
  checkUnique(data.bodies, report);
  for (const kind of pack.orgKinds) {
    if (!data.bodies.some((body) => body.orgKinds.includes(kind)))
      report(FILE, 'bodies', t('check.noBody', { kind }));
  }
}

function checkLevels(data: Classification, report: ReportProblem): void {
  for (const axis of axes) {
    const levels = data.axes.filter((each) => each.id === axis).flatMap((each) => each.levels);
    const wanted = Array.from({ length: topOf(axis) }, (_, at) => at + 1);
    if (levels.map(({ level }) => level).join() !== wanted.join())
      report(FILE, axis, t('check.levels', { levels: wanted.join('、') }));
    for (const { level, criteria } of levels) {
      for (const { id } of data.bodies) {
        const count = criteria.filter(({ bodies }) => bodies.includes(id)).length;
        if (count !== 1) report(FILE, `${axis} ${level}`, t('check.criterion', { body: id, count }));
      }
    }
  }
}

function checkReferences(data: Classification, report: ReportProblem): void {
  checkUnique(data.groups, report);
  checkUnique(data.restrictions, report);
  const groups = new Set(data.groups.map(({ id }) => id));
  for (const group of data.groups) {
    for (const id of group.groups) if (!groups.has(id)) report(FILE, group.id, t('check.unknown', { id }));
  }
  const restrictions = new Map(data.restrictions.map((each) => [each.id, each]));
  for (const { restrictions: named } of data.defaults) {
    for (const id of named) {
      const known = restrictions.get(id);
      if (known === undefined || known.open) report(FILE, 'defaults', t('check.unknown', { id }));
    }
  }
  for (const { id, open, title } of data.restrictions) {
    if (open !== title.ja.includes('{text}')) report(FILE, id, t('check.openText'));
  }
  for (const target of ['header', 'fileName', 'subject'] as const) {
    if (!data.marking[target].template.includes('{classes}'))
      report(FILE, `marking ${target}`, t('check.marking'));
  }
}

/** Every body reaches a class on every axis whatever is answered: one first question each, no loose end, no circle. */
function checkQuestions(data: Classification, report: ReportProblem): void {
  checkUnique(data.questions, report);
  for (const { id: body } of data.bodies) {
    const questions = data.questions.filter(({ bodies }) => bodies.includes(body));
    for (const axis of axes) {
      const first = questions.filter((question) => question.axis === axis && question.first);
      if (first.length !== 1) report(FILE, `questions ${axis}`, t('check.firstQuestion', { body }));
      for (const question of first) walk(question, questions, new Set(), report);
    }
  }
}

function walk(
  question: Question,
  questions: readonly Question[],
  seen: ReadonlySet<string>,
  report: ReportProblem,
) {
  if (seen.has(question.id)) {
    report(FILE, question.id, t('check.circle'));
    return;
  }
  checkUnique(question.answers, report);
  for (const { id, level, next, ask, reason } of question.answers) {
    const at = `${question.id} ${id}`;
    const ends = [level !== undefined, next !== undefined, ask === true].filter(Boolean).length;
    if (ends !== 1) report(FILE, at, t('check.answerEnd'));
    if (next === undefined && reason === undefined) report(FILE, at, t('check.reason'));
    if (level !== undefined && level > topOf(question.axis))
      report(FILE, at, t('check.levels', { levels: '' }));
    if (next === undefined) continue;
    const following = questions.find((each) => each.id === next && each.axis === question.axis);
    if (following === undefined) report(FILE, at, t('check.unknown', { id: next }));
    else walk(following, questions, new Set([...seen, question.id]), report);
  }
}

function checkUnique(entries: readonly { readonly id: string }[], report: ReportProblem): void {
  const seen = new Set<string>();
  for (const { id } of entries) {
    if (seen.has(id)) report(FILE, id, t('check.twice'));
    seen.add(id);
  }
}

/** The kinds of body that a scheme may be for in an organisation of this kind; more than one means it has to choose. */
export function bodiesOf(packIds: readonly string[], orgKind: OrgKind): readonly Body[] {
  return find(packIds, orgKind)?.bodies ?? [];
}

/**
 * The classification scheme of an organisation: from the first of its packs (primary one first) that has one for its
 * kind. `body` chooses where the pack tells several kinds of body apart. Null when no adopted pack classifies.
 */
export function schemeOf(packIds: readonly string[], orgKind: OrgKind, body?: string | null): Scheme | null {
  const found = find(packIds, orgKind);
  const chosen = found?.bodies.find(({ id }) => id === body) ?? found?.bodies[0];
  if (found === null || chosen === undefined) return null;
  const { data, packId } = found;
  return {
    packId,
    body: chosen.id,
    axes: data.axes.map((axis) => ({
      ...axis,
      levels: axis.levels.map(({ criteria, ...level }) => {
        const own = criteria.find(({ bodies }) => bodies.includes(chosen.id));
        return { ...level, criterion: own?.text ?? level.title, source: own?.source ?? '' };
      }),
    })),
    groups: data.groups,
    restrictions: data.restrictions,
    defaults: data.defaults,
    inherit: data.inherit,
    marking: data.marking,
    unmarked: data.unmarked,
    questions: data.questions.filter(({ bodies }) => bodies.includes(chosen.id)),
  };
}

function find(packIds: readonly string[], orgKind: OrgKind) {
  for (const packId of packIds) {
    const data = readPart(packId, classificationPart);
    const bodies = data?.bodies.filter(({ orgKinds }) => orgKinds.includes(orgKind)) ?? [];
    if (data !== null && bodies.length > 0) return { packId, data, bodies };
  }
  return null;
}
