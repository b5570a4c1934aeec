import { DateField } from '../../../kit/ui/date-field.tsx';
import type { FormState } from '../../../kit/ui/form.tsx';
import { Select, TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';
import { employments } from '../model.ts';
import { endOf } from './parts.tsx';

/** What the forms of a person have in common. `lastDay` is the last day of belonging. */
export interface PersonValues {
  readonly number: string;
  readonly name: string;
  readonly kana: string;
  readonly employment: string;
  readonly email: string;
  readonly joinedOn: string;
  readonly lastDay: string;
}

/** Number, name, reading, employment, address and period of belonging. */
export function PersonFields<V extends PersonValues>({ form }: { readonly form: FormState<V> }) {
  const text = (name: keyof PersonValues) => ({
    name,
    value: form.values[name],
    onChange: (value: string) => form.set({ [name]: value } as Partial<V>),
    error: form.error(name),
  });
  return (
    <>
      <TextField label={t('person.name')} required {...text('name')} />
      <TextField label={t('person.kana')} {...text('kana')} />
      <TextField label={t('person.number')} required width="md" {...text('number')} />
      <Select
        label={t('person.employment')}
        required
        placeholder={null}
        options={employments.map((value) => ({ value, label: t(`employment.${value}`) }))}
        {...text('employment')}
      />
      <TextField label={t('person.email')} type="email" {...text('email')} />
      <DateField label={t('person.joinedOn')} {...text('joinedOn')} />
      <DateField label={t('person.leftOn')} {...text('lastDay')} />
    </>
  );
}

/** The values as the API takes them. */
export const personBody = ({ number, name, kana, employment, email, joinedOn, lastDay }: PersonValues) => ({
  number,
  name,
  kana,
  email,
  employment: employments.find((value) => value === employment) ?? 'regular',
  joinedOn: joinedOn === '' ? null : joinedOn,
  leftOn: endOf(lastDay),
});

/** The field of the form for a field of the server. */
export const personField = (field: string): string => (field === 'leftOn' ? 'lastDay' : field);
