import { axes, type Classes } from '../information/index.ts';
import type { Pack } from '../standards/index.ts';
import {
  type ActionRule,
  type Decision,
  type Duty,
  type Facts,
  fillClasses,
  groupsOf,
  type Handling,
  type Question,
  type Reason,
  type Row,
  rowsFor,
  strictest,
  strictness,
  type Table,
  unitePermissions,
} from './model.ts';

/** The rules of one pack, arranged so that a question touches only the tables of its action. */
export interface Rules {
  readonly packId: string;
  readonly edition: string;
  readonly handling: Handling;
  readonly actions: ReadonlyMap<string, { readonly rule: ActionRule; readonly tables: readonly Table[] }>;
  readonly measures: ReadonlyMap<string, Duty>;
  readonly records: ReadonlyMap<string, Duty>;
  /** What a clause says, in the pack's own words. */
  readonly clauses: ReadonlyMap<string, string>;
}

/** Arranges the rules of a pack. What they say wrongly about one another is found by `kijun standards check`. */
export function compile(
  handling: Handling,
  pack: Pick<Pack, 'id' | 'edition' | 'requirements' | 'subItems'>,
): Rules {
  const duties = (all: Handling['measures']) =>
    new Map(all.map(({ id, text, clause }) => [id, { id, text: text.ja, clause }]));
  const clauses = [...pack.requirements, ...pack.subItems];
  return {
    packId: pack.id,
    edition: pack.edition,
    handling,
    actions: new Map(
      handling.actions.map((rule) => [
        rule.id,
        { rule, tables: handling.tables.filter(({ actions }) => actions.includes(rule.id)) },
      ]),
    ),
    measures: duties(handling.measures),
    records: duties(handling.records),
    clauses: new Map(clauses.map(({ id, summary }) => [id, asSentence(summary.ja)])),
  };
}

const asSentence = (text: string): string => (text.endsWith('。') ? text : `${text}。`);

/**
 * Answers the question. Classes that are not decided are answered as if they were the highest; when that makes a
 * difference, or when nothing at all is decided, the first measure is to decide them. Throws RangeError for an action that the pack does not have.
 */
export function decide(rules: Rules, question: Question): Decision {
  const known = rules.actions.get(question.action);
  if (known === undefined) throw new RangeError(`no rules for ${question.action}`);
  const { rule, tables } = known;
  const medium = question.medium ?? rule.medium ?? 'unspecified';
  const absent = medium === 'paper' ? rules.handling.notOnPaper : [];
  const open = axes.filter((axis) => question.classes[axis] === null && !absent.includes(axis));
  const nothing = open.length === axes.length - absent.length;
  // Only where the document knows the rule: another pack may be asked about than the organisation's own.
  const adopted = question.unmarkedLowest === true && rules.handling.unmarkedLowest !== null && nothing;

  const answer = (classes: Classes) =>
    combine(rules, rowsFor(tables, factsOf(rules, question, rule, classes)));
  const decision = answer(fillClasses(question.classes, absent, adopted ? 'lowest' : 'highest'));
  const remarks = remarksOf(rules, question, rule, adopted && open.length > 0);
  if (open.length === 0 || adopted) return withRemarks(decision, remarks);

  const mildest = answer(fillClasses(question.classes, absent, 'lowest'));
  const matters = !sameDecision(decision, mildest);
  if (!matters && (!nothing || rule.classified === false)) return withRemarks(decision, remarks);
  const undetermined = open.filter((axis) => {
    const lower: Classes = { ...fillClasses(question.classes, absent, 'highest'), [axis]: 1 };
    return !sameDecision(decision, answer(lower));
  });
  return withRemarks(decideFirst(rules, decision), remarks, undetermined.length > 0 ? undetermined : open);
}

function factsOf(rules: Rules, question: Question, rule: ActionRule, classes: Classes): Facts {
  const place = question.place ?? rule.place ?? 'inside';
  return {
    orgKind: question.orgKind,
    classes,
    groups: groupsOf(rules.handling.groups, classes),
    medium: question.medium ?? rule.medium ?? 'unspecified',
    place: place === 'designated_area' ? rules.handling.places.designated_area.as : place,
    encrypted: question.encrypted ?? false,
    recipient: question.recipient ?? 'unspecified',
    software: question.software ?? rule.software ?? 'unlisted',
    restrictions: (question.restrictions ?? []).map((code) => code.split(':', 1)[0] ?? code),
  };
}

/** One answer out of the rows that hold. Where one of them forbids, what the others would have asked is left out. */
function combine(rules: Rules, hits: readonly Row[]): Decision {
  const outcome = strictest(hits.map((row) => row.outcome));
  const forbidden = outcome === 'forbidden';
  const counted = forbidden ? hits.filter((row) => row.outcome === 'forbidden') : hits;
  const ordered = [...counted].sort((a, b) => strictness(b.outcome) - strictness(a.outcome));
  const opens = rules.handling.exception;
  const exception = forbidden && opens !== null && counted.every((row) => row.exception !== false);
  const measures = [...new Set(counted.flatMap((row) => row.measures ?? []))];
  const reasons = ordered.flatMap((row) =>
    row.reasons.map((each) => reasonOf(rules, each.clause, each.text?.ja)),
  );
  return {
    outcome,
    permissions: forbidden ? [] : unitePermissions(counted.flatMap((row) => row.permissions ?? [])),
    measures: dutiesOf(rules.measures, exception ? [...measures, opens.measure] : measures),
    records: dutiesOf(rules.records, [...new Set(counted.flatMap((row) => row.records ?? []))]),
    reasons: distinct(exception ? [...reasons, reasonOf(rules, opens.clause)] : reasons),
    undetermined: [],
  };
}

const dutiesOf = (known: ReadonlyMap<string, Duty>, ids: readonly string[]): readonly Duty[] =>
  ids.map((id) => known.get(id)).filter((duty) => duty !== undefined);

const reasonOf = (rules: Rules, clause: string, text?: string): Reason => ({
  clause,
  edition: rules.edition,
  text: text ?? rules.clauses.get(clause) ?? clause,
});

/** Each clause once: the text of the strictest rule stands. */
function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return reasons.filter(({ clause }) => !seen.has(clause) && seen.add(clause));
}

/** What holds whatever the rows say: an area that counts as another one, and the rule for what is not marked. */
function remarksOf(rules: Rules, question: Question, rule: ActionRule, lowest: boolean): readonly Reason[] {
  const { places, unmarkedLowest } = rules.handling;
  const area = places.designated_area;
  const designated = (question.place ?? rule.place) === 'designated_area';
  return [
    ...(designated ? [reasonOf(rules, area.clause, area.text.ja)] : []),
    ...(lowest && unmarkedLowest !== null
      ? [reasonOf(rules, unmarkedLowest.clause, unmarkedLowest.text.ja)]
      : []),
  ];
}

const withRemarks = (
  decision: Decision,
  remarks: readonly Reason[],
  undetermined: Decision['undetermined'] = [],
): Decision =>
  remarks.length === 0 && undetermined.length === 0
    ? decision
    : { ...decision, reasons: distinct([...remarks, ...decision.reasons]), undetermined };

/** The worst case with the measure to decide the classes first, and why. */
function decideFirst(rules: Rules, worst: Decision): Decision {
  const { measure, clause, text } = rules.handling.undetermined;
  return {
    ...worst,
    outcome: strictest([worst.outcome, 'allowed_with_measures']),
    measures: [...dutiesOf(rules.measures, [measure]), ...worst.measures.filter(({ id }) => id !== measure)],
    reasons: distinct([...worst.reasons, reasonOf(rules, clause, text.ja)]),
  };
}

/** Whether two answers ask the same of the person; their reasons may differ. */
function sameDecision(a: Decision, b: Decision): boolean {
  const asks = ({ outcome, permissions, measures, records }: Decision) =>
    JSON.stringify([outcome, permissions, measures.map(({ id }) => id), records.map(({ id }) => id)]);
  return asks(a) === asks(b);
}
