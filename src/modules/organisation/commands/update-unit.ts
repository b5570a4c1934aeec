import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { UnitKind } from '../model.ts';
import { requireUnit } from '../queries/visible.ts';
import { units } from '../tables.ts';
import { requireFreeCode } from './create-unit.ts';

export interface UnitCorrection {
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly kind: UnitKind;
  readonly sortOrder: number;
}

/** Corrects a unit in place, for its whole period. A change as of a day is a reorganisation. */
export async function updateUnit(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  input: UnitCorrection,
  today: string,
): Promise<void> {
  await requireUnit(tx, scope, key.id, today);
  await requireFreeCode(tx, input.code, today, key.id);
  const { before, after } = await updateVersioned(tx, units, key, input);
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'unit',
    entityId: key.id,
    before,
    after,
  });
}
