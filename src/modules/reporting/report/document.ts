import { formatEraDate, formatFiscalYear } from '../../../kernel/dates.ts';
import type { Block, ReportDocument, Section } from '../../../platform/documents/report-document.ts';
import { t } from '../messages.ts';
import { groupsFigure, historyFigure } from './document-figures.ts';
import {
  attainmentTable,
  coverageHistory,
  coverageTable,
  exclusionsTable,
  gradesTable,
  historyTable,
  itemColumns,
  itemRow,
  itemsTable,
  methodsTable,
  subjectsTable,
  unitsTable,
  yearOnYearTable,
} from './document-tables.ts';
import type { AnnualReport } from './model.ts';
import { notesOf, summaryOf } from './summary.ts';

/** The yearly report as a document: the tables and their words, ready for Word, Excel and PDF. */
export function reportDocument(report: AnnualReport): ReportDocument {
  const year = formatFiscalYear(report.fiscalYear);
  return {
    title: t('report.title'),
    subtitle: report.interim ? `${year}　${t('report.interim')}` : year,
    meta: metaOf(report),
    pageHeader: `${report.organisation}　${t('report.title')}　${year}`,
    sections: [
      section('summary', { kind: 'bullets', items: summaryOf(report) }),
      section(
        'subjects',
        paragraph(t('report.lead.subjects')),
        subjectsTable(report),
        ...exclusionsTable(report),
      ),
      section(
        'coverage',
        paragraph(t('report.lead.coverage')),
        coverageTable(report),
        coverageHistory(report),
      ),
      section('implementation', ...implementationBlocks(report)),
      section('items', paragraph(t('report.lead.items')), itemsTable(report)),
      section('grades', paragraph(t('report.lead.grades')), gradesTable(report)),
      section('weak', ...weakBlocks(report)),
      ...(report.units.length > 0
        ? [section('units', paragraph(t('report.lead.units')), unitsTable(report))]
        : []),
      section('notes', { kind: 'bullets', items: notesOf(report) }),
    ],
  };
}

type SectionName =
  | 'summary'
  | 'subjects'
  | 'coverage'
  | 'implementation'
  | 'items'
  | 'grades'
  | 'weak'
  | 'units'
  | 'notes';

const section = (name: SectionName, ...blocks: Block[]): Section => ({
  heading: t(`report.section.${name}`),
  level: 1,
  blocks,
});

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

function metaOf(report: AnnualReport): ReportDocument['meta'] {
  const focus = t(`report.focus.${report.focus}`);
  const { focusReason: reason } = report;
  const entry = (
    key: 'organisation' | 'year' | 'standard' | 'period' | 'baseDate' | 'focus' | 'asOf',
    value: string,
  ) => ({
    label: t(`report.meta.${key}`),
    value,
  });
  return [
    entry('organisation', report.organisation),
    entry('year', formatFiscalYear(report.fiscalYear)),
    entry('standard', report.standard),
    entry(
      'period',
      t('report.meta.periodValue', {
        from: formatEraDate(report.opensOn),
        to: formatEraDate(report.closesOn),
      }),
    ),
    entry('baseDate', formatEraDate(report.baseDate)),
    entry('focus', reason === '' ? focus : t('report.focusWithReason', { focus, reason })),
    entry('asOf', formatEraDate(report.asOf)),
  ];
}

function implementationBlocks(report: AnnualReport): Block[] {
  return [
    paragraph(t('report.lead.implementation')),
    groupsFigure(report),
    historyTable(report, t('report.table.implementation'), report.history.implementation),
    ...historyFigure(report),
    ...(report.history.years.length > 1 ? [yearOnYearTable(report)] : []),
    paragraph(t('report.lead.attainment')),
    attainmentTable(report),
    methodsTable(report),
  ];
}

function weakBlocks({ weakItems }: AnnualReport): Block[] {
  if (weakItems.length === 0) return [paragraph(t('report.nothingWeak'))];
  return [
    paragraph(t('report.lead.weak')),
    { kind: 'table', caption: t('report.table.weak'), columns: itemColumns(), rows: weakItems.map(itemRow) },
  ];
}
