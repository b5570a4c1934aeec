import { describe, expect, it } from 'vitest';
import { merge } from './merge.ts';
import type { Edited } from './problems.ts';

const type: Edited = {
  ...{ title: { ja: '見学' }, lead: { ja: '説明' }, number: '1', applicants: ['employee'], clauses: [] },
  ...{ fields: [], gates: [], steps: [], informed: [], validity: null, completion: { kind: 'none' } },
  ...{ record: { ja: '記録' }, gate: false, override: false },
};
const base = { off: false, type };
const changed = (change: Partial<Edited>, off = false) => ({ off, type: { ...type, ...change } });

describe('what two people changed at once', () => {
  it('is both where they changed different parts', () => {
    const mine = changed({ record: { ja: '見学簿' } });
    const theirs = changed({ title: { ja: '電算室の見学' }, lead: undefined }, true);
    expect(merge(base, mine, theirs)).toEqual({
      off: true,
      type: { ...type, record: { ja: '見学簿' }, title: { ja: '電算室の見学' }, lead: undefined },
      both: [],
    });
  });

  it('stays as here where both changed the same part, and is named', () => {
    const mine = changed({ number: '2', title: { ja: '同じ' }, lead: undefined });
    const theirs = changed({ number: '3', title: { ja: '同じ' } });
    const merged = merge(base, mine, theirs);
    expect(merged.type).toMatchObject({ number: '2', title: { ja: '同じ' } });
    expect(merged.type.lead).toBeUndefined();
    expect(merged.both).toEqual(['number']);
  });
});
