import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../kernel/errors.ts';
import { idsOfPath, pathBelow } from './model.ts';
import { type CurrentUnit, planReorganisation, type UnitChange } from './reorganisation-plan.ts';

const date = '2027-04-01';
const unit = (
  id: string,
  parent: CurrentUnit | null,
  kind: CurrentUnit['kind'],
  validFrom = '2020-04-01',
): CurrentUnit => ({
  id,
  parentId: parent?.id ?? null,
  path: pathBelow(parent?.path ?? null, id),
  code: `c-${id}`,
  name: `名${id}`,
  kana: '',
  kind,
  sortOrder: 1,
  validFrom,
});
const root = unit('root', null, 'organisation');
const a = unit('a', root, 'bureau');
const b = unit('b', root, 'bureau');
const a1 = unit('a1', a, 'division');
const a2 = unit('a2', a, 'division');
const b1 = unit('b1', b, 'division');
const tree = [root, a, b, a1, a2, b1];

const plan = (changes: readonly UnitChange[], current: readonly CurrentUnit[] = tree) => {
  let next = 0;
  return planReorganisation(current, changes, date, () => {
    next += 1;
    return `n${next}`;
  });
};
const spec = (code: string, parentCode: string | null, kind: CurrentUnit['kind'] = 'division') => ({
  code,
  name: code,
  kana: '',
  kind,
  parentCode,
});

describe('planReorganisation', () => {
  test('a rename reissues the unit and what is below it, nothing else', () => {
    const { closed, opened, successors } = plan([{ type: 'change', unitId: 'a', to: { name: '新名' } }]);
    expect(closed).toEqual(['a', 'a1', 'a2']);
    expect(opened).toMatchObject([
      { id: 'n1', parentId: 'root', path: '/root/n1/', name: '新名', code: 'c-a' },
      { id: 'n2', parentId: 'n1', path: '/root/n1/n2/', name: '名a1' },
      { id: 'n3', parentId: 'n1', path: '/root/n1/n3/', name: '名a2' },
    ]);
    expect([...successors]).toEqual([
      ['a', ['n1']],
      ['a1', ['n2']],
      ['a2', ['n3']],
    ]);
  });

  test('a move under a unit made the same day', () => {
    const { closed, opened } = plan([
      { type: 'create', unit: spec('new', 'c-root', 'bureau') },
      { type: 'change', unitId: 'a1', to: { parentCode: 'new' } },
    ]);
    expect(closed).toEqual(['a1']);
    expect(opened.map((row) => [row.code, row.path])).toEqual([
      ['new', '/root/n1/'],
      ['c-a1', '/root/n1/n2/'],
    ]);
  });

  test('merge and split take over what is below; people of a split can be placed', () => {
    const merged = plan([{ type: 'merge', unitIds: ['a', 'b'], into: spec('ab', 'c-root', 'bureau') }]);
    expect(merged.successors.get('a')).toEqual(merged.successors.get('b'));
    expect(merged.opened.filter((row) => row.parentId === 'n1').map((row) => row.code)).toEqual([
      'c-a1',
      'c-a2',
      'c-b1',
    ]);
    const into = [
      { ...spec('x', 'c-a'), personIds: [] },
      { ...spec('y', 'c-a'), personIds: ['p1'] },
    ];
    const split = plan([{ type: 'split', unitId: 'a1', into }]);
    expect(split.successors.get('a1')).toEqual(['n1', 'n2']);
    expect(split.placements).toEqual([{ unitId: 'a1', personId: 'p1', successorId: 'n2' }]);
  });

  test('a unit that began that day is changed in place', () => {
    const today = unit('a3', a, 'division', date);
    const { closed, amended } = plan(
      [{ type: 'change', unitId: 'a3', to: { name: '直し' } }],
      [...tree, today],
    );
    expect(closed).toEqual([]);
    expect(amended).toMatchObject([{ id: 'a3', name: '直し' }]);
  });

  test('an abolished unit ends without a successor, when nothing is left below', () => {
    expect(plan([{ type: 'abolish', unitId: 'b1' }]).successors.get('b1')).toEqual([]);
    expect(() => plan([{ type: 'abolish', unitId: 'b' }])).toThrow(InvalidInput);
    const both = plan([
      { type: 'abolish', unitId: 'b1' },
      { type: 'abolish', unitId: 'b' },
    ]);
    expect(both.closed).toEqual(['b', 'b1']);
  });

  test.each<[string, readonly UnitChange[]]>([
    ['a double code', [{ type: 'change', unitId: 'a', to: { code: 'c-b' } }]],
    ['an unknown parent', [{ type: 'change', unitId: 'a', to: { parentCode: 'no' } }]],
    ['an unknown unit', [{ type: 'abolish', unitId: 'no' }]],
    ['a circle', [{ type: 'change', unitId: 'a', to: { parentCode: 'c-a1', kind: 'division' } }]],
    ['a bureau below a division', [{ type: 'change', unitId: 'b', to: { parentCode: 'c-a1' } }]],
    ['a merger of one', [{ type: 'merge', unitIds: ['a', 'a'], into: spec('x', null) }]],
  ])('refuses %s', (_name, changes) => {
    expect(() => plan(changes)).toThrow(InvalidInput);
  });
});

const change: fc.Arbitrary<UnitChange> = fc.oneof(
  fc.record({ type: fc.constant('abolish' as const), unitId: fc.constantFrom('a', 'a1', 'a2', 'b', 'b1') }),
  fc.record({
    type: fc.constant('change' as const),
    unitId: fc.constantFrom('root', 'a', 'a1', 'b', 'b1'),
    to: fc.record(
      { name: fc.string(), parentCode: fc.constantFrom('c-root', 'c-a', 'c-b', 'x', null) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    type: fc.constant('create' as const),
    unit: fc.constantFrom(spec('x', 'c-root', 'bureau'), spec('y', 'x'), spec('z', 'c-b')),
  }),
  fc.record({
    type: fc.constant('merge' as const),
    unitIds: fc.subarray(['a1', 'a2', 'b1'], { minLength: 2 }),
    into: fc.constantFrom(spec('m', 'c-a'), spec('m', 'c-b')),
  }),
);

test('whatever is changed, the new tree is a tree, and every unit stays, continues or ends', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
      let result: ReturnType<typeof plan>;
      try {
        result = plan(changes);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInput);
        return;
      }
      const kept = tree.filter((each) => !result.closed.includes(each.id));
      const after = new Map([...kept, ...result.opened].map((each) => [each.id, each]));
      expect(new Set([...after.values()].map((each) => each.code)).size).toBe(after.size);
      for (const each of after.values()) {
        const parent = each.parentId === null ? null : after.get(each.parentId);
        expect(parent).not.toBeUndefined();
        expect(each.path).toBe(pathBelow(parent?.path ?? null, each.id));
        expect(idsOfPath(each.path).every((id) => after.has(id))).toBe(true);
      }
      expect([...result.successors.keys()].sort()).toEqual([...result.closed].sort());
      for (const ids of result.successors.values()) expect(ids.every((id) => after.has(id))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
