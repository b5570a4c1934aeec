import type { Classes } from '../information/index.ts';
import { decide, type Rules } from './decide.ts';
import type { Decision, Question } from './model.ts';
import { rulesOf } from './part.ts';

/** The rules of a pack that must be there. */
export function rulesFor(packId: string): Rules {
  const rules = rulesOf(packId);
  if (rules === null) throw new Error(`no rules in ${packId}`);
  return rules;
}

/** `c3i1a2` as classes; an axis that is left out is not decided. */
export function classesIn(words: string): Classes {
  const level = (letter: string) =>
    Number(new RegExp(`${letter}(\\d)`).exec(words)?.[1] ?? Number.NaN) || null;
  return {
    confidentiality: level('c') as Classes['confidentiality'],
    integrity: level('i') as Classes['integrity'],
    availability: level('a') as Classes['availability'],
  };
}

type Ask = Partial<Omit<Question, 'classes'>>;

/** Asks the pack; `classes` as in `c3i1a1`. */
export function asker(packId: string, orgKind: Question['orgKind']) {
  const rules = rulesFor(packId);
  return (action: string, classes: string, more: Ask = {}): Decision =>
    decide(rules, { orgKind, action, classes: classesIn(classes), ...more });
}

/** The answer in one line: outcome, and `type: deciders` of each permission (`+` all of them, `|` one of them). */
export function inShort({ outcome, permissions }: Decision): string {
  const words = permissions.map(
    ({ type, mode, deciders }) => `${type}: ${[...deciders].sort().join(mode === 'all' ? '+' : '|')}`,
  );
  return [outcome, ...words.sort()].join(', ');
}

/** Ids of the measures, or of the records. */
export const idsOf = (duties: Decision['measures']): readonly string[] => duties.map(({ id }) => id);
