import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../kernel/errors.ts';
import { encodeBody, encodeHeader } from './encoding.ts';
import { checkSubject, composeMessage, isAddress, parseSender } from './message.ts';

/** Decodes a header as a mail program does: each word by itself, spaces between words dropped. */
function decodeHeader(header: string): string {
  return header
    .replace(/\r\n /g, '')
    .replace(/=\?([\w-]+)\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, charset: string, data: string) =>
      new TextDecoder(charset, { fatal: true }).decode(Buffer.from(data, 'base64')),
    );
}

describe('header', () => {
  test('plain ASCII stays as it is', () => {
    expect(encodeHeader('Kijun 2026', 'utf-8')).toBe('Kijun 2026');
  });

  test('①②髙﨑𠮷 survive in both charsets', () => {
    const subject =
      '【自己点検】①髙橋様・②𠮷野様：回答のお願い（情報システム課　令和８年度）～期限 11月30日～'.repeat(3);
    for (const charset of ['utf-8', 'iso-2022-jp'] as const) {
      const header = encodeHeader(subject, charset);
      expect(decodeHeader(header)).toBe(subject);
      expect(header).toMatch(/^=\?UTF-8/);
    }
  });

  test('ordinary Japanese is ISO-2022-JP when asked for, each word by itself', () => {
    const subject = '自己点検の回答のお願い（令和８年度上半期）情報セキュリティ対策 第1回';
    const header = encodeHeader(subject, 'iso-2022-jp');
    expect(header).toMatch(/^=\?ISO-2022-JP/);
    expect(decodeHeader(header)).toBe(subject);
  });

  test('words are at most 75 long and no character is split', () => {
    const text = fc.string({
      unit: fc.constantFrom('あ', '𠮷', '①', 'a', ' ', '髙', 'é', '=', '?'),
      minLength: 1,
      maxLength: 120,
    });
    fc.assert(
      fc.property(text, fc.constantFrom('utf-8' as const, 'iso-2022-jp' as const), (subject, charset) => {
        const header = encodeHeader(subject, charset);
        expect(header.split('\r\n ').every((word) => word.length <= 75)).toBe(true);
        expect(header).toMatch(/^[\x20-\x7e\r\n]*$/);
        expect(decodeHeader(header)).toBe(subject);
      }),
    );
  });
});

describe('body', () => {
  test('is ISO-2022-JP only if every character has a place there', () => {
    const plain = encodeBody('お願い\nよろしくお願いします。', 'iso-2022-jp');
    expect(plain).toMatchObject({ contentType: 'text/plain; charset=iso-2022-jp', transferEncoding: '7bit' });
    expect(new TextDecoder('iso-2022-jp').decode(Buffer.from(plain.content, 'latin1'))).toBe(
      'お願い\r\nよろしくお願いします。',
    );
    for (const text of ['髙橋様', '①', '𠮷', 'ｱｲｳ', '−']) {
      expect(encodeBody(text, 'iso-2022-jp').contentType).toBe('text/plain; charset=utf-8');
    }
  });

  test('is base64 UTF-8 in short lines otherwise', () => {
    const text = '長い行'.repeat(500);
    const { content, transferEncoding } = encodeBody(text, 'utf-8');
    expect(transferEncoding).toBe('base64');
    expect(Math.max(...content.split('\r\n').map((line) => line.length))).toBe(76);
    expect(Buffer.from(content, 'base64').toString('utf8')).toBe(text);
  });
});

describe('what could smuggle in a header', () => {
  const mail = { id: 'x', to: 'a@example.jp', subject: '件名', body: '本文', at: new Date(0) };
  const sender = parseSender('Kijun 基準 <kijun@example.jp>');

  test.each([
    'a@example.jp\r\nBcc: b@example.jp',
    'a@example.jp, b@example.jp',
    '<a@example.jp>',
    'a b@example.jp',
    'a@example.jp\n',
    '',
    'a..b@example.jp',
    'a@-example.jp',
  ])('recipient %j is refused', (to) => {
    expect(isAddress(to)).toBe(false);
    expect(() => composeMessage({ ...mail, to }, sender, 'utf-8')).toThrow(InvalidInput);
  });

  test.each(['件名\r\nBcc: b@example.jp', '件名\nX: y', 'a\u2028b', '\u0000', ' '])(
    'subject %j is refused',
    (subject) => {
      expect(() => checkSubject(subject)).toThrow(InvalidInput);
      expect(() => composeMessage({ ...mail, subject }, sender, 'utf-8')).toThrow(InvalidInput);
    },
  );

  test('the sender of the configuration is checked too', () => {
    expect(() => parseSender('x <a@b>\r\nBcc: c@d')).toThrow();
    expect(parseSender('a@example.jp')).toEqual({ name: '', address: 'a@example.jp' });
    expect(parseSender('"Kijun" <a@example.jp>')).toEqual({ name: 'Kijun', address: 'a@example.jp' });
  });

  test('a body that looks like headers or an end of message stays body', () => {
    const raw = composeMessage(
      { ...mail, body: '.\r\nBcc: b@example.jp\r\n\r\n.' },
      sender,
      'utf-8',
    ).toString('latin1');
    const [head] = raw.split('\r\n\r\n');
    expect(head).not.toMatch(/Bcc/);
    expect(head?.split('\r\n').filter((line) => /^[A-Z][\w-]*:/.test(line))).toHaveLength(9);
  });
});
