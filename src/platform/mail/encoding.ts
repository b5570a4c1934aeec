import Encoding from 'encoding-japanese';

export type MailCharset = 'utf-8' | 'iso-2022-jp';

/** An encoded word is at most 75 characters long (RFC 2047); header lines are folded at 76. */
const WORD = 75;

/**
 * Text for a header: as it is when it is plain ASCII, else RFC 2047 encoded words that are never longer than 75
 * characters and never split a character. `iso-2022-jp` is used only if every character has a place in it;
 * ①, 髙, 𠮷 and the like have none, and then the words are UTF-8.
 */
export function encodeHeader(text: string, charset: MailCharset): string {
  if (/^[\x20-\x7e]*$/.test(text) && text.length <= 60 && !text.includes('=?')) return text;
  const encode = charset === 'iso-2022-jp' && toJis(text) !== null ? jisWord : utf8Word;
  const words: string[] = [];
  let part = '';
  for (const character of text.toWellFormed()) {
    if (part !== '' && encode(part + character).length > WORD) {
      words.push(encode(part));
      part = '';
    }
    part += character;
  }
  words.push(encode(part));
  return words.join('\r\n ');
}

const utf8Word = (text: string): string => `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;

const jisWord = (text: string): string =>
  `=?ISO-2022-JP?B?${(toJis(text) ?? Buffer.alloc(0)).toString('base64')}?=`;

export interface EncodedBody {
  readonly contentType: string;
  readonly transferEncoding: '7bit' | 'base64';
  readonly content: string;
}

/** The body of a mail: ISO-2022-JP in 7 bits where asked and possible, else UTF-8 in base64. */
export function encodeBody(text: string, charset: MailCharset): EncodedBody {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const jis = charset === 'iso-2022-jp' ? lines.map(toJis) : [];
  if (charset === 'iso-2022-jp' && jis.every((line) => line !== null && line.length <= 900)) {
    const content = jis.map((line) => line?.toString('latin1') ?? '').join('\r\n');
    return { contentType: 'text/plain; charset=iso-2022-jp', transferEncoding: '7bit', content };
  }
  const bytes = Buffer.from(lines.join('\r\n').toWellFormed(), 'utf8');
  const content = (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
  return { contentType: 'text/plain; charset=utf-8', transferEncoding: 'base64', content };
}

/** The text in ISO-2022-JP, or `null` when a character is outside ASCII and JIS X 0208 or would come back changed. */
function toJis(text: string): Buffer | null {
  if (/[^\P{Cc}\t]/u.test(text)) return null;
  const bytes = Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'JIS' });
  const back = Encoding.codeToString(Encoding.convert(bytes, { from: 'JIS', to: 'UNICODE' }));
  return back === text && staysInJisX0208(bytes) ? Buffer.from(bytes) : null;
}

function staysInJisX0208(bytes: readonly number[]): boolean {
  let double = false;
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] === 0x1b) {
      const mark = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
      if (mark !== '$B' && mark !== '(B') return false;
      double = mark === '$B';
      at += 3;
    } else if (double) {
      const row = (bytes[at] ?? 0) - 0x20;
      // Rows 9–15 and beyond 84 are the extensions of single manufacturers.
      if (row < 1 || (row > 8 && row < 16) || row > 84) return false;
      at += 2;
    } else {
      at += 1;
    }
  }
  return true;
}
