import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPack, packIds, readPart } from '../standards/index.ts';
import { searchable } from './book.ts';
import { isAbout, isWithin, linesFor, relevance, type Situation, type SituationPage } from './model.ts';
import { guideIn, guideOf, guidePart } from './part.ts';

const editions = ['common-standards-h30', 'common-standards-r3-staff', 'local-government-h30'];
const situationsOf = (packId: string): readonly Situation[] => guideIn(packId)?.situations ?? [];
const find = (packId: string, id: string): Situation => {
  const situation = situationsOf(packId).find((each) => each.id === id);
  if (!situation) throw new Error(`no ${id}`);
  return situation;
};
const said = (lines: Situation['do']) => lines.map(({ text }) => text.ja).join('\n');

describe('the guides of the shipped packs', () => {
  it.each(editions)('%s has the 21 situations, each with what to do and what not, and clauses', (packId) => {
    const situations = situationsOf(packId);
    expect(situations).toHaveLength(21);
    for (const { id, do: does, dont, clauses, cases, keywords } of situations) {
      expect([id, does.length > 1, dont.length > 1, clauses.length > 0]).toEqual([id, true, true, true]);
      expect([id, cases.length > 0, keywords.length > 2]).toEqual([id, true, true]);
    }
  });

  it.each(editions)('%s says the right thing about what goes wrong', (packId) => {
    const infection = find(packId, '4-5');
    expect(said(infection.do)).toContain('LANケーブルを抜き');
    expect(said(infection.dont)).toContain('電源を切る');
    expect(find(packId, '4-6').headline.ja).toContain('確かでなくても');
    expect(said(find(packId, '2-3').notes)).toContain('それだけでは求められていません');
    for (const id of ['4-4', '4-5', '4-6'])
      expect(find(packId, id)).toMatchObject({ urgent: true, report: true });
  });

  it('keep apart what binds whom', () => {
    const provide = find('common-standards-h30', '1-3');
    expect(linesFor(provide.do, 'agency').join()).toContain('独立行政法人');
    expect(linesFor(provide.do, 'national').join()).not.toContain('独立行政法人');
    expect(find('local-government-h30', '1-5').permissions).toEqual(['dispose']);
    expect(find('common-standards-h30', '4-2').clauses).toContain('8.2.1(3)(a)');
    expect(find('common-standards-r3-staff', '4-2').clauses).toContain('7.1.1(5)(j)');
  });

  it('are not there for packs without one; of several packs the first counts', () => {
    expect(guideOf(['unified-norm'])).toBeNull();
    expect(guideOf(['unified-norm', 'local-government-h30', 'common-standards-h30'])?.packId).toBe(
      'local-government-h30',
    );
    expect(packIds().filter((id) => readPart(id, guidePart) !== null)).toEqual(editions);
  });

  it('tell the pages of a clause and of its parts', () => {
    const about = (clause: string) =>
      situationsOf('common-standards-h30')
        .filter(({ clauses }) => isAbout(clauses, clause))
        .map(({ id }) => id);
    expect(about('8.1.1(3)(k)')).toEqual(['4-3']);
    expect(about('8.1.1(3)(h)(ア)')).toContain('4-1');
    expect(about('2.1.1(1)(a)')).toEqual([]);
    expect(isWithin('3.1.1(30)(a)', '3.1.1(3)')).toBe(false);
  });
});

describe('the check of guide.json', () => {
  const pack = loadPack('common-standards-h30');
  const broken = (change: Partial<SituationPage>): string[] => {
    const guide = JSON.parse(
      readFileSync(new URL('../../../standards/common-standards-h30/guide.json', import.meta.url), 'utf8'),
    );
    guide.situations[0] = { ...guide.situations[0], ...change };
    const found: string[] = [];
    guidePart.check(guide, pack, (_file, at, message) => found.push(`${at} ${message}`));
    return found;
  };

  it('is silent about what is sound', () => expect(broken({})).toEqual([]));

  it.each([
    ['a clause that the pack does not have', { clauses: ['9.9.9(9)(z)'] }],
    ['a situation that the rules of handling do not know', { id: '9-9' }],
    ['a form that does not exist', { permissions: ['wish'] }],
    ['an unknown chapter', { chapter: '9' }],
    ['a second page of the same id', { id: '1-2' }],
    ['a kind of organisation that the pack is not for', { do: [{ text: { ja: 'x' }, orgKinds: ['local'] }] }],
  ] as const)('finds %s', (_name, change) => {
    expect(broken(change as Partial<SituationPage>).length).toBeGreaterThan(0);
  });
});

describe('searching', () => {
  const book = {
    orgKind: 'national',
    pack: loadPack('common-standards-h30'),
    guide: { chapters: [], situations: [] },
  } as const;
  const best = (query: string) =>
    situationsOf('common-standards-h30')
      .map((situation) => ({ id: situation.id, score: relevance(searchable(book, situation), query) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id);

  it.each([
    ['ＵＳＢ', '4-3'],
    ['usbメモリー', '4-3'],
    ['ﾃﾚﾜｰｸ', '4-7'],
    ['誤送信', '2-4'],
    ['私物　スマホ', '4-2'],
    ['ﾗﾝｻﾑｳｪｱ', '4-5'],
    ['ぱすわーど', '2-3'],
    ['黒塗り', '1-3'],
    ['8.1.1(3)(k)', '4-3'],
  ])('「%s」 finds %s first', (query, id) => expect(best(query)[0]).toBe(id));

  it('finds nothing for what is nowhere, and everything for nothing', () => {
    expect(best('宇宙旅行')).toEqual([]);
    expect(best('  ')).toHaveLength(21);
  });

  it('narrows with every word more', () => {
    const word = fc.constantFrom('メール', '許可', '暗号化', '紛失', 'USB', '委託', 'クラウド');
    fc.assert(
      fc.property(word, word, (one, two) => {
        const both = best(`${one} ${two}`);
        expect(best(one)).toEqual(expect.arrayContaining(both));
      }),
    );
  });
});
