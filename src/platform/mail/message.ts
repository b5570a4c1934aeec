import { InvalidInput } from '../../kernel/errors.ts';
import { encodeBody, encodeHeader, type MailCharset } from './encoding.ts';
import { t } from './messages.ts';

export interface OutgoingMail {
  /** Becomes the Message-ID: the same mail sent twice is recognised as one. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly at: Date;
}

export interface Sender {
  readonly name: string;
  readonly address: string;
}

const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/;

/** Whether the text is one plain mail address: no lists, no names, no line breaks, nothing that could start a header. */
export const isAddress = (text: string): boolean => ADDRESS.test(text) && !text.includes('..');

/** Throws `InvalidInput` for a subject that could smuggle in headers, or none at all. */
export function checkSubject(subject: string): void {
  if (/\p{Cc}|[\u2028\u2029]/u.test(subject)) throw new InvalidInput(t.ref('subject.invalid'));
  if (subject.trim() === '') throw new InvalidInput(t.ref('subject.empty'));
}

/** Reads `name <address>` or `address`, as in `KIJUN_MAIL_FROM`. */
export function parseSender(from: string): Sender {
  const named = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(from);
  const sender = { name: named?.[1] ?? '', address: (named?.[2] ?? from).trim() };
  if (!isAddress(sender.address) || /\p{Cc}/u.test(sender.name))
    throw new Error('KIJUN_MAIL_FROM is not an address');
  return sender;
}

/**
 * The whole message as it goes over the wire. Written here and not by a library, so that every header is one we
 * know; addresses and subject are checked again.
 */
export function composeMessage(mail: OutgoingMail, sender: Sender, charset: MailCharset): Buffer {
  if (!isAddress(mail.to)) throw new InvalidInput(t.ref('address.invalid'));
  checkSubject(mail.subject);
  const body = encodeBody(mail.body, charset);
  const domain = sender.address.slice(sender.address.indexOf('@') + 1);
  const from =
    sender.name === '' ? sender.address : `${encodeHeader(quoted(sender.name), charset)} <${sender.address}>`;
  const headers = [
    `Date: ${mail.at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mail.id}@${domain}>`,
    `From: ${from}`,
    `To: ${mail.to}`,
    `Subject: ${encodeHeader(mail.subject, charset)}`,
    'MIME-Version: 1.0',
    `Content-Type: ${body.contentType}`,
    `Content-Transfer-Encoding: ${body.transferEncoding}`,
    // Keeps out-of-office replies from answering a machine.
    'Auto-Submitted: auto-generated',
  ];
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body.content}\r\n`, 'latin1');
}

const quoted = (name: string): string =>
  /^[A-Za-z0-9 ]*$/.test(name) || /[^\x20-\x7e]/.test(name) ? name : `"${name}"`;
