import type { Module } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';
import { tasksOf } from './tasks.ts';

/** The classification and the register of information as the composition takes them. */
export const informationModule: Module = { name: 'information', routes, actions, tasksOf };
