import type { z } from 'zod';
import { formatEraDate, formatInstant, today } from '../../../kernel/dates.ts';
import {
  addressees,
  clausesText,
  deciderText,
  type PrintForm,
  periodText,
  referenceText,
} from '../../../kit/server/printed-form/printed-form.ts';
import type { FormBox, FormCode, FormDocument, FormRow } from '../../../platform/documents/form-document.ts';
import type { requestView } from '../contract.ts';
import { isPeriod } from '../model.ts';
import { t } from './messages.ts';

/** A request as its detail page shows it. */
export type RequestView = z.output<typeof requestView>;

/** What stands on the form of a request. */
export function printForm(request: RequestView, organisation: string): PrintForm {
  return {
    organisation,
    number: numberText(request.typeNumber),
    title: t('form.title', { title: request.typeTitle }),
    reference: referenceText(request.number),
    addressee: addressee(request),
    date: request.submittedAt === null ? '' : formatEraDate(today(new Date(request.submittedAt))),
    unit: request.unit?.name ?? '',
    name: request.applicant.name,
    lead: t('form.lead'),
    clauses: clausesText(request.typeVersion.edition, request.type.clauses),
    rows: request.entries.map((entry) => rowOf(request, entry)),
    period: periodText(request.startsOn, request.endsOn),
    state: t(`state.${request.state}`),
    conditions: request.conditions,
    remarks: remarks(request).join('\n'),
    boxes: boxes(request),
    decisions: request.decisions.map((decision) => ({
      at: formatInstant(new Date(decision.at)),
      seat: deciderText(decision.seat, decision.person),
      result: t(`decision.${decision.decision}`),
      note: [decision.conditions, decision.reason, resolutionText(decision.resolution)]
        .filter((text) => text !== '')
        .join('\n'),
    })),
  };
}

/** The number of the form; an office's own may say already that it is one. */
const numberText = (number: string): string =>
  number.startsWith(t('form.numberWord')) ? number : t('form.number', { number });

/** A field in words; on paper, periods are in the Japanese era as all dates are. */
function rowOf(request: RequestView, { id, label, value }: RequestView['entries'][number]): FormRow {
  const held = request.values[id];
  return { label, value: isPeriod(held) ? periodText(held.from, held.to) : value };
}

/** To those whose decision settles it; whoever comes before them passes it on. */
function addressee(request: RequestView): string {
  const seats = request.steps.at(-1)?.seats ?? [];
  return addressees(seats.filter(({ given, looks }) => !given && !looks).map(({ title }) => title));
}

/** One box per seat. Where one of several seats suffices and one has decided, the others need no box. */
function boxes(request: RequestView): FormBox[] {
  return request.steps.flatMap((step, at) => {
    const decided = step.seats.filter((seat) => decisionIn(request, at, seat.title) !== undefined);
    const shown = step.mode === 'any' && decided.length > 0 ? decided : step.seats;
    return shown.map((seat): FormBox => {
      const decision = decisionIn(request, at, seat.title);
      const only = seat.holders.length === 1 ? seat.holders[0] : undefined;
      const name = decision?.person ?? only?.name ?? '';
      return {
        // A seat that is somebody's by name says in the box what it is for.
        title: seat.title === name ? step.title || t('box.decider') : seat.title,
        name,
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

/** It holds longer than was asked for at first. */
function isProlonged({ values, endsOn }: RequestView): boolean {
  const asked = values.period;
  return isPeriod(asked) && endsOn !== null && asked.to !== endsOn;
}

function remarks(request: RequestView): string[] {
  const { report, viewer } = request;
  return [
    request.extends === null ? '' : t('remark.extends', { number: request.extends.number }),
    isProlonged(request) ? t('remark.period', { period: periodText(request.startsOn, request.endsOn) }) : '',
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
