import { z } from 'zod';
import { InvalidInput } from '../../../kernel/errors.ts';
import { route } from '../../../platform/http/route.ts';
import { listPacks } from '../../standards/index.ts';
import { settleYear } from '../commands/settle-year.ts';
import { takeOverYear } from '../commands/take-over-year.ts';
import { t } from '../messages.ts';
import { listAnnualResults } from '../queries/history.ts';
import { type AnnualResult, wholeMethods } from '../tables.ts';
import { list } from './schemas.ts';

const percentage = z
  .string()
  .regex(/^(100(\.0)?|\d{1,2}(\.\d)?)$/)
  .nullable();

const printedRates = z.object({
  roleGroup: z.string().max(100).nullable(),
  title: z.string().max(100),
  coverage: percentage,
  implementation: percentage,
});

const result = z.object({
  id: z.uuid(),
  fiscalYear: z.number().int(),
  campaignId: z.uuid().nullable(),
  packId: z.string(),
  edition: z.string(),
  focus: z.enum(['all', 'focused']),
  method: z.enum(wholeMethods),
  printed: list(printedRates),
  source: z.string(),
  settledAt: z.iso.datetime(),
  version: z.number().int(),
});

const present = (row: AnnualResult) => ({
  ...row,
  settledAt: row.settledAt.toISOString(),
});

export const getAnnualResults = route({
  method: 'GET',
  path: '/api/v1/annual-results',
  summary: 'The settled results of past years',
  access: { action: 'report.read' },
  response: z.object({ items: list(result) }),
  handle: async ({ tx, scope }) => ({ items: scope.whole ? (await listAnnualResults(tx)).map(present) : [] }),
});

const version = z.number().int().nullable();

export const settleAnnualResult = route({
  method: 'POST',
  path: '/api/v1/annual-results',
  summary: "Keep a finished self-check's counts as the result of its year",
  access: { action: 'report.write' },
  body: z.object({ campaignId: z.uuid(), method: z.enum(wholeMethods), version }),
  response: result,
  handle: async ({ tx, actor, scope, body }) => present(await settleYear(tx, actor, scope, body)),
});

export const takeOverAnnualResult = route({
  method: 'PUT',
  path: '/api/v1/annual-results/:fiscalYear',
  summary: 'Take over the printed percentages of a year before this product was used',
  access: { action: 'report.write' },
  params: z.object({ fiscalYear: z.coerce.number().int().min(1990).max(2200) }),
  body: z.object({
    packId: z.string().max(100),
    edition: z.string().trim().min(1).max(100),
    focus: z.enum(['all', 'focused']),
    source: z.string().trim().max(500),
    printed: z.array(printedRates).min(1).max(20),
    version,
  }),
  response: result,
  handle: async ({ tx, actor, scope, params, body }) => {
    if (!listPacks().some((pack) => pack.id === body.packId)) {
      throw InvalidInput.at('packId', t.ref('result.packUnknown'));
    }
    return present(await takeOverYear(tx, actor, scope, { ...params, ...body }));
  },
});
