import type { Module } from '../../platform/module.ts';
import { periodic } from './clock.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';
import { tasksOf } from './tasks.ts';

/** What other modules may use of the permission desk. */
export type { FormValues, PermissionType, Slot, Step } from './model.ts';
export { permissionsPart } from './part.ts';
export { typesOfPack } from './queries/desk.ts';
export { openSeats, type ResolvedSeat, type ResolvedStep, type SeatHolder } from './resolve.ts';
export { type Application, type Route, resolveDeciders } from './resolve-deciders.ts';
export { problemText, reasonText, seatTitle } from './words.ts';

/** The permission desk as the composition takes it. */
export const permissionsModule: Module = { name: 'permissions', routes, actions, periodic, tasksOf };
