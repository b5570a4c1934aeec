import { and, eq, sql } from 'drizzle-orm';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { same } from '../inheritance.ts';
import { t } from '../messages.ts';
import type { ChangeKind, Standing } from '../model/register.ts';
import { axes, type Scheme } from '../model.ts';
import type { VisibleEntry } from '../queries/visible.ts';
import { informationChanges } from '../tables.ts';
import { checkStanding } from './check-input.ts';
import { type Occasion, type ToldEntry, tellDeciders } from './tell.ts';
import { standingInTrail } from './trail.ts';

/** Asks who decided an entry's classes to change them. One request waits at a time. Returns the id. */
export async function requestChange(
  tx: Tx,
  actor: Actor,
  scheme: Scheme,
  entry: VisibleEntry,
  wanted: Standing,
  reason: string,
  occasion: Occasion,
): Promise<string> {
  checkStanding(scheme, entry.form, wanted);
  if (axes.every((axis) => wanted.classes[axis] === null)) {
    throw new InvalidInput(t.ref('request.same'), [
      { field: 'confidentiality', message: t.ref('input.empty') },
    ]);
  }
  if (same(wanted, entry)) throw new InvalidInput(t.ref('request.same'));
  await requireNoneWaiting(tx, entry.id);
  const id = await insertWaiting(tx, actor, entry.id, 'request', wanted, reason, scheme);
  await tellDeciders(tx, actor, entry, 'request', occasion);
  return id;
}

/** Asks the officer of the unit which classes an entry has. Returns the id. */
export async function askForClasses(
  tx: Tx,
  actor: Actor,
  entry: ToldEntry,
  reason: string,
  occasion: Occasion,
): Promise<string> {
  await requireNoneWaiting(tx, entry.id);
  const id = await insertWaiting(tx, actor, entry.id, 'ask', null, reason, null);
  await tellDeciders(tx, actor, entry, 'ask', occasion);
  return id;
}

async function requireNoneWaiting(tx: Tx, assetId: string): Promise<void> {
  const [waiting] = await tx
    .select({ id: informationChanges.id })
    .from(informationChanges)
    .where(
      and(
        eq(informationChanges.organisationId, tx.organisationId),
        eq(informationChanges.assetId, assetId),
        eq(informationChanges.state, 'waiting'),
      ),
    );
  if (waiting !== undefined) throw new Conflict(t.ref('request.waiting'));
}

async function insertWaiting(
  tx: Tx,
  actor: Actor,
  assetId: string,
  kind: ChangeKind,
  wanted: Standing | null,
  reason: string,
  scheme: Scheme | null,
): Promise<string> {
  const id = newId();
  await tx.insert(informationChanges).values({
    organisationId: tx.organisationId,
    id,
    assetId,
    kind,
    requestedBy: actor.personId,
    requestedAt: new Date(),
    reason,
    wanted,
    state: 'waiting',
  });
  await recordEvent(tx, actor, {
    action: 'information.request',
    entity: 'information',
    entityId: assetId,
    facts: {
      changeKind: kind,
      ...(reason === '' ? {} : { reason }),
      ...(wanted === null || scheme === null ? {} : standingInTrail(scheme, wanted)),
    },
  });
  return id;
}

/** A waiting request, locked. Throws NotFound, or Conflict when it was settled meanwhile. */
export async function lockRequest(tx: Tx, id: string, version: number) {
  const [request] = await tx
    .select()
    .from(informationChanges)
    .where(and(eq(informationChanges.organisationId, tx.organisationId), eq(informationChanges.id, id)))
    .for('update');
  if (request === undefined) throw new NotFound(t.ref('request.notFound'));
  if (request.state !== 'waiting' || request.version !== version) {
    throw new Conflict(
      t.ref('request.closed'),
      [{ field: 'state', yours: 'waiting', current: request.state }],
      request.version,
    );
  }
  return request;
}

/** Takes a request back; only who made it can. */
export async function withdrawRequest(tx: Tx, actor: Actor, id: string, version: number): Promise<void> {
  const request = await lockRequest(tx, id, version);
  if (request.requestedBy === null || request.requestedBy !== actor.personId) {
    throw new Forbidden(t.ref('request.notYours'), 'information.register');
  }
  await tx
    .update(informationChanges)
    .set({ state: 'withdrawn', version: sql`${informationChanges.version} + 1` })
    .where(and(eq(informationChanges.organisationId, tx.organisationId), eq(informationChanges.id, id)));
  await recordEvent(tx, actor, {
    action: 'information.withdraw',
    entity: 'information',
    entityId: request.assetId,
    facts: { changeKind: request.kind },
  });
}
