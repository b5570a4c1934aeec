import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { NotFound } from '../../kernel/errors.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import { type Scope, withinScope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import { inForce } from '../organisation/index.ts';
import { t } from './messages.ts';
import { guideContacts, guidePages } from './tables.ts';

type Table = typeof guidePages | typeof guideContacts;

/** What the office or a unit wrote, with the name of the unit; null for the whole organisation. */
type OfUnit<Row> = Row & { readonly unit: string | null };
export type OwnPage = OfUnit<typeof guidePages.$inferSelect>;
export type Contact = OfUnit<typeof guideContacts.$inferSelect>;

const unitOf = (table: Table) =>
  sql`from units u where u.organisation_id = ${table.organisationId} and u.id = ${table.unitId}`;
const unitName = (table: Table) => sql<string | null>`(select u.name ${unitOf(table)})`;

/** For the whole organisation, or of a unit in or below which the reader works. */
const isFor = (table: Table, reader: Actor): SQL =>
  sql`(${table.unitId} is null or exists (select 1 ${unitOf(table)}
    and exists (select 1 from unnest(${sql.param([...reader.unitPaths])}::text[]) mine where mine like u.path || '%')))`;

/** What the editor keeps: everything, or what is of the units of the scope. */
const isKeptBy = (table: Table, scope: Scope): SQL =>
  scope.whole
    ? sql`true`
    : sql`exists (select 1 ${unitOf(table)} and ${withinScope(scope, { unitPath: sql`u.path` })})`;

const pagesWhere = (tx: Tx, where: SQL): Promise<OwnPage[]> =>
  tx
    .select({ page: guidePages, unit: unitName(guidePages) })
    .from(guidePages)
    .where(and(eq(guidePages.organisationId, tx.organisationId), where))
    .orderBy(asc(guidePages.position), asc(guidePages.title), asc(guidePages.id))
    .then((rows) => rows.map(({ page, unit }) => ({ ...page, unit })));

const contactsWhere = (tx: Tx, where: SQL): Promise<Contact[]> =>
  tx
    .select({ contact: guideContacts, unit: unitName(guideContacts) })
    .from(guideContacts)
    .where(and(eq(guideContacts.organisationId, tx.organisationId), where))
    // Whom one's own unit names comes before whom the organisation names.
    .orderBy(
      asc(sql`${guideContacts.unitId} is null`),
      asc(guideContacts.position),
      asc(guideContacts.name),
      asc(guideContacts.id),
    )
    .then((rows) => rows.map(({ contact, unit }) => ({ ...contact, unit })));

/** The pages that the office and the reader's units added, in their order. */
export const listOwnPages = (tx: Tx, reader: Actor): Promise<OwnPage[]> =>
  pagesWhere(tx, isFor(guidePages, reader));

/** Whom the reader may ask, in the order of the office. */
export const listContacts = (tx: Tx, reader: Actor): Promise<Contact[]> =>
  contactsWhere(tx, isFor(guideContacts, reader));

/** The pages that the editor keeps. */
export const listKeptPages = (tx: Tx, scope: Scope): Promise<OwnPage[]> =>
  pagesWhere(tx, isKeptBy(guidePages, scope));

/** The contacts that the editor keeps. */
export const listKeptContacts = (tx: Tx, scope: Scope): Promise<Contact[]> =>
  contactsWhere(tx, isKeptBy(guideContacts, scope));

/** The units for which the editor may write, in their order. */
export async function listUnits(
  tx: Tx,
  scope: Scope,
  today: string,
): Promise<{ id: string; title: string }[]> {
  const result = await tx.execute<{ id: string; title: string }>(sql`
    select u.id, u.name as title from units u where u.organisation_id = ${tx.organisationId} and ${inForce('u', today)}
      and ${withinScope(scope, { unitPath: sql`u.path` })} order by u.code, u.id limit 2000`);
  return result.rows;
}

/** The record is one that the editor keeps. Throws NotFound. */
export async function requireKept(tx: Tx, scope: Scope, table: Table, id: string): Promise<void> {
  const [found] = await tx
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.organisationId, tx.organisationId), eq(table.id, id), isKeptBy(table, scope)));
  if (!found) throw new NotFound(t.ref('notFound'));
}
