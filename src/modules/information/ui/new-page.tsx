import { Checkbox } from '../../../kit/ui/choice.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { Loaded, useData, useRefresh } from '../../../kit/ui/data.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { Form, type FormState, useForm } from '../../../kit/ui/form.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { useNavigate, useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../kit/ui/session.ts';
import { UnitPicker } from '../../organisation/ui/index.ts';
import { t } from '../messages-ui.ts';
import { type Origin, origins } from '../model/register.ts';
import { forms, type Form as InfoForm } from '../model.ts';
import { addInformation, everything, type OwnUnit, type SchemeInfo } from './calls.ts';
import { DetailFields, type DetailValues, detailBody } from './detail-fields.tsx';
import { ColleaguePicker } from './parts.tsx';
import { SourcesField, type SourceValue } from './sources-field.tsx';
import {
  ClassFields,
  RestrictionFields,
  type StandingValues,
  standingBody,
  standingValues,
} from './standing-fields.tsx';

interface Values extends DetailValues, StandingValues {
  readonly number: string;
  readonly form: InfoForm;
  readonly origin: Origin;
  readonly unit: Candidate | null;
  readonly decider: Candidate | null;
  readonly sources: readonly SourceValue[];
  readonly asking: boolean;
  readonly ask: string;
}

/** Enters information; opened from the decision aid, its answer is filled in already. */
export default function NewPage() {
  const scheme = useData<SchemeInfo>('/api/v1/information/scheme');
  const units = useData<{ readonly items: readonly OwnUnit[] }>('/api/v1/information/units');
  return (
    <>
      <PageHeader title={t('page.new')} lead={t('new.lead')} />
      <Loaded query={scheme}>
        {(info) => <Loaded query={units}>{({ items }) => <NewForm scheme={info} units={items} />}</Loaded>}
      </Loaded>
    </>
  );
}

function NewForm({ scheme, units }: { readonly scheme: SchemeInfo; readonly units: readonly OwnUnit[] }) {
  const { today } = useSession();
  const [given] = useUrlState({ c: '', i: '', a: '', form: 'electronic', restrictions: '', ask: '' });
  const refresh = useRefresh();
  const navigate = useNavigate();
  const [unit] = units;
  const form = useForm<Values>({
    initial: {
      ...standingValues({ confidentiality: null, integrity: null, availability: null }, []),
      ...{ confidentiality: given.c, integrity: given.i, availability: given.a },
      chosen: given.restrictions === '' ? [] : given.restrictions.split(','),
      ...{ number: '', name: '', place: '', system: null, retention: '', retainUntil: '', originNote: '' },
      ...{ acquiredOn: today, personal: 'none', marking: 'none', recoveryHours: '', reviewOn: '', note: '' },
      form: forms.find((each) => each === given.form) ?? 'electronic',
      origin: 'made',
      unit: unit === undefined ? null : { value: unit.id, label: unit.name },
      ...{ decider: null, sources: [], asking: given.ask !== '', ask: '' },
    },
    fieldOf: (field) => (field === 'unitId' ? 'unit' : field === 'deciderId' ? 'decider' : field),
    check: (values) => [
      ...(values.unit === null ? [{ field: 'unit', message: t('new.unitMissing') }] : []),
      ...(values.asking && values.ask.trim() === '' ? [{ field: 'ask', message: t('new.askMissing') }] : []),
    ],
    send: async (values) => {
      const { id } = await addInformation({ body: bodyOf(scheme, values) });
      await refresh(everything);
      navigate(`/information/${id}`);
    },
  });
  return (
    <Form form={form} submit={t('new.submit')}>
      <TextField label={t('field.name')} required maxLength={200} {...form.text('name')} />
      <UnitField form={form} units={units} />
      <Select
        label={t('field.form')}
        required
        placeholder={null}
        value={form.values.form}
        name="form"
        onChange={(value) => form.set({ form: forms.find((each) => each === value) ?? 'electronic' })}
        options={forms.map((value) => ({ value, label: t(`form.${value}`) }))}
      />
      <Select
        label={t('field.origin')}
        required
        placeholder={null}
        name="origin"
        value={form.values.origin}
        onChange={(value) => form.set({ origin: origins.find((each) => each === value) ?? 'made' })}
        options={origins.map((value) => ({ value, label: t(`origin.${value}`) }))}
      />
      <SourcesField
        values={form.values.sources}
        onChange={(sources) => form.set({ sources })}
        error={form.error('sources')}
      />
      <ClassSection scheme={scheme} form={form} />
      <Disclosure summary={t('new.more')}>
        <div className="mt-6 flex flex-col gap-6">
          <TextField
            label={t('field.number')}
            width="md"
            maxLength={50}
            support={t('new.numberHint')}
            {...form.text('number')}
          />
          <ColleaguePicker
            name="decider"
            label={t('new.decider')}
            value={form.values.decider}
            onChange={(decider) => form.set({ decider })}
            error={form.error('decider')}
          />
          <DetailFields form={form} />
        </div>
      </Disclosure>
    </Form>
  );
}

function UnitField({
  form,
  units,
}: {
  readonly form: FormState<Values>;
  readonly units: readonly OwnUnit[];
}) {
  const everywhere = useMay('information.decide');
  if (everywhere || units.length === 0) {
    return (
      <UnitPicker
        name="unit"
        label={t('field.unit')}
        required
        value={form.values.unit}
        onChange={(unit) => form.set({ unit })}
        error={form.error('unit')}
      />
    );
  }
  return (
    <Select
      name="unit"
      label={t('field.unit')}
      required
      placeholder={null}
      value={form.values.unit?.value ?? ''}
      onChange={(value) => {
        const chosen = units.find(({ id }) => id === value);
        form.set({ unit: chosen === undefined ? null : { value: chosen.id, label: chosen.name } });
      }}
      error={form.error('unit')}
      options={units.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

function ClassSection({ scheme, form }: { readonly scheme: SchemeInfo; readonly form: FormState<Values> }) {
  const { values } = form;
  const props = { scheme, form: values.form, values, onChange: form.set, error: form.error };
  if (values.origin === 'unknown') return <p>{t('class.unknown')}</p>;
  return (
    <>
      <p>
        <Link to="/information/aid">{t('class.lead')}</Link>
      </p>
      <ClassFields {...props} {...(values.sources.length > 0 ? { support: t('class.inherit') } : {})} />
      <RestrictionFields {...props} />
      <Checkbox
        label={t('new.ask')}
        checked={values.asking}
        onChange={(asking) => form.set({ asking })}
        name="asking"
      />
      {values.asking && (
        <TextArea
          label={t('new.askReason')}
          required
          support={t('new.askHint')}
          maxLength={1000}
          {...form.text('ask')}
        />
      )}
    </>
  );
}

function bodyOf(scheme: SchemeInfo, values: Values) {
  const standing = standingBody(scheme, values, values.form);
  const unknown = values.origin === 'unknown';
  const open = { confidentiality: null, integrity: null, availability: null };
  return {
    ...detailBody(values),
    ...standing,
    ...(unknown ? { classes: open } : {}),
    number: values.number,
    form: values.form,
    origin: values.origin,
    unitId: values.unit?.value ?? '',
    deciderId: values.decider?.value ?? null,
    sources: values.sources.map(({ id, kind }) => ({ id, kind })),
    ask: values.asking && !unknown ? values.ask : '',
  };
}
