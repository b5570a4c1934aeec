import { z } from 'zod';
import { formatFiscalYear } from '../../../kernel/dates.ts';
import { fileName } from '../../../kit/server/export.ts';
import { DOCX_TYPE, renderDocx } from '../../../platform/documents/render-docx.ts';
import { renderPdf } from '../../../platform/documents/render-pdf.ts';
import { renderXlsx } from '../../../platform/documents/render-xlsx.ts';
import type { ReportDocument } from '../../../platform/documents/report-document.ts';
import { XLSX_TYPE } from '../../../platform/documents/spreadsheet.ts';
import { download, route } from '../../../platform/http/route.ts';
import { t } from '../messages.ts';
import { loadReportData } from '../queries/report-data.ts';
import { reportDocument } from '../report/document.ts';
import { buildReport } from '../report/model.ts';
import { notesOf, summaryOf } from '../report/summary.ts';
import { list, report } from './schemas.ts';

const access = { action: 'report.read', formerUnits: true } as const;
const params = z.object({ campaignId: z.uuid() });

export const getReport = route({
  method: 'GET',
  path: '/api/v1/reports/:campaignId',
  summary: 'The yearly report of a self-check, with its summary and notes',
  access,
  params,
  query: z.object({ unitId: z.uuid().optional() }),
  response: z.object({ report, summary: list(z.string()), notes: list(z.string()) }),
  handle: async ({ tx, scope, params: { campaignId }, query, today }) => {
    const built = buildReport(await loadReportData(tx, scope, { campaignId, unitId: query.unitId, today }));
    return { report: built, summary: summaryOf(built), notes: notesOf(built) };
  },
});

interface Form {
  readonly type: string;
  render(document: ReportDocument): Promise<Uint8Array>;
}

const forms: Readonly<Record<'docx' | 'xlsx' | 'pdf', Form>> = {
  docx: { type: DOCX_TYPE, render: renderDocx },
  xlsx: { type: XLSX_TYPE, render: renderXlsx },
  pdf: { type: 'application/pdf', render: renderPdf },
};

export const downloadReport = route({
  method: 'GET',
  path: '/api/v1/reports/:campaignId/file',
  summary: 'The yearly report as Word, Excel or PDF',
  access,
  params,
  query: z.object({ unitId: z.uuid().optional(), format: z.enum(['docx', 'xlsx', 'pdf']) }),
  handle: async ({ tx, scope, params: { campaignId }, query, today }) => {
    const built = buildReport(await loadReportData(tx, scope, { campaignId, unitId: query.unitId, today }));
    const { type, render } = forms[query.format];
    const name = `${t('report.title')}_${built.organisation}_${formatFiscalYear(built.fiscalYear)}`;
    return download(fileName(name, query.format), type, () => render(reportDocument(built)));
  },
});
