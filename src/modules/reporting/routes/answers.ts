import { z } from 'zod';
import { exportList } from '../../../kit/server/export.ts';
import { EXPORT_LIMIT } from '../../../kit/server/list.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import { route } from '../../../platform/http/route.ts';
import { loadCampaign } from '../../self-check/index.ts';
import { t } from '../messages.ts';
import { reachedChoices } from '../model.ts';
import { type AnswerRow, listAnswers } from '../queries/answers.ts';
import { selectUnits } from '../queries/units.ts';
import { list } from './schemas.ts';

const states = ['done', 'not_done', 'not_applicable', 'unanswered', 'heard', 'unheard'] as const;

const row = z.object({
  personId: z.uuid(),
  number: z.string(),
  name: z.string(),
  unit: z.string(),
  state: z.enum(states),
  reason: z.string(),
  comment: z.string(),
  evidence: z.string(),
});

export const listFigureAnswers = route({
  method: 'GET',
  path: '/api/v1/rates/campaigns/:campaignId/answers',
  summary: 'The people and answers behind a figure, within the scope',
  access: { action: 'answers.read', formerUnits: true },
  params: z.object({ campaignId: z.uuid() }),
  query: z.object({
    roleGroup: z.string().max(100),
    item: z.string().max(100).optional(),
    state: z.enum(states).optional(),
    reached: z.enum(reachedChoices).optional(),
    unitId: z.uuid().optional(),
    q: z.string().max(200).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(200).default(25),
    format: z.enum(['csv', 'xlsx']).optional(),
  }),
  response: z.object({
    items: list(row),
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
  }),
  handle: async ({ tx, actor, scope, params, query, today }) => {
    const campaign = await loadCampaign(tx, params.campaignId);
    const { unitId, page, pageSize, format, ...wanted } = query;
    const selection = unitId === undefined ? null : await selectUnits(tx, scope, campaign.baseDate, unitId);
    const filter = { ...wanted, unitPath: selection?.paths[0] ?? '' };
    const range = format
      ? { limit: EXPORT_LIMIT, offset: 0 }
      : { limit: pageSize, offset: (page - 1) * pageSize };
    const { items, total } = await listAnswers(tx, scope, campaign, filter, range);
    if (!format) return { items, total, page, pageSize };
    await recordEvent(tx, actor, {
      action: 'answers.read',
      entity: 'campaign',
      entityId: campaign.id,
      facts: { exported: total, roleGroup: query.roleGroup, item: query.item ?? '' },
    });
    return exportList({ title: t('answers.export'), columns, rows: items, format, today });
  },
});

const columns = [
  { key: 'unit', header: t('answers.unit'), value: (item: AnswerRow) => item.unit },
  { key: 'number', header: t('answers.number'), value: (item: AnswerRow) => item.number },
  { key: 'name', header: t('answers.name'), value: (item: AnswerRow) => item.name },
  { key: 'state', header: t('answers.state'), value: (item: AnswerRow) => t(`state.${item.state}`) },
  { key: 'reason', header: t('answers.reason'), value: (item: AnswerRow) => item.reason },
  { key: 'comment', header: t('answers.comment'), value: (item: AnswerRow) => item.comment },
  { key: 'evidence', header: t('answers.evidence'), value: (item: AnswerRow) => item.evidence },
];
