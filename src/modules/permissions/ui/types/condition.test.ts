import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Condition, type Field, holds, type PermissionTypes } from '../../model.ts';
import {
  combinedOf,
  comparisonsOf,
  conditionOf,
  conditionOfRows,
  faultOf,
  firstOf,
  simpleOf,
  takes,
  valuesOf,
} from './condition.ts';

const field = (kind: Field['kind'], options: readonly string[] = []): Field => ({
  ...{ id: 'field', kind, label: { ja: '項目' } },
  ...(options.length > 0 && { options: options.map((id) => ({ id, label: { ja: id } })) }),
});
const fields = [
  ...[field('text'), field('checkbox'), field('classes'), field('choice', ['usb', 'paper'])],
  field('choices', ['a', 'b']),
];

/** Every condition of every pack with the fields that it may name. */
function conditionsOfPacks(): readonly [where: string, condition: Condition, fields: readonly Field[]][] {
  const standards = join(import.meta.dirname, '../../../../../standards');
  const packs = readdirSync(standards, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return packs.flatMap(({ name }) => {
    let text: string;
    try {
      text = readFileSync(join(standards, name, 'permissions.json'), 'utf8');
    } catch {
      return [];
    }
    return (JSON.parse(text) as PermissionTypes).types.flatMap((type) =>
      [
        ...type.fields.flatMap(({ showWhen, requiredWhen }) => [showWhen, requiredWhen]),
        ...type.gates.map(({ must }) => must),
        ...type.steps.map(({ when }) => when),
        type.threshold?.when,
      ].flatMap((condition) =>
        condition === undefined
          ? []
          : ([[`${name} ${type.id}`, condition, type.fields]] as [string, Condition, readonly Field[]][]),
      ),
    );
  });
}

describe('conditions as a person puts them', () => {
  it.each(fields)('come back as they were put: $kind', (each) => {
    const first = firstOf(each);
    for (const comparison of comparisonsOf(each)) {
      const options = valuesOf(each, first.axis);
      const choices = { none: [[]], one: options.map((value) => [value]), several: [options] };
      for (const values of choices[takes(comparison)]) {
        const put = { ...first, comparison, values };
        // A box that is not ticked is put as one that is not “ticked”.
        const shown = values[0] === 'false' ? { ...put, comparison: 'isNot', values: ['true'] } : put;
        expect(simpleOf(conditionOf(put))).toEqual(shown);
      }
    }
  });

  it('take a box that nobody touched for one without a mark', () => {
    const unticked = conditionOf({ ...firstOf(field('checkbox')), values: ['false'] });
    expect(holds(unticked, {})).toBe(true);
    expect(holds(unticked, { field: false })).toBe(true);
    expect(holds(unticked, { field: true })).toBe(false);
  });

  it('are rows of which all or any must hold', () => {
    const own = [
      { ...field('checkbox'), id: 'photo' },
      { ...field('choice', ['usb', 'paper']), id: 'medium' },
    ];
    const rows = own.map(firstOf);
    for (const joined of ['all', 'any'] as const) {
      const condition = conditionOfRows({ join: joined, rows });
      expect(condition && combinedOf(condition, own)).toEqual({ join: joined, rows });
    }
    expect(conditionOfRows({ join: 'any', rows: rows.slice(0, 1) })).toEqual({ field: 'photo', is: true });
    expect(conditionOfRows({ join: 'all', rows: [] })).toBeUndefined();
  });

  it('can be rewritten, whichever a pack has, and stay as they are when nothing is touched', () => {
    const all = conditionsOfPacks();
    expect(all.length).toBeGreaterThan(20);
    for (const [where, condition, own] of all) {
      const combined = combinedOf(condition, own);
      expect(combined, where).not.toBeNull();
      expect(combined && conditionOfRows(combined), where).toEqual(condition);
      expect(faultOf(condition, own), where).toBeNull();
    }
  });

  it('are left alone when rows cannot say them', () => {
    const filled: Condition = { field: 'field', filled: true };
    expect(combinedOf({ all: [filled, { any: [filled] }] }, fields)).toBeNull();
    expect(combinedOf({ not: { all: [filled] } }, fields)).toBeNull();
    expect(combinedOf({ not: { field: 'field', axis: 'integrity', min: 2 } }, fields)).toBeNull();
    expect(combinedOf({ field: 'field', is: 'a text' }, [field('text')])).toBeNull();
  });

  it('are refused when what they name is gone', () => {
    const choice = field('choice', ['usb', 'paper']);
    expect(faultOf({ field: 'other', filled: true }, fields)).toBe('fieldGone');
    expect(faultOf({ field: 'field', axis: 'integrity', min: 2 }, [choice])).toBe('fieldGone');
    expect(faultOf({ any: [{ field: 'field', is: 'disc' }] }, [choice])).toBe('valueGone');
    expect(faultOf({ not: { field: 'field', oneOf: [] } }, [choice])).toBe('valueMissing');
    expect(faultOf({ field: 'field', oneOf: ['usb'] }, [choice])).toBeNull();
  });
});
