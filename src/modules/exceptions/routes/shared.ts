/** Shapes that the contracts of this module share. */
import { z } from 'zod';
import { isIsoDate } from '../../../kernel/dates.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/services.ts';
import type { Surroundings } from '../commands/submit-exception.ts';
import { t } from '../messages.ts';
import { affectedKinds, ways } from '../model.ts';
import { loadContext } from '../queries/context.ts';

export const idParams = z.object({ id: z.uuid() });
export const created = z.object({ id: z.uuid() });
export const version = z.int().min(1);
export const seen = z.object({ version });
export const day = z.string().refine(isIsoDate, { error: () => t('field.date') });
/** A day, or null; an empty text of a form is null too. */
export const dayOrNull = z.preprocess((value) => (value === '' ? null : value), day.nullable());
export const note = (limit = 2000) => z.string().trim().max(limit).default('');

/** What the applicant writes; a draft may leave most of it empty. */
export const exceptionFields = {
  packId: z.string().max(100),
  clause: z.string().max(100),
  title: z.string().trim().max(100).default(''),
  way: z.enum(ways),
  reasonCategory: z.string().max(100).default(''),
  reason: note(),
  risk: note(),
  alternative: note(),
  impact: note(),
  proposedConditions: z.array(z.string().trim().max(500)).max(20).default([]),
  validFrom: dayOrNull.default(null),
  validUntil: dayOrNull.default(null),
  affectedKind: z.enum(affectedKinds),
  affectedUnitId: z.uuid().nullable().default(null),
  affectedAssetId: z.uuid().nullable().default(null),
  personIds: z.array(z.uuid()).max(200).default([]),
};

/** What every deed needs besides who does it. */
export const surroundingsOf = async (tx: Tx, services: Services, today: string): Promise<Surroundings> => ({
  context: await loadContext(tx),
  today,
  publicUrl: services.config.publicUrl,
});
