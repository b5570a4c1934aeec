import { describe, expect, it } from 'vitest';
import { meantBy, withMeanings } from './meanings.ts';
import type { Edited } from './problems.ts';

const type: Edited = {
  ...{ title: { ja: '見学' }, number: '1', applicants: ['employee'], clauses: [], informed: [] },
  fields: [
    { id: 'subject', kind: 'text', label: { ja: '場所' } },
    { id: 'field2', kind: 'period', label: { ja: '見学する日' } },
    { id: 'why', kind: 'text', label: { ja: '理由' }, showWhen: { not: { field: 'field2', filled: true } } },
  ],
  gates: [{ id: 'g', must: { all: [{ field: 'field2', filled: true }] }, message: { ja: '要ります' } }],
  steps: [
    {
      ...{ id: 'step1', mode: 'all', when: { field: 'subject', filled: true } },
      deciders: [{ role: 'superior', of: 'applicant_unit' }],
    },
  ],
  ...{ validity: null, completion: { kind: 'none' }, record: { ja: '記録' }, gate: true, override: false },
};

describe('what fields mean', () => {
  it('is given by ids, and all that refers to the field follows', () => {
    const meant = withMeanings(type, { period: 'field2', place: 'subject' });
    expect(meant.fields.map(({ id }) => id)).toEqual(['place', 'period', 'why']);
    expect(meant.fields[2]?.showWhen).toEqual({ not: { field: 'period', filled: true } });
    expect(meant.gates[0]?.must).toEqual({ all: [{ field: 'period', filled: true }] });
    expect(meant.steps[0]?.when).toEqual({ field: 'place', filled: true });
  });

  it('goes from one field to another, or away', () => {
    const own = withMeanings(type, { period: 'field2' });
    const other = {
      ...own,
      fields: [
        ...own.fields,
        { ...type.fields[1], id: 'b', kind: 'period' as const, label: { ja: '別の日' } },
      ],
    };
    const moved = withMeanings(other, { period: 'b' });
    expect(moved.fields.at(-1)?.id).toBe('period');
    expect(new Set(moved.fields.map(({ id }) => id)).size).toBe(4);
    expect(withMeanings(own, { period: null }).fields.some(({ id }) => id === 'period')).toBe(false);
  });

  it('stays as it was where nobody touched it, and needs the right kind of field', () => {
    expect(withMeanings(type, {})).toBe(type);
    expect(meantBy('period', { period: 'subject' }, type.fields)).toBeUndefined();
    expect(withMeanings(type, { period: 'gone' })).toEqual(type);
  });
});
