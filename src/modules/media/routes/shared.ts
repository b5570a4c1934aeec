/** Shapes that the contracts of this module share. */
import { z } from 'zod';
import { isIsoDate } from '../../../kernel/dates.ts';
import { looksLikeMyNumber } from '../../../kernel/japanese.ts';
import { loadPack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { type Breach, facts, mediumKinds, mediumStates } from '../model.ts';
import type { AdoptedRule } from '../rules.ts';

export const day = z.string().refine(isIsoDate, { error: () => t('input.date') });
export const dayOrNull = day.nullable();
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Text that a person typed: trimmed, and never an individual number (個人番号). */
export const typed = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit, { error: () => t('input.tooLong', { limit }) })
    .refine((value) => !looksLikeMyNumber(value), { error: () => t('input.myNumber') });

/** The same, not to be left empty. */
export const filled = (limit: number) =>
  typed(limit).refine((value) => value !== '', { error: () => t('input.empty') });

export const count = z
  .int({ error: () => t('input.count') })
  .min(1, { error: () => t('input.count') })
  .max(9999, { error: () => t('input.count') });

export const idParams = z.object({ id: z.uuid() });
export const created = z.object({ id: z.uuid() });
export const version = z.int().min(1);
export const named = z.object({ id: z.uuid(), name: z.string() });
export const mediumKind = z.enum(mediumKinds);
export const mediumState = z.enum(mediumStates);
export const yes = z.literal('true').transform(() => true);

/** Candidates of a combobox. */
export const choices = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), detail: z.string() })),
});
export const choiceQuery = z.object({
  q: z.string().max(100).default(''),
  pageSize: z.coerce.number().optional(),
});

/** A rule that something breaks, with its clause and edition. */
export const breachShape = z.object({
  rule: z.string(),
  binding: z.boolean(),
  clause: z.string(),
  edition: z.string(),
  text: z.string(),
  missing: z.array(z.enum(facts)),
  /** The type of permission to ask for; null where none is demanded. */
  permissionType: z.string().nullable(),
});

export const presentBreach = ({ rule, missing }: Breach<AdoptedRule>): z.input<typeof breachShape> => ({
  rule: rule.id,
  binding: rule.binding,
  clause: rule.clause,
  edition: loadPack(rule.packId).title.ja,
  text: rule.text.ja,
  missing: [...missing],
  permissionType: rule.permissionType ?? null,
});
