import { sql } from 'drizzle-orm';
import { type FieldProblem, InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { resolveMessage } from '../../../kernel/messages.ts';
import { deleteVersioned, updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { shapeProblemsOf } from '../check-shape.ts';
import { checkType } from '../check-types.ts';
import { t } from '../messages.ts';
import {
  changeableParts,
  fixedParts,
  isSame,
  type OwnChange,
  type OwnType,
  onlyDifferences,
  type SeenParts,
  seenParts,
  type TypeChange,
  type TypeInForce,
  withChange,
} from '../model.changes.ts';
import type { PermissionType, Slot } from '../model.ts';
import { type Desk, findChange } from '../queries/desk.ts';
import { namesOf } from '../queries/of-organisation.ts';
import { type PermissionTypeRow, permissionTypeChanges } from '../tables.ts';
import { toldType } from '../told-type.ts';

/** Refuses a type that the desk could not work with: wrong shape, unknown roles, fields that are not there. */
function requireSound(type: PermissionType, desk: Desk): void {
  const misshapen = shapeProblemsOf(type);
  if (misshapen.length > 0)
    throw new InvalidInput(t.ref('types.invalid', { text: textOf(misshapen) }), misshapen);
  if (type.override && !desk.overridable) throw new InvalidInput(t.ref('types.noOverride'));
  const faults = checkType(type, { roles: new Set(desk.roles.keys()) });
  if (faults.length === 0) return;
  const problems = faults.map(({ at, message }) => ({
    field: at.startsWith(`${type.id}.`) ? at.slice(type.id.length + 1) : at,
    message: t.ref('types.invalid', { text: message }),
  }));
  throw new InvalidInput(
    t.ref('types.invalid', { text: faults.map((fault) => fault.message).join('、') }),
    problems,
  );
}

const textOf = (problems: readonly FieldProblem[]): string =>
  problems.map(({ message }) => resolveMessage(message)).join('');

/** Refuses seats for people who are not of this organisation. */
async function requirePeople(tx: Tx, { steps, informed }: PermissionType): Promise<void> {
  const slots = [...steps.flatMap(({ deciders }) => deciders), ...informed];
  const ids = [...new Set(slots.flatMap((slot) => ('person' in slot ? [slot.person] : [])))];
  if (ids.length === 0) return;
  const found = await tx.execute(sql`select 1 from people where organisation_id = ${tx.organisationId}
    and id::text = any (${sql.param(ids)}::text[])`);
  if (found.rows.length === ids.length) return;
  const field = informed.some((slot) => 'person' in slot) ? 'informed' : 'steps';
  throw InvalidInput.at(field, t.ref('types.person'));
}

/** A new type as it is sent; its shape is still to be checked. */
export type NewType = Partial<PermissionType>;

/** A type with which to begin: everybody applies, the superior decides. */
function blankType(
  { roles, rules, orgKind }: Desk,
  title: string,
): Omit<PermissionType, 'id' | 'number' | 'title'> {
  const everyone = [...roles.values()].filter((role) => role.everyone === true).map(({ id }) => id);
  const decider: Slot =
    rules.superior.length === 0 ? { undefined: true } : { role: 'superior', of: 'applicant_unit' };
  return {
    ...{ orgKinds: [orgKind], clauses: [], applicants: everyone, gates: [], informed: [], validity: null },
    fields: [
      { id: 'subject', kind: 'text', label: { ja: t('blank.subject') }, required: true },
      { id: 'purpose', kind: 'textarea', label: { ja: t('blank.purpose') }, required: true },
    ],
    steps: [{ id: 'step1', mode: 'all', deciders: [decider] }],
    completion: { kind: 'none' },
    record: { ja: t('blank.record', { title }) },
    gate: false,
    override: false,
  };
}

/**
 * Adds a type of the organisation's own. It must not take the id of another; what `given` leaves out is as in a type to
 * begin with.
 */
export async function addType(tx: Tx, actor: Actor, desk: Desk, given: NewType): Promise<void> {
  const type = { ...blankType(desk, given.title?.ja ?? ''), ...given } as PermissionType;
  if (desk.types.has(type.id)) throw InvalidInput.at('id', t.ref('types.taken'));
  requireSound(type, desk);
  await requirePeople(tx, type);
  await insert(tx, actor, desk, { typeId: type.id, own: true, change: type, seen: {} });
}

/** What is sent to change a type. */
export interface SentChange {
  /** The version that was seen; null while the type is as in the pack. */
  readonly version: number | null;
  readonly change: OwnChange;
  /** Parts in which the organisation stays with its own after the pack changed. */
  readonly keep: readonly string[];
}

/**
 * Changes a type: of a pack's type what is named in `change` and differs from the pack, of an own type what is named.
 * Requests that were made keep the type they were made with.
 */
export async function changeType(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  typeId: string,
  { version, change, keep }: SentChange,
  today: string,
): Promise<void> {
  const inForce = desk.types.get(typeId);
  if (!inForce) throw new NotFound(t.ref('type.missing'));
  const { ofPack } = inForce;
  const whole = withChange(ofPack ?? inForce.type, change);
  requireSound(whole, desk);
  requireFixed(inForce, whole);
  await requirePeople(tx, whole);
  const existing = await findChange(tx, typeId);
  const stored = storedOf(inForce, whole, change, existing, keep, today);
  if (existing === null && version === null)
    return insert(tx, actor, desk, { typeId, own: ofPack === null, ...stored });
  const key = { id: existing?.id ?? newId(), version: version ?? 0 };
  const { before, after } = await updateVersioned(tx, permissionTypeChanges, key, stored);
  const kept = changeableParts.filter((part) => keep.includes(part)).map((part) => t(`part.${part}`));
  const facts = kept.length > 0 ? { kept: kept.join(t('list.separator')) } : undefined;
  await recordChange(tx, actor, desk, typeId, { before: before.change, after: after.change }, facts);
}

/** What is not the organisation's to change must stay: of a pack's type what only the pack says, of an own one its id. */
function requireFixed({ ofPack, type }: TypeInForce, whole: PermissionType): void {
  const before = ofPack ?? type;
  const fixed = ofPack === null ? (['id'] as const) : fixedParts;
  const changed = fixed.filter((part) => !isSame(before[part], whole[part]));
  if (changed.length === 0) return;
  const problems = changed.map((part) => ({
    field: part,
    message: t.ref('types.fixed', { part: t(`part.${part}`) }),
  }));
  throw new InvalidInput(t.ref('types.invalid', { text: textOf(problems) }), problems);
}

function storedOf(
  { ofPack }: TypeInForce,
  whole: PermissionType,
  change: OwnChange,
  existing: PermissionTypeRow | null,
  keep: readonly string[],
  today: string,
): Stored {
  if (ofPack === null) return { change: { ...whole, ...(change.off === true && { off: true }) }, seen: {} };
  const kept = onlyDifferences(ofPack, change);
  const before = existing && { change: existing.change as TypeChange, seen: existing.seen };
  return { change: kept, seen: seenParts(ofPack, kept, before, keep, today) };
}

interface Stored {
  readonly change: TypeChange | OwnType;
  readonly seen: SeenParts;
}

async function insert(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  row: Stored & { readonly typeId: string; readonly own: boolean },
): Promise<void> {
  await tx.insert(permissionTypeChanges).values({ organisationId: tx.organisationId, id: newId(), ...row });
  await recordChange(tx, actor, desk, row.typeId, { before: null, after: row.change });
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
  await recordChange(tx, actor, desk, typeId, { before: before.change, after: null });
}

type Kept = TypeChange | OwnType | null;

/** Writes down what was changed, part by part; a part that is as in the pack is told as the pack has it. */
async function recordChange(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  typeId: string,
  { before, after }: { readonly before: Kept; readonly after: Kept },
  facts?: Readonly<Record<string, string>>,
): Promise<void> {
  const ofPack = desk.types.get(typeId)?.ofPack ?? null;
  const named = [before, after].filter((change) => change !== null);
  const parts = changeableParts.filter((part) => named.some((change) => change[part] !== undefined));
  const asInPack = ofPack === null ? null : Object.fromEntries(parts.map((part) => [part, ofPack[part]]));
  const off = named.some((change) => change.off === true) ? { off: false } : {};
  const whole = (change: Kept) =>
    asInPack === null ? change : ({ ...off, ...asInPack, ...change } as TypeChange);
  const [then, now] = [whole(before), whole(after)];
  await recordEvent(tx, actor, {
    ...{ action: 'permissions.types', entity: 'permission-type', entityId: typeId },
    ...(facts && { facts }),
    ...(then && { before: await told(tx, desk, typeId, then) }),
    ...(now && { after: await told(tx, desk, typeId, now) }),
  });
}

async function told(tx: Tx, desk: Desk, typeId: string, change: TypeChange | OwnType) {
  const slots = [...(change.steps ?? []).flatMap(({ deciders }) => deciders), ...(change.informed ?? [])];
  const fields = change.fields ?? desk.types.get(typeId)?.ofPack?.fields ?? [];
  return toldType(change, { roles: desk.roles, people: await namesOf(tx, slots), fields });
}
