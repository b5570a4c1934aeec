/** What a pack says of exceptional measures: its `exceptions.json`. */
import {
  type OrgKind,
  type Pack,
  type PackPart,
  type ReportProblem,
  readPart,
  type Text,
} from '../standards/index.ts';
import { t } from './messages.ts';

/** Who may ask and who reviews, for some kinds of organisation. Role ids of the pack. */
export interface ExceptionRule {
  readonly orgKinds: readonly OrgKind[];
  readonly applicants: readonly string[];
  readonly reviewers: readonly string[];
  /** Who reviews when every reviewer and deputy is the applicant or away. */
  readonly superiors: readonly string[];
}

/** The numbers that an organisation may set for itself. Months and days; a null deadline is none. */
export interface ExceptionNumbers {
  /** So many living exceptions on one clause raise the question whether to revise it. */
  readonly reviseThreshold: number;
  readonly reportMonths: number;
  /** Days before the last day on which the applicant is told. */
  readonly noticeDays: readonly number[];
  /** Days within which an emergency is to be reported; null where the organisation set none. */
  readonly emergencyReportDays: number | null;
}

export interface ExceptionPart {
  readonly rules: readonly ExceptionRule[];
  /** The clauses of the pack behind each deed. */
  readonly clauses: Readonly<
    Record<'apply' | 'emergency' | 'review' | 'register' | 'report' | 'revise' | 'authority', string>
  >;
  readonly reasons: readonly { readonly id: string; readonly title: Text }[];
  /** Headings or clauses that no exception can be made from. */
  readonly excluded: readonly { readonly id: string; readonly reason: Text }[];
  readonly defaults: ExceptionNumbers;
}

const file = 'exceptions.json';

/** `exceptions.json` of a pack; a pack without it knows no exceptional measures. */
export const exceptionPart: PackPart<ExceptionPart> = {
  name: 'exceptions',
  check(part, pack, report) {
    checkRoles(part, pack, report);
    checkClauses(part, pack, report);
    const ids = part.reasons.map((each) => each.id);
    for (const id of ids.filter((each, at) => ids.indexOf(each) !== at))
      report(file, `reasons ${id}`, t('check.twice', { id }));
  },
};

function checkRoles(part: ExceptionPart, pack: Pack, report: ReportProblem): void {
  for (const kind of pack.orgKinds) {
    const rules = part.rules.filter((rule) => rule.orgKinds.includes(kind));
    if (rules.length !== 1) report(file, `rules ${kind}`, t('check.oneRule', { kind }));
    for (const id of rules.flatMap((rule) => [...rule.applicants, ...rule.reviewers, ...rule.superiors])) {
      const role = pack.roles.find((each) => each.id === id);
      if (!role?.orgKinds.includes(kind)) report(file, `rules ${kind}`, t('check.role', { id, kind }));
    }
  }
}

function checkClauses(part: ExceptionPart, pack: Pack, report: ReportProblem): void {
  const requirements = new Set(pack.requirements.map((each) => each.id));
  const known = new Set([...requirements, ...pack.titles.map((each) => each.id)]);
  for (const [deed, id] of Object.entries(part.clauses))
    if (!requirements.has(id)) report(file, `clauses ${deed}`, t('check.clause', { id }));
  for (const { id } of part.excluded)
    if (!known.has(id)) report(file, `excluded ${id}`, t('check.clause', { id }));
}

/** The exceptional measures of a pack, or null where it knows none. */
export const partOf = (packId: string): ExceptionPart | null => readPart(packId, exceptionPart);

/** The rule of a part for a kind of organisation. */
export const ruleFor = (part: ExceptionPart, kind: OrgKind): ExceptionRule | null =>
  part.rules.find((rule) => rule.orgKinds.includes(kind)) ?? null;

/** A clause that an exception can be about, with where it stands. */
export interface Clause {
  readonly packId: string;
  readonly edition: string;
  readonly id: string;
  readonly text: string;
  /** Headings, outermost first, and the clause itself (of a sub-item: the clause above it too). */
  readonly path: readonly string[];
  readonly heading: string;
}

/** Every clause and sub-item of the pack that binds this kind of organisation and may be excepted, in its order. */
export function clausesOf(pack: Pack, part: ExceptionPart, kind: OrgKind): readonly Clause[] {
  const titles = new Map(pack.titles.map((each) => [each.id, each.title.ja]));
  const subItems = Map.groupBy(pack.subItems, (each) => each.parent);
  const excluded = new Set(part.excluded.map((each) => each.id));
  return pack.requirements
    .filter((each) => each.orgKinds.includes(kind))
    .flatMap((each): Clause[] => {
      const path = [...each.path, each.id];
      const heading = titles.get(each.path.at(-2) ?? each.group) ?? '';
      const clause = {
        packId: pack.id,
        edition: pack.edition,
        id: each.id,
        text: each.summary.ja,
        path,
        heading,
      };
      const below = (subItems.get(each.id) ?? []).map((sub) => ({
        ...clause,
        id: sub.id,
        text: sub.summary.ja,
        path: [...path, sub.id],
      }));
      return [clause, ...below];
    })
    .filter((clause) => !clause.path.some((id) => excluded.has(id)));
}

/** Why no exception can be made from the clause, or null. */
export function exclusionOf(pack: Pack, part: ExceptionPart, clauseId: string): string | null {
  const requirement = pack.requirements.find((each) => each.id === clauseId);
  const path = [...(requirement?.path ?? []), clauseId];
  return part.excluded.find((each) => path.includes(each.id))?.reason.ja ?? null;
}
