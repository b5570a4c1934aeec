import { formatInstant } from '../../kernel/dates.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import { issueRecoveryLinks, linkHours } from '../../platform/identity/recovery-links.ts';
import { queueMails } from '../../platform/mail/queue-mail.ts';
import type { Services } from '../../platform/services.ts';
import { t } from './messages.ts';
import type { AccountRow } from './queries.ts';

export interface IssuedLink {
  readonly url: string;
  readonly expiresAt: string;
  readonly mailed: boolean;
}

/** Issues a link to set the password: shown to the administrator once, and mailed where mail is set up. */
export async function issueLink(
  tx: Tx,
  actor: Actor,
  { config }: Services,
  account: AccountRow,
): Promise<IssuedLink> {
  const options = { issuedBy: actor.accountId, hours: linkHours };
  const [link] = await issueRecoveryLinks(tx, config.publicUrl, [account.id], options);
  const url = link?.url ?? '';
  const expires = new Date(Date.now() + linkHours * 3_600_000);
  const { name, loginName, email, personId } = account;
  const mail = {
    to: email,
    ...(personId && { personId }),
    subject: t('mail.subject'),
    body: t('mail.body', { name, loginName, url, expires: formatInstant(expires) }),
    topic: 'account.recover',
  };
  const mailed = config.smtpUrl !== null && email !== '' && (await queueMails(tx, [mail])) === 1;
  await recordEvent(tx, actor, {
    action: 'accounts.edit',
    entity: 'account',
    entityId: account.id,
    facts: { deed: 'issue-link', mailed },
  });
  return { url, expiresAt: expires.toISOString(), mailed };
}
