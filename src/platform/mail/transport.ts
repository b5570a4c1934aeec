import { createTransport } from 'nodemailer';
import type { Config } from '../config.ts';
import { composeMessage, type OutgoingMail, parseSender } from './message.ts';

/** A way to the mail server. `send` throws when the server does not take the mail. */
export interface MailTransport {
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

type MailConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'mailCharset'>;

/** Opens the way to the mail server of `KIJUN_SMTP_URL`; `null` when there is none. */
export function openMailTransport({ smtpUrl, mailFrom, mailCharset }: MailConfig): MailTransport | null {
  if (smtpUrl === null) return null;
  const sender = parseSender(mailFrom);
  const connection = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const raw = composeMessage(mail, sender, mailCharset);
      await connection.sendMail({ envelope: { from: sender.address, to: [mail.to] }, raw });
    },
    close: () => connection.close(),
  };
}

/** Whether the server said that this mail will never be taken (5xx), so that trying again is useless. */
export function isPermanent(error: unknown): boolean {
  const code = (error as { responseCode?: unknown }).responseCode;
  return typeof code === 'number' && code >= 500 && code < 600 && !isConfiguration(error);
}

/** Refused sign-in is our configuration's fault, not the mail's: it is tried again when that is mended. */
const isConfiguration = (error: unknown): boolean => (error as { code?: unknown }).code === 'EAUTH';
