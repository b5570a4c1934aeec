/** Shapes that the contracts of this module share. */
import { z } from 'zod';
import { isIsoDate } from '../../../kernel/dates.ts';
import type { Services } from '../../../platform/services.ts';
import type { Occasion } from '../commands/tell.ts';
import { t } from '../messages.ts';
import { classesSchema, type Scheme } from '../model.ts';

/** A day that exists, `YYYY-MM-DD`. */
export const day = z.string().refine(isIsoDate, { error: () => t('input.date') });
export const typed = (limit: number) => z.string().trim().max(limit);
export const filled = (
  limit: number,
  message: 'input.empty' | 'input.name' | 'input.number' | 'input.reason' = 'input.empty',
) => typed(limit).min(1, { error: () => t(message) });
export const idParams = z.object({ id: z.uuid() });
export const created = z.object({ id: z.uuid() });
export const version = z.int().min(1);
export const named = z.object({ id: z.uuid(), name: z.string() });

export const restrictions = z.array(filled(80)).max(30);
export const standing = z.object({ classes: classesSchema, restrictions });

/** When a deed is done and where its mails point, from the call of a route. */
export const occasionOf = (call: { readonly today: string; readonly services: Services }): Occasion => ({
  today: call.today,
  publicUrl: call.services.config.publicUrl,
});

/** The titles of the groups that these classes certainly belong to. */
export const groupTitles = (scheme: Scheme, ids: readonly string[]): string[] =>
  scheme.groups.filter(({ id }) => ids.includes(id)).map(({ title }) => title.ja);
