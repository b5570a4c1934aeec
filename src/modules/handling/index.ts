/** What other modules may use of the rules of handling. */
export { decide, type Rules } from './decide.ts';
export type { Decision, Question } from './model.ts';
export { handlingPart, rulesOf } from './part.ts';
