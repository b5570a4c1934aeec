import type { Module } from '../platform/module.ts';

/** The rooms of the product. A new module is added here and nowhere else on the server. */
export const modules: readonly Module[] = [];
