import { and, asc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import { type AnyRoute, route } from '../../platform/http/route.ts';
import { authorOf, type DiscussedRecord, type RecordKey } from './discussion.ts';
import { comments } from './discussion-tables.ts';
import { t } from './messages.ts';

/** So many comments of one record are shown and taken; more would be a correspondence of its own. */
const COMMENT_LIMIT = 200;

const comment = z.object({
  id: z.uuid(),
  author: z.string(),
  /** Empty when it was taken back. */
  body: z.string(),
  writtenAt: z.iso.datetime(),
  removed: z.boolean(),
  /** Whether the caller wrote it and may take it back. */
  own: z.boolean(),
});

/** The comments of a record, oldest first, and whether the caller may add one. */
export const commentsAnswer = z.object({ items: z.array(comment), writable: z.boolean() });
export type CommentsAnswer = z.output<typeof commentsAnswer>;

const ofRecord = (tx: Tx, { entity, entityId }: RecordKey) =>
  and(
    eq(comments.organisationId, tx.organisationId),
    eq(comments.entity, entity),
    eq(comments.entityId, entityId),
  );

async function listComments(tx: Tx, actor: Actor, record: RecordKey) {
  const rows = await tx
    .select()
    .from(comments)
    .where(ofRecord(tx, record))
    .orderBy(asc(comments.id))
    .limit(COMMENT_LIMIT);
  return rows.map((row) => ({
    id: row.id,
    author: row.author,
    body: row.body,
    writtenAt: row.writtenAt.toISOString(),
    removed: row.removedAt !== null,
    own: row.accountId === actor.accountId && row.removedAt === null,
  }));
}

async function writeComment(tx: Tx, actor: Actor, record: RecordKey, body: string): Promise<string> {
  const written = await tx.select({ id: comments.id }).from(comments).where(ofRecord(tx, record));
  if (written.length >= COMMENT_LIMIT) {
    throw new InvalidInput(t.ref('comment.tooMany', { limit: COMMENT_LIMIT }));
  }
  const id = newId();
  await tx.insert(comments).values({
    organisationId: tx.organisationId,
    id,
    ...record,
    accountId: authorOf(actor),
    author: actor.name,
    body,
    writtenAt: new Date(),
  });
  await recordEvent(tx, actor, { action: 'comment.write', ...record });
  return id;
}

/** Only one's own comment; that there was one stays to be seen. */
async function removeComment(tx: Tx, actor: Actor, record: RecordKey, id: string): Promise<void> {
  const removed = await tx
    .update(comments)
    .set({ body: '', removedAt: new Date() })
    .where(
      and(
        ofRecord(tx, record),
        eq(comments.id, id),
        eq(comments.accountId, authorOf(actor)),
        isNull(comments.removedAt),
      ),
    )
    .returning({ id: comments.id });
  if (removed.length === 0) throw new NotFound(t.ref('comment.missing'));
  await recordEvent(tx, actor, { action: 'comment.remove', ...record });
}

/** The three routes of the comments of a kind of record: list, write, take back one's own. */
export function commentRoutes(record: DiscussedRecord): readonly AnyRoute[] {
  const { access, entity } = record;
  const keyOf = (entityId: string): RecordKey => ({ entity, entityId });
  const path = `${record.path}/comments` as const;
  return [
    route({
      method: 'GET',
      path,
      summary: `Comments of a ${entity}`,
      access,
      params: z.object({ id: z.uuid() }),
      response: commentsAnswer,
      handle: async (call) => {
        const { writable } = await record.open(call, call.params.id);
        return { items: await listComments(call.tx, call.actor, keyOf(call.params.id)), writable };
      },
    }),
    route({
      method: 'POST',
      path,
      summary: `Comment on a ${entity}`,
      access,
      params: z.object({ id: z.uuid() }),
      body: z.object({ body: z.string().trim().min(1, t('comment.empty')).max(4000, t('comment.tooLong')) }),
      response: z.object({ id: z.uuid() }),
      handle: async (call) => {
        const { writable } = await record.open(call, call.params.id);
        if (!writable) throw new InvalidInput(t.ref('discussion.closed'));
        const id = await writeComment(call.tx, call.actor, keyOf(call.params.id), call.body.body);
        await record.tell?.(call, call.params.id, { body: call.body.body });
        return { id };
      },
    }),
    route({
      method: 'DELETE',
      path: `${path}/:commentId`,
      summary: `Take back one's own comment on a ${entity}`,
      access,
      params: z.object({ id: z.uuid(), commentId: z.uuid() }),
      handle: async (call) => {
        const { writable } = await record.open(call, call.params.id);
        if (!writable) throw new InvalidInput(t.ref('discussion.closed'));
        await removeComment(call.tx, call.actor, keyOf(call.params.id), call.params.commentId);
        return undefined;
      },
    }),
  ];
}
