import { and, eq } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { searchText } from '../../../kit/server/list.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { Employment } from '../model.ts';
import { requireUnitOn } from '../queries/visible.ts';
import { people, posts } from '../tables.ts';
import { carryOver } from './carry-over.ts';

export interface PersonFields {
  readonly number: string;
  readonly name: string;
  readonly kana: string;
  readonly employment: Employment;
  readonly email: string;
  readonly joinedOn: string | null;
  /** First day on which the person no longer belongs. */
  readonly leftOn: string | null;
}

export interface NewPerson extends PersonFields {
  /** The main post; a person without a unit is seen only by who sees the whole organisation. */
  readonly post: { readonly unitId: string; readonly title: string; readonly validFrom: string };
}

/** Enters a person with a main post. Returns the id. */
export async function createPerson(tx: Tx, actor: Actor, scope: Scope, input: NewPerson): Promise<string> {
  const { post, ...fields } = input;
  await requireUnitOn(tx, scope, post.unitId, post.validFrom);
  requireStay(fields);
  await requireFreeNumber(tx, fields.number);
  const id = newId();
  const { organisationId } = tx;
  await tx.insert(people).values({ organisationId, id, ...fields, search: personSearch(fields) });
  await tx.insert(posts).values({ organisationId, id: newId(), personId: id, main: true, ...post });
  await carryOver(tx, 'posts', [post.unitId]);
  await recordEvent(tx, actor, {
    action: 'organisation.edit',
    entity: 'person',
    entityId: id,
    after: { ...fields, ...post },
  });
  return id;
}

/** What the search column of a person holds. */
export const personSearch = (fields: Pick<PersonFields, 'name' | 'kana' | 'number'>): string =>
  searchText(fields.name, fields.kana, fields.number);

/** A staff number names one person, also after they left. */
export async function requireFreeNumber(tx: Tx, number: string, exceptId?: string): Promise<void> {
  const [taken] = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.organisationId, tx.organisationId), eq(people.number, number)));
  if (taken && taken.id !== exceptId) {
    throw InvalidInput.at('number', t.ref('person.numberTaken', { number }));
  }
}

/** Nobody leaves before they came. */
export function requireStay(fields: Pick<PersonFields, 'joinedOn' | 'leftOn'>): void {
  if (fields.joinedOn !== null && fields.leftOn !== null && fields.leftOn <= fields.joinedOn) {
    throw InvalidInput.at('leftOn', t.ref('person.leftBeforeJoined'));
  }
}
