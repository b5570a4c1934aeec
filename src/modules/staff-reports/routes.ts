import { z } from 'zod';
import { formatInstant } from '../../kernel/dates.ts';
import { Unauthenticated } from '../../kernel/errors.ts';
import { exportList } from '../../kit/server/export.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../kit/server/list.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import { route } from '../../platform/http/route.ts';
import { sendReport } from './commands/send-report.ts';
import { takeReport } from './commands/take-report.ts';
import { t } from './messages.ts';
import { listOwnReports, type ReportRow, reportList } from './queries.ts';
import { reportKinds } from './tables.ts';

const report = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(reportKinds),
  occurredAt: z.iso.datetime().nullable(),
  body: z.string(),
  contact: z.string(),
  reportedAt: z.iso.datetime(),
  reporter: z.string(),
  taken: z.boolean(),
  note: z.string(),
  version: z.number().int(),
});

const present = ({ report: row, reporter }: ReportRow) => ({
  ...row,
  number: numberOf(row.id),
  occurredAt: row.occurredAt?.toISOString() ?? null,
  reportedAt: row.reportedAt.toISOString(),
  reporter,
  taken: row.takenAt !== null,
});

/** Short enough to say on the telephone: the random end of the id. */
const numberOf = (id: string): string => id.slice(-6).toUpperCase();

function accountOf(actor: Actor): string {
  if (actor.accountId === null) throw new Unauthenticated(t.ref('notFound'));
  return actor.accountId;
}

export const postStaffReport = route({
  method: 'POST',
  path: '/api/v1/staff-reports',
  summary: 'Report something that may be an incident',
  access: 'signed-in',
  body: z.object({
    kind: z.enum(reportKinds),
    occurredAt: z.iso.datetime({ offset: true }).nullable().default(null),
    body: z.string().trim().min(1).max(10_000),
    contact: z.string().trim().max(200).default(''),
  }),
  response: z.object({ id: z.uuid(), number: z.string() }),
  handle: async ({ tx, actor, body }) => {
    const occurredAt = body.occurredAt === null ? null : new Date(body.occurredAt);
    const saved = await sendReport(tx, actor, accountOf(actor), { ...body, occurredAt });
    return { id: saved.id, number: numberOf(saved.id) };
  },
});

export const listMyStaffReports = route({
  method: 'GET',
  path: '/api/v1/me/staff-reports',
  summary: 'What I have reported and whether it was taken up',
  access: 'signed-in',
  response: z.object({ items: z.array(report) }),
  handle: async ({ tx, actor }) => ({ items: (await listOwnReports(tx, accountOf(actor))).map(present) }),
});

export const listStaffReports = route({
  method: 'GET',
  path: '/api/v1/staff-reports',
  summary: 'Reports of staff, those waiting first',
  access: { action: 'reports-of-staff.read' },
  query: listQuery(['reportedAt'], {}),
  response: listAnswer(report),
  handle: async ({ tx, scope, query, today }) => {
    const source = reportList(tx, scope);
    if (query.format) {
      const rows = (await listAll(source)).map(present);
      return exportList({ title: t('page.inbox'), columns, rows, format: query.format, today });
    }
    const page = await listPage(tx, source, query);
    return { ...page, items: page.items.map(present) };
  },
});

type Report = z.output<typeof report>;

const columns = [
  { key: 'number', header: t('column.number'), value: (row: Report) => row.number },
  {
    key: 'reportedAt',
    header: t('column.reportedAt'),
    value: (row: Report) => formatInstant(new Date(row.reportedAt)),
  },
  { key: 'reporter', header: t('column.reporter'), value: (row: Report) => row.reporter },
  { key: 'kind', header: t('column.kind'), value: (row: Report) => t(`kind.${row.kind}`) },
  {
    key: 'state',
    header: t('column.state'),
    value: (row: Report) => t(row.taken ? 'state.taken' : 'state.waiting'),
  },
  { key: 'body', header: t('column.body'), value: (row: Report) => row.body },
  { key: 'note', header: t('field.note'), value: (row: Report) => row.note },
];

export const takeStaffReport = route({
  method: 'POST',
  path: '/api/v1/staff-reports/:id/take',
  summary: 'Take up a report and keep a note on what was done',
  access: { action: 'reports-of-staff.read' },
  params: z.object({ id: z.uuid() }),
  body: z.object({ version: z.number().int(), note: z.string().trim().max(10_000).default('') }),
  handle: async ({ tx, actor, params, body }) => {
    await takeReport(tx, actor, params.id, body.version, body.note);
    return undefined;
  },
});

export const routes = [postStaffReport, listMyStaffReports, listStaffReports, takeStaffReport];
