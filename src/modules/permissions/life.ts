/** What can be done with a request, by whom and when. Pure. */
import type { Deed, PermissionType, RequestState, Step } from './model.ts';
import type { PermissionSeat, SeatKind } from './tables.ts';

export interface Standing {
  readonly state: RequestState;
  readonly type: Pick<PermissionType, 'validity' | 'completion'>;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly dueOn: string | null;
  readonly extension: boolean;
}

/** What the person is to the request. */
export interface Part {
  readonly applicant: boolean;
  /** The kinds of seats of theirs that wait. */
  readonly waiting: readonly SeatKind[];
  /** They permitted it, or are an officer within whose scope it lies. */
  readonly manages: boolean;
}

/** What this person may do with the request now. */
export function deedsFor(request: Standing, part: Part, today: string): readonly Deed[] {
  const may: Record<Deed, boolean> = {
    edit: part.applicant && !request.extension && isOpen(request.state),
    submit: part.applicant && isOpen(request.state),
    withdraw:
      part.applicant &&
      (isOpen(request.state) || request.state === 'submitted' || request.state === 'permitted'),
    decide: request.state === 'submitted' && part.waiting.includes('decide'),
    view: request.state === 'submitted' && part.waiting.includes('view'),
    start: part.applicant && request.state === 'permitted' && !request.extension && within(request, today),
    report: part.applicant && owes(request),
    confirm:
      !part.applicant && request.state === 'reported' && (part.manages || part.waiting.includes('confirm')),
    revoke: !part.applicant && part.manages && isLive(request.state) && !request.extension,
    amend: part.applicant && request.extension && request.state === 'sent_back',
    extend: part.applicant && request.type.validity !== null && isLive(request.state) && !request.extension,
  };
  return (Object.keys(may) as Deed[]).filter((deed) => may[deed]);
}

const isOpen = (state: RequestState): boolean => state === 'draft' || state === 'sent_back';
const isLive = (state: RequestState): boolean => state === 'permitted' || state === 'in_use';

const within = ({ type, startsOn, endsOn }: Standing, today: string): boolean =>
  type.validity !== null && (startsOn === null || startsOn <= today) && (endsOn === null || today <= endsOn);

/** Something has to be returned or reported. */
const owes = ({ state, dueOn }: Standing): boolean =>
  dueOn !== null && (state === 'in_use' || state === 'revoked');

/** Whether what is owed is late. */
export const isOverdue = (request: Pick<Standing, 'state' | 'dueOn'>, today: string): boolean =>
  request.dueOn !== null &&
  request.dueOn < today &&
  (request.state === 'in_use' || request.state === 'permitted' || request.state === 'revoked');

type SeatOf = Pick<PermissionSeat, 'step' | 'slot' | 'kind' | 'state' | 'personId'>;

/** Whether the step is through: all of its seats, or one where one is enough, and everybody who must look has looked. */
export function isStepDone(mode: Step['mode'], seats: readonly SeatOf[]): boolean {
  if (seats.some((seat) => seat.kind === 'view' && seat.state !== 'done')) return false;
  const deciding = seats.filter((seat) => seat.kind === 'decide' || seat.kind === 'given');
  const slots = [...new Set(deciding.map((seat) => seat.slot))];
  const isDone = (slot: number) =>
    deciding.some((seat) => seat.slot === slot && (seat.state === 'done' || seat.kind === 'given'));
  return mode === 'all' || slots.length === 0 ? slots.every(isDone) : slots.some(isDone);
}

/** After a step: its seats that still wait are gone, and the next step's wait. Ids by new state. */
export function moveOn(seats: readonly (SeatOf & { readonly id: string })[], step: number) {
  const later = seats.filter((seat) => seat.state === 'later');
  const next = later.length === 0 ? null : Math.min(...later.map((seat) => seat.step));
  return {
    gone: seats.filter((seat) => seat.step === step && seat.state === 'waiting').map((seat) => seat.id),
    waiting: later.filter((seat) => seat.step === next).map((seat) => seat.id),
    finished: next === null,
  };
}
