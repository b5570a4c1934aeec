import { and, eq, sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../fragments.ts';
import { t } from '../messages.ts';
import { pathBelow, type UnitKind, unitKinds } from '../model.ts';
import { requireUnitOn } from '../queries/visible.ts';
import { units } from '../tables.ts';

interface NewUnit {
  /** Null makes a root, which only somebody for the whole organisation may do. */
  readonly parentId: string | null;
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly kind: UnitKind;
  readonly sortOrder: number;
  readonly validFrom: string;
}

/** Opens a unit from a day on. Returns its id. */
export async function createUnit(tx: Tx, actor: Actor, scope: Scope, input: NewUnit): Promise<string> {
  const parent =
    input.parentId === null ? null : await requireUnitOn(tx, scope, input.parentId, input.validFrom);
  if (parent === null && !scope.whole) throw new InvalidInput(t.ref('unit.parentMissing'));
  if (parent !== null) requireLevel(parent.kind, input.kind);
  if (parent?.validTo) throw new InvalidInput(t.ref('unit.parentEnds', { name: parent.name }));
  await requireFreeCode(tx, input.code, input.validFrom);
  const id = newId();
  const row = { ...input, path: pathBelow(parent?.path ?? null, id) };
  await tx.insert(units).values({ organisationId: tx.organisationId, id, ...row });
  await recordEvent(tx, actor, { action: 'organisation.edit', entity: 'unit', entityId: id, after: row });
  return id;
}

/** A unit does not stand below one of a lower level. */
function requireLevel(parent: UnitKind, child: UnitKind): void {
  if (unitKinds.indexOf(child) < unitKinds.indexOf(parent)) {
    throw new InvalidInput(
      t.ref('unit.levelWrong', { parent: t(`unitKind.${parent}`), child: t(`unitKind.${child}`) }),
      [{ field: 'kind', message: t.ref('unit.levelWrongField') }],
    );
  }
}

/** A code names one unit at a time. `exceptId` is the unit that may have it already. */
export async function requireFreeCode(tx: Tx, code: string, date: string, exceptId?: string): Promise<void> {
  const taken = await tx
    .select({ id: units.id })
    .from(units)
    .where(
      and(
        eq(units.organisationId, tx.organisationId),
        eq(units.code, code),
        sql`(${inForce('units', date)} or units.valid_from > ${date}::date)`,
        exceptId === undefined ? undefined : sql`units.id <> ${exceptId}::uuid`,
      ),
    )
    .limit(1);
  if (taken.length > 0) {
    throw InvalidInput.at('code', t.ref('unit.codeTaken', { code }));
  }
}
