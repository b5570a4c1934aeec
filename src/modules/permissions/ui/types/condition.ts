/** Conditions as a person puts them: one field, how it is looked at, and what it is compared with. Pure. */
import type { Classes } from '../../../information/index.ts';
import type { Condition, Field } from '../../model.ts';

export const comparisons = ['is', 'isNot', 'filled', 'empty', 'min', 'max'] as const;
export type Comparison = (typeof comparisons)[number];

/** `value` is the id of a choice, `true` or `false`, or a level; of `filled` and `empty` nothing. */
export interface Simple {
  readonly field: string;
  readonly comparison: Comparison;
  readonly axis: keyof Classes;
  readonly value: string;
}

/** How a field of this kind may be looked at, the usual way first. */
export function comparisonsOf({ kind }: Pick<Field, 'kind'>): readonly Comparison[] {
  if (kind === 'classes') return ['min', 'max'];
  if (kind === 'checkbox') return ['is'];
  return kind === 'choice' || kind === 'choices' ? ['is', 'isNot', 'filled', 'empty'] : ['filled', 'empty'];
}

/** What a field may be compared with. */
export function valuesOf(field: Field, axis: keyof Classes): readonly string[] {
  if (field.kind === 'checkbox') return ['true', 'false'];
  if (field.kind === 'classes') return axis === 'confidentiality' ? ['3', '2', '1'] : ['2', '1'];
  return (field.options ?? []).map(({ id }) => id);
}

/** A condition on this field to begin with. */
export function firstOf(field: Field): Simple {
  const axis = 'confidentiality';
  const [comparison = 'filled'] = comparisonsOf(field);
  return { field: field.id, comparison, axis, value: valuesOf(field, axis)[0] ?? '' };
}

/** The condition in the words above; null when it is made of several. */
export function simpleOf(condition: Condition): Simple | null {
  if ('all' in condition || 'any' in condition) return null;
  if ('not' in condition) {
    const inner = simpleOf(condition.not);
    if (inner?.comparison === 'is') return { ...inner, comparison: 'isNot' };
    return inner?.comparison === 'filled' ? { ...inner, comparison: 'empty' } : null;
  }
  const base = { field: condition.field, axis: 'confidentiality' as const, value: '' };
  if ('axis' in condition) {
    const { axis } = condition;
    return 'min' in condition
      ? { ...base, axis, comparison: 'min', value: String(condition.min) }
      : { ...base, axis, comparison: 'max', value: String(condition.max) };
  }
  if ('filled' in condition) return { ...base, comparison: 'filled' };
  if ('is' in condition) return { ...base, comparison: 'is', value: String(condition.is) };
  const [only, ...others] = condition.oneOf;
  return only !== undefined && others.length === 0 ? { ...base, comparison: 'is', value: only } : null;
}

/** The condition as data. */
export function conditionOf({ field, comparison, axis, value }: Simple): Condition {
  const is = value === 'true' ? true : value === 'false' ? false : value;
  switch (comparison) {
    case 'is':
      // A box that was never touched holds nothing, which counts as not ticked.
      return is === false ? { not: { field, is: true } } : { field, is };
    case 'isNot':
      return { not: { field, is } };
    case 'filled':
      return { field, filled: true };
    case 'empty':
      return { not: { field, filled: true } };
    case 'min':
      return { field, axis, min: Number(value) };
    case 'max':
      return { field, axis, max: Number(value) };
  }
}
