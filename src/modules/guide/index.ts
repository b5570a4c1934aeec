import type { Module } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';

/** What other modules may use of the guide. */
export { openBook } from './book.ts';
export { createContact, createPage } from './commands/edit-guide.ts';
export { guidePart } from './part.ts';

export const guideModule: Module = { name: 'guide', routes, actions };
