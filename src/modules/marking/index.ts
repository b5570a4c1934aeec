import type { Module } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';

export const markingModule: Module = { name: 'marking', routes, actions };
