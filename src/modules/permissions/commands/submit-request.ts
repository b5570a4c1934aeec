import { and, eq, sql } from 'drizzle-orm';
import { fiscalYearOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { searchText } from '../../../kit/server/list.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import type { VersionKey } from '../../../kit/server/versioned.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs } from '../../organisation/index.ts';
import { missingFields, periodProblems, shapeProblems } from '../form.ts';
import { isStepDone } from '../life.ts';
import { t } from '../messages.ts';
import { closedGates } from '../model.ts';
import type { Desk } from '../queries/desk.ts';
import { loadApplicant } from '../queries/people.ts';
import { openSeats } from '../resolve.ts';
import { routeOf } from '../route-of.ts';
import { noReason, type ResolvedStep } from '../seats.ts';
import {
  type PermissionRequest,
  type PermissionSeat,
  permissionRequests,
  permissionSeats,
} from '../tables.ts';
import { problemText, seatTitle } from '../words.ts';
import { changeRequest } from './change-request.ts';
import { type Doer, requireDeed } from './require-deed.ts';
import { requireApplicable } from './save-request.ts';
import { tellDeciders } from './tell.ts';

/** The second viewer of an override sits behind every seat that a step can have. */
const VIEWER_SLOT = 99;

/** Where it cannot be helped that the applicant decides: why, and who looks at it besides. */
export interface Override {
  readonly reason: string;
  readonly viewerId: string;
}

/**
 * Submits a request: the form is checked, the deciders are found, and it goes to those of the first step. Refused when a
 * gate is closed, a field is missing or a seat is empty; then nothing changes.
 */
export async function submitRequest(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  key: VersionKey,
  override: Override | null,
): Promise<PermissionRequest> {
  const { request } = await requireDeed(tx, caller, key, 'submit');
  // Sent back or newly begun: the desk's type of today counts for whether it is still open to this person.
  requireApplicable(desk, caller, request.typeId);
  return submit(tx, caller, desk, request, override);
}

/** The same for a request that is locked already, such as an extension that was just written down. */
export async function submit(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  request: PermissionRequest,
  override: Override | null,
): Promise<PermissionRequest> {
  checkForm(request, caller.today);
  const { type, form: values, applicantId } = request;
  // The unit may have been moved, and the applicant too, since the draft was begun.
  const { unitId, unitPath } = await loadApplicant(tx, caller.actor, caller.today, request.unitId, true);
  const { steps } = await routeOf(tx, desk, { type, applicantId, unitPath, values, date: caller.today });
  const seats = seatRows(request, steps, override, await viewerOf(tx, request, override, caller.today));
  await tx
    .delete(permissionSeats)
    .where(
      and(eq(permissionSeats.organisationId, tx.organisationId), eq(permissionSeats.requestId, request.id)),
    );
  await insertMany(tx, permissionSeats, seats);
  const isNew = request.number === '';
  const number = isNew ? await nextNumber(tx, fiscalYearOf(caller.today)) : request.number;
  const search = isNew ? `${request.search} ${searchText(number)}` : request.search;
  const after = await changeRequest(
    tx,
    caller.actor,
    request,
    {
      ...{ state: 'submitted', number, search, submittedAt: new Date(), decidedAt: null, conditions: '' },
      ...{ overrideReason: override?.reason ?? '', viewerId: override?.viewerId ?? null, unitId, unitPath },
    },
    'permissions.submit',
  );
  await tellDeciders(
    tx,
    after,
    seats.filter((seat) => seat.state === 'waiting'),
    caller.publicUrl,
  );
  return after;
}

function checkForm({ type, form }: PermissionRequest, today: string): void {
  const closed = closedGates(type, form);
  if (closed.length > 0) {
    const text = closed.map((gate) => gate.message.ja).join(' ');
    throw new InvalidInput(t.ref('apply.closed', { text }));
  }
  const problems = [
    ...shapeProblems(type, form),
    ...missingFields(type, form),
    ...periodProblems(type, form, today),
  ];
  if (problems.length > 0) throw new InvalidInput(t.ref('form.incomplete'), problems);
}

/** A row for each person of each seat. An empty seat stops the application, unless the applicant fills it by override. */
function seatRows(
  request: PermissionRequest,
  steps: readonly ResolvedStep[],
  override: Override | null,
  viewer: string | null,
): PermissionSeat[] {
  const empty = openSeats(steps).filter((seat) => !(seat.problem === 'self' && override !== null));
  if (empty.length > 0) {
    const labels = new Map(request.type.fields.map((field) => [field.id, field.label.ja]));
    const texts = empty.map((seat) =>
      problemText(seat.problem, seatTitle(seat), labels.get(seat.field ?? '') ?? ''),
    );
    throw new InvalidInput(t.ref('apply.emptySeat', { text: [...new Set(texts)].join(' ') }));
  }
  const self = openSeats(steps).some((seat) => seat.problem === 'self');
  if (override !== null && !self) throw new InvalidInput(t.ref('override.needless'));
  const rows = steps.flatMap(({ seats }, step) =>
    seats.flatMap((seat, slot) => {
      const base = { step, slot, title: seatTitle(seat), body: seat.body };
      if (seat.given) return [seatRow(request, { ...base, kind: 'given', personId: request.applicantId })];
      const own = seat.problem === 'self' && override !== null ? [request.applicantId] : [];
      return [
        ...seat.holders.map((holder) =>
          seatRow(request, { ...base, kind: 'decide', personId: holder.personId, why: holder.why }),
        ),
        ...own.map((personId) => seatRow(request, { ...base, kind: 'decide', personId })),
      ];
    }),
  );
  const overridden = steps.findIndex(({ seats }) => seats.some((seat) => seat.problem === 'self'));
  if (viewer !== null && overridden >= 0) {
    const base = { step: overridden, slot: VIEWER_SLOT, title: t('seat.viewer'), body: false };
    rows.push(seatRow(request, { ...base, kind: 'view', personId: viewer }));
  }
  return opened(rows, steps);
}

type SeatGiven = Pick<PermissionSeat, 'step' | 'slot' | 'kind' | 'personId' | 'title' | 'body'> & {
  readonly why?: PermissionSeat['why'];
};

const seatRow = (request: PermissionRequest, given: SeatGiven): PermissionSeat => ({
  ...{ organisationId: request.organisationId, id: newId(), requestId: request.id, since: new Date() },
  why: noReason,
  state: given.kind === 'given' ? ('done' as const) : ('later' as const),
  ...given,
});

/** The first step that is not through by itself (a joint one that the applicant alone fills is) waits. */
function opened(rows: readonly PermissionSeat[], steps: readonly ResolvedStep[]): PermissionSeat[] {
  const open = steps.findIndex(
    ({ step }, at) =>
      !isStepDone(
        step.mode,
        rows.filter((row) => row.step === at),
      ),
  );
  return rows.map((row) => {
    if (row.state !== 'later') return row;
    return {
      ...row,
      state: row.step === open ? ('waiting' as const) : row.step < open ? ('gone' as const) : row.state,
    };
  });
}

async function viewerOf(
  tx: Tx,
  request: PermissionRequest,
  override: Override | null,
  today: string,
): Promise<string | null> {
  if (override === null) return null;
  if (!request.type.override) throw new InvalidInput(t.ref('override.unknown'));
  const found = await tx.execute(sql`select 1 from people p where p.organisation_id = ${tx.organisationId}
    and p.id = ${override.viewerId}::uuid and ${belongs('p', today)}`);
  if (override.viewerId === request.applicantId || found.rows.length === 0)
    throw InvalidInput.at('override.viewerId', t.ref('override.viewer'));
  return override.viewerId;
}

/** The next number of the year, 〔2026-00012〕; counted in the transaction, so that there is no gap. */
async function nextNumber(tx: Tx, year: number): Promise<string> {
  const result = await tx.execute<{ last: number }>(sql`
    insert into permission_counters (organisation_id, fiscal_year, last) values (${tx.organisationId}, ${year}, 1)
    on conflict (organisation_id, fiscal_year) do update set last = permission_counters.last + 1
    returning last`);
  return `${year}-${String(result.rows[0]?.last ?? 1).padStart(5, '0')}`;
}

/** The seats of a request, for whoever changes them under its lock. */
export const seatsOf = (tx: Tx, requestId: string): Promise<PermissionSeat[]> =>
  tx
    .select()
    .from(permissionSeats)
    .where(
      and(eq(permissionSeats.organisationId, tx.organisationId), eq(permissionSeats.requestId, requestId)),
    );

/** Locks a request that the server itself changes. */
export async function lockRequest(tx: Tx, id: string): Promise<PermissionRequest | null> {
  const [request] = await tx
    .select()
    .from(permissionRequests)
    .where(and(eq(permissionRequests.organisationId, tx.organisationId), eq(permissionRequests.id, id)))
    .for('update');
  return request ?? null;
}
