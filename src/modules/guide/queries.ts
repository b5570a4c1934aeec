import { and, asc, eq } from 'drizzle-orm';
import { NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/database/database.ts';
import { t } from './messages.ts';
import { guideContacts, guidePages } from './tables.ts';

export type OwnPage = typeof guidePages.$inferSelect;
export type Contact = typeof guideContacts.$inferSelect;

/** The pages that the office added, in its order. */
export const listOwnPages = (tx: Tx): Promise<OwnPage[]> =>
  tx
    .select()
    .from(guidePages)
    .where(eq(guidePages.organisationId, tx.organisationId))
    .orderBy(asc(guidePages.position), asc(guidePages.title), asc(guidePages.id));

/** Whom to ask, in the order of the office. */
export const listContacts = (tx: Tx): Promise<Contact[]> =>
  tx
    .select()
    .from(guideContacts)
    .where(eq(guideContacts.organisationId, tx.organisationId))
    .orderBy(asc(guideContacts.position), asc(guideContacts.name), asc(guideContacts.id));

/** One page of the office. Throws NotFound. */
export async function requireOwnPage(tx: Tx, id: string): Promise<OwnPage> {
  const [page] = await tx
    .select()
    .from(guidePages)
    .where(and(eq(guidePages.organisationId, tx.organisationId), eq(guidePages.id, id)));
  if (!page) throw new NotFound(t.ref('notFound'));
  return page;
}

/** One contact. Throws NotFound. */
export async function requireContact(tx: Tx, id: string): Promise<Contact> {
  const [contact] = await tx
    .select()
    .from(guideContacts)
    .where(and(eq(guideContacts.organisationId, tx.organisationId), eq(guideContacts.id, id)));
  if (!contact) throw new NotFound(t.ref('notFound'));
  return contact;
}
