/** What was entered in a form, checked against its type. Pure. */
import { addDays, daysBetween, isIsoDate } from '../../kernel/dates.ts';
import type { FieldProblem } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { t } from './messages.ts';
import {
  type Field,
  type FormValues,
  isClasses,
  isFilled,
  isPeriod,
  isRequired,
  isShown,
  type PermissionType,
} from './model.ts';

const idKinds: readonly string[] = ['asset', 'system', 'area', 'service', 'person', 'unit'];
const longest: Readonly<Record<string, number>> = { text: 200, textarea: 4000 };

/** What is left of a form: only the type's own fields, and of those only the ones that are shown and filled. */
export function tidyForm(type: Pick<PermissionType, 'fields'>, values: FormValues): FormValues {
  const entries = type.fields.flatMap((field) => {
    const value = values[field.id];
    if (!isShown(field, values) || value === undefined || !isFilled(value)) return [];
    return [[field.id, typeof value === 'string' ? value.trim() : value] as const];
  });
  return Object.fromEntries(entries);
}

/** Values that the field cannot have. */
export const shapeProblems = (
  type: Pick<PermissionType, 'fields'>,
  values: FormValues,
): readonly FieldProblem[] =>
  type.fields.flatMap((field) => {
    const value = values[field.id];
    if (value === undefined || value === null || !isShown(field, values) || fits(field, value)) return [];
    return [{ field: `values.${field.id}`, message: t.ref('form.wrong', { label: field.label.ja }) }];
  });

function fits(field: Field, value: NonNullable<FormValues[string]>): boolean {
  const options = new Set(field.options?.map((option) => option.id));
  if (idKinds.includes(field.kind)) return value === '' || (typeof value === 'string' && isId(value));
  switch (field.kind) {
    case 'text':
    case 'textarea':
      return typeof value === 'string' && value.length <= (longest[field.kind] ?? 200);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && value >= 0;
    case 'date':
      return value === '' || (typeof value === 'string' && isIsoDate(value));
    case 'choice':
      return value === '' || (typeof value === 'string' && options.has(value));
    case 'choices':
      return Array.isArray(value) && value.every((each) => options.has(String(each)));
    case 'checkbox':
      return typeof value === 'boolean';
    case 'classes':
      return isClasses(value);
    default:
      return isPeriod(value) && (value.from === '' || value.to === null || value.from <= value.to);
  }
}

/** Fields that must be filled and are not. */
export const missingFields = (
  type: Pick<PermissionType, 'fields'>,
  values: FormValues,
): readonly FieldProblem[] =>
  type.fields
    .filter((field) => isRequired(field, values) && !isComplete(field, values))
    .map((field) => ({
      field: `values.${field.id}`,
      message: t.ref(missingText(field.kind), { label: field.label.ja }),
    }));

const missingText = (kind: Field['kind']) =>
  kind === 'checkbox' ? 'form.unticked' : kind === 'classes' ? 'form.missingClass' : 'form.missing';

/** A required class means the confidentiality: the other axes do not apply to everything. */
function isComplete(field: Field, values: FormValues): boolean {
  const value = values[field.id];
  if (field.kind === 'classes') return isClasses(value) && value.confidentiality !== null;
  if (field.kind === 'period') return isPeriod(value) && value.from !== '' && value.to !== null;
  return isFilled(value);
}

/** What is wrong with the period that is asked for. */
export function periodProblems(
  type: Pick<PermissionType, 'fields' | 'validity'>,
  values: FormValues,
  today: string,
): readonly FieldProblem[] {
  const { validity } = type;
  const period = values.period;
  if (validity === null || !isPeriod(period) || period.from === '' || period.to === null) return [];
  const problem = (message: ReturnType<typeof t.ref>) => [{ field: 'values.period', message }];
  if (period.to < today) return problem(t.ref('form.past'));
  const days = daysBetween(period.from, period.to) + 1;
  return days > validity.maxDays ? problem(t.ref('form.tooLong', { days: validity.maxDays })) : [];
}

/** From when until when a permission given on `date` holds, and by when what is owed is due. */
export function termOf(
  type: Pick<PermissionType, 'validity' | 'completion'>,
  values: FormValues,
  date: string,
) {
  if (type.validity === null) return { startsOn: null, endsOn: null, dueOn: null };
  const asked = isPeriod(values.period) ? values.period : null;
  const startsOn = asked !== null && asked.from !== '' ? asked.from : date;
  const endsOn = asked?.to ?? addDays(startsOn, type.validity.defaultDays - 1);
  return { startsOn, endsOn, dueOn: type.completion.kind === 'none' ? null : endsOn };
}

/** One line that tells the request from others: the first two short texts of its form, in the order of the form. */
export function subjectOf(type: Pick<PermissionType, 'fields' | 'title'>, values: FormValues): string {
  const texts = (kind: Field['kind']) =>
    type.fields.flatMap((field) => {
      const value = values[field.id];
      return field.kind === kind && typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
    });
  const short = texts('text').slice(0, 2);
  const line =
    short.length > 0 ? short.join(' ') : (texts('textarea')[0]?.split('\n', 1)[0] ?? type.title.ja);
  return Array.from(line).slice(0, 80).join('');
}

/** Every id that the form names, for looking up what it is called. */
export const idsOf = (type: Pick<PermissionType, 'fields'>, values: FormValues): readonly string[] =>
  type.fields.flatMap((field) => {
    const value = values[field.id];
    return idKinds.includes(field.kind) && typeof value === 'string' && value !== '' ? [value] : [];
  });

/** The highest class that the form names, for like cases; null when it names none. */
export function confidentialityOf(type: Pick<PermissionType, 'fields'>, values: FormValues): number | null {
  const levels = type.fields.flatMap((field) => {
    const value = values[field.id];
    return field.kind === 'classes' && isClasses(value) && value.confidentiality !== null
      ? [value.confidentiality]
      : [];
  });
  return levels.length === 0 ? null : Math.max(...levels);
}
