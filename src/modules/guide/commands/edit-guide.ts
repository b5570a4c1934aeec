import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { deleteVersioned, updateVersioned } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { actionsOf, type Book, formsOf } from '../book.ts';
import { t } from '../messages.ts';
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
}

interface Key {
  readonly id: string;
  readonly version: number;
}

const action = 'guide.edit';
const page = 'guide-page';
const contact = 'guide-contact';

/** Adds a page of the office. Throws InvalidInput when it refers to what the pack does not have. Returns its id. */
export async function createPage(tx: Tx, actor: Actor, book: Book, fields: PageFields): Promise<string> {
  checkPage(book, fields);
  const id = newId();
  await tx.insert(guidePages).values({ organisationId: tx.organisationId, id, ...fields });
  await recordEvent(tx, actor, { action, entity: page, entityId: id, after: { ...fields } });
  return id;
}

/** Changes a page of the office, in the version that was seen. */
export async function updatePage(
  tx: Tx,
  actor: Actor,
  book: Book,
  key: Key,
  fields: PageFields,
): Promise<void> {
  checkPage(book, fields);
  const { before } = await updateVersioned(tx, guidePages, key, { ...fields });
  await recordEvent(tx, actor, {
    action,
    entity: page,
    entityId: key.id,
    before: pick(before, fields),
    after: { ...fields },
  });
}

/** Takes a page of the office away; what it said stays in the trail. */
export async function deletePage(tx: Tx, actor: Actor, key: Key): Promise<void> {
  const {
    organisationId: _,
    id,
    version: _version,
    updatedAt: _at,
    ...before
  } = await deleteVersioned(tx, guidePages, key);
  await recordEvent(tx, actor, { action, entity: page, entityId: id, before });
}

/** Adds somebody to ask. Throws InvalidInput when there is no way to reach them. Returns the id. */
export async function createContact(tx: Tx, actor: Actor, fields: ContactFields): Promise<string> {
  checkContact(fields);
  const id = newId();
  await tx.insert(guideContacts).values({ organisationId: tx.organisationId, id, ...fields });
  await recordEvent(tx, actor, { action, entity: contact, entityId: id, after: { ...fields } });
  return id;
}

/** Changes a contact, in the version that was seen. */
export async function updateContact(tx: Tx, actor: Actor, key: Key, fields: ContactFields): Promise<void> {
  checkContact(fields);
  const { before } = await updateVersioned(tx, guideContacts, key, { ...fields });
  await recordEvent(tx, actor, {
    action,
    entity: contact,
    entityId: key.id,
    before: pick(before, fields),
    after: { ...fields },
  });
}

/** Takes a contact away; what it said stays in the trail. */
export async function deleteContact(tx: Tx, actor: Actor, key: Key): Promise<void> {
  const {
    organisationId: _,
    id,
    version: _version,
    updatedAt: _at,
    ...before
  } = await deleteVersioned(tx, guideContacts, key);
  await recordEvent(tx, actor, { action, entity: contact, entityId: id, before });
}

/** The values of a row for the fields that were written. */
const pick = (row: object, fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => Object.hasOwn(fields, name)));

function refuse(field: string, message: ReturnType<typeof t.ref>): never {
  throw new InvalidInput(message, [{ field, message }]);
}

function checkPage(book: Book, { situationId, action: asked, permissionType }: PageFields): void {
  if (situationId !== null && !book.guide.situations.some(({ id }) => id === situationId))
    refuse('situationId', t.ref('input.situation'));
  if (asked !== null && !actionsOf(book).some(({ id }) => id === asked))
    refuse('action', t.ref('input.action'));
  if (permissionType !== null && !formsOf(book).some(({ id }) => id === permissionType))
    refuse('permissionType', t.ref('input.permission'));
}

function checkContact({ phone, email }: ContactFields): void {
  if (phone === '' && email === '') refuse('phone', t.ref('input.reach'));
}
