import { sql } from 'drizzle-orm';
import { newId } from '../../../kernel/ids.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { canonicalLoginName } from '../../../platform/identity/find-account.ts';
import { initialLinkHours, issueRecoveryLinks } from '../../../platform/identity/recovery-links.ts';
import { type PersonWithout, peopleWithout } from '../queries.ts';

/** A line of the list that is handed out. */
export interface InitialAccount {
  readonly person: PersonWithout;
  readonly loginName: string;
  readonly url: string;
}

export interface CreatedAccounts {
  readonly created: readonly InitialAccount[];
  /** Staff numbers of those whose login name somebody else has. */
  readonly clashes: readonly string[];
}

interface Planned {
  readonly id: string;
  readonly person: PersonWithout;
  readonly loginName: string;
}

const plan = (people: readonly PersonWithout[], from: 'number' | 'email'): Planned[] =>
  people.map((person) => ({
    id: newId(),
    person,
    loginName: canonicalLoginName(from === 'email' && person.email !== '' ? person.email : person.number),
  }));

/**
 * Makes an account with an initial link for everybody who works here and has none, in a fixed number of statements
 * (and one per thousand audit events). A login name that is taken leaves its person out.
 */
export async function createMissingAccounts(
  tx: Tx,
  actor: Actor,
  input: { readonly loginName: 'number' | 'email'; readonly publicUrl: string; readonly today: string },
): Promise<CreatedAccounts> {
  const planned = plan(await peopleWithout(tx, input.today), input.loginName);
  const column = <T>(pick: (each: Planned) => T) => sql.param(planned.map(pick));
  const inserted = await tx.execute<{ id: string }>(sql`
    insert into accounts (organisation_id, id, person_id, login_name, display_name, email)
    select ${tx.organisationId}, n.id, n.person_id, n.login_name, n.name, n.email
    from unnest(${column(({ id }) => id)}::uuid[], ${column(({ person }) => person.id)}::uuid[],
      ${column(({ loginName }) => loginName)}::text[], ${column(({ person }) => person.name)}::text[],
      ${column(({ person }) => person.email)}::text[]) as n (id, person_id, login_name, name, email)
    on conflict do nothing
    returning id`);
  const made = new Set(inserted.rows.map(({ id }) => id));
  const created = planned.filter(({ id }) => made.has(id));
  const links = await issueRecoveryLinks(
    tx,
    input.publicUrl,
    created.map(({ id }) => id),
    { issuedBy: actor.accountId, hours: initialLinkHours },
  );
  await recordEvents(
    tx,
    actor,
    created.map(({ id, person, loginName }) => ({
      action: 'accounts.edit',
      entity: 'account',
      entityId: id,
      after: { loginName, name: person.name, email: person.email, personId: person.id },
    })),
  );
  return {
    created: created.map(({ person, loginName }, index) => ({
      person,
      loginName,
      url: links[index]?.url ?? '',
    })),
    clashes: planned.flatMap(({ id, person }) => (made.has(id) ? [] : [person.number])),
  };
}
