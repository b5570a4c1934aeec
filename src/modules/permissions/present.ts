/** Requests as the routes answer them. */
import type { z } from 'zod';
import { formatDate } from '../../kernel/dates.ts';
import type { decisionView, gateItem, inboxItem, requestRow, seatView, stepView } from './contract.ts';
import { isOverdue } from './life.ts';
import { t } from './messages.ts';
import {
  type Field,
  type FieldValue,
  type FormValues,
  isClasses,
  isPeriod,
  type PermissionType,
  stepsFor,
} from './model.ts';
import type { Waiting } from './queries/inbox.ts';
import type { ListedRequest } from './queries/lists.ts';
import type { Surroundings } from './queries/request.ts';
import type { ResolvedStep } from './seats.ts';
import type { PermissionRequest, PermissionSeat } from './tables.ts';
import { problemText, reasonText, seatTitle } from './words.ts';

type RequestRow = z.input<typeof requestRow>;
type Names = Readonly<Record<string, string>>;

export function presentRow(
  { request, applicant, unit }: Pick<ListedRequest, 'request' | 'applicant' | 'unit'>,
  today: string,
): RequestRow {
  const { id, number, typeId, type, subject, state, startsOn, endsOn, dueOn, version } = request;
  return {
    ...{ id, number, typeId, subject, state, startsOn, endsOn, dueOn, version },
    typeTitle: type.title.ja,
    typeNumber: type.number,
    applicant: { id: request.applicantId, name: applicant },
    unit: request.unitId === null || unit === null ? null : { id: request.unitId, name: unit },
    submittedAt: request.submittedAt?.toISOString() ?? null,
    decidedAt: request.decidedAt?.toISOString() ?? null,
    overdue: isOverdue(request, today),
    override: request.overrideReason !== '',
    extension: request.extendsId !== null,
  };
}

/** What a field holds, in words. */
export function wordsOf(field: Field, value: FieldValue | undefined, names: Names): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return String(value);
  if (isClasses(value)) return classesText(value);
  if (isPeriod(value)) return periodText(value.from, value.to);
  if (typeof value === 'string') return textOf(field, value, names);
  return (value as readonly string[]).map((each) => optionText(field, each)).join(t('list.separator'));
}

function textOf(field: Field, value: string, names: Names): string {
  if (field.kind === 'date') return formatDate(value);
  if (field.kind === 'choice') return optionText(field, value);
  return names[value] ?? value;
}

const optionText = (field: Field, id: string): string =>
  field.options?.find((option) => option.id === id)?.label.ja ?? id;

function classesText(value: Extract<FieldValue, { confidentiality: unknown }>): string {
  const axes = ['confidentiality', 'integrity', 'availability'] as const;
  const known = axes.flatMap((axis) => {
    const level = value[axis];
    return level === null ? [] : [t(`classes.${axis}`, { level })];
  });
  return known.length === 0 ? t('classes.undetermined') : known.join(t('list.separator'));
}

const periodText = (from: string, to: string | null): string =>
  to === null
    ? t('period.open', { from: formatDate(from) })
    : t('period.closed', { from: formatDate(from), to: formatDate(to) });

/** Every filled field in words, in the order of the form. */
export const entriesOf = (type: Pick<PermissionType, 'fields'>, form: FormValues, names: Names) =>
  type.fields.flatMap((field) => {
    const value = wordsOf(field, form[field.id], names);
    return value === '' ? [] : [{ id: field.id, label: field.label.ja, value }];
  });

/** The fields at which an officer glances: no confirmations, which are all ticked. */
function glanceOf(type: Pick<PermissionType, 'fields'>, form: FormValues, names: Names) {
  const fields = type.fields.filter((field) => field.kind !== 'checkbox');
  return entriesOf({ fields }, form, names)
    .slice(0, 6)
    .map(({ label, value }) => ({ label, value }));
}

export function presentWaiting(row: Waiting, today: string): z.input<typeof inboxItem> {
  const { request } = row;
  const override = request.overrideReason !== '';
  const extra = [
    ...(override ? [{ label: t('column.reason'), value: request.overrideReason }] : []),
    ...(row.task === 'confirm' && request.reportedOn
      ? [
          {
            label: t('column.reportedOn'),
            value: [formatDate(request.reportedOn), request.reportNote].join(' ').trim(),
          },
        ]
      : []),
  ];
  return {
    ...{ id: request.id, number: request.number, typeId: request.typeId, subject: request.subject },
    ...{ state: request.state, startsOn: request.startsOn, endsOn: request.endsOn, dueOn: request.dueOn },
    typeTitle: request.type.title.ja,
    typeNumber: request.type.number,
    applicant: { id: request.applicantId, name: row.applicant },
    unit: request.unitId === null || row.unit === null ? null : { id: request.unitId, name: row.unit },
    submittedAt: instant(row.submittedAt),
    decidedAt: instant(row.decidedAt),
    overdue: isOverdue(request, today),
    override,
    extension: request.extendsId !== null,
    version: request.version,
    task: row.task,
    why: whyText(row.task, row.why),
    seat: row.seat,
    body: row.body,
    waitingSince: new Date(row.since).toISOString(),
    glance: [...extra, ...glanceOf(request.type, request.form, request.names)],
    like: { permitted: row.permitted, refused: row.refused },
  };
}

const instant = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());

/** Why it came to this person. */
export function whyText(kind: PermissionSeat['kind'], why: PermissionSeat['why']): string {
  if (kind === 'view') return t('why.viewer');
  if (kind === 'confirm') return t('why.confirm');
  if (why.roleId === '' && why.roleTitle === '') return t('why.self');
  return reasonText(why);
}

type SeatView = z.input<typeof seatView>;
type StepView = z.input<typeof stepView>;

/** The way of an application that is not made yet. */
export const presentRoute = (
  steps: readonly ResolvedStep[],
  type: Pick<PermissionType, 'fields'>,
): StepView[] =>
  steps
    .filter(({ seats }) => seats.length > 0)
    .map(({ step, seats }) => ({
      id: step.id,
      title: step.title?.ja ?? '',
      mode: step.mode,
      joint: step.joint === true,
      seats: seats.map((seat, at): SeatView => {
        const title = seatTitle(seat);
        const label = type.fields.find((field) => field.id === seat.field)?.label.ja ?? '';
        return {
          ...{ id: `${step.id}.${at}`, title, body: seat.body, given: seat.given, looks: false },
          holders: seat.holders.map(({ personId, name, post, why }) => ({
            personId,
            name,
            post,
            why: reasonText(why),
            deputy: why.deputy,
            substitute: why.because !== '',
          })),
          problem: problemText(seat.problem, title, label),
        };
      }),
    }));

/** Who is told, in words. */
export const informedText = (names: readonly string[]): string =>
  [...new Set(names)].join(t('list.separator'));

/** The steps of a request that was made, from its seats, with how far each is. */
export function presentSteps(
  request: PermissionRequest,
  seats: readonly PermissionSeat[],
  people: Surroundings['people'],
) {
  const steps = [...new Set(seats.filter((seat) => seat.kind !== 'confirm').map((seat) => seat.step))].sort(
    (a, b) => a - b,
  );
  const way = stepsFor(request.type, request.form);
  return steps.map((at) => {
    const own = seats.filter((seat) => seat.step === at);
    const step = way[at];
    const slots = [...new Set(own.map((seat) => seat.slot))];
    return {
      id: step?.id ?? String(at),
      title: step?.title?.ja ?? '',
      mode: step?.mode ?? ('all' as const),
      joint: step?.joint === true,
      state: stateOf(own),
      seats: slots.map((slot) =>
        presentSeat(
          own.filter((seat) => seat.slot === slot),
          people,
        ),
      ),
    };
  });
}

function stateOf(seats: readonly PermissionSeat[]) {
  if (seats.some((seat) => seat.state === 'waiting')) return 'waiting' as const;
  if (seats.every((seat) => seat.state === 'later')) return 'later' as const;
  return seats.some((seat) => seat.state === 'done') ? ('done' as const) : ('stopped' as const);
}

function presentSeat(rows: readonly PermissionSeat[], people: Surroundings['people']) {
  const [first] = rows;
  const state =
    (['done', 'waiting', 'later'] as const).find((each) => rows.some((row) => row.state === each)) ??
    ('gone' as const);
  return {
    id: first?.id ?? '',
    title: first?.title ?? '',
    body: first?.body ?? false,
    given: first?.kind === 'given',
    looks: first?.kind === 'view',
    holders: rows
      .filter((row) => state !== 'done' || row.state === 'done')
      .map((row) => ({
        personId: row.personId,
        name: people[row.personId]?.name ?? '',
        post: people[row.personId]?.post ?? '',
        why: row.kind === 'given' ? t('decision.given') : whyText(row.kind, row.why),
        deputy: row.why.deputy,
        substitute: row.why.because !== '',
      })),
    problem: '',
    state,
  };
}

export const presentDecisions = (decisions: Surroundings['decisions']): z.input<typeof decisionView>[] =>
  decisions.map(({ kind, at, step, ...rest }) => ({
    ...rest,
    step: String(step),
    decision: kind,
    at: new Date(at).toISOString(),
  }));

export function presentGate(row: ListedRequest, today: string): z.input<typeof gateItem> {
  const { request } = row;
  const place = request.form.place ?? request.form.destination;
  return {
    ...{ id: request.id, number: request.number, typeTitle: request.type.title.ja, applicant: row.applicant },
    ...{ unit: row.unit ?? '', subject: request.subject, place: typeof place === 'string' ? place : '' },
    startsOn: request.startsOn,
    endsOn: request.endsOn,
    state: request.state,
    conditions: request.conditions,
    valid: isValidOn(request, today),
  };
}

/** Whether it may pass the gate on the day. */
export const isValidOn = (
  request: Pick<PermissionRequest, 'state' | 'startsOn' | 'endsOn'>,
  today: string,
): boolean =>
  (request.state === 'permitted' || request.state === 'in_use') &&
  (request.startsOn === null || request.startsOn <= today) &&
  (request.endsOn === null || today <= request.endsOn);
