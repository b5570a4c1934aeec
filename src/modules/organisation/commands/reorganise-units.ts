import { and, eq, sql } from 'drizzle-orm';
import { Forbidden, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import { type AuditEvent, recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import {
  type CurrentUnit,
  planReorganisation,
  type ReorganisationPlan,
  type UnitChange,
} from '../reorganisation-plan.ts';
import { unitSuccessions, units } from '../tables.ts';
import { moveToSuccessors } from './move-to-successors.ts';

/** How much a reorganisation touched. */
export interface ReorganisationResult {
  readonly closed: number;
  readonly opened: number;
  readonly movedPosts: number;
  readonly movedAppointments: number;
  readonly movedAssets: number;
}

/**
 * Reorganises the units as of a day (組織改正): closes rows and opens new ones with their successions, and moves
 * posts, appointments and assets to the successors from that day on. Everything before the day stays as it was.
 * Throws `Forbidden` for who may not edit the whole organisation, `InvalidInput` for changes that do not fit.
 */
export async function reorganiseUnits(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  input: { readonly date: string; readonly changes: readonly UnitChange[] },
): Promise<ReorganisationResult> {
  if (!scope.whole) throw new Forbidden(t.ref('reorganise.whole'), 'organisation.edit');
  const { date } = input;
  const current = await lockTree(tx, date);
  const plan = planReorganisation(current, input.changes, date, newId);
  await writeUnits(tx, plan, date);
  const movedPosts = await moveToSuccessors(tx, 'posts', plan, date);
  const movedAppointments = await moveToSuccessors(tx, 'appointments', plan, date);
  const movedAssets = await moveToSuccessors(tx, 'asset_units', plan, date);
  await recordEvents(tx, actor, eventsOf(plan, current, date));
  return {
    closed: plan.closed.length,
    opened: plan.opened.length,
    movedPosts,
    movedAppointments,
    movedAssets,
  };
}

/** The tree of the day, locked; refuses when a later change is already entered. */
async function lockTree(tx: Tx, date: string): Promise<CurrentUnit[]> {
  const rows = await tx.select().from(units).where(eq(units.organisationId, tx.organisationId)).for('update');
  const later = rows.some((row) => row.validFrom > date || (row.validTo !== null && row.validTo > date));
  if (later) throw new InvalidInput(t.ref('reorganise.laterExists'));
  return rows.filter((row) => row.validTo === null);
}

async function writeUnits(tx: Tx, plan: ReorganisationPlan, date: string): Promise<void> {
  const { organisationId } = tx;
  if (plan.closed.length > 0) {
    await tx
      .update(units)
      .set({ validTo: date, version: sql`${units.version} + 1` })
      .where(
        and(
          eq(units.organisationId, organisationId),
          sql`${units.id} = any (${sql.param([...plan.closed])}::uuid[])`,
        ),
      );
  }
  const opened = plan.opened.map((row) => ({ organisationId, ...row, validFrom: date, version: 1 }));
  await insertMany(tx, units, opened);
  if (plan.amended.length > 0) await amendUnits(tx, plan.amended);
  const pairs = [...plan.successors].flatMap(([predecessorId, ids]) =>
    ids.map((successorId) => ({ organisationId, predecessorId, successorId, effectiveOn: date })),
  );
  await insertMany(tx, unitSuccessions, pairs);
}

async function amendUnits(tx: Tx, amended: ReorganisationPlan['amended']): Promise<void> {
  const rows = amended.map(({ parentId, sortOrder, ...row }) => ({
    ...row,
    parent_id: parentId,
    sort_order: sortOrder,
  }));
  await tx.execute(sql`
    update units as u set parent_id = n.parent_id, path = n.path, code = n.code, name = n.name, kana = n.kana,
      kind = n.kind, sort_order = n.sort_order, version = u.version + 1
    from jsonb_populate_recordset(null::units, ${JSON.stringify(rows)}::jsonb) as n
    where u.organisation_id = ${tx.organisationId} and u.id = n.id`);
}

function eventsOf(plan: ReorganisationPlan, current: readonly CurrentUnit[], date: string): AuditEvent[] {
  const event = (entityId: string, rest: Partial<AuditEvent>): AuditEvent => ({
    action: 'organisation.edit',
    entity: 'unit',
    entityId,
    ...rest,
  });
  const before = new Map(current.map((unit) => [unit.id, unit]));
  return [
    ...plan.closed.map((id) =>
      event(id, {
        before: { validTo: null },
        after: { validTo: date },
        facts: { successors: plan.successors.get(id) ?? [] },
      }),
    ),
    ...plan.opened.map((row) => event(row.id, { after: { ...row, validFrom: date } })),
    ...plan.amended.map((row) => event(row.id, { before: { ...before.get(row.id) }, after: { ...row } })),
  ];
}
