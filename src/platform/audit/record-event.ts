import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import type { Actor } from '../authorisation/actor.ts';
import type { Tx } from '../database/database.ts';
import type { Secrets } from './secrets.ts';
import type { EventDetail } from './tables.ts';

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

let signing: KeyObject | null = null;

/** Names the key that events are authenticated with; called once, at start. */
export function setAuditSecrets(secrets: Secrets): void {
  signing = createSecretKey(secrets.key('audit'));
}

function auditKey(): KeyObject {
  if (!signing) throw new Error('audit secrets are not set');
  return signing;
}

/** Fields whose values never enter the log. */
const secretFields = /password|secret|token|hash|recovery(?!Hours)/i;

/** The columns of an event, in the order of `eventValues`, each with its type. */
const columns = [
  ['organisation_id', 'uuid'],
  ['id', 'uuid'],
  ['at', 'timestamptz'],
  ['account_id', 'uuid'],
  ['person_id', 'uuid'],
  ['actor_name', 'text'],
  ['action', 'text'],
  ['outcome', 'text'],
  ['entity', 'text'],
  ['entity_id', 'text'],
  ['request_id', 'text'],
  ['detail', 'jsonb'],
  ['body_hash', 'bytea'],
  ['mac', 'bytea'],
] as const;

const names = columns.map(([name]) => name).join(', ');

/**
 * The SQL that inserts one event, whose values are the parameters from `first` on, as `eventValues` gives them: for a
 * statement that makes the change and its event at once. Others use `recordEvent`.
 */
export const insertEventSql = (first: number): string =>
  `insert into audit_events (${names}) values (${columns.map((_, index) => `$${first + index}`).join(', ')})`;

const insertOne = insertEventSql(1);
const insertMany = `insert into audit_events (${names})
  select * from unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})`;

/**
 * Writes an audit event in the caller's transaction: it exists exactly when the change exists.
 * Unchanged fields and secrets are left out of the detail.
 */
export async function recordEvent(tx: Tx, actor: Actor, event: AuditEvent): Promise<void> {
  await tx.client.query({ name: 'audit.event', text: insertOne, values: eventValues(actor, event) });
}

/** The same for many records in one statement, so that set-based work stays set-based. */
export async function recordEvents(tx: Tx, actor: Actor, events: readonly AuditEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += 1000) {
    const rows = events.slice(start, start + 1000).map((event) => eventValues(actor, event));
    const values = columns.map((_, index) => rows.map((row) => row[index]));
    await tx.client.query({ name: 'audit.events', text: insertMany, values });
  }
}

/** The values of an event, hashed and authenticated; see `insertEventSql`. */
export function eventValues(actor: Actor, event: AuditEvent): unknown[] {
  const detail = detailOf(event);
  const body: EventBody = {
    id: newId(),
    organisationId: actor.organisationId,
    at: new Date(),
    accountId: actor.accountId,
    personId: actor.personId,
    actorName: actor.name,
    action: event.action,
    outcome: event.outcome ?? 'done',
    entity: event.entity ?? '',
    entityId: event.entityId ?? '',
    requestId: actor.requestId,
    // As the database will give it back: what JSON does not know is left out before hashing.
    detail: detail === null ? null : (JSON.parse(detail) as EventDetail),
  };
  const bodyHash = hashBody(body);
  return [
    body.organisationId,
    body.id,
    body.at.toISOString(),
    body.accountId,
    body.personId,
    body.actorName,
    body.action,
    body.outcome,
    body.entity,
    body.entityId,
    body.requestId,
    detail,
    bodyHash,
    macOf(bodyHash),
  ];
}

/** The detail of an event as JSON; null when it says nothing. */
function detailOf(event: AuditEvent): string | null {
  const { before, after, facts } = event;
  const sides = changedFields(before, after);
  const detail = {
    ...(before && { before: sides.before }),
    ...(after && { after: sides.after }),
    ...(facts && { facts: Object.fromEntries(Object.entries(facts).map(hideSecret)) }),
  };
  return Object.keys(detail).length === 0 ? null : JSON.stringify(detail);
}

type Fields = Readonly<Record<string, unknown>>;

function changedFields(before: Fields = {}, after: Fields = {}): { before: Fields; after: Fields } {
  const changed = (field: string) => !isSame(before[field], after[field]);
  const pick = (side: Fields) =>
    Object.fromEntries(
      Object.entries(side)
        .filter(([field]) => changed(field))
        .map(hideSecret),
    );
  return { before: pick(before), after: pick(after) };
}

const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a === b : JSON.stringify(a) === JSON.stringify(b);

const hideSecret = ([field, value]: [string, unknown]): [string, unknown] =>
  secretFields.test(field) ? [field, '***'] : [field, value];

/** The body that is hashed; `at` in milliseconds, which is what the database gives back unchanged. */
interface EventBody {
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

function hashBody(body: EventBody): Buffer {
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

/** What shows that an event is ours: without the key outside the database nobody can make it. 32 bytes. */
export const macOf = (hash: Uint8Array): Buffer => createHmac('sha256', auditKey()).update(hash).digest();

/** An event as it lies in the log. */
interface StoredEvent extends EventBody {
  readonly bodyExpired: boolean;
  readonly bodyHash: Uint8Array;
  readonly mac: Uint8Array;
}

/**
 * The MAC of an event whose body retention has emptied: of what remains together with the hash of what was there, so
 * that neither the rest can be changed nor an event be emptied before its time by hand.
 */
export function expiredMac(event: StoredEvent): Buffer {
  const rest = hashBody({ ...event, accountId: null, personId: null, actorName: '', detail: null });
  return macOf(createHash('sha256').update('expired').update(rest).update(event.bodyHash).digest());
}

/** Whether the event says what was written, or, after its retention, what retention left of it. */
export function isGenuine(event: StoredEvent): boolean {
  if (!event.bodyExpired)
    return hashBody(event).equals(event.bodyHash) && macOf(event.bodyHash).equals(event.mac);
  const emptied =
    event.detail === null && event.actorName === '' && event.accountId === null && event.personId === null;
  return emptied && expiredMac(event).equals(event.mac);
}

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
