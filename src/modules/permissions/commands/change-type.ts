import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { sql } from 'drizzle-orm';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { deleteVersioned, updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { checkType } from '../check-types.ts';
import { t } from '../messages.ts';
import { type OwnType, onlyDifferences, type PermissionType, type TypeChange, withChange } from '../model.ts';
import { type Desk, findChange } from '../queries/desk.ts';
import { namesOf } from '../queries/of-organisation.ts';
import { permissionTypeChanges } from '../tables.ts';
import { toldType } from '../told-type.ts';

const schemaPath = join(import.meta.dirname, '../../../../standards/schema/permissions.schema.json');
let validate: ValidateFunction | null = null;

/** The schema of a pack's types, which types of one's own follow as well. */
function validatorOfType(): ValidateFunction {
  if (validate === null) {
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
    const schema: unknown = JSON.parse(readFileSync(schemaPath, 'utf8'));
    ajv.addSchema(schema as object, 'permissions');
    validate = ajv.compile({ $ref: 'permissions#/definitions/type' });
  }
  return validate;
}

/** Refuses a type that the desk could not work with: wrong shape, unknown roles, fields that are not there. */
function requireSound(type: PermissionType, desk: Desk): void {
  const check = validatorOfType();
  if (!check(type)) {
    const details = (check.errors ?? []).map(
      (error) => `${error.instancePath || '/'}: ${error.message ?? error.keyword}`,
    );
    throw new InvalidInput(t.ref('types.invalid', { text: [...new Set(details)].slice(0, 5).join('; ') }));
  }
  if (type.override && !desk.overridable) throw new InvalidInput(t.ref('types.noOverride'));
  const faults = checkType(type, { roles: new Set(desk.roles.keys()) });
  if (faults.length === 0) return;
  const problems = faults.map((fault) => ({
    field: fault.at,
    message: t.ref('types.invalid', { text: fault.message }),
  }));
  throw new InvalidInput(
    t.ref('types.invalid', { text: faults.map((fault) => fault.message).join('、') }),
    problems,
  );
}

/** Refuses seats for people who are not of this organisation. */
async function requirePeople(tx: Tx, { steps, informed }: PermissionType): Promise<void> {
  const slots = [...steps.flatMap(({ deciders }) => deciders), ...informed];
  const ids = [...new Set(slots.flatMap((slot) => ('person' in slot ? [slot.person] : [])))];
  if (ids.length === 0) return;
  const found = await tx.execute(sql`select 1 from people where organisation_id = ${tx.organisationId}
    and id::text = any (${sql.param(ids)}::text[])`);
  if (found.rows.length < ids.length) throw InvalidInput.at('steps', t.ref('types.person'));
}

/** Adds a type of the organisation's own. It must not take the id of another. */
export async function addType(tx: Tx, actor: Actor, desk: Desk, type: PermissionType): Promise<void> {
  if (desk.types.has(type.id)) throw InvalidInput.at('id', t.ref('types.taken'));
  requireSound(type, desk);
  await requirePeople(tx, type);
  await insert(tx, actor, desk, type.id, true, type);
}

/**
 * Changes a type: of a pack's type what is named in `change` and differs from the pack, of an own type the whole of it.
 * `version` is the one that was seen, null while the type is as in the pack. Requests that were made keep the type they
 * were made with.
 */
export async function changeType(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  typeId: string,
  version: number | null,
  change: TypeChange,
): Promise<void> {
  const inForce = desk.types.get(typeId);
  if (!inForce) throw new NotFound(t.ref('type.missing'));
  const { ofPack } = inForce;
  const own = ofPack === null;
  const whole = withChange(ofPack ?? inForce.type, change);
  requireSound(whole, desk);
  await requirePeople(tx, whole);
  const stored = own
    ? { ...whole, ...(change.off === true && { off: true }) }
    : onlyDifferences(ofPack, change);
  const existing = await findChange(tx, typeId);
  if (existing === null && version === null) return insert(tx, actor, desk, typeId, own, stored);
  const key = { id: existing?.id ?? newId(), version: version ?? 0 };
  const { before, after } = await updateVersioned(tx, permissionTypeChanges, key, { change: stored });
  await recordEvent(tx, actor, {
    action: 'permissions.types',
    entity: 'permission-type',
    entityId: typeId,
    before: await told(tx, desk, before.change),
    after: await told(tx, desk, after.change),
  });
}

async function insert(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  typeId: string,
  own: boolean,
  change: TypeChange | OwnType,
): Promise<void> {
  await tx
    .insert(permissionTypeChanges)
    .values({ organisationId: tx.organisationId, id: newId(), typeId, own, change });
  await recordEvent(tx, actor, {
    action: 'permissions.types',
    entity: 'permission-type',
    entityId: typeId,
    after: await told(tx, desk, change),
  });
}

/** Takes a change back (the type is as in the pack again), or an own type away. */
export async function resetType(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  typeId: string,
  version: number,
): Promise<void> {
  const existing = await findChange(tx, typeId);
  if (existing === null) throw new NotFound(t.ref('types.asInPack'));
  const before = await deleteVersioned(tx, permissionTypeChanges, { id: existing.id, version });
  await recordEvent(tx, actor, {
    action: 'permissions.types',
    entity: 'permission-type',
    entityId: typeId,
    before: await told(tx, desk, before.change),
  });
}

async function told(tx: Tx, { roles }: Desk, change: TypeChange | OwnType) {
  const slots = [...(change.steps ?? []).flatMap(({ deciders }) => deciders), ...(change.informed ?? [])];
  return toldType(change, { roles, people: await namesOf(tx, slots) });
}
