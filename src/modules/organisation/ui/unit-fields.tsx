import type { FormState } from '../../../kit/ui/form.tsx';
import { Select, TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';
import { unitKinds } from '../model.ts';

/** What the forms of a unit have in common; everything is text until it is sent. */
export interface UnitValues {
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly kind: string;
  readonly sortOrder: string;
}

export const unitKindOptions = unitKinds.map((value) => ({ value, label: t(`unitKind.${value}`) }));

/** Code, name, reading, level and order of a unit. */
export function UnitFields<V extends UnitValues>({ form }: { readonly form: FormState<V> }) {
  const text = (name: keyof UnitValues) => ({
    name,
    value: form.values[name],
    onChange: (value: string) => form.set({ [name]: value } as Partial<V>),
    error: form.error(name),
  });
  return (
    <>
      <TextField label={t('unit.name')} required {...text('name')} />
      <TextField label={t('unit.kana')} {...text('kana')} />
      <TextField label={t('unit.code')} required width="sm" {...text('code')} />
      <Select label={t('unit.kind')} required options={unitKindOptions} {...text('kind')} />
      <TextField label={t('unit.sortOrder')} inputMode="numeric" width="sm" {...text('sortOrder')} />
    </>
  );
}

/** The values as the API takes them. */
export const unitBody = (values: UnitValues) => ({
  code: values.code,
  name: values.name,
  kana: values.kana,
  kind: unitKinds.find((kind) => kind === values.kind) ?? 'division',
  sortOrder: Number(values.sortOrder) || 0,
});
