import type { Module } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';

/** The duties as the composition takes them. */
export const dutiesModule: Module = { name: 'duties', routes, actions };
