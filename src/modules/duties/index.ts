/** What other modules may use of the duties. */
export {
  type Duty,
  type DutyWords,
  dutiesOf,
  type Holding,
  holdingBinds,
  type PackInForce,
  type Reason,
  requirementsInForce,
  wordsOf,
} from './model.ts';
export { dutiesModule } from './module.ts';
export { loadPacksInForce } from './queries.ts';
