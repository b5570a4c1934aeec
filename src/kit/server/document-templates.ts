import { and, eq } from 'drizzle-orm';
import { customType, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { Conflict, InvalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { looksLikeMyNumber } from '../../kernel/japanese.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Upload } from '../../platform/http/route.ts';
import { t } from './messages.ts';
import { deleteVersioned, updateVersioned } from './versioned.ts';

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

const documentTemplates = pgTable('document_templates', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  purpose: text('purpose').notNull(),
  fileName: text('file_name').notNull(),
  content: bytea('content').notNull(),
  uploadedBy: text('uploaded_by').notNull(),
  uploadedAt: timestamp('uploaded_at', { withTimezone: true }).notNull(),
  version: integer('version').notNull().default(1),
});

/** A Word template by which an organisation replaces a printed form of the product. */
export interface OwnTemplate {
  readonly id: string;
  readonly fileName: string;
  readonly content: Buffer;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly version: number;
}

/** The organisation's template for a purpose; null when it uses the product's. */
export async function findTemplate(tx: Tx, purpose: string): Promise<OwnTemplate | null> {
  const [row] = await tx
    .select()
    .from(documentTemplates)
    .where(
      and(eq(documentTemplates.organisationId, tx.organisationId), eq(documentTemplates.purpose, purpose)),
    );
  return row ?? null;
}

/**
 * Registers or replaces the template, which the caller has checked. `version` is that of the one the caller saw, 0 when
 * there was none. Throws `Conflict` when somebody else was first.
 */
export async function saveTemplate(
  tx: Tx,
  actor: Actor,
  purpose: string,
  file: Upload,
  version: number,
): Promise<void> {
  if (looksLikeMyNumber(file.fileName)) throw new InvalidInput(t.ref('attachment.myNumberName'));
  const row = {
    fileName: file.fileName,
    content: file.content,
    uploadedBy: actor.name,
    uploadedAt: new Date(),
  };
  const present = await findTemplate(tx, purpose);
  if (present === null) {
    if (version !== 0) throw new Conflict(t.ref('versioned.conflict'));
    const created = { organisationId: tx.organisationId, id: newId(), purpose, ...row };
    await tx.insert(documentTemplates).values(created);
    await record(tx, actor, created.id, purpose, '', file.fileName);
    return;
  }
  if (version === 0) throw new Conflict(t.ref('versioned.conflict'), [], present.version);
  await updateVersioned(tx, documentTemplates, { id: present.id, version }, row);
  await record(tx, actor, present.id, purpose, present.fileName, file.fileName);
}

/** Takes the organisation's template away; the product's is used again. Throws `NotFound` or `Conflict`. */
export async function removeTemplate(tx: Tx, actor: Actor, id: string, version: number): Promise<void> {
  const removed = await deleteVersioned(tx, documentTemplates, { id, version });
  await record(tx, actor, id, removed.purpose, removed.fileName, '');
}

const record = (tx: Tx, actor: Actor, entityId: string, purpose: string, before: string, after: string) =>
  recordEvent(tx, actor, {
    action: 'template.change',
    entity: 'document-template',
    entityId,
    before: { fileName: before },
    after: { fileName: after },
    facts: { purpose },
  });
