import { Unauthenticated } from '../../kernel/errors.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Authorisation, Scope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Access } from '../../platform/http/route.ts';
import { t } from './messages.ts';

/** What a record's own access check is given. `scope` is there when the access names an action. */
export interface OpeningCall {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly authorisation: Authorisation;
  readonly today: string;
  readonly scope?: Scope;
}

/** What the caller may do with the comments and files of a record that they may see. */
export interface OpenedRecord {
  /** Whether they may add; false for those who only look on, and for closed records. */
  readonly writable: boolean;
}

/**
 * A kind of record that people comment and attach files to. Visibility follows the record: every call opens it
 * through the module's own check, and nothing of the kit decides who may see it.
 */
export interface DiscussedRecord {
  /** The record's address with the parameter `:id`: `/api/v1/permission-requests/:id`. */
  readonly path: `/api/v1/${string}/:id`;
  /** The kind of record, as the audit trail calls it. */
  readonly entity: string;
  readonly access: Exclude<Access, 'public'>;
  /** Loads the record as this caller may see it. Throws `NotFound` when they may not. */
  readonly open: (call: OpeningCall, id: string) => Promise<OpenedRecord>;
  /** Tells those concerned of a new comment, in the same transaction. */
  readonly tell?: (call: OpeningCall, id: string, comment: { readonly body: string }) => Promise<void>;
}

/** One record of a kind. */
export interface RecordKey {
  readonly entity: string;
  readonly entityId: string;
}

/** The account that writes; work of the server itself leaves no comments. */
export function authorOf(actor: Actor): string {
  if (actor.accountId === null) throw new Unauthenticated(t.ref('discussion.signIn'));
  return actor.accountId;
}
