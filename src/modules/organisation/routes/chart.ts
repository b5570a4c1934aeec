import { z } from 'zod';
import { exportList, fileName, type ListColumn } from '../../../kit/server/export.ts';
import { DOCX_TYPE, renderDocx } from '../../../platform/documents/render-docx.ts';
import { PDF_TYPE, renderPdf } from '../../../platform/documents/render-pdf.ts';
import { download, route } from '../../../platform/http/route.ts';
import { t } from '../messages.ts';
import { organisationChart } from '../queries/chart.ts';
import { loadProfile, primaryPack, requirePack } from '../queries/organisation.ts';
import { type Responsibility, responsibilities } from '../queries/responsibilities.ts';
import { cellsOf, responsibilityReport } from '../responsibility-report.ts';
import { holder, toHolder } from './holder.ts';
import { dateQuery, day, scopeKind, unitKind } from './shared.ts';

export const showChart = route({
  method: 'GET',
  path: '/api/v1/organisation/chart',
  summary: 'The organisation chart of a day with who holds which role',
  access: { action: 'organisation.consult' },
  query: dateQuery,
  response: z.object({
    date: day,
    organisation: z.string(),
    holders: z.array(holder),
    vacant: z.array(z.string()),
    units: z.array(
      z.object({
        id: z.uuid(),
        parentId: z.uuid().nullable(),
        name: z.string(),
        kind: unitKind,
        holders: z.array(holder),
        vacant: z.array(z.string()),
      }),
    ),
  }),
  handle: async ({ tx, query, today }) => {
    const date = query.date ?? today;
    const profile = await loadProfile(tx);
    const pack = primaryPack(profile);
    const chart = await organisationChart(tx, pack, profile.kind, date);
    return {
      date,
      organisation: profile.name,
      holders: chart.holders.map((each) => toHolder(each, pack)),
      vacant: [...chart.vacant],
      units: chart.units.map((unit) => ({
        ...unit,
        vacant: [...unit.vacant],
        holders: unit.holders.map((each) => toHolder(each, pack)),
      })),
    };
  },
});

const line = z.object({
  roleId: z.string(),
  role: z.string(),
  clause: z.string(),
  scopeKind,
  scope: z.string(),
  unit: z.string(),
  holder: z.string().nullable(),
  personId: z.uuid().nullable(),
  deputies: z.string(),
  term: z.string(),
  decision: z.string(),
});

function toLine(each: Responsibility): z.output<typeof line> {
  const [scope = '', unit = '', name = '', deputies = '', term = '', decision = ''] = cellsOf(each);
  const { roleId, role, clause, scopeKind: kind, holder: held } = each;
  return {
    ...{ roleId, role, clause, scopeKind: kind, scope, unit, deputies, term, decision },
    holder: held === null ? null : name,
    personId: held?.personId ?? null,
  };
}

const columns: readonly ListColumn<z.output<typeof line>>[] = [
  { key: 'role', header: t('appointment.role'), value: (row) => row.role },
  { key: 'scope', header: t('appointment.scope'), value: (row) => row.scope },
  { key: 'unit', header: t('responsibility.unit'), value: (row) => row.unit },
  {
    key: 'holder',
    header: t('responsibility.holder'),
    value: (row) => row.holder ?? t('responsibility.vacant'),
  },
  { key: 'deputies', header: t('appointment.deputy'), value: (row) => row.deputies },
  { key: 'term', header: t('responsibility.term'), value: (row) => row.term },
  { key: 'decision', header: t('appointment.decision'), value: (row) => row.decision },
  { key: 'clause', header: t('gap.clause'), value: (row) => row.clause },
];

export const showResponsibilities = route({
  method: 'GET',
  path: '/api/v1/organisation/responsibilities',
  summary: 'Who answers for what (責任分担表); `format` gives xlsx, csv, docx or pdf',
  access: { action: 'appointments.read' },
  query: dateQuery.extend({ format: z.enum(['csv', 'xlsx', 'docx', 'pdf']).optional() }),
  response: z.object({ date: day, organisation: z.string(), lines: z.array(line) }),
  handle: async ({ tx, scope, query, today }) => {
    const date = query.date ?? today;
    const profile = await loadProfile(tx);
    const lines = await responsibilities(tx, scope, requirePack(profile), profile.kind, date);
    if (query.format === undefined) return { date, organisation: profile.name, lines: lines.map(toLine) };
    const title = t('responsibility.title');
    if (query.format === 'csv' || query.format === 'xlsx') {
      return exportList({ title, columns, rows: lines.map(toLine), format: query.format, today: date });
    }
    const report = responsibilityReport(profile.name, lines, date);
    const name = fileName(`${title}_${date.replaceAll('-', '')}`, query.format);
    return query.format === 'docx'
      ? download(name, DOCX_TYPE, () => renderDocx(report))
      : download(name, PDF_TYPE, () => renderPdf(report));
  },
});

export const chartRoutes = [showChart, showResponsibilities] as const;
