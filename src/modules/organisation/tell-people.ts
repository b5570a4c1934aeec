import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database/database.ts';
import { giveNotices, queueMails } from '../../platform/mail/queue-mail.ts';

/** A message to a person: a notice inside the product and, where they have an address, a mail. */
export interface Message {
  readonly personId: string;
  readonly topic: string;
  readonly title: string;
  readonly detail: string;
  /** The page of the product that it is about. */
  readonly href: string;
  /** The body of the mail to the person of that name. */
  readonly mail: (name: string) => string;
}

/** Tells people in the transaction of the deed; three statements for any number. */
export async function tellPeople(tx: Tx, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  await giveNotices(tx, messages);
  const ids = [...new Set(messages.map(({ personId }) => personId))];
  const found = await tx.execute<{ id: string; name: string; email: string }>(sql`
    select id, name, email from people where organisation_id = ${tx.organisationId}
      and id = any (${sql.param(ids)}::uuid[]) and email <> ''`);
  const people = new Map(found.rows.map((row) => [row.id, row]));
  await queueMails(
    tx,
    messages.flatMap(({ personId, topic, title, mail }) => {
      const person = people.get(personId);
      if (person === undefined) return [];
      return [{ to: person.email, personId, subject: oneLine(title), body: mail(person.name), topic }];
    }),
  );
}

/** The subject of a mail has one line, whatever people typed. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
