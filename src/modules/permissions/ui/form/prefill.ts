import { addDays } from '../../../../kernel/dates.ts';
import type { Classes } from '../../../information/index.ts';
import type { FormValues } from '../../model.ts';
import type { TypeView } from '../calls.ts';

/** What an address may bring into a form: `/permissions/new?type=…&asset=…&c=3&i=1&a=1&medium=…&place=…&purpose=…`. */
export const prefillNames = [
  'asset',
  'c',
  'i',
  'a',
  'medium',
  'place',
  'purpose',
  'information',
  'encrypted',
  'system',
  'area',
  'service',
] as const;
export type Prefill = Readonly<Record<(typeof prefillNames)[number], string>>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuid.test(text);

/** What a form takes from an entry of the register. */
interface RegisteredEntry {
  readonly name?: string;
  readonly classes?: Classes;
}

/** Name and classes of the register entry where the address names none: classes are never entered lower than it says. */
export function withEntry<Given extends Prefill>(
  given: Given,
  registered: RegisteredEntry | undefined,
): Given {
  const entry = registered?.classes;
  const text = (value: string, registered: number | null | undefined) =>
    value !== '' || registered == null ? value : String(registered);
  return {
    ...given,
    information: given.information || (registered?.name ?? ''),
    c: text(given.c, entry?.confidentiality),
    i: text(given.i, entry?.integrity),
    a: text(given.a, entry?.availability),
  };
}

const level = (text: string, max: number): number | null => {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= max ? number : null;
};

/**
 * The values that an address brings along, as far as the form has a field for them. What a field cannot hold is left
 * out: an address is typed by people too.
 */
export function prefilled(fields: TypeView['fields'], given: Prefill): FormValues {
  const classes = {
    confidentiality: level(given.c, 3),
    integrity: level(given.i, 2),
    availability: level(given.a, 2),
  } as Classes;
  const values = fields.flatMap((field): [string, FormValues[string]][] => {
    if (field.kind === 'classes') {
      const known = Object.values(classes).some((each) => each !== null);
      return known ? [[field.id, classes]] : [];
    }
    const text = given[field.id as keyof Prefill] ?? '';
    if (text === '' || !(prefillNames as readonly string[]).includes(field.id)) return [];
    const options = new Set(field.options.map(({ id }) => id));
    switch (field.kind) {
      case 'text':
        return [[field.id, text.slice(0, 200)]];
      case 'textarea':
        return [[field.id, text.slice(0, 4000)]];
      case 'choice':
        return options.has(text) ? [[field.id, text]] : [];
      case 'choices':
        return options.has(text) ? [[field.id, [text]]] : [];
      case 'checkbox':
        return text === '1' ? [[field.id, true]] : [];
      case 'asset':
      case 'system':
      case 'area':
      case 'service':
        return isUuid(text) ? [[field.id, text]] : [];
      default:
        return [];
    }
  });
  return Object.fromEntries(values);
}

/** From today for as long as the type usually holds, where the form asks for a period. */
export function usualPeriod(type: Pick<TypeView, 'fields' | 'validity'>, today: string): FormValues {
  const field = type.fields.find(({ kind }) => kind === 'period');
  if (field === undefined || type.validity === null) return {};
  return { [field.id]: { from: today, to: addDays(today, type.validity.defaultDays - 1) } };
}
