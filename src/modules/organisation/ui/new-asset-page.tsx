import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { useRefresh } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { Select } from '../../../kit/ui/inputs.tsx';
import { useNavigate, useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { assetKinds } from '../model.ts';
import { AssetFields, type AssetValues, assetBody } from './asset-fields.tsx';
import { addAsset, everything } from './calls.ts';
import { UnitPicker } from './unit-picker.tsx';

interface Values extends AssetValues {
  readonly unit: Candidate | null;
  readonly validFrom: string;
}

/** Enters a system, area or service. */
export default function NewAssetPage() {
  const { today } = useSession();
  const [state, set] = useUrlState({ kind: 'system' });
  const kind = assetKinds.find((each) => each === state.kind) ?? 'system';
  const refresh = useRefresh();
  const navigate = useNavigate();
  const form = useForm<Values>({
    initial: {
      ...{ code: '', name: '', description: '', stage: 'operating', recognisedOn: today, attributes: [] },
      ...{ unit: null, validFrom: today },
    },
    fieldOf: (field) => (field === 'unitId' ? 'unit' : field),
    check: (values) => (values.unit === null ? [{ field: 'unit', message: t('appointment.scopeUnit') }] : []),
    send: async (values) => {
      const place = { kind, unitId: values.unit?.value ?? '', validFrom: values.validFrom };
      const { id } = await addAsset({ body: { ...assetBody(values), ...place } });
      await refresh(everything);
      navigate(`/ledgers/${id}`);
    },
  });
  const ledgers = { system: 'page.systems', area: 'page.areas', service: 'page.services' } as const;
  return (
    <>
      <PageHeader title={t('page.newAsset')} trail={[{ label: t(ledgers[kind]), to: `/${kind}s` }]} />
      <Form form={form} submit={t('action.add')}>
        <Select
          label={t('asset.kind')}
          required
          placeholder={null}
          value={kind}
          onChange={(next) => set({ kind: next })}
          options={assetKinds.map((value) => ({ value, label: t(`assetKind.${value}`) }))}
        />
        <UnitPicker
          name="unit"
          label={t('asset.unit')}
          required
          value={form.values.unit}
          onChange={(unit) => form.set({ unit })}
          error={form.error('unit')}
        />
        <DateField label={t('asset.from')} required {...form.text('validFrom')} />
        <AssetFields form={form} />
      </Form>
    </>
  );
}
