import { createHash, createHmac } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import type { Actor } from '../authorisation/actor.ts';
import type { Tx } from '../database/database.ts';
import type { Secrets } from './secrets.ts';
import { auditEvents, type EventDetail } from './tables.ts';

/** One thing that happened or was refused, told in terms of the domain. */
export interface AuditEvent {
  /** The action, `resource.verb`. */
  readonly action: string;
  readonly outcome?: 'done' | 'refused' | 'failed';
  readonly entity?: string;
  readonly entityId?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly facts?: Readonly<Record<string, unknown>>;
}

let signing: Secrets | null = null;

/** Names the key that events are authenticated with; called once, at start. */
export function setAuditSecrets(secrets: Secrets): void {
  signing = secrets;
}

export function auditKey(): Buffer {
  if (!signing) throw new Error('audit secrets are not set');
  return signing.key('audit');
}

/** Fields whose values never enter the log. */
const secretFields = /password|secret|token|hash|recovery/i;

/**
 * Writes an audit event in the caller's transaction: it exists exactly when the change exists.
 * Unchanged fields and secrets are left out of the detail.
 */
export async function recordEvent(tx: Tx, actor: Actor, event: AuditEvent): Promise<void> {
  await recordEvents(tx, actor, [event]);
}

/** The same for many records in one statement, so that set-based work stays set-based. */
export async function recordEvents(tx: Tx, actor: Actor, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => toRow(actor, event));
  for (let start = 0; start < rows.length; start += 1000) {
    await tx.insert(auditEvents).values(rows.slice(start, start + 1000));
  }
}

function toRow(actor: Actor, event: AuditEvent) {
  const body = {
    id: newId(),
    organisationId: actor.organisationId,
    at: new Date(),
    accountId: actor.accountId,
    personId: actor.personId,
    actorName: actor.name,
    action: event.action,
    outcome: event.outcome ?? ('done' as const),
    entity: event.entity ?? '',
    entityId: event.entityId ?? '',
    requestId: actor.requestId,
    detail: detailOf(event),
  };
  const bodyHash = hashBody(body);
  return { ...body, bodyHash, mac: macOf(bodyHash) };
}

function detailOf(event: AuditEvent): EventDetail | null {
  const changed = (field: string) =>
    JSON.stringify(event.before?.[field]) !== JSON.stringify(event.after?.[field]);
  const pick = (side: Readonly<Record<string, unknown>> | undefined) =>
    side &&
    Object.fromEntries(
      Object.entries(side)
        .filter(([field]) => changed(field))
        .map(hideSecret),
    );
  const before = pick(event.before);
  const after = pick(event.after);
  const detail = {
    ...(before && { before }),
    ...(after && { after }),
    ...(event.facts && { facts: Object.fromEntries(Object.entries(event.facts).map(hideSecret)) }),
  };
  return Object.keys(detail).length === 0 ? null : (JSON.parse(JSON.stringify(detail)) as EventDetail);
}

const hideSecret = ([field, value]: [string, unknown]): [string, unknown] =>
  secretFields.test(field) ? [field, '***'] : [field, value];

/** The body that is hashed; `at` in milliseconds, which is what the database gives back unchanged. */
export interface EventBody {
  readonly id: string;
  readonly organisationId: string;
  readonly at: Date;
  readonly accountId: string | null;
  readonly personId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly outcome: string;
  readonly entity: string;
  readonly entityId: string;
  readonly requestId: string;
  readonly detail: EventDetail | null;
}

export function hashBody(body: EventBody): Buffer {
  const fields = [
    body.id,
    body.organisationId,
    body.at.toISOString(),
    body.accountId,
    body.personId,
    body.actorName,
    body.action,
    body.outcome,
    body.entity,
    body.entityId,
    body.requestId,
    canonical(body.detail),
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest();
}

export const macOf = (hash: Uint8Array): Buffer => createHmac('sha256', auditKey()).update(hash).digest();

/** jsonb does not keep the order of keys, so they are sorted before hashing. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}
