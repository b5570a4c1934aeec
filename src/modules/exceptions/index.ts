/** What other modules may use of the exceptional measures. */
export { exceptionsModule } from './module.ts';
export { exceptionPart } from './rules.ts';
