import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { IsoDate } from '../../kernel/dates.ts';
import { createContact, createPage, openBook } from '../../modules/guide/index.ts';
import { systemActor } from '../../platform/authorisation/actor.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { Services } from '../../platform/services.ts';
import { t } from './messages.ts';

/** By the name of the unit; without one it is for the whole organisation. */
interface OfUnit {
  readonly unit?: string;
}

/** The office's own pages and contacts of the sample: `samples/<name>/guide.json`. */
interface SampleGuide {
  readonly contacts: readonly (Omit<Parameters<typeof createContact>[3], 'unitId'> & OfUnit)[];
  readonly pages: readonly (Omit<Parameters<typeof createPage>[3], 'unitId'> & OfUnit)[];
}

const readGuide = (): SampleGuide =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../samples/ministry/guide.json'), 'utf8'));

/** What the sample's office adds to the guide, made by the commands of the product itself. */
export async function createDemoGuide(
  services: Services,
  organisationId: string,
  day: IsoDate,
): Promise<void> {
  const { contacts, pages } = readGuide();
  await inOrganisation(services.database, organisationId, async (tx) => {
    const actor = systemActor(organisationId, t('actor'));
    const book = await openBook(tx);
    const scope = { organisationId, whole: true, unitPaths: [], assetIds: [], personId: null };
    const found = await tx.execute<{ id: string; name: string }>(
      sql`select id, name from units where organisation_id = ${organisationId}`,
    );
    const idOf = (name: string | undefined) => found.rows.find((unit) => unit.name === name)?.id ?? null;
    for (const { unit, ...contact } of contacts)
      await createContact(tx, actor, { scope, today: day }, { ...contact, unitId: idOf(unit) });
    for (const { unit, ...page } of pages)
      await createPage(tx, actor, { scope, today: day, book }, { ...page, unitId: idOf(unit) });
  });
}
