import { describe, expect, it } from 'vitest';
import { type Field, holds } from '../../model.ts';
import { comparisonsOf, conditionOf, firstOf, simpleOf, valuesOf } from './condition.ts';

const field = (kind: Field['kind'], options: readonly string[] = []): Field => ({
  ...{ id: 'field', kind, label: { ja: '項目' } },
  ...(options.length > 0 && { options: options.map((id) => ({ id, label: { ja: id } })) }),
});
const fields = [
  ...[field('text'), field('checkbox'), field('classes'), field('choice', ['usb', 'paper'])],
  field('choices', ['a', 'b']),
];

describe('conditions as a person puts them', () => {
  it.each(fields)('come back as they were put: $kind', (each) => {
    const first = firstOf(each);
    for (const comparison of comparisonsOf(each))
      for (const value of comparison === 'filled' || comparison === 'empty'
        ? ['']
        : valuesOf(each, first.axis)) {
        const put = { ...first, comparison, value };
        // A box that is not ticked is put as one that is not “ticked”.
        const shown = value === 'false' ? { ...put, comparison: 'isNot', value: 'true' } : put;
        expect(simpleOf(conditionOf(put))).toEqual(shown);
      }
  });

  it('takes a box that nobody touched for one without a mark', () => {
    const unticked = conditionOf({ ...firstOf(field('checkbox')), value: 'false' });
    expect(holds(unticked, {})).toBe(true);
    expect(holds(unticked, { field: false })).toBe(true);
    expect(holds(unticked, { field: true })).toBe(false);
  });

  it('leaves what is made of several alone', () => {
    expect(simpleOf({ all: [{ field: 'a', filled: true }] })).toBeNull();
    expect(simpleOf({ field: 'a', oneOf: ['x', 'y'] })).toBeNull();
    expect(simpleOf({ field: 'a', oneOf: ['x'] })).toMatchObject({ comparison: 'is', value: 'x' });
    expect(simpleOf({ not: { field: 'c', axis: 'integrity', min: 2 } })).toBeNull();
  });
});
