import { z } from 'zod';
import { today as dayOf, formatDate } from '../../../kernel/dates.ts';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { t } from '../messages.ts';
import {
  decisions,
  deeds,
  deedsOf,
  exceptionKinds,
  figureNames,
  numberOf,
  phaseOf,
  phases,
  reportDelayDays,
  reportStates,
  reviewVias,
  statuses,
  ways,
} from '../model.ts';
import { loadContext, nearDays, roleTitle } from '../queries/context.ts';
import { loadException } from '../queries/detail.ts';
import { countByClause } from '../queries/figures.ts';
import { type ExceptionRow, exceptionList, exceptionSorts } from '../queries/list.ts';
import type { Exception } from '../tables.ts';
import { day, exceptionFields, idParams } from './shared.ts';

const instant = z.iso.datetime().nullable();
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const row = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(exceptionKinds),
  phase: z.enum(phases),
  packId: z.string(),
  edition: z.string(),
  clause: z.string(),
  clauseText: z.string(),
  title: z.string(),
  way: z.enum(ways),
  affected: z.string(),
  applicant: z.string(),
  unit: z.string().nullable(),
  submittedAt: instant,
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  conditions: z.number().int(),
  done: z.number().int(),
  renewalNo: z.number().int(),
  noAlternative: z.boolean(),
});

const presentRow = ({ exception: e, phase, applicant, unit, affected, conditions, done }: ExceptionRow) => ({
  ...e,
  number: numberOf(e.fiscalYear, e.serial),
  phase,
  applicant,
  unit,
  affected: affected ?? '',
  submittedAt: iso(e.submittedAt),
  conditions,
  done,
  noAlternative: e.alternative === '',
});

export const listExceptions = route({
  method: 'GET',
  path: '/api/v1/exceptions',
  summary: 'The ledger of exceptional measures within the scope; `format` gives a file',
  access: { action: 'exceptions.read' },
  query: listQuery(exceptionSorts, {
    phase: z.enum(phases).optional(),
    kind: z.enum(exceptionKinds).optional(),
    packId: z.string().max(100).optional(),
    clause: z.string().max(100).optional(),
    mine: z.enum(['own', 'review']).optional(),
    counted: z.enum(figureNames).optional(),
    report: z.uuid().optional(),
    from: day.optional(),
    until: day.optional(),
  }),
  response: listAnswer(row),
  handle: async ({ tx, scope, actor, query, today }) => {
    const { numbers } = await loadContext(tx);
    const source = exceptionList(tx, scope, actor, query, today, nearDays(numbers));
    if (query.format) {
      const rows = await listAll(source);
      return exportList({ title: t('ledger.title'), columns, rows, format: query.format, today });
    }
    const page = await listPage(tx, source, query);
    return { ...page, items: page.items.map(presentRow) };
  },
});

const dayText = (at: Date | null): string => (at === null ? '' : formatDate(dayOf(at)));
const isoDayText = (at: string | null): string => (at === null ? '' : formatDate(at));

const delayOf = ({ actedAt, submittedAt }: Exception): number | null =>
  actedAt === null || submittedAt === null ? null : reportDelayDays(actedAt, submittedAt);

const columns: readonly ListColumn<ExceptionRow>[] = [
  {
    key: 'number',
    header: t('column.number'),
    value: ({ exception: e }) => numberOf(e.fiscalYear, e.serial),
  },
  { key: 'kind', header: t('column.kind'), value: ({ exception: e }) => t(`kind.${e.kind}`) },
  { key: 'phase', header: t('column.phase'), value: (each) => t(`phase.${each.phase}`) },
  { key: 'edition', header: t('column.edition'), value: ({ exception: e }) => e.edition },
  { key: 'clause', header: t('column.clause'), value: ({ exception: e }) => e.clause },
  { key: 'clauseText', header: t('column.clauseText'), value: ({ exception: e }) => e.clauseText, width: 40 },
  { key: 'title', header: t('column.title'), value: ({ exception: e }) => e.title, width: 30 },
  { key: 'way', header: t('column.way'), value: ({ exception: e }) => t(`way.${e.way}`) },
  { key: 'reason', header: t('column.reason'), value: ({ exception: e }) => e.reason, width: 40 },
  { key: 'risk', header: t('column.risk'), value: ({ exception: e }) => e.risk, width: 40 },
  {
    key: 'alternative',
    header: t('column.alternative'),
    value: ({ exception: e }) => e.alternative,
    width: 40,
  },
  { key: 'affected', header: t('column.affected'), value: (each) => each.affected ?? '' },
  { key: 'applicant', header: t('column.applicant'), value: (each) => each.applicant },
  { key: 'unit', header: t('column.unit'), value: (each) => each.unit ?? '' },
  { key: 'acted', header: t('column.actedOn'), value: ({ exception: e }) => dayText(e.actedAt) },
  { key: 'submitted', header: t('column.submittedOn'), value: ({ exception: e }) => dayText(e.submittedAt) },
  { key: 'delay', header: t('column.delay'), value: ({ exception: e }) => delayOf(e) ?? '' },
  {
    key: 'decision',
    header: t('column.decision'),
    value: ({ exception: e }) => (e.decision === null ? '' : t(`decision.${e.decision}`)),
  },
  {
    key: 'decisionReason',
    header: t('column.decisionReason'),
    value: ({ exception: e }) => e.decisionReason,
    width: 40,
  },
  { key: 'decidedBy', header: t('column.decidedBy'), value: (each) => each.decidedBy ?? '' },
  { key: 'decided', header: t('column.decidedOn'), value: ({ exception: e }) => dayText(e.decidedAt) },
  { key: 'from', header: t('column.validFrom'), value: ({ exception: e }) => isoDayText(e.validFrom) },
  { key: 'until', header: t('column.validUntil'), value: ({ exception: e }) => isoDayText(e.validUntil) },
  {
    key: 'conditions',
    header: t('column.conditions'),
    value: (each) => (each.conditions === 0 ? '' : `${each.done}／${each.conditions}`),
  },
  { key: 'renewals', header: t('column.renewals'), value: ({ exception: e }) => e.renewalNo },
];

export const countClauses = route({
  method: 'GET',
  path: '/api/v1/exceptions/clause-counts',
  summary: 'How many exceptions there are on each clause, within the scope',
  access: { action: 'exceptions.read' },
  response: z.object({
    threshold: z.number().int(),
    items: z.array(
      z.object({
        packId: z.string(),
        edition: z.string(),
        clause: z.string(),
        clauseText: z.string(),
        living: z.number().int(),
        overdue: z.number().int(),
        waiting: z.number().int(),
        refused: z.number().int(),
        total: z.number().int(),
      }),
    ),
  }),
  handle: async ({ tx, scope, actor, today }) => ({
    threshold: (await loadContext(tx)).numbers.reviseThreshold,
    items: [...(await countByClause(tx, scope, actor, today))],
  }),
});

const named = z.object({ id: z.string(), name: z.string() });

export const exceptionDetail = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(exceptionKinds),
  status: z.enum(statuses),
  phase: z.enum(phases),
  edition: z.string(),
  clauseText: z.string(),
  ...exceptionFields,
  reasonTitle: z.string(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  affectedUnit: named.nullable(),
  affectedAsset: named.nullable(),
  people: z.array(named.extend({ unit: z.string().nullable() })),
  applicant: z.string(),
  unit: z.string().nullable(),
  submittedAt: instant,
  actedAt: instant,
  /** Days between acting and reporting, of an emergency; and those that the organisation set. */
  delayDays: z.number().int().nullable(),
  delayLimit: z.number().int().nullable(),
  takenBy: z.string().nullable(),
  takenAt: instant,
  sentBackReason: z.string(),
  sentBackBy: z.string().nullable(),
  sentBackAt: instant,
  decision: z.enum(decisions).nullable(),
  decisionReason: z.string(),
  decidedBy: z.string().nullable(),
  decidedRole: z.string().nullable(),
  decidedAt: instant,
  endedOn: z.string().nullable(),
  endNote: z.string(),
  renewalNo: z.number().int(),
  version: z.number().int(),
  reviewers: z.array(named.extend({ role: z.string(), via: z.enum(reviewVias) })),
  conditions: z.array(
    z.object({
      id: z.uuid(),
      text: z.string(),
      dueOn: z.string().nullable(),
      doneAt: z.string().nullable(),
      doneBy: z.string().nullable(),
      doneNote: z.string(),
      version: z.number().int(),
    }),
  ),
  reports: z.array(
    z.object({
      id: z.uuid(),
      state: z.enum(reportStates),
      text: z.string(),
      reportedBy: z.string(),
      reportedAt: z.string(),
    }),
  ),
  chain: z.array(
    z.object({ id: z.uuid(), number: z.string(), status: z.enum(statuses), before: z.boolean() }),
  ),
  alike: z.number().int(),
  reviewClause: z.string(),
  deeds: z.array(z.enum(deeds)),
});

export const showException = route({
  method: 'GET',
  path: '/api/v1/exceptions/:id',
  summary: 'One exceptional measure with its review, conditions, reports and what may be done with it',
  access: { action: 'exceptions.read' },
  params: idParams,
  response: exceptionDetail,
  handle: async ({ tx, scope, actor, params, today }) => {
    const context = await loadContext(tx);
    const found = await loadException(tx, scope, actor, params.id);
    const { exception: e, reviewers, people, conditions, reports, chain, ...rest } = found;
    const ids = reviewers.map((each) => each.id);
    return {
      ...e,
      ...rest,
      number: numberOf(e.fiscalYear, e.serial),
      phase: phaseOf(e, today, nearDays(context.numbers)),
      reasonTitle: context.part.reasons.find((each) => each.id === e.reasonCategory)?.title.ja ?? '',
      personIds: people.map((each) => each.id),
      people: [...people],
      submittedAt: iso(e.submittedAt),
      actedAt: iso(e.actedAt),
      delayDays: delayOf(e),
      delayLimit: context.numbers.emergencyReportDays,
      takenAt: iso(e.takenAt),
      sentBackAt: iso(e.sentBackAt),
      decidedAt: iso(e.decidedAt),
      decidedRole: e.decidedRole === null ? null : roleTitle(context, e.decidedRole),
      reviewers: reviewers.map((each) => ({ ...each, role: roleTitle(context, each.roleId) })),
      conditions: [...conditions],
      reports: [...reports],
      chain: chain.map((each) => ({ ...each, status: each.status as Exception['status'] })),
      reviewClause: context.part.clauses.review,
      deeds: [...deedsOf(e, actor.personId, ids)],
    };
  },
});

export const exceptionHistory = historyRoute({
  path: '/api/v1/exceptions/:id',
  entity: 'exception',
  summary: 'What happened to an exceptional measure',
  action: 'exceptions.read',
  open: ({ tx, scope, actor }, id) => loadException(tx, scope, actor, id),
});

export const ledgerRoutes = [listExceptions, countClauses, showException, exceptionHistory] as const;
