import { recordEvent } from '../../platform/audit/record-event.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import { t } from './messages.ts';
import type { Status } from './model.ts';
import type { Exception } from './tables.ts';

/** The state of an exception in a word, for the trail. */
export const statusText = (status: Status): string =>
  t(status === 'permitted' ? 'status.permitted' : `phase.${status}`);

/** What the trail and the history tell of an exception, in words; ids and what follows from the actor are left out. */
function inWords(exception: Exception): Readonly<Record<string, unknown>> {
  const { clause, edition, title, way, reason, risk, alternative, impact, proposedConditions } = exception;
  const { validFrom, validUntil, status, decision, decisionReason, endedOn, endNote, actedAt } = exception;
  const { sentBackReason } = exception;
  return {
    clause,
    edition,
    title,
    way: t(`way.${way}`),
    ...{ reason, risk, alternative, impact },
    proposedConditions: proposedConditions.join('／'),
    validFrom,
    validUntil,
    actedAt: actedAt?.toISOString() ?? null,
    state: statusText(status),
    sentBackReason,
    decision: decision === null ? null : t(`decision.${decision}`),
    ...{ decisionReason, endedOn, endNote },
  };
}

/** Writes the change of an exception into the trail; `before` is null for a new one. */
export const recordChange = (
  tx: Tx,
  actor: Actor,
  action: string,
  change: { readonly before: Exception | null; readonly after: Exception },
  facts?: Readonly<Record<string, unknown>>,
): Promise<void> =>
  recordEvent(tx, actor, {
    action,
    entity: 'exception',
    entityId: change.after.id,
    ...(change.before && { before: inWords(change.before) }),
    after: inWords(change.after),
    ...(facts && { facts }),
  });
