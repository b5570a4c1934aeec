import { type Candidate, Combobox } from '../../../kit/ui/combobox.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, type FormState, useForm } from '../../../kit/ui/form.tsx';
import { Select, TextField } from '../../../kit/ui/inputs.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { type AssetRow, addAppointment, everything, type RoleInfo } from './calls.ts';
import { type DraftChange, LiveFindings } from './live-findings.tsx';
import { endOf, PersonPicker } from './parts.tsx';
import { UnitPicker } from './unit-picker.tsx';

interface Values {
  readonly roleId: string;
  readonly unit: Candidate | null;
  readonly asset: Candidate | null;
  readonly person: Candidate | null;
  readonly validFrom: string;
  readonly lastDay: string;
  readonly decision: string;
  readonly decidedOn: string;
}

const formField: Readonly<Record<string, string>> = {
  personId: 'person',
  unitId: 'unit',
  assetId: 'asset',
  validTo: 'lastDay',
};

/** Appoints somebody to a role, with what the rules of the pack say while one types. */
export function AppointDialog({
  roles,
  close,
}: {
  readonly roles: readonly RoleInfo[];
  readonly close: () => void;
}) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const roleOf = (id: string) => roles.find((role) => role.id === id);
  const form = useForm<Values>({
    initial: {
      ...{ roleId: '', unit: null, asset: null, person: null },
      ...{ validFrom: today, lastDay: '', decision: '', decidedOn: '' },
    },
    fieldOf: (field) => formField[field] ?? field,
    check: (values) => missing(values, roleOf(values.roleId)),
    send: async (values) => {
      const { decision, decidedOn } = values;
      await addAppointment({
        body: { ...seatOf(values), decision, decidedOn: decidedOn === '' ? null : decidedOn },
      });
      await done(t('appointments.done'));
    },
  });
  const role = roleOf(form.values.roleId);
  return (
    <Dialog open onClose={close} title={t('appointments.appoint')} size="lg">
      <Form form={form} submit={t('appointments.appoint')}>
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="flex flex-col gap-6">
            <Select
              label={t('appointment.role')}
              required
              width="lg"
              name="roleId"
              value={form.values.roleId}
              onChange={(roleId) => form.set({ roleId, unit: null, asset: null })}
              error={form.error('roleId')}
              options={roles
                .filter((each) => !each.everyone)
                .map((each) => ({ value: each.id, label: each.title }))}
            />
            {role && <ScopeField role={role} form={form} />}
            <PersonPicker
              name="person"
              label={t('appointments.person')}
              required
              value={form.values.person}
              onChange={(person) => form.set({ person })}
              error={form.error('person')}
            />
            <DateField label={t('appointments.from')} required {...form.text('validFrom')} />
            <DateField label={t('appointments.to')} {...form.text('lastDay')} />
            <TextField label={t('appointment.decision')} {...form.text('decision')} />
            <DateField label={t('appointment.decidedOn')} {...form.text('decidedOn')} />
          </div>
          <div className="self-start lg:sticky lg:top-0">
            <LiveFindings draft={draftOf(form.values, role, today)} />
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

function ScopeField({ role, form }: { readonly role: RoleInfo; readonly form: FormState<Values> }) {
  if (role.scope === 'organisation') return <p>{t('appointments.whole')}</p>;
  if (role.scope === 'unit') {
    return (
      <UnitPicker
        name="unit"
        label={t('appointments.unit')}
        required
        value={form.values.unit}
        onChange={(unit) => form.set({ unit })}
        error={form.error('unit')}
      />
    );
  }
  return (
    <Combobox<AssetRow>
      key={role.scope}
      name="asset"
      label={t('appointments.asset', { kind: t(`assetKind.${role.scope}`) })}
      required
      value={form.values.asset}
      onChange={(asset) => form.set({ asset })}
      error={form.error('asset')}
      path="/api/v1/assets"
      query={{ kind: role.scope }}
      option={(asset) => ({
        value: asset.id,
        label: asset.name,
        detail: `${asset.unit?.name ?? ''} ${asset.code}`.trim(),
      })}
    />
  );
}

const seatOf = (values: Values) => ({
  roleId: values.roleId,
  personId: values.person?.value ?? '',
  unitId: values.unit?.value ?? null,
  assetId: values.asset?.value ?? null,
  validFrom: values.validFrom,
  validTo: endOf(values.lastDay),
});

function missing(values: Values, role: RoleInfo | undefined) {
  if (!role) return [{ field: 'roleId', message: t('appointment.roleUnknown') }];
  const problems = [];
  if (role.scope === 'unit' && values.unit === null)
    problems.push({ field: 'unit', message: t('appointment.scopeUnit') });
  if (!['unit', 'organisation'].includes(role.scope) && values.asset === null) {
    problems.push({ field: 'asset', message: t('appointment.scopeAsset') });
  }
  if (values.person === null) problems.push({ field: 'person', message: t('appointment.personLeft') });
  if (values.validFrom === '') problems.push({ field: 'validFrom', message: t('input.date') });
  return problems;
}

/** The change as the check takes it: looked at on the day on which it begins. */
function draftOf(values: Values, role: RoleInfo | undefined, today: string): DraftChange | null {
  if (!role || missing(values, role).length > 0) return null;
  const date = values.validFrom > today ? values.validFrom : today;
  return { date, appoint: [{ ...seatOf(values), scopeKind: role.scope }] };
}
