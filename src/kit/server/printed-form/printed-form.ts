import { formatEraDate, type IsoDate } from '../../../kernel/dates.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { fillTemplate } from '../../../platform/documents/docx-template.ts';
import type { FormBox, FormCode, FormDocument, FormRow } from '../../../platform/documents/form-document.ts';
import { DOCX_TYPE } from '../../../platform/documents/render-docx.ts';
import { PDF_TYPE, renderForm, renderWord } from '../../../platform/documents/render-pdf.ts';
import { download } from '../../../platform/http/route.ts';
import { findTemplate } from '../document-templates.ts';
import { fileName } from '../export.ts';
import { defaultTemplate } from './default-template.ts';
import { t } from './messages.ts';
import { templateData } from './template-tags.ts';

/** What was decided, line by line: when, by whom, what, with which words. */
export interface DecisionLine {
  readonly at: string;
  readonly seat: string;
  readonly result: string;
  readonly note: string;
}

/** An application as it stands on the printed form (様式), every text ready; Word and PDF show the same. */
export interface PrintForm {
  readonly organisation: string;
  readonly number: string;
  readonly title: string;
  readonly reference: string;
  readonly addressee: string;
  /** In the Japanese era; empty for a draft. */
  readonly date: string;
  readonly unit: string;
  readonly name: string;
  /** The sentence above the table. */
  readonly lead: string;
  readonly clauses: string;
  readonly rows: readonly FormRow[];
  readonly period: string;
  readonly state: string;
  readonly conditions: string;
  readonly remarks: string;
  readonly boxes: readonly FormBox[];
  readonly decisions: readonly DecisionLine[];
}

/** A form that an organisation may replace: under which name its template is kept, and how it is called. */
export interface FormKind {
  readonly purpose: string;
  readonly title: string;
}

/**
 * The form as a file, `name` without ending. With a template of the organisation, Word and PDF both come from it; else
 * Word comes from the product's template and the PDF from the product's layout, with the code for the gate.
 */
export async function downloadForm(
  tx: Tx,
  kind: FormKind,
  form: PrintForm,
  { name, format, code }: { name: string; format: 'docx' | 'pdf'; code: FormCode | null },
) {
  const own = await findTemplate(tx, kind.purpose);
  const word = async () =>
    fillTemplate(own?.content ?? (await defaultTemplate(kind.title)), templateData(form));
  if (format === 'docx') return download(fileName(name, 'docx'), DOCX_TYPE, word);
  const pdf = async () => (own ? renderWord(await word()) : renderForm(formDocument(form, code)));
  return download(fileName(name, 'pdf'), PDF_TYPE, pdf);
}

/** `令和8年11月24日から令和8年11月26日まで`; empty without a first day. */
export function periodText(from: IsoDate | null, to: IsoDate | null): string {
  if (from === null) return '';
  if (to === null) return t('period.open', { from: formatEraDate(from) });
  if (from === to) return t('period.day', { from: formatEraDate(from) });
  return t('period.full', { from: formatEraDate(from), to: formatEraDate(to) });
}

/** To whom a form goes, one line each. */
export const addressees = (titles: readonly string[]): string =>
  [...new Set(titles)].map((title) => t('form.addressee', { title })).join('\n');

/** Edition and clauses in one line. */
export const clausesText = (edition: string, clauses: readonly string[]): string =>
  t('form.clause', { edition, clauses: clauses.join('、') }).trim();

/** Who decided, with the office in which they did; a seat that has a person's name is said once. */
export const deciderText = (seat: string, person: string): string =>
  seat === person ? person : t('form.decider', { seat, person });

/** The reference number; what has none is a draft. */
export const referenceText = (number: string): string => (number === '' ? t('form.draftNumber') : number);

/** The form as it is set for the PDF. */
export function formDocument(form: PrintForm, code: FormCode | null): FormDocument {
  return {
    number: form.number,
    title: form.title,
    dateLines: [t('form.reference', { number: form.reference }), form.date].filter((line) => line !== ''),
    addressee: form.addressee,
    sender: [t('form.unit', { unit: form.unit }), t('form.name', { name: form.name })],
    lead: form.lead,
    rows: [...form.rows, { label: t('form.clauses'), value: form.clauses }].filter(
      ({ value }) => value !== '',
    ),
    boxes: { caption: t('form.boxes'), items: form.boxes },
    tables: form.decisions.length === 0 ? [] : [decisionTable(form.decisions)],
    remarks: { caption: t('form.remarks'), text: form.remarks },
    footer: form.organisation,
    paper: 'a4',
    code,
  };
}

const decisionTable = (decisions: readonly DecisionLine[]) => ({
  caption: t('form.decisions'),
  columns: [
    { header: t('column.at'), width: 2 },
    { header: t('column.decider'), width: 3 },
    { header: t('column.result'), width: 1 },
    { header: t('column.note'), width: 4 },
  ],
  rows: decisions.map(({ at, seat, result, note }) => [at, seat, result, note]),
});
