/** What other modules may use of the rules of handling. */
import type { Module } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';

export { decide } from './decide.ts';
export type { Decision, Question } from './model.ts';
export { handlingPart, rulesOf } from './part.ts';

export const handlingModule: Module = { name: 'handling', routes, actions };
