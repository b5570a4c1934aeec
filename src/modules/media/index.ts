import type { Module } from '../../platform/module.ts';
import { periodic } from './clock.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';
import { tasksOf } from './tasks.ts';

export { mediaPart } from './rules.ts';

export const mediaModule: Module = { name: 'media', routes, actions, periodic, tasksOf };
