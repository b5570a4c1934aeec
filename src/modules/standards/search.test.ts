import { describe, expect, it } from 'vitest';
import { compareEditions } from './compare-editions.ts';
import { compareListed } from './list-comparison.ts';
import { findCrosswalk, loadPack } from './load-pack.ts';
import type { Crosswalk, Pack } from './model.ts';
import { searchPack } from './search.ts';

const pack = loadPack('common-standards-h30');
const ids = (...filter: Parameters<typeof searchPack> extends [Pack, ...infer Rest] ? Rest : never) =>
  searchPack(pack, ...filter).map(({ id }) => id);

describe('searchPack', () => {
  it.each([
    ['ＵＳＢメモリー', 'USBメモリ'],
    ['さーば装置', 'サーバ装置'],
    ['ｻｰﾊﾞ装置', 'サーバー装置'],
    ['ＩＰｖ６', 'ipv6'],
    ['８．１．１（３）', '8.1.1(3)'],
    ['電⼦署名', '電子署名'],
    ['國の行政機關', '国の行政機関'],
  ])('%s finds what %s finds', (left, right) => {
    expect(ids({ text: left })).toEqual(ids({ text: right }));
  });

  it('finds each of these words', () => {
    for (const text of ['USBメモリ', 'サーバ装置', 'IPv6', '8.1.1(3)', '電子署名', '国の行政機関']) {
      expect(ids({ text }).length).toBeGreaterThan(0);
    }
    expect(ids({ text: 'そんな言葉はない' })).toEqual([]);
  });

  it('asks for every word, in headings, roles and sub-items too', () => {
    expect(ids({ text: '課室情報セキュリティ責任者 教育' })).toContain('2.2.3(2)(a)');
    expect(ids({ text: '関係規程に係る' })).toEqual([]);
    expect(ids({ text: '関係規程に係る' }, new Map([['2.2.1(1)(d)', '関係規程に係る課題']]))).toEqual([
      '2.2.1(1)(d)',
    ]);
  });

  it('filters by actor, condition, kind, level and heading', () => {
    expect(ids({ actor: 'csirt' })).toHaveLength(9);
    expect(ids({ condition: 'wireless_lan' })).toEqual(['7.3.1(5)(a)']);
    expect(ids({ orgKind: 'national' })).not.toContain('3.1.1(5)(c)');
    expect(ids({ under: '8.1.1' })).toHaveLength(32);
    expect(ids({ under: '8.1.1', actor: 'system_officer' })).toEqual(['8.1.1(2)(a)']);
    expect(searchPack(loadPack('local-government-h30'), { level: 'R' })).toHaveLength(18);
    expect(ids({})).toHaveLength(288);
  });
});

describe('compareEditions', () => {
  const [a, b, c, d] = pack.requirements;
  if (!a || !b || !c || !d) throw new Error('too few');
  const edition = (id: string, requirements: Pack['requirements']): Pack => ({ ...pack, id, requirements });
  const renumbered = { ...c, id: '9.9.9(1)(a)' };
  const reworded = { ...b, summary: { ja: '別のことをする' } };
  const earlier = edition('x-1', [a, b, c, d]);
  const later = edition('x-2', [
    a,
    reworded,
    renumbered,
    { ...d, id: '9.9.9(1)(b)', summary: { ja: '新しいこと' } },
  ]);
  const changes = (crosswalk: Crosswalk | null) =>
    compareEditions(earlier, later, crosswalk).map(({ change, from, to, moved }) => [
      change,
      from?.id,
      to?.id,
      moved,
    ]);

  it('tells same, changed, moved, removed and added apart', () => {
    expect(changes(null)).toEqual([
      ['same', a.id, a.id, false],
      ['changed', b.id, b.id, false],
      ['same', c.id, '9.9.9(1)(a)', true],
      ['removed', d.id, undefined, false],
      ['added', undefined, '9.9.9(1)(b)', false],
    ]);
  });

  it('believes the crosswalk before the numbers', () => {
    const crosswalk: Crosswalk = {
      from: 'x-1',
      to: 'x-2',
      title: { ja: '対応', en: 'map' },
      fromTitle: { ja: '前' },
      toTitle: { ja: '後' },
      complete: true,
      source: 'test',
      entries: [
        { from: d.id, to: '9.9.9(1)(b)', relation: 'moved' },
        { from: b.id, to: null, relation: 'removed', title: { ja: '廃止' } },
        { from: null, to: b.id, relation: 'new', title: { ja: '新設' } },
      ],
    };
    expect(changes(crosswalk)).toEqual([
      ['same', a.id, a.id, false],
      ['removed', b.id, undefined, false],
      ['same', c.id, '9.9.9(1)(a)', true],
      ['changed', d.id, '9.9.9(1)(b)', true],
      ['added', undefined, b.id, false],
    ]);
  });

  it('finds an edition equal to itself', () => {
    expect(new Set(compareEditions(pack, pack).map(({ change }) => change))).toEqual(new Set(['same']));
  });

  it('lists what the crosswalk knows of an edition that is not a pack', () => {
    const listed = compareListed('common-standards-h30', 'common-standards-r3');
    expect(listed.complete).toBe(false);
    expect(listed.lines).toHaveLength(
      findCrosswalk('common-standards-h30', 'common-standards-r3')?.entries.length ?? 0,
    );
    const moved = listed.lines.find((line) => line.from?.id === '8.2.1(3)(a)');
    expect(moved).toMatchObject({ to: { id: '7.1.1(5)(j)' }, moved: true });
    expect(() => compareListed('unified-norm', 'nothing')).toThrow(/比べる/);
  });
});
