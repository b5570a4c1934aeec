import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  looksLikeMyNumber,
  normaliseCharacters,
  normaliseForSearch,
  toFullWidth,
  toHalfWidth,
} from './japanese.ts';

const japanese = fc.string({
  unit: fc.constantFrom(
    ...'髙高﨑𠮷邊齋サーバーバ゛かがガｶﾞＡaＺ１-－〜ー　 ⽤⻑⺠國①㈱ヷ\u3099\u309B\uFE00x',
  ),
});

describe('normaliseForSearch', () => {
  it.each([
    ['髙橋', '高橋'],
    ['山﨑', '山崎'],
    ['𠮷田', '吉田'],
    ['渡邊', '渡辺'],
    ['渡邉', '渡辺'],
    ['齋藤', '斎藤'],
    ['齊藤', '斉藤'],
    ['澤田', '沢田'],
    ['國土', '国土'],
    ['利⽤者', '利用者'],
    ['⻑⻫⺠', '長斉民'],
    ['サーバー', 'さーば'],
    ['ｻｰﾊﾞ', 'サーバ'],
    ['ＵＳＢ　メモリ', 'usbメモリー'],
    ['ＩＰｖ６', 'ipv6'],
    ['サ−バ', 'サーバ'],
    ['辻\u{E0100}', '辻'],
    ['8.1.1(3)(h)', '８．１．１（３）（ｈ）'],
  ])('%s equals %s', (left, right) => {
    expect(normaliseForSearch(left)).toBe(normaliseForSearch(right));
  });

  it('keeps different words apart', () => {
    expect(normaliseForSearch('斉藤')).not.toBe(normaliseForSearch('斎藤'));
    expect(normaliseForSearch('2-1')).not.toBe(normaliseForSearch('21'));
    expect(normaliseForSearch('課室')).not.toBe(normaliseForSearch('部局'));
  });

  it('keeps a voiced mark apart from the kana before a long vowel', () => {
    expect(normaliseForSearch('サー\u3099')).toBe('さ-\u3099');
  });

  it('is idempotent, and blind to width, case of kana and spaces', () => {
    fc.assert(
      fc.property(fc.oneof(japanese, fc.string({ unit: 'binary' })), (text) => {
        const once = normaliseForSearch(text);
        expect(normaliseForSearch(once)).toBe(once);
        expect(once).not.toMatch(/\s/);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(normaliseForSearch(toFullWidth(text))).toBe(normaliseForSearch(text));
      }),
    );
  });
});

it('normaliseCharacters mends PDF radicals and keeps line breaks', () => {
  expect(normaliseCharacters('⽬的\n⻑')).toBe('目的\n長');
});

it('width helpers undo each other on ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      expect(toHalfWidth(toFullWidth(text))).toBe(text);
    }),
  );
  expect(toHalfWidth('令和８年　カナ')).toBe('令和8年 カナ');
});

describe('looksLikeMyNumber', () => {
  const withCheckDigit = (eleven: string): string => {
    let sum = 0;
    [...eleven].reverse().forEach((digit, at) => {
      sum += Number(digit) * [2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6].slice(at, at + 1).reduce((a, b) => a + b, 0);
    });
    return `${eleven}${sum % 11 <= 1 ? 0 : 11 - (sum % 11)}`;
  };

  it('sees every valid number in any width and grouping, and no number with a wrong check digit', () => {
    const elevenDigits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(elevenDigits, (eleven) => {
        const number = withCheckDigit(eleven);
        const grouped = `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`;
        expect(looksLikeMyNumber(number)).toBe(true);
        expect(looksLikeMyNumber(toFullWidth(grouped))).toBe(true);
        expect(looksLikeMyNumber(`番号は${grouped.replaceAll('-', '　')}です`)).toBe(true);
        expect(looksLikeMyNumber(`${number.slice(0, 5)} ${number.slice(5)}`)).toBe(true);
        const wrong = `${eleven}${(Number(number[11]) + 1) % 10}`;
        expect(looksLikeMyNumber(wrong)).toBe(false);
        expect(looksLikeMyNumber(`9${number}`)).toBe(false);
      }),
    );
  });

  it('leaves ordinary text alone', () => {
    expect(looksLikeMyNumber('2026-11-21 に 3 件')).toBe(false);
    expect(looksLikeMyNumber('03-1234-5678')).toBe(false);
    expect(looksLikeMyNumber('')).toBe(false);
  });
});
