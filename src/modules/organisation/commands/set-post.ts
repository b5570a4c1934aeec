import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { requirePerson, requireUnitOn } from '../queries/visible.ts';
import { posts } from '../tables.ts';
import { carryOver } from './carry-over.ts';

export interface NewPost {
  readonly personId: string;
  readonly unitId: string;
  readonly title: string;
  /** The main post takes the place of the one before; an additional one (兼務) stands beside it. */
  readonly main: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Gives a person a post from a day on. A new main post ends the main post of that day. Returns its id. */
export async function setPost(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  input: NewPost,
  today: string,
): Promise<string> {
  await requirePerson(tx, scope, input.personId, today);
  await requireUnitOn(tx, scope, input.unitId, input.validFrom);
  if (input.main) await endMainPost(tx, input.personId, input.validFrom);
  const id = newId();
  await tx.insert(posts).values({ organisationId: tx.organisationId, id, ...input });
  await carryOver(tx, 'posts', [input.unitId]);
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'person',
    entityId: input.personId,
    facts: { post: id, ...input },
  });
  return id;
}

async function endMainPost(tx: Tx, personId: string, date: string): Promise<void> {
  const mine = and(
    eq(posts.organisationId, tx.organisationId),
    eq(posts.personId, personId),
    eq(posts.main, true),
  );
  const later = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(mine, sql`${posts.validFrom} >= ${date}::date`))
    .limit(1);
  if (later.length > 0) throw InvalidInput.at('validFrom', t.ref('post.laterExists'));
  await tx
    .update(posts)
    .set({ validTo: date, version: sql`${posts.version} + 1` })
    .where(and(mine, lt(posts.validFrom, date), or(isNull(posts.validTo), gt(posts.validTo, date))));
}
