import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import type { FormState } from '../../../kit/ui/form.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages-ui.ts';
import { markingStates, personals } from '../model/register.ts';
import { SystemPicker } from './parts.tsx';

/** What the forms of an entry have in common besides its classes. */
export interface DetailValues {
  readonly name: string;
  readonly place: string;
  readonly system: Candidate | null;
  readonly retention: string;
  readonly retainUntil: string;
  readonly originNote: string;
  readonly acquiredOn: string;
  readonly personal: string;
  readonly marking: string;
  readonly recoveryHours: string;
  readonly reviewOn: string;
  readonly note: string;
}

const orNull = (text: string): string | null => (text === '' ? null : text);

/** The values as the API takes them. */
export const detailBody = (values: DetailValues) => ({
  name: values.name,
  place: values.place,
  systemId: values.system?.value ?? null,
  retention: values.retention,
  retainUntil: orNull(values.retainUntil),
  originNote: values.originNote,
  acquiredOn: orNull(values.acquiredOn),
  personal: personals.find((each) => each === values.personal) ?? 'none',
  marking: markingStates.find((each) => each === values.marking) ?? 'none',
  recoveryHours: values.recoveryHours === '' ? null : Number(values.recoveryHours),
  reviewOn: orNull(values.reviewOn),
  note: values.note,
});

/** Where it is, how long it is kept and so on. */
export function DetailFields<V extends DetailValues>({ form }: { readonly form: FormState<V> }) {
  const text = (name: Exclude<keyof DetailValues, 'system'>) => ({
    name,
    value: form.values[name],
    onChange: (value: string) => form.set({ [name]: value } as Partial<V>),
    error: form.error(name),
  });
  return (
    <>
      <TextField label={t('field.place')} maxLength={200} {...text('place')} />
      <SystemPicker
        name="systemId"
        label={t('field.system')}
        value={form.values.system}
        onChange={(system) => form.set({ system } as Partial<V>)}
        error={form.error('systemId')}
      />
      <Select
        label={t('field.marking')}
        placeholder={null}
        width="md"
        options={markingStates.map((value) => ({ value, label: t(`marking.${value}`) }))}
        {...text('marking')}
      />
      <Select
        label={t('field.personal')}
        placeholder={null}
        width="md"
        options={personals.map((value) => ({ value, label: t(`personal.${value}`) }))}
        {...text('personal')}
      />
      <TextField
        label={t('field.originNote')}
        support={t('new.originNoteHint')}
        maxLength={200}
        {...text('originNote')}
      />
      <DateField label={t('field.acquiredOn')} {...text('acquiredOn')} />
      <TextField label={t('field.retention')} width="sm" maxLength={100} {...text('retention')} />
      <DateField label={t('field.retainUntil')} {...text('retainUntil')} />
      <TextField
        label={t('field.recoveryHours')}
        type="number"
        min={1}
        width="sm"
        {...text('recoveryHours')}
      />
      <DateField label={t('field.reviewOn')} {...text('reviewOn')} />
      <TextArea label={t('field.note')} maxLength={2000} {...text('note')} />
    </>
  );
}
