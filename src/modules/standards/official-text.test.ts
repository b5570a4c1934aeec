import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPack, shippedFolder } from './load-pack.ts';
import type { Pack, Requirement } from './model.ts';
import { parseOfficialText, reportMatches } from './official-text.ts';

const roles = [
  { id: 'staff', title: { ja: '担当者' } },
  { id: 'head', title: { ja: '統括者' } },
].map((role) => ({
  ...role,
  scope: 'organisation' as const,
  count: { min: 0, max: null },
  perScope: false,
  orgKinds: ['national' as const],
  grants: [],
}));

const requirement = (id: string, path: string[], actor: string): Requirement => ({
  id,
  path,
  group: path.at(-1) ?? '',
  actors: [actor],
  orgKinds: ['national'],
  appliesTo: 'person',
  conditions: [],
  kind: 'behaviour',
  cadence: 'event',
  summary: { ja: id },
  question: { ja: id },
});

/** An invented standard: nothing here is the wording of a real one. */
const pack: Pack = {
  id: 'invented',
  edition: '1',
  version: '1.0.0',
  title: { ja: '架空の基準', en: 'Invented' },
  kind: 'standard',
  orgKinds: ['national'],
  families: [],
  source: { title: '架空', publisher: '架空', date: '2026-04-01' },
  roles,
  conditions: [],
  levels: [],
  reporting: { groups: [], attainmentThresholds: [], gradeBands: [] },
  titles: [
    { id: '2', parent: null, title: { ja: '庭の手入れ' } },
    { id: '2.1', parent: '2', title: { ja: '水やり' } },
    { id: '2.1.1', parent: '2.1', title: { ja: '朝の水やり' } },
    { id: '2.1.1(1)', parent: '2.1.1', title: { ja: '支度' } },
    { id: '2.1.1(2)', parent: '2.1.1', title: { ja: '実施' } },
    { id: '7.3.2', parent: '2', title: { ja: 'IPv6の花壇' } },
    { id: '7.3.2(1)', parent: '7.3.2', title: { ja: '花壇の長い見出しであって折り返すもの' } },
  ],
  requirements: [
    requirement('2.1.1(1)(a)', ['2', '2.1', '2.1.1', '2.1.1(1)'], 'head'),
    requirement('2.1.1(1)(b)', ['2', '2.1', '2.1.1', '2.1.1(1)'], 'staff'),
    requirement('2.1.1(1)(c)', ['2', '2.1', '2.1.1', '2.1.1(1)'], 'staff'),
    requirement('2.1.1(2)(a)', ['2', '2.1', '2.1.1', '2.1.1(2)'], 'staff'),
    requirement('7.3.2(1)(a)', ['2', '7.3.2', '7.3.2(1)'], 'staff'),
  ],
  subItems: [
    { id: '2.1.1(1)(a)(ア)', parent: '2.1.1(1)(a)', summary: { ja: 'じょうろ' } },
    { id: '2.1.1(1)(a)(イ)', parent: '2.1.1(1)(a)', summary: { ja: '長靴' } },
  ],
};

const text = `架空の基準 目次
2.1.1 朝の水やり ........ 3
7.3.2IPv6の花壇 ........ 9
第2部 庭の手入れ
2.1 水やり
2.1.1 朝の水やり
目的・趣旨
庭の草花は、水が⾜りないと枯れるので、⺠の庭であっても毎朝の水やりを欠かさないことがとても大切である。
遵守事項
(1) 支度
(a) 統括者は、担当者が毎朝困らないように、次の各号に掲げる道具をあらかじめ庭の隅に揃えておき、その
置き場を知らせること。
(ア) じょうろ（大きいものと小さ
12
\fいもの）
(イ) 雨の日にもはくことのできる⻑靴
(b) 担当者は、前の日の夕方までに天気を調べ、雨が降らないと分かったときは、次の朝に使う水の量について
(a)(ア)に定める道具の数を数えて、統括者の決めた Green Garden
Team の帳面に書くこと。
(c) 担当者は、水を汲むこと。
(2) 実施
(a) 担当者は、１日に２回、花に水をやること。また、１０日に
一度は、根元まで水をやること。
7.3.2IPv6の花壇
遵守事項
(1) 花壇の長い見出しであって
折り返すもの
(a) 担当者は、花壇を見回ること。
この文は、どの条にも属さない。
意見募集の結果
2.1.1 朝の水やり
遵守事項
(1) 支度
(a) 統括者は、別の文を書いてはならないこと。
`;

describe('parseOfficialText', () => {
  const found = parseOfficialText(text, pack);

  it('matches every clause and sub-item', () => {
    expect(reportMatches(found, pack)).toEqual({
      requirements: { matched: 5, unmatched: [] },
      subItems: { matched: 2, unmatched: [] },
    });
  });

  it('joins broken lines, without page numbers, and mends radicals', () => {
    expect(found.requirements.get('2.1.1(1)(a)')).toBe(
      '統括者は、担当者が毎朝困らないように、次の各号に掲げる道具をあらかじめ庭の隅に揃えておき、その置き場を知らせること。',
    );
    expect(found.subItems.get('2.1.1(1)(a)(ア)')).toBe('じょうろ（大きいものと小さいもの）');
    expect(found.subItems.get('2.1.1(1)(a)(イ)')).toBe('雨の日にもはくことのできる長靴');
  });

  it('keeps a line that begins with a reference in its clause, and Latin words apart', () => {
    expect(found.requirements.get('2.1.1(1)(b)')).toContain(
      '水の量について(a)(ア)に定める道具の数を数えて、統括者の決めた Green Garden Team の帳面',
    );
  });

  it('keeps widths as printed', () => {
    expect(found.requirements.get('2.1.1(2)(a)')).toBe(
      '担当者は、１日に２回、花に水をやること。また、１０日に一度は、根元まで水をやること。',
    );
  });

  it('leaves what follows the last clause out of it', () => {
    expect(found.requirements.get('7.3.2(1)(a)')).toBe('担当者は、花壇を見回ること。');
  });

  it('does not give a clause its neighbour’s text when its own mark is missing', () => {
    const damaged = text.replace('(c) 担当者は、水を汲むこと。\n', '');
    const rest = parseOfficialText(damaged, pack);
    expect(reportMatches(rest, pack).requirements.unmatched).toEqual(['2.1.1(1)(c)']);
    expect(rest.requirements.get('2.1.1(2)(a)')).toBe(found.requirements.get('2.1.1(2)(a)'));
  });

  it('refuses a text that does not name the actor of the clause, with its sub-items', () => {
    const other = text.replace('(a) 統括者は、担当者が毎朝', '(a) 園長は、みなが毎朝');
    const report = reportMatches(parseOfficialText(other, pack), pack);
    expect(report.requirements.unmatched).toEqual(['2.1.1(1)(a)']);
    expect(report.subItems.unmatched).toEqual(['2.1.1(1)(a)(ア)', '2.1.1(1)(a)(イ)']);
  });

  it('finds nothing in another document', () => {
    expect(
      reportMatches(parseOfficialText('買い物の覚え書き\n(a) 牛乳', pack), pack).requirements.matched,
    ).toBe(0);
  });

  it('leaves running heads out, wherever the page breaks', () => {
    const head = '架空の基準（令和8年度版）';
    const lines = text.split('\n').flatMap((line, at) => (at % 4 === 3 ? [line, head] : [line]));
    expect([...parseOfficialText(lines.join('\n'), pack).requirements]).toEqual([...found.requirements]);
  });

  it('reads a text in which every sentence is a line of its own', () => {
    const flat = text.replace('１０日に\n一度は', '１０日に一度は').replace('こと。また', 'こと。\nまた');
    const rest = parseOfficialText(flat, pack);
    expect(rest.requirements.get('2.1.1(2)(a)')).toBe(found.requirements.get('2.1.1(2)(a)'));
  });

  it('reads Windows line ends as well', () => {
    const windows = parseOfficialText(text.replaceAll('\n', '\r\n'), pack);
    expect([...windows.requirements]).toEqual([...found.requirements]);
  });
});

const shared = join(shippedFolder, '../../shared/sources/common-standards-h30.txt');

describe.skipIf(!existsSync(shared))('the published document', () => {
  const standards = loadPack('common-standards-h30');
  const source = existsSync(shared) ? readFileSync(shared, 'utf8') : '';
  const found = parseOfficialText(source, standards);
  const all = [...found.requirements, ...found.subItems];

  it('attaches 288 of 288 and 88 of 88', () => {
    expect(reportMatches(found, standards)).toEqual({
      requirements: { matched: 288, unmatched: [] },
      subItems: { matched: 88, unmatched: [] },
    });
  });

  it('takes each text in one piece from the document, up to the next mark or heading', () => {
    const squeeze = (each: string) => each.normalize('NFKC').replace(/\s+/g, '');
    const body = squeeze(source.replace(/^[ \f]*\d{1,4}[ ]*$/gmu, '')).replace(
      /[⻑⻫⺠⻄⻆⻩⻭⻲⻘⻝]/gu,
      (radical) => {
        return { '⻑': '長', '⻫': '斉', '⺠': '民', '⻄': '西', '⻘': '青', '⻝': '食' }[radical] ?? radical;
      },
    );
    const cut = all.filter(([, each]) => {
      const at = body.lastIndexOf(squeeze(each));
      const first = body.indexOf(squeeze(each));
      const ends = (from: number) =>
        /^(\((\d+|[a-z]|[ア-ン])\)|\d\.\d|第\d部|遵守|政府機関等の)/u.test(
          body.slice(from + squeeze(each).length, from + squeeze(each).length + 12),
        );
      // A short sub-item may also stand elsewhere in running text.
      return at < 0 || !(ends(at) || ends(first) || squeeze(each).length < 20);
    });
    expect(cut).toEqual([]);
  });

  it('takes no mark, radical or page number into a text', () => {
    expect(all.filter(([, each]) => /^[(（]/u.test(each))).toEqual([]);
    expect(all.filter(([, each]) => /[\u2E80-\u2FDF]/u.test(each))).toEqual([]);
  });
});
