import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { Checkbox, RadioGroup } from '../../../kit/ui/choice.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import type { FormState } from '../../../kit/ui/form.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { UnitPicker } from '../../organisation/ui/index.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { classAxes, isElectronic, mediumKinds } from '../model.ts';
import { InformationPicker, PlacePicker, SystemPicker } from './parts.tsx';

/** The values of the form of a medium; classes are '' while undetermined. */
export interface MediumValues extends ClassValues {
  readonly number: string;
  readonly kind: string;
  readonly name: string;
  readonly quantity: string;
  readonly unit: Candidate | null;
  readonly system: Candidate | null;
  readonly place: Candidate | null;
  readonly approved: boolean;
  readonly approvedOn: string;
  readonly encrypted: boolean;
  readonly empty: boolean;
  readonly specificPersonal: boolean;
  readonly longTerm: boolean;
  readonly writeProtected: boolean;
  readonly acquiredOn: string;
  readonly note: string;
  readonly contents: readonly Candidate[];
}

export interface ClassValues {
  readonly confidentiality: string;
  readonly integrity: string;
  readonly availability: string;
}

export const noMedium: MediumValues = {
  ...{ number: '', kind: 'usb', name: '', quantity: '1', unit: null, system: null, place: null },
  ...{ approved: false, approvedOn: '', encrypted: false, empty: true, specificPersonal: false },
  ...{ longTerm: false, writeProtected: false, acquiredOn: '', note: '', contents: [] },
  ...{ confidentiality: '', integrity: '', availability: '' },
};

/** The classes of a form as the API takes them. */
export const classBody = (values: ClassValues) => ({
  confidentiality: ([1, 2, 3] as const).find((level) => String(level) === values.confidentiality) ?? null,
  integrity: ([1, 2] as const).find((level) => String(level) === values.integrity) ?? null,
  availability: ([1, 2] as const).find((level) => String(level) === values.availability) ?? null,
});

/** Classes of the API as a form has them. */
export const classValues = (held: {
  readonly confidentiality: number | null;
  readonly integrity: number | null;
  readonly availability: number | null;
}): ClassValues => ({
  confidentiality: String(held.confidentiality ?? ''),
  integrity: String(held.integrity ?? ''),
  availability: String(held.availability ?? ''),
});

/** The values as the API takes them. */
export const mediumBody = (values: MediumValues) => ({
  ...classBody(values),
  number: values.number,
  kind: mediumKinds.find((kind) => kind === values.kind) ?? 'other',
  name: values.name,
  quantity: Number(values.quantity),
  unitId: values.unit?.value ?? '',
  systemId: values.system?.value ?? null,
  placeId: values.place?.value ?? null,
  approved: values.approved,
  approvedOn: values.approved && values.approvedOn !== '' ? values.approvedOn : null,
  encrypted: values.encrypted,
  empty: values.empty,
  specificPersonal: values.specificPersonal,
  longTerm: values.longTerm,
  writeProtected: values.writeProtected,
  acquiredOn: values.acquiredOn === '' ? null : values.acquiredOn,
  note: values.note,
  contents: values.contents.map((each) => each.value),
});

/** Which field of the form a refusal of the server belongs to. */
export const mediumFieldOf = (field: string): string =>
  ({ unitId: 'unit', systemId: 'system', placeId: 'place' })[field] ?? field.split('.')[0] ?? field;

/** Everything that the ledger keeps of a medium. */
export function MediumFields({ form }: { readonly form: FormState<MediumValues> }) {
  const { values, set } = form;
  const electronic = isElectronic(mediumKinds.find((kind) => kind === values.kind) ?? 'other');
  return (
    <>
      <TextField
        label={t('medium.number')}
        required
        width="md"
        support={ui('media.numberHint')}
        {...form.text('number')}
      />
      <Select
        label={t('medium.kind')}
        required
        placeholder={null}
        options={mediumKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        {...form.text('kind')}
      />
      <TextField label={t('medium.name')} required {...form.text('name')} />
      <TextField
        label={t('medium.quantity')}
        required
        width="sm"
        inputMode="numeric"
        support={ui('media.quantityHint')}
        {...form.text('quantity')}
      />
      <UnitPicker
        name="unit"
        label={t('medium.unit')}
        required
        value={values.unit}
        onChange={(unit) => set({ unit })}
        error={form.error('unit')}
      />
      <SystemPicker
        name="system"
        label={t('medium.system')}
        support={ui('media.systemHint')}
        value={values.system}
        onChange={(system) => set({ system })}
        error={form.error('system')}
      />
      <PlacePicker
        name="place"
        label={t('medium.place')}
        value={values.place}
        onChange={(place) => set({ place })}
        error={form.error('place')}
      />
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-2 text-std-17B-170">{ui('media.flags')}</legend>
        <Checkbox
          label={t('medium.approved')}
          checked={values.approved}
          onChange={(approved) => set({ approved })}
        />
        {values.approved && <DateField label={t('medium.approvedOn')} {...form.text('approvedOn')} />}
        {electronic && (
          <Checkbox
            label={t('medium.encrypted')}
            checked={values.encrypted}
            onChange={(encrypted) => set({ encrypted })}
          />
        )}
        <Checkbox
          label={t('medium.longTerm')}
          checked={values.longTerm}
          onChange={(longTerm) => set({ longTerm })}
        />
        {electronic && (
          <Checkbox
            label={t('medium.writeProtected')}
            checked={values.writeProtected}
            onChange={(writeProtected) => set({ writeProtected })}
          />
        )}
      </fieldset>
      <RadioGroup
        label={ui('media.filled')}
        value={values.empty ? 'no' : 'yes'}
        onChange={(filled) => set({ empty: filled === 'no' })}
        error={form.error('empty')}
        options={[
          { value: 'no', label: ui('media.filledNo') },
          { value: 'yes', label: ui('media.filledYes') },
        ]}
      />
      {!values.empty && <Contents form={form} electronic={electronic} />}
      <DateField label={t('medium.acquiredOn')} {...form.text('acquiredOn')} />
      <TextArea label={t('medium.note')} maxLength={2000} {...form.text('note')} />
    </>
  );
}

function Contents({
  form,
  electronic,
}: {
  readonly form: FormState<MediumValues>;
  readonly electronic: boolean;
}) {
  const { values, set } = form;
  // A combobox keeps what was typed; a new one begins empty.
  const [picked, setPicked] = useState(0);
  const add = (each: Candidate | null) => {
    if (each === null) return;
    const known = values.contents.some(({ value }) => value === each.value);
    set({ contents: known ? values.contents : [...values.contents, each] });
    setPicked((count) => count + 1);
  };
  return (
    <>
      <InformationPicker
        key={picked}
        name="contents"
        label={ui('media.contentsAdd')}
        support={ui('media.contentsHint')}
        value={null}
        onChange={add}
        error={form.error('contents')}
      />
      {values.contents.length > 0 && (
        <ul className="flex flex-col gap-2" aria-label={t('medium.contents')}>
          {values.contents.map((each) => (
            <li key={each.value} className="flex flex-wrap items-center gap-3">
              <span>{each.label}</span>
              <Button
                variant="text"
                size="sm"
                onClick={() => set({ contents: values.contents.filter(({ value }) => value !== each.value) })}
              >
                {ui('media.contentsRemove', { name: each.label })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p>{ui('media.classesLead')}</p>
      <ClassFields form={form} electronic={electronic} />
      <Checkbox
        label={t('medium.specificPersonal')}
        checked={values.specificPersonal}
        onChange={(specificPersonal) => set({ specificPersonal })}
      />
    </>
  );
}

/** One choice per axis that applies. */
export function ClassFields<V extends ClassValues>({
  form,
  electronic,
}: {
  readonly form: FormState<V>;
  readonly electronic: boolean;
}) {
  return (
    <div className="flex flex-wrap gap-6">
      {classAxes
        .filter((axis) => electronic || axis === 'confidentiality')
        .map((axis) => (
          <Select
            key={axis}
            name={axis}
            label={t(`classes.axis.${axis}`)}
            placeholder={ui('media.classUnset')}
            value={form.values[axis]}
            onChange={(value) => form.set({ [axis]: value } as unknown as Partial<V>)}
            error={form.error(axis)}
            options={(axis === 'confidentiality' ? ['1', '2', '3'] : ['1', '2']).map((value) => ({
              value,
              label: t(`classes.${axis}`, { level: value }),
            }))}
          />
        ))}
    </div>
  );
}
