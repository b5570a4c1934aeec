/** Shapes that the contracts of this module share. */
import { z } from 'zod';
import { addDays, isIsoDate } from '../../../kernel/dates.ts';
import { looksLikeMyNumber } from '../../../kernel/japanese.ts';
import { t } from '../messages.ts';
import { absenceReasons, assetKinds, assetStages, employments, scopeKinds, unitKinds } from '../model.ts';

/** A day that exists, `YYYY-MM-DD`. */
export const day = z.string().refine(isIsoDate, { error: () => t('input.date') });
export const dayOrNull = day.nullable();

/** Text that a person typed: trimmed, and never an individual number (個人番号). */
export const typed = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit)
    .refine((value) => !looksLikeMyNumber(value), { error: () => t('input.myNumber') });

/** The same, not to be left empty. */
export const filled = (limit: number) =>
  typed(limit).refine((value) => value !== '', { error: () => t('input.empty') });

export const unitKind = z.enum(unitKinds);
export const employment = z.enum(employments);
export const assetKind = z.enum(assetKinds);
export const assetStage = z.enum(assetStages);
export const scopeKind = z.enum(scopeKinds);
export const absenceReason = z.enum(absenceReasons);

export const idParams = z.object({ id: z.uuid() });
export const created = z.object({ id: z.uuid() });
export const version = z.int().min(1);
/** A record that is named. */
export const named = z.object({ id: z.string(), name: z.string() });
/** `?date=`; today when absent. */
export const dateQuery = z.object({ date: day.optional() });

/** The day before an exclusive end: what people call the last day. */
export const lastDay = (end: string | null): string | null => (end === null ? null : addDays(end, -1));
