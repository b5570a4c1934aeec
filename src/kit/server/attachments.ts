import { createHash } from 'node:crypto';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { looksLikeMyNumber } from '../../kernel/japanese.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import { type AnyRoute, download, route, type Upload } from '../../platform/http/route.ts';
import { attachmentEndings, sniff } from './attachment-types.ts';
import { authorOf, type DiscussedRecord, type RecordKey } from './discussion.ts';
import { attachments } from './discussion-tables.ts';
import { fileName as cleanName } from './export.ts';
import { t } from './messages.ts';

/** Bytes of one file, and files of one record. */
export const ATTACHMENT_SIZE = 10 * 1024 * 1024;
const ATTACHMENT_COUNT = 20;

const attachment = z.object({
  id: z.uuid(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  author: z.string(),
  addedAt: z.iso.datetime(),
  removed: z.boolean(),
  /** Whether the caller added it and may take it back. */
  own: z.boolean(),
});

/** The files of a record, oldest first, and whether the caller may add one. */
export const attachmentsAnswer = z.object({
  items: z.array(attachment),
  writable: z.boolean(),
  /** Endings with their dot, and the limit in bytes: for the file dialogue. */
  accept: z.array(z.string()),
  maxSize: z.number().int(),
});
export type AttachmentsAnswer = z.output<typeof attachmentsAnswer>;

const ofRecord = (tx: Tx, { entity, entityId }: RecordKey) =>
  and(
    eq(attachments.organisationId, tx.organisationId),
    eq(attachments.entity, entity),
    eq(attachments.entityId, entityId),
  );

/** Everything but the content, which only a download reads. */
const facts = {
  id: attachments.id,
  fileName: attachments.fileName,
  mediaType: attachments.mediaType,
  size: attachments.size,
  author: attachments.author,
  addedAt: attachments.addedAt,
  removedAt: attachments.removedAt,
  accountId: attachments.accountId,
};

async function listAttachments(tx: Tx, actor: Actor, record: RecordKey) {
  const rows = await tx
    .select(facts)
    .from(attachments)
    .where(ofRecord(tx, record))
    .orderBy(asc(attachments.id));
  return rows.map(({ accountId, removedAt, addedAt, ...row }) => ({
    ...row,
    addedAt: addedAt.toISOString(),
    removed: removedAt !== null,
    own: accountId === actor.accountId && removedAt === null,
  }));
}

async function addAttachment(tx: Tx, actor: Actor, record: RecordKey, file: Upload): Promise<string> {
  const name = cleanFileName(file.fileName);
  const mediaType = checkedType(name, file.content);
  const present = await tx
    .select({ id: attachments.id })
    .from(attachments)
    .where(and(ofRecord(tx, record), isNull(attachments.removedAt)));
  if (present.length >= ATTACHMENT_COUNT) {
    throw new InvalidInput(t.ref('attachment.tooMany', { limit: ATTACHMENT_COUNT }));
  }
  const id = newId();
  await tx.insert(attachments).values({
    organisationId: tx.organisationId,
    id,
    ...record,
    accountId: authorOf(actor),
    author: actor.name,
    fileName: name,
    mediaType,
    size: file.content.length,
    sha256: createHash('sha256').update(file.content).digest(),
    content: file.content,
    addedAt: new Date(),
  });
  await recordEvent(tx, actor, {
    action: 'attachment.add',
    ...record,
    facts: { fileName: name, size: file.content.length },
  });
  return id;
}

/** The last part of the name with its ending, as Windows takes it; what a browser sends may be anything. */
function cleanFileName(sent: string): string {
  const last = sent.split(/[\\/]/).at(-1) ?? '';
  const dot = last.lastIndexOf('.');
  return dot <= 0 ? cleanName(last, 'bin') : cleanName(last.slice(0, dot), last.slice(dot + 1));
}

function checkedType(name: string, content: Buffer): string {
  if (content.length > ATTACHMENT_SIZE) {
    throw InvalidInput.at('file', t.ref('attachment.tooLarge', { megabytes: ATTACHMENT_SIZE / 1024 / 1024 }));
  }
  if (looksLikeMyNumber(name)) throw InvalidInput.at('file', t.ref('attachment.myNumberName'));
  const sniffed = sniff(name, content);
  if ('mediaType' in sniffed) return sniffed.mediaType;
  throw InvalidInput.at(
    'file',
    t.ref(`attachment.${sniffed.refusal}`, { endings: attachmentEndings.join('、') }),
  );
}

/** Only one's own file: its content is deleted, that it was there stays to be seen. */
async function removeAttachment(tx: Tx, actor: Actor, record: RecordKey, id: string): Promise<void> {
  const [removed] = await tx
    .update(attachments)
    .set({ content: null, removedAt: new Date() })
    .where(
      and(
        ofRecord(tx, record),
        eq(attachments.id, id),
        eq(attachments.accountId, authorOf(actor)),
        isNull(attachments.removedAt),
      ),
    )
    .returning({ fileName: attachments.fileName });
  if (!removed) throw new NotFound(t.ref('attachment.missing'));
  await recordEvent(tx, actor, { action: 'attachment.remove', ...record, facts: removed });
}

async function readAttachment(tx: Tx, record: RecordKey, id: string) {
  const [row] = await tx
    .select({
      fileName: attachments.fileName,
      mediaType: attachments.mediaType,
      content: attachments.content,
    })
    .from(attachments)
    .where(and(ofRecord(tx, record), eq(attachments.id, id)));
  if (!row || row.content === null) throw new NotFound(t.ref('attachment.missing'));
  // Always sent as a download (`content-disposition: attachment`), never shown or run inside the product.
  return download(row.fileName, row.mediaType, row.content);
}

/** The four routes of the files of a kind of record: list, add, download, take back one's own. */
export function attachmentRoutes(record: DiscussedRecord): readonly AnyRoute[] {
  const { access, entity } = record;
  const keyOf = (entityId: string): RecordKey => ({ entity, entityId });
  const path = `${record.path}/attachments` as const;
  const ofOne = z.object({ id: z.uuid(), attachmentId: z.uuid() });
  return [
    route({
      method: 'GET',
      path,
      summary: `Attached files of a ${entity}`,
      access,
      params: z.object({ id: z.uuid() }),
      response: attachmentsAnswer,
      handle: async (call) => {
        const { writable } = await record.open(call, call.params.id);
        const items = await listAttachments(call.tx, call.actor, keyOf(call.params.id));
        const accept = attachmentEndings.map((ending) => `.${ending}`);
        return { items, writable, accept, maxSize: ATTACHMENT_SIZE };
      },
    }),
    route({
      method: 'POST',
      path,
      summary: `Attach a file to a ${entity}`,
      access,
      params: z.object({ id: z.uuid() }),
      upload: true,
      response: z.object({ id: z.uuid() }),
      handle: async (call) => {
        const { writable } = await record.open(call, call.params.id);
        if (!writable) throw new InvalidInput(t.ref('discussion.closed'));
        const file = call.files.get('file');
        if (!file) throw new InvalidInput(t.ref('attachment.empty'));
        return { id: await addAttachment(call.tx, call.actor, keyOf(call.params.id), file) };
      },
    }),
    route({
      method: 'GET',
      path: `${path}/:attachmentId`,
      summary: `Download an attached file of a ${entity}`,
      access,
      params: ofOne,
      handle: async (call) => {
        await record.open(call, call.params.id);
        return readAttachment(call.tx, keyOf(call.params.id), call.params.attachmentId);
      },
    }),
    route({
      method: 'DELETE',
      path: `${path}/:attachmentId`,
      summary: `Take back one's own file of a ${entity}`,
      access,
      params: ofOne,
      handle: async (call) => {
        const { writable } = await record.open(call, call.params.id);
        if (!writable) throw new InvalidInput(t.ref('discussion.closed'));
        await removeAttachment(call.tx, call.actor, keyOf(call.params.id), call.params.attachmentId);
        return undefined;
      },
    }),
  ];
}
