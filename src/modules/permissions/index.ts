import type { Module } from '../../platform/module.ts';
import { periodic } from './clock.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';
import { tasksOf } from './tasks.ts';

/** What other modules may use of the permission desk. */
export { permissionsPart } from './part.ts';
export { type TypeOfOrganisation, typesOfOrganisation } from './queries/of-organisation.ts';

/** The permission desk as the composition takes it. */
export const permissionsModule: Module = { name: 'permissions', routes, actions, periodic, tasksOf };
