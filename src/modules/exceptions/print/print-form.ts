import type { z } from 'zod';
import { formatDate, formatEraDate, formatInstant, today } from '../../../kernel/dates.ts';
import {
  addressees,
  clausesText,
  type DecisionLine,
  deciderText,
  type PrintForm,
  periodText,
  referenceText,
} from '../../../kit/server/printed-form/printed-form.ts';
import type { FormBox, FormRow } from '../../../platform/documents/form-document.ts';
import { t as words } from '../messages.ts';
import type { exceptionDetail } from '../routes/ledger.ts';
import { t } from './messages.ts';

/** An exceptional measure as its page shows it. */
export type ExceptionView = z.output<typeof exceptionDetail>;

/** What stands on the form of an exceptional measure: an application, or the report of an emergency. */
export function printForm(info: ExceptionView, organisation: string): PrintForm {
  const decided = info.decidedAt === null ? null : today(new Date(info.decidedAt));
  const roles = info.reviewers.map(({ role }) => role);
  return {
    organisation,
    number: '',
    title: t(`form.title.${info.kind}`),
    reference: referenceText(info.status === 'draft' ? '' : info.number),
    addressee: addressees(info.decidedRole === null ? roles : [info.decidedRole]),
    date: info.submittedAt === null ? '' : formatEraDate(today(new Date(info.submittedAt))),
    unit: info.unit ?? '',
    name: info.applicant,
    lead: t(`form.lead.${info.kind}`),
    clauses: clausesText(info.edition, [info.reviewClause]),
    rows: rows(info).filter(({ value }) => value !== ''),
    period: periodText(info.validFrom, info.validUntil),
    state: stateText(info),
    conditions: conditions(info),
    remarks: remarks(info).join('\n'),
    boxes: boxes(info, decided),
    decisions: decisions(info),
  };
}

/** An emergency is reported and confirmed rather than asked and permitted. */
function stateText({ kind, phase }: ExceptionView): string {
  const emergency = `emergency.${phase}`;
  return kind === 'emergency' && words.has(emergency) ? words(emergency) : words(`phase.${phase}`);
}

function rows(info: ExceptionView): FormRow[] {
  const row = (label: string, value: string): FormRow => ({ label, value });
  const clause = t('row.clauseText', { clause: info.clause, text: info.clauseText });
  return [
    row(words('column.title'), info.title),
    row(t('row.clause'), `${info.edition}\n${clause}`),
    row(words('column.way'), words(`way.${info.way}`)),
    row(t('row.actedAt'), info.actedAt === null ? '' : formatInstant(new Date(info.actedAt))),
    row(words('column.delay'), delay(info.delayDays)),
    row(words('column.reason'), [info.reasonTitle, info.reason].filter(Boolean).join('\n')),
    row(words('column.alternative'), info.alternative),
    row(words('column.risk'), info.risk),
    row(words('field.impact'), info.impact),
    row(words('column.affected'), affected(info)),
    row(t('row.period'), periodText(info.validFrom, info.validUntil)),
    row(t('row.proposed'), info.proposedConditions.join('\n')),
  ];
}

const delay = (days: number | null): string =>
  days === null ? '' : days === 0 ? t('row.delayNone') : t('row.delay', { days });

function affected(info: ExceptionView): string {
  if (info.affectedKind === 'unit') return t('row.affectedUnit', { name: info.affectedUnit?.name ?? '' });
  if (info.affectedKind === 'asset') return info.affectedAsset?.name ?? '';
  return info.people.map((each) => [each.name, each.unit].filter(Boolean).join('　')).join('\n');
}

const conditions = (info: ExceptionView): string =>
  info.conditions
    .map(({ text, dueOn, doneAt }) => {
      if (doneAt !== null) return t('condition.done', { text });
      return dueOn === null ? text : t('condition.due', { text, date: formatDate(dueOn) });
    })
    .join('\n');

function remarks(info: ExceptionView): string[] {
  const before = info.chain.find((each) => each.before);
  return [
    before === undefined ? '' : t('remark.renewal', { number: before.number, count: info.renewalNo }),
    info.endedOn === null ? '' : t('remark.ended', { date: formatEraDate(info.endedOn), note: info.endNote }),
    t('remark.state', { state: stateText(info) }),
  ].filter((text) => text !== '');
}

/** One box: of whoever decided, or of the office that is to decide. */
function boxes(info: ExceptionView, decided: string | null): FormBox[] {
  const [first] = info.reviewers;
  const title = info.decidedRole ?? first?.role;
  if (title === undefined) return [];
  const only = info.reviewers.length === 1 ? (first?.name ?? '') : '';
  return [
    {
      title,
      name: info.decidedBy ?? only,
      mark: info.decision === null ? '' : words(`decision.${info.decision}`),
      date: decided === null ? '' : formatEraDate(decided),
    },
  ];
}

/** The last time it was sent back, and what was decided. */
function decisions(info: ExceptionView): DecisionLine[] {
  const [first] = info.reviewers;
  const lines: DecisionLine[] = [];
  if (info.sentBackAt !== null)
    lines.push({
      at: formatInstant(new Date(info.sentBackAt)),
      seat: deciderText(first?.role ?? '', info.sentBackBy ?? ''),
      result: t('decision.sent_back'),
      note: info.sentBackReason,
    });
  if (info.decidedAt !== null && info.decision !== null)
    lines.push({
      at: formatInstant(new Date(info.decidedAt)),
      seat: deciderText(info.decidedRole ?? '', info.decidedBy ?? ''),
      result: words(`decision.${info.decision}`),
      note: [info.decisionReason, conditions(info)].filter(Boolean).join('\n'),
    });
  return lines;
}
