import type { Tx } from '../../platform/database/database.ts';
import { tellPeople } from '../organisation/index.ts';
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
export const tellAbout = (tx: Tx, told: readonly Tell[], publicUrl: string): Promise<void> =>
  tellPeople(
    tx,
    told.map(({ personId, topic, title, clause, subject, href, hint }) => ({
      personId,
      topic,
      title,
      detail: t('notice.detail', { clause, title: subject }),
      href,
      mail: (name) =>
        t('mail.body', {
          name,
          title: hint === undefined ? title : `${title}\n${hint}`,
          subject,
          clause,
          url: `${publicUrl}${href}`,
        }),
    })),
  );
