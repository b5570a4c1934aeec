import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axesBelow,
  covers,
  decide,
  type Entry,
  floorOf,
  follow,
  isBelow,
  lift,
  noFloor,
  type Rules,
  restrictionsBelow,
} from './inheritance.ts';
import {
  axes,
  type Classes,
  classesOf,
  type Form,
  forms,
  highest,
  sourceKinds,
  undetermined,
} from './model.ts';
import { type Edge, propagate, sourcesOf } from './propagate.ts';
import { schemeOf } from './scheme.ts';

const national = schemeOf(['common-standards-h30'], 'national');
const local = schemeOf(['local-government-h30'], 'local');
if (national === null || local === null) throw new Error('the shipped packs classify');

const classes = (confidentiality: 1 | 2 | 3 | null, integrity: 1 | 2 | null, availability: 1 | 2 | null) => ({
  confidentiality,
  integrity,
  availability,
});
const source = (standing: Classes, restrictions: readonly string[] = [], form: Form = 'electronic') => ({
  classes: standing,
  restrictions,
  form,
  kind: 'copy' as const,
});
const entry = (standing: Classes, restrictions: readonly string[] = []): Entry => ({
  classes: standing,
  restrictions,
  form: 'electronic',
  basis: 'decided',
  attention: 'none',
  accepted: null,
});

describe('what sources demand', () => {
  it('is the highest confidentiality and the union of the restrictions', () => {
    const floor = floorOf(national, 'electronic', [
      source(classes(2, 1, 1), ['no_copy']),
      source(classes(3, 2, 2), ['staff_only:人事担当者', 'no_copy']),
    ]);
    expect(floor.axes.confidentiality).toEqual({ level: 3, open: false });
    expect(floor.restrictions).toEqual(['no_copy', 'staff_only:人事担当者']);
  });

  it('reaches the other axes only where the pack says so', () => {
    const sources = [source(classes(2, 2, 2))];
    expect(floorOf(national, 'electronic', sources).axes.integrity.level).toBe(0);
    expect(floorOf(local, 'electronic', sources).axes.integrity.level).toBe(2);
  });

  it('is every axis for a medium that contains several things', () => {
    const on = floorOf(national, 'medium', [
      { ...source(classes(1, 2, 1)), kind: 'contained' },
      { ...source(classes(2, 1, 1)), kind: 'contained' },
    ]);
    expect(lift(national, 'medium', { classes: undetermined, restrictions: [] }, on).classes).toEqual(
      classes(2, 2, 1),
    );
  });

  it('does not ask paper for integrity and availability', () => {
    const floor = floorOf(local, 'paper', [source(classes(2, 2, 2))]);
    expect(lift(local, 'paper', { classes: undetermined, restrictions: [] }, floor).classes).toEqual(
      classes(2, null, null),
    );
    expect(
      floorOf(local, 'electronic', [source(classes(2, null, null), [], 'paper')]).axes.integrity,
    ).toEqual({
      level: 0,
      open: false,
    });
  });

  it('stays open while a source is not classified, unless another one has the top class', () => {
    const unmarked = source(undetermined);
    const floor = floorOf(national, 'electronic', [unmarked, source(classes(2, 1, 1))]);
    expect(floor.axes.confidentiality).toEqual({ level: 2, open: true });
    expect(axesBelow({ classes: classes(2, 1, 1), restrictions: [] }, floor)).toEqual(['confidentiality']);
    expect(
      floorOf(national, 'electronic', [unmarked, source(classes(3, 1, 1))]).axes.confidentiality,
    ).toEqual({
      level: 3,
      open: false,
    });
  });
});

describe('an entry whose sources change', () => {
  const raised = floorOf(national, 'electronic', [source(classes(3, 1, 1), ['no_copy'])]);

  it('is lifted with them', () => {
    const after = follow(national, entry(classes(2, 1, 1)), raised);
    expect(after).toMatchObject({ classes: classes(3, 1, 1), restrictions: ['no_copy'], basis: 'inherited' });
  });

  it('stays where a decision allowed less, and asks for attention once they demand more', () => {
    const floor = floorOf(national, 'electronic', [source(classes(2, 1, 1))]);
    const published = decide(
      national,
      entry(classes(2, 1, 1)),
      { classes: classes(1, 1, 1), restrictions: [] },
      floor,
    );
    expect(published).toMatchObject({ classes: classes(1, 1, 1), accepted: floor });
    expect(follow(national, published, floor)).toEqual(published);
    expect(follow(national, published, raised)).toMatchObject({
      classes: classes(1, 1, 1),
      attention: 'source_raised',
    });
  });

  it('never loses by an undecided source what it has', () => {
    const open = floorOf(national, 'electronic', [source(undetermined)]);
    expect(follow(national, entry(classes(2, 1, 1)), open).classes).toEqual(classes(null, 1, 1));
    expect(follow(national, entry(classes(3, 1, 1)), open).classes).toEqual(classes(3, 1, 1));
  });
});

/** One deed of somebody on the register: the numbers choose entries and sources among those that exist. */
const standing = fc.record({
  classes: fc.record({
    confidentiality: fc.constantFrom(1, 2, 3, null),
    integrity: fc.constantFrom(1, 2, null),
    availability: fc.constantFrom(1, 2, null),
  }),
  restrictions: fc.subarray(['no_copy', 'encrypt', 'staff_only:人事担当者', 'own:課外秘']),
});
const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('enter' as const),
      form: fc.constantFrom(...forms),
      standing,
      sources: fc.array(fc.nat(), { maxLength: 3 }),
      how: fc.constantFrom(...sourceKinds),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('addSource' as const),
      entry: fc.nat(),
      source: fc.nat(),
      how: fc.constantFrom(...sourceKinds),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('decide' as const), entry: fc.nat(), standing }) },
);

describe.each([
  ['the national scheme', national],
  ['the municipal scheme', local],
] as const)('by %s', (_name, rules: Rules) => {
  it('no sequence of copies, merges and edits ends below its sources without a recorded decision', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 25 }), (deeds) => {
        const entries = new Map<string, Entry>();
        const edges: Edge[] = [];
        const decided = new Set<string>();
        const at = (index: number) => [...entries.keys()][index % Math.max(1, entries.size)];
        const floor = (id: string) => {
          const form = entries.get(id)?.form ?? 'electronic';
          return floorOf(rules, form, sourcesOf({ entries, edges }, id));
        };
        const spread = (id: string) => {
          for (const [other, after] of propagate(rules, { entries, edges }, [id])) entries.set(other, after);
        };
        const isAbove = (id: string, other: string): boolean =>
          id === other || edges.some((edge) => edge.assetId === id && isAbove(edge.sourceId, other));
        for (const step of deeds) {
          if (step.kind === 'enter') {
            const id = `e${entries.size}`;
            const sources = [...new Set(step.sources.flatMap((each) => at(each) ?? []))];
            edges.push(...sources.map((sourceId) => ({ assetId: id, sourceId, kind: step.how })));
            const blank: Entry = { ...entry(undetermined), form: step.form, ...step.standing };
            entries.set(id, blank);
            entries.set(id, { ...blank, ...lift(rules, step.form, step.standing, floor(id)) });
          } else if (step.kind === 'addSource') {
            const [id, sourceId] = [at(step.entry), at(step.source)];
            if (id === undefined || sourceId === undefined || isAbove(sourceId, id)) continue;
            if (edges.some((edge) => edge.assetId === id && edge.sourceId === sourceId)) continue;
            edges.push({ assetId: id, sourceId, kind: step.how });
            entries.set(id, follow(rules, entries.get(id) ?? entry(undetermined), floor(id)));
            spread(id);
          } else {
            const id = at(step.entry);
            const before = id === undefined ? undefined : entries.get(id);
            if (id === undefined || before === undefined) continue;
            entries.set(id, decide(rules, before, step.standing, floor(id)));
            decided.add(id);
            spread(id);
          }
        }
        for (const [id, each] of entries) {
          const now = floor(id);
          if (!isBelow(each, now)) continue;
          // Below its sources: a decision is recorded, and it either covers what they demand or asks for attention.
          expect(decided.has(id)).toBe(true);
          expect(each.accepted).not.toBeNull();
          if (each.accepted !== null && !covers(each.accepted, now))
            expect(each.attention).toBe('source_raised');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lifting twice is lifting once, and reaches the floor', () => {
    const someSource = fc.tuple(standing, fc.constantFrom(...forms), fc.constantFrom(...sourceKinds));
    fc.assert(
      fc.property(
        standing,
        fc.constantFrom(...forms),
        fc.array(someSource, { maxLength: 4 }),
        (own, form, others) => {
          const floor = floorOf(
            rules,
            form,
            others.map(([each, its, kind]) => ({ ...each, form: its, kind })),
          );
          const lifted = lift(rules, form, own, floor);
          expect(isBelow(lifted, floor)).toBe(false);
          expect(restrictionsBelow(lifted, floor)).toEqual([]);
          expect(lift(rules, form, lifted, floor)).toEqual(lifted);
          expect(covers(floor, noFloor(rules))).toBe(true);
        },
      ),
    );
  });
});

describe('the class of several together', () => {
  const some = fc.record({
    confidentiality: fc.constantFrom(1, 2, 3, null),
    integrity: fc.constantFrom(1, 2, null),
    availability: fc.constantFrom(1, 2, null),
  });

  it('never depends on their order and never falls when one more is added', () => {
    fc.assert(
      fc.property(fc.array(some, { minLength: 1 }), some, (all, more) => {
        const whole = highest(all);
        expect(highest(all.toReversed())).toEqual(whole);
        const wider = highest([...all, more]);
        for (const axis of axes) {
          const [before, after] = [whole[axis], wider[axis]];
          if (before !== null && after !== null) expect(after).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });

  it('is undecided while one is, unless the top is reached', () => {
    expect(highest([classes(2, 1, 1), classes(null, 2, 1)])).toEqual(classes(null, 2, 1));
    expect(highest([classes(3, 1, null), undetermined]).confidentiality).toBe(3);
    expect(highest([])).toEqual(classesOf(() => null));
  });
});
