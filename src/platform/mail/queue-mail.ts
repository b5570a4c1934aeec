import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../database/database.ts';
import { checkSubject, isAddress } from './message.ts';
import { t } from './messages.ts';
import { mailMessages, notices } from './tables.ts';

const CHUNK = 1000;

export interface MailToSend {
  readonly to: string;
  /** The recipient, when a person of the organisation. */
  readonly personId?: string;
  readonly subject: string;
  readonly body: string;
  /** What it is about, `resource.verb`. */
  readonly topic: string;
}

/**
 * Puts mails into the outbox in the caller's transaction: they are sent exactly if the deed is done. A recipient
 * whose address is no address gets a row that says so, and the others get their mail. Gives the number that will be
 * sent. Throws `InvalidInput` for a subject with line breaks.
 */
export async function queueMails(tx: Tx, mails: readonly MailToSend[]): Promise<number> {
  for (const mail of mails) checkSubject(mail.subject);
  const rows = mails.map((mail) => ({
    organisationId: tx.organisationId,
    id: newId(),
    personId: mail.personId ?? null,
    recipient: mail.to,
    subject: mail.subject,
    body: mail.body,
    topic: mail.topic,
    ...(isAddress(mail.to)
      ? { state: 'queued' as const, problem: '' }
      : { state: 'failed' as const, problem: t('address.invalid') }),
  }));
  for (let start = 0; start < rows.length; start += CHUNK) {
    await tx.insert(mailMessages).values(rows.slice(start, start + CHUNK));
  }
  return rows.filter((row) => row.state === 'queued').length;
}

export interface NoticeToGive {
  readonly personId: string;
  readonly topic: string;
  readonly title: string;
  readonly detail?: string;
  /** The page of the product that it is about. */
  readonly href?: string;
}

/** Gives notices inside the product, in the caller's transaction. */
export async function giveNotices(tx: Tx, given: readonly NoticeToGive[]): Promise<void> {
  const rows = given.map((notice) => ({
    organisationId: tx.organisationId,
    id: newId(),
    personId: notice.personId,
    topic: notice.topic,
    title: notice.title,
    detail: notice.detail ?? '',
    href: notice.href ?? '',
  }));
  for (let start = 0; start < rows.length; start += CHUNK) {
    await tx.insert(notices).values(rows.slice(start, start + CHUNK));
  }
}
