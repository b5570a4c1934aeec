import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { requirePerson } from '../queries/visible.ts';
import { posts } from '../tables.ts';

/** Ends a post: `validTo` is the first day without it. */
export async function endPost(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: { readonly id: string; readonly version: number; readonly personId: string },
  validTo: string,
  today: string,
): Promise<void> {
  await requirePerson(tx, scope, key.personId, today);
  const { before, after } = await updateVersioned(tx, posts, key, { validTo });
  if (before.personId !== key.personId) throw new NotFound(t.ref('person.notFound'));
  if (validTo <= before.validFrom) {
    throw InvalidInput.at('validTo', t.ref('period.backwards'));
  }
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'person',
    entityId: key.personId,
    before: { post: before.id, postEnd: before.validTo },
    after: { post: before.id, postEnd: after.validTo },
  });
}
