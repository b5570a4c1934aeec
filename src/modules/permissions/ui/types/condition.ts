/** Conditions as a person puts them: rows of one field each, of which all or any must hold. Pure. */
import type { Classes } from '../../../information/index.ts';
import type { Condition, Field } from '../../model.ts';

const comparisons = ['is', 'isNot', 'oneOf', 'noneOf', 'filled', 'empty', 'min', 'max'] as const;
export type Comparison = (typeof comparisons)[number];

/** `values` are ids of choices, `true` or `false`, or a level; of `filled` and `empty` nothing. */
export interface Simple {
  readonly field: string;
  readonly comparison: Comparison;
  readonly axis: keyof Classes;
  readonly values: readonly string[];
}

/** One row, or several of which all or any must hold. */
export interface Combined {
  readonly join: 'all' | 'any';
  readonly rows: readonly Simple[];
}

/** How a field of this kind may be looked at, the usual way first. */
export function comparisonsOf({ kind }: Pick<Field, 'kind'>): readonly Comparison[] {
  if (kind === 'classes') return ['min', 'max'];
  if (kind === 'checkbox') return ['is'];
  return kind === 'choice' || kind === 'choices'
    ? ['is', 'isNot', 'oneOf', 'noneOf', 'filled', 'empty']
    : ['filled', 'empty'];
}

/** What a field may be compared with. */
export function valuesOf(field: Field, axis: keyof Classes): readonly string[] {
  if (field.kind === 'checkbox') return ['true', 'false'];
  if (field.kind === 'classes') return axis === 'confidentiality' ? ['3', '2', '1'] : ['2', '1'];
  return (field.options ?? []).map(({ id }) => id);
}

/** Whether a comparison is with one value, with several, or with none. */
export const takes = (comparison: Comparison): 'none' | 'one' | 'several' =>
  comparison === 'filled' || comparison === 'empty'
    ? 'none'
    : comparison === 'oneOf' || comparison === 'noneOf'
      ? 'several'
      : 'one';

/** A condition on this field to begin with. */
export function firstOf(field: Field): Simple {
  const axis = 'confidentiality';
  const [comparison = 'filled'] = comparisonsOf(field);
  const values = takes(comparison) === 'none' ? [] : valuesOf(field, axis).slice(0, 1);
  return { field: field.id, comparison, axis, values };
}

const opposites: Readonly<Partial<Record<Comparison, Comparison>>> = {
  is: 'isNot',
  oneOf: 'noneOf',
  filled: 'empty',
};

/** One row of the words above; null when the condition is made of several, or says what no row can. */
export function simpleOf(condition: Condition): Simple | null {
  if ('all' in condition || 'any' in condition) return null;
  if ('not' in condition) {
    const inner = simpleOf(condition.not);
    const opposite = inner === null ? undefined : opposites[inner.comparison];
    return inner === null || opposite === undefined ? null : { ...inner, comparison: opposite };
  }
  const base = { field: condition.field, axis: 'confidentiality' as const, values: [] };
  if ('axis' in condition) {
    const { axis } = condition;
    return 'min' in condition
      ? { ...base, axis, comparison: 'min', values: [String(condition.min)] }
      : { ...base, axis, comparison: 'max', values: [String(condition.max)] };
  }
  if ('filled' in condition) return { ...base, comparison: 'filled' };
  if ('is' in condition) return { ...base, comparison: 'is', values: [String(condition.is)] };
  return { ...base, comparison: 'oneOf', values: condition.oneOf };
}

/** The rows of a condition; null when it is combined in a way that rows cannot say. */
export function combinedOf(condition: Condition, fields: readonly Field[]): Combined | null {
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition];
  const rows = parts.map(simpleOf).filter((row) => row !== null && isOffered(row, fields));
  if (rows.length < parts.length || rows.length === 0) return null;
  return { join: 'any' in condition ? 'any' : 'all', rows: rows as readonly Simple[] };
}

/** Whether its field, where it is still there, may be looked at like that. */
function isOffered({ field, comparison }: Simple, fields: readonly Field[]): boolean {
  const found = fields.find(({ id }) => id === field);
  if (found === undefined) return true;
  return comparisonsOf(found).includes(comparison) || (found.kind === 'checkbox' && comparison === 'isNot');
}

/** One row as data. */
export function conditionOf({ field, comparison, axis, values }: Simple): Condition {
  const [value = ''] = values;
  const is = value === 'true' ? true : value === 'false' ? false : value;
  switch (comparison) {
    case 'is':
      // A box that was never touched holds nothing, which counts as not ticked.
      return is === false ? { not: { field, is: true } } : { field, is };
    case 'isNot':
      return { not: { field, is } };
    case 'oneOf':
      return { field, oneOf: values };
    case 'noneOf':
      return { not: { field, oneOf: values } };
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

/** Rows as data; without any row there is no condition. */
export function conditionOfRows({ join, rows }: Combined): Condition | undefined {
  const [first, ...others] = rows.map(conditionOf);
  if (first === undefined || others.length === 0) return first;
  return join === 'all' ? { all: [first, ...others] } : { any: [first, ...others] };
}

/** What is wrong with a condition after its fields were changed. */
export type ConditionFault = 'fieldGone' | 'valueGone' | 'valueMissing';

/** The first thing wrong with a condition; null when it can be evaluated. */
export function faultOf(condition: Condition, fields: readonly Field[]): ConditionFault | null {
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any;
    return parts.map((part) => faultOf(part, fields)).find((fault) => fault !== null) ?? null;
  }
  if ('not' in condition) return faultOf(condition.not, fields);
  const field = fields.find(({ id }) => id === condition.field);
  if (field === undefined || ('axis' in condition && field.kind !== 'classes')) return 'fieldGone';
  if (!('oneOf' in condition) && !('is' in condition)) return null;
  const values = 'oneOf' in condition ? condition.oneOf : [condition.is];
  if (values.length === 0 || values.includes('')) return 'valueMissing';
  const known = new Set<unknown>(field.options?.map(({ id }) => id));
  const chosen = values.filter((value) => typeof value === 'string');
  return known.size > 0 && chosen.some((value) => !known.has(value)) ? 'valueGone' : null;
}
