import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Classes } from '../information/index.ts';
import { checkPacks, loadPack } from '../standards/index.ts';
import { asksLess } from './check-combinations.ts';
import { decide } from './decide.ts';
import {
  type Handling,
  media,
  places,
  type Question,
  recipients,
  softwareKinds,
  strictness,
  unitePermissions,
} from './model.ts';
import { handlingPart, packsWithRules } from './part.ts';
import { rulesFor } from './testing.ts';

const packs = packsWithRules();

const anyClasses: fc.Arbitrary<Classes> = fc.record({
  confidentiality: fc.constantFrom(1, 2, 3, null),
  integrity: fc.constantFrom(1, 2, null),
  availability: fc.constantFrom(1, 2, null),
});

/** A question to one of the packs, of any kind. */
const anyQuestion = fc.constantFrom(...packs).chain((packId) => {
  const { handling } = rulesFor(packId);
  return fc.record({
    packId: fc.constant(packId),
    question: fc.record<Question>({
      orgKind: fc.constantFrom(...loadPack(packId).orgKinds),
      action: fc.constantFrom(...handling.actions.map(({ id }) => id)),
      classes: anyClasses,
      restrictions: fc.subarray([
        'no_copy',
        'no_carry_out',
        'no_distribution',
        'encrypt',
        'staff_only',
        'not_before',
      ]),
      medium: fc.constantFrom(...media),
      place: fc.constantFrom(...places),
      encrypted: fc.boolean(),
      recipient: fc.constantFrom(...recipients),
      software: fc.constantFrom(...softwareKinds),
    }),
  });
});

const orUnknown = { confidentiality: 3, integrity: 2, availability: 2 } as const;
/** At least as high on every axis; an undecided axis counts as the highest. */
const atLeast = (high: Classes, low: Classes): boolean =>
  (['confidentiality', 'integrity', 'availability'] as const).every(
    (axis) => (high[axis] ?? orUnknown[axis]) >= (low[axis] ?? orUnknown[axis]),
  );

describe('the rules of every pack', () => {
  it('are there', () => {
    expect(packs).toEqual(['common-standards-h30', 'common-standards-r3-staff', 'local-government-h30']);
  });

  it('never ask less of a higher class', () => {
    fc.assert(
      fc.property(anyQuestion, anyClasses, ({ packId, question }, other) => {
        fc.pre(atLeast(other, question.classes) && Object.values(other).every((level) => level !== null));
        fc.pre(Object.values(question.classes).every((level) => level !== null));
        const rules = rulesFor(packId);
        expect(asksLess(decide(rules, { ...question, classes: other }), decide(rules, question))).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('answer what is not decided at least as strictly as any decision could come out', () => {
    fc.assert(
      fc.property(anyQuestion, anyClasses, ({ packId, question }, decided) => {
        fc.pre(Object.values(decided).every((level) => level !== null));
        const rules = rulesFor(packId);
        const filled: Classes = {
          confidentiality: question.classes.confidentiality ?? decided.confidentiality,
          integrity: question.classes.integrity ?? decided.integrity,
          availability: question.classes.availability ?? decided.availability,
        };
        const open = decide(rules, question);
        const closed = decide(rules, { ...question, classes: filled });
        expect(strictness(open.outcome)).toBeGreaterThanOrEqual(strictness(closed.outcome));
        expect(asksLess({ ...open, outcome: open.outcome }, closed)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('give a reason with a clause of the pack for everything, and permissions exactly when they are needed', () => {
    fc.assert(
      fc.property(anyQuestion, ({ packId, question }) => {
        const rules = rulesFor(packId);
        const decision = decide(rules, question);
        expect(decision.reasons.length).toBeGreaterThan(0);
        for (const { clause } of decision.reasons) expect(rules.clauses.has(clause)).toBe(true);
        expect(decision.permissions.length > 0).toBe(decision.outcome === 'needs_permission');
        if (decision.outcome === 'allowed') expect([...decision.measures, ...decision.records]).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('permissions of one type', () => {
  it('become one that asks everybody, and one of several only where every rule says so', () => {
    const one = { type: 'x', mode: 'any', deciders: ['a', 'b'] } as const;
    expect(unitePermissions([one, { ...one, deciders: ['b', 'c'] }])).toEqual([
      { type: 'x', mode: 'any', deciders: ['a', 'b', 'c'] },
    ]);
    expect(unitePermissions([one, { ...one, mode: 'all' }])[0]?.mode).toBe('all');
    expect(unitePermissions([one, { ...one, type: 'y' }])).toHaveLength(2);
  });
});

describe('the check of a pack', () => {
  const pack = loadPack('common-standards-h30');
  const { handling } = rulesFor('common-standards-h30');
  /** What the check says about the pack when its rules are changed so. */
  function problems(change: (copy: MutableHandling) => void): readonly string[] {
    const copy = structuredClone(handling) as unknown as MutableHandling;
    change(copy);
    const found: string[] = [];
    handlingPart.check(copy as unknown as Handling, pack, (_file, at, message) =>
      found.push(`${at}: ${message}`),
    );
    return found;
  }
  // biome-ignore lint/suspicious/noExplicitAny: rules are broken on purpose
  type MutableHandling = any;
  // biome-ignore lint/suspicious/noExplicitAny: rules are broken on purpose
  const table = (copy: MutableHandling, id: string) => copy.tables.find((each: any) => each.id === id);

  it.each<readonly [string, string, string, (rows: MutableHandling) => void]>([
    [
      'one of two deciders is left out',
      'も決めます',
      'outside_processing',
      ([row]) => {
        row.permissions[0].deciders = ['division_officer'];
      },
    ],
    [
      'both must decide and the rule says one',
      'mode',
      'outside_processing',
      ([row]) => {
        row.permissions[0].mode = 'any';
      },
    ],
    ['nothing holds for the rest', 'when が空', 'publishing', (rows) => rows.pop()],
    [
      'a measure is named by nothing',
      '使われていません',
      'publishing',
      (rows) => {
        for (const row of rows) row.measures = ['clean_record'];
      },
    ],
  ])('finds that %s', (_name, words, id, change) => {
    const found = problems((copy) => change(table(copy, id).rows));
    expect(found.join('\n')).toContain(words);
  });

  it.each([
    ['an action without rules', { action: 'fly' }],
    ['a medium that the action does not have', { action: 'reclassify', medium: 'usb' }],
  ])('finds that a situation asks for %s', (_name, ask) => {
    const [first] = handling.situations;
    const found = problems((copy) => {
      copy.situations[0].ask = ask;
    });
    expect(found.join('\n')).toContain(`situations ${first?.id}`);
  });

  it('finds nothing in the shipped ones', () => {
    expect(checkPacks(packs, false, [handlingPart])).toEqual([]);
  });

  it('finds names that nothing knows', () => {
    expect(
      problems((copy) => {
        table(copy, 'erasing').rows[0].reasons[0].clause = '9.9.9(9)(z)';
      }),
    ).toEqual(['erasing 1: 条項「9.9.9(9)(z)」はこのパックにありません。']);
    const permission = (copy: MutableHandling) => table(copy, 'reclassifying').rows[0].permissions[0];
    expect(
      problems((copy) => {
        permission(copy).deciders = ['mayor'];
      })[0],
    ).toContain('役割「mayor」');
    expect(
      problems((copy) => {
        permission(copy).deciders = ['ciso'];
      })[0],
    ).toContain('許可の種類「change_classification」');
    expect(
      problems((copy) => {
        permission(copy).type = 'no_such';
      })[0],
    ).toContain('「no_such」');
    expect(
      problems((copy) => {
        table(copy, 'usb').rows[0].records = ['diary'];
      })[0],
    ).toContain('「diary」');
    expect(
      problems((copy) => {
        table(copy, 'usb').rows[0].measures = ['hope'];
      })[0],
    ).toContain('「hope」');
    expect(
      problems((copy) => {
        table(copy, 'copying').rows[0].when.restrictions = ['no_fun'];
      })[0],
    ).toContain('「no_fun」');
  });

  it('finds a clause that does not bind the kind of organisation', () => {
    const found = problems((copy) => {
      const row = table(copy, 'providing').rows.find(
        ({ when }: { when: { orgKinds?: unknown } }) => when.orgKinds,
      );
      row.when.orgKinds = ['national', 'agency'];
    });
    expect(found.join()).toContain('条項「3.1.1(5)(c)」は national を対象にしていません。');
  });

  it('finds a row that another one contradicts', () => {
    const found = problems((copy) => {
      const { rows } = table(copy, 'copying');
      rows.push({ ...rows[2], outcome: 'forbidden' });
    });
    expect(found.join()).toContain('copying 4: 同じ条件の行が既にあり、食い違っています。');
  });

  it('finds a row that is never reached', () => {
    const found = problems((copy) => {
      const { rows } = table(copy, 'publishing');
      rows.reverse();
    });
    expect(found.join('\n')).toContain('publishing 2: 前の行が');
  });

  it('finds a gap', () => {
    const found = problems((copy) => {
      table(copy, 'basis').actions = ['process'];
      table(copy, 'erasing').rows.shift();
    });
    expect(found.join('\n')).toContain('erase: どの行も当てはまらない');
  });

  it('finds an answer that asks less of a higher class', () => {
    const found = problems((copy) => {
      copy.groups.push({ id: 'low', title: { ja: '低' }, anyOf: [{ axis: 'confidentiality', min: 2 }] });
      table(copy, 'publishing').hit = 'first';
      table(copy, 'publishing').rows.unshift({
        when: { group: 'secret' },
        outcome: 'allowed',
        reasons: [{ clause: '3.1.1(5)(a)' }],
      });
    });
    expect(found.join('\n')).toContain('publish: 格付が上がると');
  });
});
