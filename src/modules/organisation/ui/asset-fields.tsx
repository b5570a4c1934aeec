import { CheckboxGroup } from '../../../kit/ui/choice.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import type { FormState } from '../../../kit/ui/form.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';
import { assetStages } from '../model.ts';
import type { AttributeFamily } from './calls.ts';

/** What the forms of a ledger entry have in common. */
export interface AssetValues {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly stage: string;
  readonly recognisedOn: string;
  readonly attributes: readonly string[];
}

/** The values as the API takes them. */
export const assetBody = (values: AssetValues) => ({
  code: values.code,
  name: values.name,
  description: values.description,
  stage: assetStages.find((stage) => stage === values.stage) ?? 'operating',
  recognisedOn: values.recognisedOn === '' ? null : values.recognisedOn,
  attributes: [...values.attributes],
});

/** Name, state and the attributes family by family. */
export function AssetFields<V extends AssetValues>({ form }: { readonly form: FormState<V> }) {
  const text = (name: Exclude<keyof AssetValues, 'attributes'>) => ({
    name,
    value: form.values[name],
    onChange: (value: string) => form.set({ [name]: value } as Partial<V>),
    error: form.error(name),
  });
  return (
    <>
      <TextField label={t('asset.name')} required {...text('name')} />
      <TextField label={t('asset.code')} required width="md" {...text('code')} />
      <Select
        label={t('asset.stage')}
        required
        placeholder={null}
        options={assetStages.map((value) => ({ value, label: t(`assetStage.${value}`) }))}
        {...text('stage')}
      />
      <DateField label={t('asset.recognisedOn')} {...text('recognisedOn')} />
      <TextArea label={t('asset.description')} maxLength={2000} {...text('description')} />
      <Attributes
        values={form.values.attributes}
        onChange={(attributes) => form.set({ attributes } as Partial<V>)}
      />
    </>
  );
}

function Attributes({
  values,
  onChange,
}: {
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}) {
  const families = useData<readonly AttributeFamily[]>('/api/v1/asset-attributes');
  return (
    <fieldset className="flex flex-col gap-6">
      <legend className="text-std-17B-170">{t('asset.attributes')}</legend>
      <p className="text-solid-gray-700">{t('asset.attributesLead')}</p>
      {(families.data ?? []).map((family) => {
        const own = new Set(family.attributes.map((each) => each.code));
        return (
          <CheckboxGroup
            key={family.id}
            label={family.title}
            values={values.filter((code) => own.has(code))}
            onChange={(chosen) => onChange([...values.filter((code) => !own.has(code)), ...chosen])}
            options={family.attributes.map((each) => ({ value: each.code, label: each.title }))}
          />
        );
      })}
    </fieldset>
  );
}
