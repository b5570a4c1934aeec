/** The decision aid: answers to a pack's questions lead to classes, each with its reason and where that is said. */
import {
  type Answer,
  type Axis,
  appliesTo,
  axes,
  type Classes,
  classesOf,
  defaultRestrictions,
  type Form,
  type Question,
  type Scheme,
} from './model.ts';

/** Chosen answers by question; a question with several true answers has several. */
export type Answers = Readonly<Record<string, readonly string[]>>;

export interface Reason {
  readonly axis: Axis;
  /** Null: the officer has to be asked. */
  readonly level: 1 | 2 | 3 | null;
  readonly text: string;
  readonly source: string;
}

export interface Assessment {
  readonly classes: Classes;
  readonly reasons: readonly Reason[];
  readonly restrictions: readonly string[];
  /** Axes that the officer has to be asked about. */
  readonly ask: readonly Axis[];
  /** The questions to show: those answered, and for every axis the next one. In the order in which they are asked. */
  readonly questions: readonly Question[];
  /** Every question is answered. */
  readonly complete: boolean;
}

interface AxisResult {
  readonly level: number | null;
  readonly reasons: readonly Reason[];
  readonly questions: readonly Question[];
  readonly asked: boolean;
  readonly complete: boolean;
}

/** What these answers say of information in this form. Unknown questions and answers are left out of account. */
export function assess(scheme: Scheme, form: Form, answers: Answers): Assessment {
  const results = new Map(
    axes
      .filter((axis) => appliesTo(scheme, axis, form))
      .map((axis) => [axis, assessAxis(scheme, axis, answers)]),
  );
  const all = [...results.values()];
  const classes = classesOf((axis) => results.get(axis)?.level ?? null);
  return {
    classes,
    reasons: all.flatMap(({ reasons }) => reasons),
    restrictions: defaultRestrictions(scheme, classes),
    ask: [...results].filter(([, { asked }]) => asked).map(([axis]) => axis),
    questions: all.flatMap(({ questions }) => questions),
    complete: all.every(({ complete }) => complete),
  };
}

function assessAxis(scheme: Scheme, axis: Axis, answers: Answers): AxisResult {
  const questions: Question[] = [];
  let question = scheme.questions.find((each) => each.axis === axis && each.first);
  while (question !== undefined && !questions.includes(question)) {
    questions.push(question);
    const chosen = chosenOf(question, answers);
    if (chosen.length === 0) return { level: null, reasons: [], questions, asked: false, complete: false };
    const next = chosen.find((answer) => answer.next !== undefined)?.next;
    if (next === undefined) return conclude(axis, chosen, questions);
    question = scheme.questions.find((each) => each.id === next);
  }
  return { level: null, reasons: [], questions, asked: false, complete: false };
}

/** The chosen answers that exist; of a question with one true answer the first. */
function chosenOf(question: Question, answers: Answers): readonly Answer[] {
  const ids = answers[question.id] ?? [];
  const chosen = question.answers.filter(({ id }) => ids.includes(id));
  return question.multiple ? chosen : chosen.slice(0, 1);
}

/** The highest level that an answer gives. Doubt yields to a certain reason only where that has the top class. */
function conclude(axis: Axis, chosen: readonly Answer[], questions: readonly Question[]): AxisResult {
  const level = Math.max(0, ...chosen.map((answer) => answer.level ?? 0));
  // Beside reasons for a higher class, "nothing of this" and "I do not know" say no more.
  const telling = chosen.filter((answer) => (answer.level ?? 0) === level && answer.ask !== true);
  const doubtful = chosen.filter((answer) => answer.ask === true);
  const asked = doubtful.length > 0 && level <= 1;
  const shown = asked ? doubtful : telling;
  return {
    level: asked || level === 0 ? null : level,
    reasons: shown.map((answer) => ({
      axis,
      level: asked ? null : (answer.level ?? null),
      text: answer.reason?.ja ?? '',
      source: answer.source,
    })),
    questions,
    asked,
    complete: true,
  };
}
