import { useState } from 'react';
import { addDays, formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { EditDialog } from '../../../kit/ui/edit-dialog.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../kit/ui/session.ts';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { AssetFields, type AssetValues, assetBody } from './asset-fields.tsx';
import {
  type AssetDetail,
  type AttributeFamily,
  changeAsset,
  everything,
  relocateAsset,
  withdrawAsset,
} from './calls.ts';
import { periodText } from './parts.tsx';
import { UnitPicker } from './unit-picker.tsx';

/** One system, area or service. */
export default function AssetPage() {
  const { assetId } = useParams('assetId');
  const asset = useData<AssetDetail>(`/api/v1/assets/${assetId}`);
  return <LoadedPage query={asset}>{(detail) => <Asset key={detail.id} asset={detail} />}</LoadedPage>;
}

const ledgers = { system: 'page.systems', area: 'page.areas', service: 'page.services' } as const;

function Asset({ asset }: { readonly asset: AssetDetail }) {
  const mayEdit = useMay('organisation.edit');
  const [open, setOpen] = useState<'none' | 'edit' | 'move' | 'retire'>('none');
  const close = () => setOpen('none');
  const retired = asset.stage === 'retired';
  return (
    <>
      <PageHeader
        title={asset.name}
        status={<Badge tone={retired ? 'neutral' : 'green'}>{t(`assetStage.${asset.stage}`)}</Badge>}
        trail={[{ label: t(ledgers[asset.kind]), to: `/${asset.kind}s` }]}
        actions={
          mayEdit && (
            <>
              <Button onClick={() => setOpen('edit')}>{t('action.edit')}</Button>
              {!retired && (
                <>
                  <Button variant="outline" onClick={() => setOpen('move')}>
                    {t('asset.move')}
                  </Button>
                  <Button variant="outline" onClick={() => setOpen('retire')}>
                    {t('asset.retire')}
                  </Button>
                </>
              )}
            </>
          )
        }
      />
      <DescriptionList
        entries={[
          [t('asset.code'), asset.code],
          [t('asset.kind'), t(`assetKind.${asset.kind}`)],
          [t('asset.description'), asset.description],
          [t('asset.recognisedOn'), asset.recognisedOn === null ? null : formatDate(asset.recognisedOn)],
          [t('asset.attributes'), <AttributeTitles key="attributes" codes={asset.attributes} />],
        ]}
      />
      <Officers asset={asset} />
      <Section title={t('asset.units')}>
        <Table
          caption={t('asset.units')}
          rows={asset.units}
          rowKey={(row) => `${row.id} ${row.validFrom}`}
          columns={[
            {
              name: 'unit',
              label: t('asset.unit'),
              heading: true,
              cell: (row) => <Link to={`/units/${row.id}`}>{row.name}</Link>,
            },
            {
              name: 'period',
              label: t('column.period'),
              cell: (row) => periodText(row.validFrom, row.validTo),
            },
          ]}
        />
      </Section>
      <Section title={t('section.history')}>
        <HistoryPanel path={`/api/v1/assets/${asset.id}/history`} />
      </Section>
      {open === 'edit' && <EditAssetDialog asset={asset} close={close} />}
      {open === 'move' && <MoveDialog asset={asset} close={close} />}
      {open === 'retire' && <RetireDialog asset={asset} close={close} />}
    </>
  );
}

function AttributeTitles({ codes }: { readonly codes: readonly string[] }) {
  const families = useData<readonly AttributeFamily[]>('/api/v1/asset-attributes');
  if (codes.length === 0) return t('asset.noAttributes');
  const known = (families.data ?? [])
    .map((family) => ({
      ...family,
      attributes: family.attributes.filter((each) => codes.includes(each.code)),
    }))
    .filter((family) => family.attributes.length > 0);
  return (
    <ul className="flex flex-col gap-1">
      {known.map((family) => (
        <li
          key={family.id}
        >{`${family.title}：${family.attributes.map((each) => each.title).join('、')}`}</li>
      ))}
    </ul>
  );
}

function Officers({ asset }: { readonly asset: AssetDetail }) {
  return (
    <Section title={t('asset.officers')}>
      {asset.officers.length === 0 ? (
        <Badge tone="orange">{t('assets.noOfficer')}</Badge>
      ) : (
        <Table
          caption={t('asset.officers')}
          rows={asset.officers}
          rowKey={(row) => row.id}
          columns={[
            {
              name: 'role',
              label: t('appointment.role'),
              heading: true,
              cell: (row) => (row.deputy ? t('person.deputy', { role: row.role }) : row.role),
            },
            {
              name: 'person',
              label: t('person.name'),
              cell: ({ person }) =>
                person.visible ? <Link to={`/people/${person.id}`}>{person.name}</Link> : person.name,
            },
            {
              name: 'period',
              label: t('responsibility.term'),
              cell: (row) => periodText(row.validFrom, row.validTo),
            },
          ]}
        />
      )}
    </Section>
  );
}

interface DialogProps {
  readonly asset: AssetDetail;
  readonly close: () => void;
}

const labels: Readonly<Record<string, string>> = {
  code: t('asset.code'),
  name: t('asset.name'),
  attributes: t('asset.attributes'),
  description: t('asset.description'),
  stage: t('asset.stage'),
  recognisedOn: t('asset.recognisedOn'),
};

function EditAssetDialog({ asset, close }: DialogProps) {
  const done = useDone(everything, close);
  const { code, name, description, stage, attributes } = asset;
  return (
    <EditDialog<AssetValues>
      title={t('action.edit')}
      size="lg"
      submit={t('action.save')}
      initial={{ code, name, description, stage, attributes, recognisedOn: asset.recognisedOn ?? '' }}
      version={asset.version}
      labels={labels}
      save={async (values, over) => {
        await changeAsset({ params: { id: asset.id }, body: { ...assetBody(values), ...over } });
        await done(t('done.saved'));
      }}
      close={close}
    >
      {(form) => <AssetFields form={form} />}
    </EditDialog>
  );
}

function MoveDialog({ asset, close }: DialogProps) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm<{ unit: Candidate | null; from: string }>({
    initial: { unit: null, from: today },
    fieldOf: (field) => (field === 'unitId' ? 'unit' : field),
    check: ({ unit }) => (unit === null ? [{ field: 'unit', message: t('appointment.scopeUnit') }] : []),
    send: async ({ unit, from }) => {
      await relocateAsset({ params: { id: asset.id }, body: { unitId: unit?.value ?? '', from } });
      await done(t('done.saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('asset.move')} size="sm">
      <Form form={form} submit={t('action.save')}>
        <UnitPicker
          name="unit"
          label={t('asset.unit')}
          required
          value={form.values.unit}
          onChange={(unit) => form.set({ unit })}
          error={form.error('unit')}
        />
        <DateField label={t('asset.moveFrom')} required {...form.text('from')} />
      </Form>
    </Dialog>
  );
}

function RetireDialog({ asset, close }: DialogProps) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { retiredOn: today },
    send: async ({ retiredOn }: { retiredOn: string }) => {
      const body = { version: asset.version, retiredOn: addDays(retiredOn, 1) };
      await withdrawAsset({ params: { id: asset.id }, body });
      await done(t('done.saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('asset.retireTitle')} size="sm">
      <Form form={form} submit={t('asset.retire')}>
        <p>{t('asset.retireText')}</p>
        <DateField label={t('asset.retiredOn')} required {...form.text('retiredOn')} />
      </Form>
    </Dialog>
  );
}
