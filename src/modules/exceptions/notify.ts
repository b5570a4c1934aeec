import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database/database.ts';
import { giveNotices, queueMails } from '../../platform/mail/queue-mail.ts';
import { t } from './messages.ts';

/** One message to one person, about an exception or a rule. */
export interface Tell {
  readonly personId: string;
  readonly topic: string;
  readonly title: string;
  readonly clause: string;
  readonly subject: string;
  readonly href: string;
  /** A further sentence of the mail. */
  readonly hint?: string;
}

/** Tells people inside the product and by mail, in the transaction of the deed; three statements for any number. */
export async function tellPeople(tx: Tx, told: readonly Tell[], publicUrl: string): Promise<void> {
  if (told.length === 0) return;
  const ids = [...new Set(told.map((each) => each.personId))];
  const found = await tx.execute<{ id: string; name: string; email: string }>(sql`
    select id, name, email from people where organisation_id = ${tx.organisationId} and id = any (${sql.param(ids)}::uuid[])`);
  const people = new Map(found.rows.map((row) => [row.id, row]));
  await giveNotices(
    tx,
    told.map((each) => ({
      personId: each.personId,
      topic: each.topic,
      title: each.title,
      detail: t('notice.detail', { clause: each.clause, title: each.subject }),
      href: each.href,
    })),
  );
  await queueMails(
    tx,
    told.flatMap((each) => {
      const person = people.get(each.personId);
      if (!person || person.email === '') return [];
      return [
        {
          to: person.email,
          personId: each.personId,
          subject: oneLine(each.title),
          body: t('mail.body', {
            name: person.name,
            title: each.hint === undefined ? each.title : `${each.title}\n${each.hint}`,
            subject: each.subject,
            clause: each.clause,
            url: `${publicUrl}${each.href}`,
          }),
          topic: each.topic,
        },
      ];
    }),
  );
}

/** A subject of a mail has one line, whatever people typed. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
