import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { deleteVersioned, updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../../organisation/index.ts';
import { actionsOf, type Book, formsOf } from '../book.ts';
import { t } from '../messages.ts';
import { requireKept } from '../queries.ts';
import { guideContacts, guidePages } from '../tables.ts';

/** What an editor writes of a page. */
export interface PageFields {
  readonly situationId: string | null;
  readonly title: string;
  readonly headline: string;
  readonly body: string;
  readonly doLines: string[];
  readonly dontLines: string[];
  readonly keywords: string[];
  readonly action: string | null;
  readonly permissionType: string | null;
  readonly position: number;
  /** Whose people it is for; null for the whole organisation. */
  readonly unitId: string | null;
}

/** What an editor writes of a contact. */
export interface ContactFields {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly hours: string;
  readonly note: string;
  readonly urgent: boolean;
  readonly position: number;
  /** Whose people it is for; null for the whole organisation. */
  readonly unitId: string | null;
}

/** How far the editor's role reaches, today. */
export interface Editor {
  readonly scope: Scope;
  readonly today: string;
}

const action = 'guide.edit';
const page = 'guide-page';
const contact = 'guide-contact';

/** Adds a page of the office. Throws InvalidInput when it refers to what the pack does not have. Returns its id. */
export async function createPage(
  tx: Tx,
  actor: Actor,
  { book, ...editor }: Editor & { readonly book: Book },
  fields: PageFields,
): Promise<string> {
  const unit = await checkUnit(tx, editor, fields.unitId);
  checkPage(book, fields);
  const id = newId();
  await tx.insert(guidePages).values({ organisationId: tx.organisationId, id, ...fields });
  await recordEvent(tx, actor, { action, entity: page, entityId: id, after: inTrail(fields, unit) });
  return id;
}

/** Changes a page of the office, in the version that was seen. */
export async function updatePage(
  tx: Tx,
  actor: Actor,
  { book, ...editor }: Editor & { readonly book: Book },
  key: VersionKey,
  fields: PageFields,
): Promise<void> {
  await requireKept(tx, editor.scope, guidePages, key.id);
  const unit = await checkUnit(tx, editor, fields.unitId);
  checkPage(book, fields);
  const { before } = await updateVersioned(tx, guidePages, key, { ...fields });
  await recordEvent(tx, actor, {
    action,
    entity: page,
    entityId: key.id,
    before: inTrail(pick(before, fields)),
    after: inTrail(fields, unit),
  });
}

/** Takes a page of the office away; what it said stays in the trail. */
export async function deletePage(tx: Tx, actor: Actor, { scope }: Editor, key: VersionKey): Promise<void> {
  await requireKept(tx, scope, guidePages, key.id);
  const before = saidBy(await deleteVersioned(tx, guidePages, key));
  await recordEvent(tx, actor, { action, entity: page, entityId: key.id, before });
}

/** Adds somebody to ask. Throws InvalidInput when there is no way to reach them. Returns the id. */
export async function createContact(
  tx: Tx,
  actor: Actor,
  editor: Editor,
  fields: ContactFields,
): Promise<string> {
  const unit = await checkUnit(tx, editor, fields.unitId);
  checkContact(fields);
  const id = newId();
  await tx.insert(guideContacts).values({ organisationId: tx.organisationId, id, ...fields });
  await recordEvent(tx, actor, { action, entity: contact, entityId: id, after: inTrail(fields, unit) });
  return id;
}

/** Changes a contact, in the version that was seen. */
export async function updateContact(
  tx: Tx,
  actor: Actor,
  editor: Editor,
  key: VersionKey,
  fields: ContactFields,
): Promise<void> {
  await requireKept(tx, editor.scope, guideContacts, key.id);
  const unit = await checkUnit(tx, editor, fields.unitId);
  checkContact(fields);
  const { before } = await updateVersioned(tx, guideContacts, key, { ...fields });
  await recordEvent(tx, actor, {
    action,
    entity: contact,
    entityId: key.id,
    before: inTrail(pick(before, fields)),
    after: inTrail(fields, unit),
  });
}

/** Takes a contact away; what it said stays in the trail. */
export async function deleteContact(tx: Tx, actor: Actor, { scope }: Editor, key: VersionKey): Promise<void> {
  await requireKept(tx, scope, guideContacts, key.id);
  const before = saidBy(await deleteVersioned(tx, guideContacts, key));
  await recordEvent(tx, actor, { action, entity: contact, entityId: key.id, before });
}

/** What nobody wrote, or what the trail tells by name. */
const unsaid = new Set(['organisationId', 'id', 'version', 'updatedAt', 'unitId']);

/** What a row said to people. */
const saidBy = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !unsaid.has(name)));

/** The values of a row for the fields that were written. */
const pick = (row: object, fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => Object.hasOwn(fields, name)));

/** Units are told by name, where one was chosen. */
const inTrail = (fields: object, unit: string | null = null): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'unitId')),
  ...(unit !== null && { unit }),
});

/** Who writes for units only names one of them; its name. */
async function checkUnit(tx: Tx, { scope, today }: Editor, unitId: string | null): Promise<string | null> {
  if (unitId === null && scope.whole) return null;
  if (unitId === null) throw InvalidInput.at('unitId', t.ref('input.unitMissing'));
  const result = await tx.execute<{ name: string }>(sql`
    select u.name from units u where u.organisation_id = ${tx.organisationId} and u.id = ${unitId}::uuid
      and ${inForce('u', today)} and ${withinScope(scope, { unitPath: sql`u.path` })}`);
  const [unit] = result.rows;
  if (!unit) throw InvalidInput.at('unitId', t.ref('input.unit'));
  return unit.name;
}

function checkPage(book: Book, { situationId, action: asked, permissionType }: PageFields): void {
  if (situationId !== null && !book.guide.situations.some(({ id }) => id === situationId))
    throw InvalidInput.at('situationId', t.ref('input.situation'));
  if (asked !== null && !actionsOf(book).some(({ id }) => id === asked))
    throw InvalidInput.at('action', t.ref('input.action'));
  if (permissionType !== null && !formsOf(book).some(({ id }) => id === permissionType))
    throw InvalidInput.at('permissionType', t.ref('input.permission'));
}

function checkContact({ phone, email }: ContactFields): void {
  if (phone === '' && email === '') throw InvalidInput.at('phone', t.ref('input.reach'));
}
