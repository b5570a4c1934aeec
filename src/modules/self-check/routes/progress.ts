import { z } from 'zod';
import { exportList } from '../../../kit/server/export.ts';
import { EXPORT_LIMIT, listAnswer, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { t } from '../messages.ts';
import { stageGroupNames } from '../model.ts';
import { listAnswers } from '../queries/answers.ts';
import { loadCampaign } from '../queries/campaign.ts';
import { requireUnit } from '../queries/orders.ts';
import { listRespondents, type Respondent, readProgress } from '../queries/progress.ts';
import * as schema from './schemas.ts';

export const getProgress = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/progress',
  summary: 'How far the units are, exact at this moment; counts only',
  access: { action: 'campaign.progress', formerUnits: true },
  params: schema.byId,
  query: z.object({ unitId: z.uuid().optional() }),
  response: z.object({
    unit: schema.unit.nullable(),
    total: schema.figures,
    units: z.array(schema.unit.extend({ hasChildren: z.boolean(), figures: schema.figures })),
  }),
  handle: async ({ tx, scope, params, query }) => {
    const campaign = await loadCampaign(tx, params.id);
    const unit = query.unitId === undefined ? null : await requireUnit(tx, scope, query.unitId);
    const progress = await readProgress(tx, scope, campaign, unit);
    return copy(progress);
  },
});

/** The answer as the serialiser takes it. */
const copy = (progress: Awaited<ReturnType<typeof readProgress>>) => ({
  unit: progress.unit,
  total: copyFigures(progress.total),
  units: progress.units.map((unit) => ({ ...unit, figures: copyFigures(unit.figures) })),
});

const copyFigures = (figures: Awaited<ReturnType<typeof readProgress>>['total']) => ({
  ...figures,
  groups: [...figures.groups],
  items: [...figures.items],
});

const respondent = z.object({
  personId: z.uuid(),
  name: z.string(),
  number: z.string(),
  unitName: z.string(),
  stage: schema.stage,
  asked: z.number().int(),
  answered: z.number().int(),
  closesOn: z.string(),
  excludedReason: z.string().nullable(),
  lastUrgedAt: z.string().nullable(),
});

export const getRespondents = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/respondents',
  summary: 'Who is how far; names and progress, never answers',
  access: { action: 'campaign.progress', formerUnits: true },
  params: schema.byId,
  query: listQuery(['unit'], {
    unitId: z.uuid().optional(),
    stage: z.union([schema.stage, z.enum(stageGroupNames)]).optional(),
  }),
  response: listAnswer(respondent),
  handle: async ({ tx, scope, params, query, today }) => {
    const unit = query.unitId === undefined ? null : await requireUnit(tx, scope, query.unitId);
    const filter = { unitPath: unit?.path, stage: query.stage, q: query.q };
    if (query.format) {
      const { rows } = await listRespondents(tx, scope, params.id, filter, {
        limit: EXPORT_LIMIT,
        offset: 0,
      });
      return exportList({
        title: t('list.respondents'),
        columns: respondentColumns,
        rows,
        format: query.format,
        today,
      });
    }
    const { page, pageSize } = query;
    const found = await listRespondents(tx, scope, params.id, filter, {
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    return { items: [...found.rows], total: found.total, page, pageSize };
  },
});

const respondentColumns = [
  { key: 'number', header: t('column.number'), value: (row: Respondent) => row.number },
  { key: 'name', header: t('column.name'), value: (row: Respondent) => row.name },
  { key: 'unit', header: t('column.unit'), value: (row: Respondent) => row.unitName },
  { key: 'stage', header: t('column.stage'), value: (row: Respondent) => t(`stage.${row.stage}`) },
  {
    key: 'asked',
    header: t('column.asked'),
    kind: 'integer' as const,
    value: (row: Respondent) => row.asked,
  },
  {
    key: 'answered',
    header: t('column.answered'),
    kind: 'integer' as const,
    value: (row: Respondent) => row.answered,
  },
  {
    key: 'closesOn',
    header: t('column.closesOn'),
    kind: 'date' as const,
    value: (row: Respondent) => row.closesOn,
  },
  {
    key: 'lastUrgedAt',
    header: t('column.lastUrgedAt'),
    kind: 'date' as const,
    value: (row: Respondent) => row.lastUrgedAt,
  },
];

export const getAnswers = route({
  method: 'GET',
  path: '/api/v1/campaigns/:id/answers',
  summary: 'The answers to one item, with names',
  access: { action: 'answers.read', formerUnits: true },
  params: schema.byId,
  query: z.object({
    roleGroup: z.string().max(100),
    item: z.string().max(100),
    state: schema.state.optional(),
    unitId: z.uuid().optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(200).default(25),
  }),
  response: listAnswer(
    z.object({
      personId: z.uuid(),
      name: z.string(),
      number: z.string(),
      unitName: z.string(),
      state: schema.state,
      reason: z.string(),
      comment: z.string(),
      evidence: z.string(),
      answeredAt: z.string().nullable(),
    }),
  ),
  handle: async ({ tx, scope, params, query }) => {
    const { page, pageSize, roleGroup, item, state } = query;
    const unit = query.unitId === undefined ? null : await requireUnit(tx, scope, query.unitId);
    const filter = { roleGroup, item, state, unitPath: unit?.path };
    const found = await listAnswers(tx, scope, params.id, filter, {
      limit: pageSize,
      offset: (page - 1) * pageSize,
    });
    return { items: [...found.rows], total: found.total, page, pageSize };
  },
});

export const progressRoutes = [getProgress, getRespondents, getAnswers];
