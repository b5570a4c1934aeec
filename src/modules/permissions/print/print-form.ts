import type { z } from 'zod';
import { formatEraDate, formatInstant, type IsoDate, today } from '../../../kernel/dates.ts';
import type { FormBox, FormCode, FormDocument, FormRow } from '../../../platform/documents/form-document.ts';
import type { requestView } from '../contract.ts';
import { isPeriod } from '../model.ts';
import { t } from './messages.ts';

/** A request as its detail page shows it. */
export type RequestView = z.output<typeof requestView>;

/** What was decided, line by line: when, by whom, what, with which words. */
export interface DecisionLine {
  readonly at: string;
  readonly seat: string;
  readonly result: string;
  readonly note: string;
}

/** A request as it stands on the printed form, every text ready; the Word template and the PDF show the same. */
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
  readonly clauses: string;
  readonly rows: readonly FormRow[];
  readonly period: string;
  readonly state: string;
  readonly conditions: string;
  readonly remarks: string;
  readonly boxes: readonly FormBox[];
  readonly decisions: readonly DecisionLine[];
}

/** What stands on the form of a request. */
export function printForm(request: RequestView, organisation: string): PrintForm {
  return {
    organisation,
    number: t('form.number', { number: request.typeNumber }),
    title: t('form.title', { title: request.typeTitle }),
    reference: request.number === '' ? t('form.draftNumber') : request.number,
    addressee: addressee(request),
    date: request.submittedAt === null ? '' : formatEraDate(today(new Date(request.submittedAt))),
    unit: request.unit?.name ?? '',
    name: request.applicant.name,
    clauses: t('form.clause', {
      edition: request.typeVersion.edition,
      clauses: request.type.clauses.join('、'),
    }).trim(),
    rows: request.entries.map((entry) => rowOf(request, entry)),
    period: periodText(request.startsOn, request.endsOn),
    state: t(`state.${request.state}`),
    conditions: request.conditions,
    remarks: remarks(request).join('\n'),
    boxes: boxes(request),
    decisions: request.decisions.map((decision) => ({
      at: formatInstant(new Date(decision.at)),
      seat: t('decider', { seat: decision.seat, person: decision.person }),
      result: t(`decision.${decision.decision}`),
      note: [decision.conditions, decision.reason, resolutionText(decision.resolution)]
        .filter((text) => text !== '')
        .join('\n'),
    })),
  };
}

/** A field in words; on paper, periods are in the Japanese era as all dates are. */
function rowOf(request: RequestView, { id, label, value }: RequestView['entries'][number]): FormRow {
  const held = request.values[id];
  return { label, value: isPeriod(held) ? periodText(held.from, held.to) : value };
}

/** `令和8年11月24日から令和8年11月26日まで`; empty without a first day. */
export function periodText(from: IsoDate | null, to: IsoDate | null): string {
  if (from === null) return '';
  if (to === null) return t('period.open', { from: formatEraDate(from) });
  if (from === to) return t('period.day', { from: formatEraDate(from) });
  return t('period.full', { from: formatEraDate(from), to: formatEraDate(to) });
}

/** To those who decide first. */
function addressee(request: RequestView): string {
  const seats = request.steps[0]?.seats ?? [];
  return [...new Set(seats.filter(({ given }) => !given).map(({ title }) => title))]
    .map((title) => t('form.addressee', { title }))
    .join('\n');
}

/** One box per seat. Where one of several seats suffices and one has decided, the others need no box. */
function boxes(request: RequestView): FormBox[] {
  return request.steps.flatMap((step, at) => {
    const decided = step.seats.filter((seat) => decisionIn(request, at, seat.title) !== undefined);
    const shown = step.mode === 'any' && decided.length > 0 ? decided : step.seats;
    return shown.map((seat): FormBox => {
      const decision = decisionIn(request, at, seat.title);
      const only = seat.holders.length === 1 ? seat.holders[0] : undefined;
      return {
        title: seat.title,
        name: decision?.person ?? only?.name ?? '',
        mark: decision ? t(`decision.${decision.decision}`) : '',
        date: decision ? formatEraDate(today(new Date(decision.at))) : '',
      };
    });
  });
}

/** The last word of a seat in the round that counts: what was decided before it was submitted again does not. */
const decisionIn = (request: RequestView, step: number, seat: string) =>
  request.decisions
    .filter((decision) => decision.step === String(step) && decision.seat === seat)
    .filter((decision) => decision.decision !== 'viewed' && decision.at >= (request.submittedAt ?? ''))
    .at(-1);

function resolutionText(resolution: RequestView['decisions'][number]['resolution']): string {
  if (resolution === null) return '';
  return t('remark.resolution', {
    date: formatEraDate(resolution.date),
    number: resolution.number,
    by: resolution.by,
  });
}

function remarks(request: RequestView): string[] {
  const { report, viewer } = request;
  return [
    request.extends === null ? '' : t('remark.extends', { number: request.extends.number }),
    request.conditions === '' ? '' : t('remark.conditions', { text: request.conditions }),
    request.overrideReason === ''
      ? ''
      : t('remark.override', {
          text: request.overrideReason,
          viewer: viewer?.name ?? t('remark.viewerNone'),
        }),
    report?.on ? t('remark.report', { date: formatEraDate(report.on), note: report.note }) : '',
    report && report.confirmedBy !== ''
      ? t('remark.confirmed', { name: report.confirmedBy, note: report.confirmNote })
      : '',
    request.endReason === '' ? '' : t('remark.end', { text: request.endReason }),
    t('remark.state', { state: t(`state.${request.state}`) }),
  ].filter((text) => text !== '');
}

/** The form as it is set for the PDF. */
export function formDocument(form: PrintForm, code: FormCode | null): FormDocument {
  return {
    number: form.number,
    title: form.title,
    dateLines: [t('form.reference', { number: form.reference }), form.date].filter((line) => line !== ''),
    addressee: form.addressee,
    sender: [t('form.unit', { unit: form.unit }), t('form.name', { name: form.name })],
    lead: t('form.lead'),
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

/** The slip to carry along: who, what, how long, and the code that the gate reads. */
export function slipDocument(request: RequestView, organisation: string, code: FormCode): FormDocument {
  const place = request.entries.find(({ id }) => id === 'place')?.value ?? '';
  const rows: FormRow[] = [
    { label: t('slip.type'), value: request.typeTitle },
    { label: t('slip.applicant'), value: request.applicant.name },
    { label: t('slip.unit'), value: request.unit?.name ?? '' },
    { label: t('slip.subject'), value: request.subject },
    { label: t('slip.place'), value: place },
    { label: t('slip.period'), value: periodText(request.startsOn, request.endsOn) },
    { label: t('slip.conditions'), value: request.conditions },
  ];
  return {
    number: '',
    title: t('slip.title'),
    dateLines: [],
    addressee: '',
    sender: [],
    lead: '',
    rows: rows.filter(({ value }) => value !== ''),
    boxes: { caption: '', items: [] },
    tables: [],
    remarks: { caption: '', text: '' },
    footer: t('slip.footer', { organisation }),
    paper: 'a6',
    code,
  };
}
