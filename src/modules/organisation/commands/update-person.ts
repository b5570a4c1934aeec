import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { requirePerson } from '../queries/visible.ts';
import { people } from '../tables.ts';
import { type PersonFields, personSearch, requireFreeNumber, requireStay } from './create-person.ts';

/** Changes what is known of a person. Posts and absences have deeds of their own. */
export async function updatePerson(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  input: PersonFields,
  today: string,
): Promise<void> {
  await requirePerson(tx, scope, key.id, today);
  requireStay(input);
  await requireFreeNumber(tx, input.number, key.id);
  const { before, after } = await updateVersioned(tx, people, key, { ...input, search: personSearch(input) });
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'person',
    entityId: key.id,
    before: { ...before, search: undefined },
    after: { ...after, search: undefined },
  });
}
