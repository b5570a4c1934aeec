import { type ReactNode, useState } from 'react';
import { addDays } from '../../../kernel/dates.ts';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { Loaded, useData, useRefresh } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Form, type FormState, useForm } from '../../../kit/ui/form.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { useNavigate, useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../kit/ui/session.ts';
import { UnitPicker } from '../../organisation/ui/index.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { type Direction, directions, protections } from '../model.ts';
import { addCarry, addCarryOfOther, type CarryForm, everything } from './calls.ts';
import { CarriablePicker, nowInTokyo, PersonPicker, RuleList, tokyoInstant } from './parts.tsx';

interface Values {
  readonly direction: Direction;
  readonly who: 'self' | 'other';
  readonly unit: Candidate | null;
  readonly person: Candidate | null;
  readonly personName: string;
  readonly medium: Candidate | null;
  readonly item: string;
  readonly quantity: string;
  readonly purpose: string;
  readonly place: string;
  readonly carriedAt: string;
  readonly dueOn: string;
  readonly protection: string;
  readonly permissionNote: string;
}

/** Records what is carried out or in; `?medium=` begins with a medium of the ledger. */
export default function NewCarryPage() {
  const [{ medium }] = useUrlState({ medium: '' });
  const first = useData<CarryForm>('/api/v1/carry-entries/form', medium === '' ? {} : { mediumId: medium });
  return (
    <>
      <PageHeader title={ui('carry.new')} />
      <Loaded query={first}>
        {(form) => (
          <CarryFormBody
            key={medium}
            medium={form.name === null ? null : { value: medium, label: form.name }}
            encrypted={form.encrypted}
          />
        )}
      </Loaded>
    </>
  );
}

function CarryFormBody({
  medium,
  encrypted,
}: {
  readonly medium: Candidate | null;
  readonly encrypted: boolean;
}) {
  const { today } = useSession();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const mayForOthers = useMay('carrying.confirm');
  const [now] = useState(nowInTokyo);
  const form = useForm<Values>({
    initial: {
      ...{ direction: 'out', who: 'self', unit: null, person: null, personName: '', medium },
      ...{ item: medium?.label ?? '', quantity: '1', purpose: '', place: '', carriedAt: now },
      ...{ dueOn: addDays(today, 1), protection: encrypted ? 'encrypted' : 'none', permissionNote: '' },
    },
    fieldOf: (field) => ({ mediumId: 'medium', unitId: 'unit', personId: 'person' })[field] ?? field,
    check: ({ who, unit, carriedAt }) => [
      ...(who === 'other' && unit === null ? [{ field: 'unit', message: ui('carry.pickUnit') }] : []),
      ...(carriedAt === '' ? [{ field: 'carriedAt', message: ui('field.required') }] : []),
    ],
    send: async (values) => {
      const { id } = await record(values);
      await refresh(everything);
      navigate(`/carry-book/${id}`);
    },
  });
  const { values, set } = form;
  const out = values.direction === 'out';
  return (
    <Form form={form} submit={ui('action.record')}>
      <RadioGroup<Direction>
        label={t('carry.direction')}
        inline
        value={values.direction}
        onChange={(direction) => set({ direction })}
        options={directions.map((value) => ({ value, label: t(`direction.${value}`) }))}
      />
      {mayForOthers && <Who form={form} />}
      {out && (
        <CarriablePicker
          name="medium"
          label={ui('carry.medium')}
          support={ui('carry.mediumHint')}
          value={values.medium}
          onChange={(next) => set({ medium: next, ...(next !== null && { item: next.label }) })}
          error={form.error('medium')}
        />
      )}
      <TextField
        label={ui(`carry.item.${values.direction}`)}
        required
        support={ui('carry.itemHint')}
        {...form.text('item')}
      />
      <TextField
        label={t('medium.quantity')}
        required
        width="sm"
        inputMode="numeric"
        {...form.text('quantity')}
      />
      <TextArea label={t('carry.purpose')} required maxLength={500} {...form.text('purpose')} />
      <TextField label={ui(`carry.place.${values.direction}`)} required {...form.text('place')} />
      <TextField
        type="datetime-local"
        label={ui(`carry.at.${values.direction}`)}
        required
        width="md"
        {...form.text('carriedAt')}
      />
      <DateField label={ui(`carry.due.${values.direction}`)} required {...form.text('dueOn')} />
      {out && (
        <Rules medium={values.medium?.value ?? ''} place={values.place} purpose={values.purpose}>
          <Select
            label={t('carry.protection')}
            required
            placeholder={null}
            options={protections.map((value) => ({ value, label: t(`protection.${value}`) }))}
            {...form.text('protection')}
          />
          <TextField
            label={t('carry.permission')}
            width="md"
            support={ui('carry.permissionHint')}
            {...form.text('permissionNote')}
          />
        </Rules>
      )}
    </Form>
  );
}

function record(values: Values) {
  const out = values.direction === 'out';
  const body = {
    direction: values.direction,
    mediumId: out ? (values.medium?.value ?? null) : null,
    item: values.item,
    quantity: Number(values.quantity),
    purpose: values.purpose,
    place: values.place,
    carriedAt: tokyoInstant(values.carriedAt),
    dueOn: values.dueOn,
    protection: protections.find((each) => out && each === values.protection) ?? ('none' as const),
    permissionNote: out ? values.permissionNote : '',
  };
  if (values.who === 'self') return addCarry({ body });
  const { unit, person, personName } = values;
  return addCarryOfOther({
    body: { ...body, unitId: unit?.value ?? '', personId: person?.value ?? null, personName },
  });
}

function Who({ form }: { readonly form: FormState<Values> }) {
  const { values, set } = form;
  return (
    <>
      <RadioGroup<'self' | 'other'>
        label={ui('carry.who')}
        value={values.who}
        onChange={(who) => set({ who })}
        options={[
          { value: 'self', label: ui('carry.self') },
          { value: 'other', label: ui('carry.other') },
        ]}
      />
      {values.who === 'other' && (
        <>
          <UnitPicker
            name="unit"
            label={t('carry.unit')}
            required
            value={values.unit}
            onChange={(unit) => set({ unit })}
            error={form.error('unit')}
          />
          <PersonPicker
            name="person"
            label={ui('carry.person')}
            value={values.person}
            onChange={(person) => set({ person })}
            error={form.error('person')}
          />
          {values.person === null && (
            <TextField
              label={ui('carry.outsider')}
              support={ui('carry.outsiderHint')}
              {...form.text('personName')}
            />
          )}
        </>
      )}
    </>
  );
}

/** The rules that hold for what is chosen, the fields that satisfy them, and the way to a permission. */
function Rules({
  medium,
  place,
  purpose,
  children,
}: {
  readonly medium: string;
  readonly place: string;
  readonly purpose: string;
  readonly children: ReactNode;
}) {
  const form = useData<CarryForm>('/api/v1/carry-entries/form', medium === '' ? {} : { mediumId: medium });
  const rules = form.data?.rules ?? [];
  const type = rules.find((rule) => rule.permissionType !== null)?.permissionType ?? null;
  const query = new URLSearchParams({ type: type ?? '', place, purpose });
  return (
    <>
      {rules.length > 0 && (
        <Notice
          kind="info"
          title={ui('carry.rules')}
          actions={
            type !== null && (
              <ButtonLink to={`/permissions/new?${query.toString()}`}>{ui('carry.askPermission')}</ButtonLink>
            )
          }
        >
          {form.data?.classes && <p className="mb-2">{`${t('medium.classes')}：${form.data.classes}`}</p>}
          <RuleList rules={rules} />
        </Notice>
      )}
      {children}
    </>
  );
}
