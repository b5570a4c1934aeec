import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContact, createPage, openBook } from '../../modules/guide/index.ts';
import { systemActor } from '../../platform/authorisation/actor.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import type { Services } from '../../platform/services.ts';
import { t } from './messages.ts';

/** The office's own pages and contacts of the sample: `samples/<name>/guide.json`. */
interface SampleGuide {
  readonly contacts: readonly Parameters<typeof createContact>[2][];
  readonly pages: readonly Parameters<typeof createPage>[3][];
}

const readGuide = (): SampleGuide =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../samples/ministry/guide.json'), 'utf8'));

/** What the sample's office adds to the guide, made by the commands of the product itself. */
export async function createDemoGuide(services: Services, organisationId: string): Promise<void> {
  const { contacts, pages } = readGuide();
  await inOrganisation(services.database, organisationId, async (tx) => {
    const actor = systemActor(organisationId, t('actor'));
    const book = await openBook(tx);
    for (const contact of contacts) await createContact(tx, actor, contact);
    for (const page of pages) await createPage(tx, actor, book, page);
  });
}
