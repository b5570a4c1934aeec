import { z } from 'zod';
import { route } from '../../../platform/http/route.ts';
import { receivePeriod, reportPeriod } from '../commands/report-period.ts';
import { answerRule, considerRule } from '../commands/rule-reviews.ts';
import { ruleOpinions, ruleReviewStatuses } from '../model.ts';
import { loadContext } from '../queries/context.ts';
import { countsOf, periodFigures } from '../queries/figures.ts';
import { listPeriodReports, nextPeriod } from '../queries/period-reports.ts';
import { listRuleReviews } from '../queries/rule-reviews.ts';
import type { PeriodFigures } from '../tables.ts';
import { created, day, idParams, note, version } from './shared.ts';

const opinion = z.enum(ruleOpinions);
const stage = {
  opinion: opinion.nullable(),
  note: z.string(),
  by: z.string().nullable(),
  at: z.string().nullable(),
};

const ruleReview = z.object({
  id: z.uuid(),
  packId: z.string(),
  edition: z.string(),
  clause: z.string(),
  clauseText: z.string(),
  threshold: z.number().int(),
  raisedAt: z.string(),
  status: z.enum(ruleReviewStatuses),
  considered: z.object(stage),
  answered: z.object(stage),
  exceptions: z.array(z.object({ id: z.uuid(), number: z.string(), title: z.string() })),
  version: z.number().int(),
});

export const rulesToConsider = route({
  method: 'GET',
  path: '/api/v1/exceptions/rule-reviews',
  summary: 'Rules with many exceptions, what was thought and decided about them',
  access: { action: 'exception-reports.read' },
  response: z.object({ items: z.array(ruleReview) }),
  handle: async ({ tx }) => ({
    items: (await listRuleReviews(tx)).map(({ review, opinionBy, answerBy, exceptions }) => ({
      ...review,
      raisedAt: review.raisedAt.toISOString(),
      considered: {
        opinion: review.opinion,
        note: review.opinionNote,
        by: opinionBy,
        at: review.opinionAt?.toISOString() ?? null,
      },
      answered: {
        opinion: review.answer,
        note: review.answerNote,
        by: answerBy,
        at: review.answerAt?.toISOString() ?? null,
      },
      exceptions: [...exceptions],
    })),
  }),
});

const saying = z.object({ version, opinion, note: note() });

export const consider = route({
  method: 'POST',
  path: '/api/v1/exceptions/rule-reviews/:id/consider',
  summary: 'Say what should become of a rule, and hand it on to who decides',
  access: { action: 'exceptions.consider' },
  params: idParams,
  body: saying,
  handle: async ({ tx, actor, params, body, services }) => {
    const context = await loadContext(tx);
    await considerRule(tx, actor, { id: params.id, ...body }, context, services.config.publicUrl);
    return undefined;
  },
});

export const answer = route({
  method: 'POST',
  path: '/api/v1/exceptions/rule-reviews/:id/answer',
  summary: 'Decide what becomes of a rule',
  access: { action: 'exceptions.answer' },
  params: idParams,
  body: saying,
  handle: async ({ tx, actor, params, body }) => {
    await answerRule(tx, actor, { id: params.id, ...body });
    return undefined;
  },
});

const figures = z.object({
  submitted: z.number().int(),
  permitted: z.number().int(),
  refused: z.number().int(),
  emergencies: z.number().int(),
  living: z.number().int(),
  overdue: z.number().int(),
  lapsed: z.number().int(),
  withoutAlternative: z.number().int(),
  clauses: z.array(
    z.object({ packId: z.string(), clause: z.string(), edition: z.string(), count: z.number().int() }),
  ),
});

const presentFigures = (figures: PeriodFigures) => ({ ...countsOf(figures), clauses: [...figures.clauses] });

export const listReports = route({
  method: 'GET',
  path: '/api/v1/exceptions/period-reports',
  summary: 'The periodic reports, and the figures of the period that comes next',
  access: { action: 'exception-reports.read' },
  response: z.object({
    next: z.object({ from: z.string(), until: z.string(), due: z.boolean(), figures }),
    clause: z.string(),
    items: z.array(
      z.object({
        id: z.uuid(),
        periodFrom: z.string(),
        periodUntil: z.string(),
        figures,
        remarks: z.string(),
        reportedBy: z.string(),
        reportedAt: z.string(),
        own: z.boolean(),
        receivedBy: z.string().nullable(),
        receivedAt: z.string().nullable(),
        receivedNote: z.string(),
        version: z.number().int(),
      }),
    ),
  }),
  handle: async ({ tx, actor, today }) => {
    const { numbers, part } = await loadContext(tx);
    const reports = await listPeriodReports(tx);
    const next = nextPeriod(reports[0]?.report.periodUntil ?? null, numbers.reportMonths, today);
    const present = await periodFigures(tx, next, today);
    return {
      next: { ...next, due: next.until < today, figures: presentFigures(present) },
      clause: part.clauses.report,
      items: reports.map(({ report, reportedBy, receivedBy }) => ({
        ...report,
        figures: presentFigures(report.figures),
        reportedBy,
        receivedBy,
        own: report.reportedBy === actor.personId,
        reportedAt: report.reportedAt.toISOString(),
        receivedAt: report.receivedAt?.toISOString() ?? null,
      })),
    };
  },
});

export const addReport = route({
  method: 'POST',
  path: '/api/v1/exceptions/period-reports',
  summary: 'Report the applications of a period; both days are included',
  access: { action: 'exceptions.report' },
  body: z.object({ from: day, until: day, remarks: note() }),
  response: created,
  handle: async ({ tx, actor, body, today }) => ({ id: await reportPeriod(tx, actor, body, today) }),
});

export const receiveReport = route({
  method: 'POST',
  path: '/api/v1/exceptions/period-reports/:id/receive',
  summary: 'Receive a periodic report',
  access: { action: 'exceptions.receive' },
  params: idParams,
  body: z.object({ version, note: note() }),
  handle: async ({ tx, actor, params, body }) => {
    await receivePeriod(tx, actor, { id: params.id, version: body.version }, body.note);
    return undefined;
  },
});

export const overseeRoutes = [
  rulesToConsider,
  consider,
  answer,
  listReports,
  addReport,
  receiveReport,
] as const;
