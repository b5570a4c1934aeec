/** What other modules may use of the duties. */
export {
  holdingBinds,
  requirementsInForce,
} from './model.ts';
export { dutiesModule } from './module.ts';
export { loadPacksInForce } from './queries.ts';
