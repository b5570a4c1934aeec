import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPack, readPart } from '../standards/index.ts';
import {
  type Fact,
  facts,
  findBreaches,
  type MediaRule,
  reaches,
  returnChecks,
  ruleApplies,
  ruleDeeds,
  type Subject,
} from './model.ts';
import { mediaPart } from './rules.ts';

const rulesOf = (packId: string): readonly MediaRule[] => readPart(packId, mediaPart)?.rules ?? [];
const national = rulesOf('common-standards-h30');
const local = rulesOf('local-government-h30');
const personal = rulesOf('my-number-measures');

const subject = (change: Partial<Subject> = {}, classes: Partial<Subject['classes']> = {}): Subject => ({
  electronic: true,
  empty: false,
  classes: { confidentiality: 1, integrity: 1, availability: 1, ...classes },
  longTerm: false,
  specificPersonal: false,
  contractor: false,
  ...change,
});
const clauses = (
  rules: readonly MediaRule[],
  deed: MediaRule['on'],
  about: Subject,
  given: readonly Fact[] = [],
) =>
  findBreaches(rules, deed, about, new Set(given))
    .filter(({ rule }) => rule.binding)
    .map(({ rule }) => rule.clause);

describe('what the common standards demand of media', () => {
  it('3.1.1(7)(b): electronic media are disposed of beyond recovery, whatever is on them', () => {
    expect(clauses(national, 'dispose', subject())).toEqual(['3.1.1(7)(b)']);
    expect(clauses(national, 'dispose', subject({ empty: true }))).toEqual(['3.1.1(7)(b)']);
    expect(clauses(national, 'dispose', subject(), ['unrecoverable'])).toEqual([]);
  });
  it('3.1.1(7)(c): paper from 機密性2 on', () => {
    expect(clauses(national, 'dispose', subject({ electronic: false }))).toEqual([]);
    expect(clauses(national, 'dispose', subject({ electronic: false }, { confidentiality: 2 }))).toEqual([
      '3.1.1(7)(c)',
    ]);
  });
  it('3.1.1(7)(b): what a tool can undo is no sanitising; ordinary erasure is left free', () => {
    expect(clauses(national, 'sanitise', subject())).toEqual(['3.1.1(7)(b)']);
    expect(clauses(national, 'erase', subject())).toEqual([]);
  });
  it('8.1.1(3)(k): permission to take out from 機密性3, 完全性2 or 可用性2 on', () => {
    const asked = (classes: Partial<Subject['classes']>) =>
      clauses(national, 'take_out', subject({}, classes), ['protected']);
    expect(asked({ confidentiality: 2 })).toEqual([]);
    for (const classes of [{ confidentiality: 3 }, { integrity: 2 }, { availability: 2 }] as const) {
      expect(asked(classes)).toEqual(['8.1.1(3)(k)']);
    }
  });
  it('lending: approved always, encrypted when it needs protection', () => {
    expect(clauses(national, 'lend', subject(), ['encrypted'])).toEqual(['8.1.1(1)(d)']);
    expect(clauses(national, 'lend', subject(), ['approved'])).toEqual([]);
    expect(clauses(national, 'lend', subject({}, { availability: 2 }), ['approved'])).toEqual([
      '3.1.1(6)(a)',
    ]);
  });
});

describe('what the municipal guideline demands of media', () => {
  it('2(2)⑩: permission for every disposal, unrecoverable from 機密性2 on only', () => {
    expect(clauses(local, 'dispose', subject())).toEqual(['2(2)⑩(ウ)']);
    expect(clauses(local, 'dispose', subject({}, { confidentiality: 2 }))).toEqual([
      '2(2)⑩(ア)',
      '2(2)⑩(ウ)',
    ]);
    expect(clauses(local, 'dispose', subject({}, { integrity: 2 }))).toEqual(['2(2)⑩(ウ)']);
  });
  it('5.1(1)③(イ): taking out has no threshold', () => {
    expect(clauses(local, 'take_out', subject())).toContain('5.1(1)③(イ)');
    expect(clauses(local, 'take_out', subject({ electronic: false, empty: true }))).toContain('5.1(1)③(イ)');
  });
  it('2(2)⑥(エ): any one axis asks for the locked place that withstands everything', () => {
    const place: Fact[] = ['fireproof', 'heatproof', 'waterproof', 'moistureproof'];
    for (const classes of [{ confidentiality: 2 }, { integrity: 2 }, { availability: 2 }] as const) {
      expect(clauses(local, 'store', subject({}, classes), place)).toEqual(['2(2)⑥(エ)']);
      expect(clauses(local, 'store', subject({}, classes), [...place, 'lockable'])).toEqual([]);
    }
    expect(clauses(local, 'store', subject())).toEqual([]);
  });
  it('2(2)⑥(イ): long storage is write-protected', () => {
    expect(clauses(local, 'store', subject({ longTerm: true }))).toEqual(['2(2)⑥(イ)']);
  });
});

describe('what specific personal information adds', () => {
  it('Ed: erased and disposed of beyond recovery', () => {
    const about = subject({ specificPersonal: true });
    expect([clauses(personal, 'erase', about), clauses(personal, 'dispose', about)]).toEqual([
      ['Ed'],
      ['Ed'],
    ]);
    expect(clauses(personal, 'dispose', subject())).toEqual([]);
  });
});

describe('a return', () => {
  it('is checked for content and malware where there can be any, and always for the count', () => {
    expect(returnChecks(national, subject())).toEqual(['emptied', 'virus_checked', 'counted']);
    expect(returnChecks(national, subject({ electronic: false }))).toEqual(['counted']);
  });
});

const level = (top: number) => fc.option(fc.integer({ min: 1, max: top }), { nil: null });
const anySubject = fc.record({
  electronic: fc.boolean(),
  empty: fc.boolean(),
  classes: fc.record({ confidentiality: level(3), integrity: level(2), availability: level(2) }),
  longTerm: fc.boolean(),
  specificPersonal: fc.boolean(),
  contractor: fc.boolean(),
}) as fc.Arbitrary<Subject>;
const anyFacts = fc.subarray([...facts]).map((given) => new Set<Fact>(given));
const anyRules = fc.constantFrom(national, local, personal);

describe('for every rule of every pack', () => {
  it('a higher or undetermined class never asks for less', () => {
    fc.assert(
      fc.property(
        anySubject,
        anyFacts,
        anyRules,
        fc.constantFrom(...ruleDeeds),
        (low, given, rules, deed) => {
          const ids = (about: Subject) =>
            new Set(findBreaches(rules, deed, about, given).map(({ rule }) => rule.id));
          const before = ids(low);
          for (const axis of ['confidentiality', 'integrity', 'availability'] as const) {
            const value = low.classes[axis];
            if (value === null) continue;
            const top = axis === 'confidentiality' ? 3 : 2;
            for (const raised of [Math.min(top, value + 1), null]) {
              const after = ids({
                ...low,
                classes: { ...low.classes, [axis]: raised } as Subject['classes'],
              });
              expect([...before].every((id) => after.has(id))).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('more that is kept never breaks more, and everything kept breaks nothing', () => {
    fc.assert(
      fc.property(
        anySubject,
        anyFacts,
        anyRules,
        fc.constantFrom(...ruleDeeds),
        (about, given, rules, deed) => {
          const some = findBreaches(rules, deed, about, given).length;
          expect(findBreaches(rules, deed, about, new Set()).length).toBeGreaterThanOrEqual(some);
          expect(findBreaches(rules, deed, about, new Set(facts))).toEqual([]);
        },
      ),
    );
  });

  it('an empty medium reaches no class', () => {
    fc.assert(
      fc.property(anySubject, (about) => {
        expect(reaches({ ...about, empty: true }, 'confidentiality', 1)).toBe(false);
      }),
    );
  });
});

describe('the check of media.json', () => {
  const check = (change: Partial<MediaRule>) => {
    const found: string[] = [];
    const rule = { ...national.find((each) => each.on === 'dispose'), ...change } as MediaRule;
    const data = { methods: [], rules: [rule] };
    mediaPart.check(data, loadPack('common-standards-h30'), (_file, _at, message) => found.push(message));
    return found;
  };
  it('is silent on what is sound, and names what cannot be', () => {
    expect(check({})).toEqual([]);
    expect(check({ clause: '99.9' })[0]).toContain('99.9');
    expect(check({ require: ['virus_checked'] })).toHaveLength(1);
    expect(check({ material: 'paper', when: { integrity: 2 } })).toHaveLength(1);
    expect(check({ on: 'erase', contractor: true })).toHaveLength(1);
    expect(check({ permissionType: 'usb_outside' })).toHaveLength(1);
    expect(check({ permissionType: 'no_such_type' }).join()).toContain('no_such_type');
  });
  it('a rule for paper says nothing of what is electronic', () => {
    const rule = national.find((each) => each.id === 'dispose_paper');
    expect(rule && ruleApplies(rule, subject({}, { confidentiality: 3 }))).toBe(false);
  });
});
