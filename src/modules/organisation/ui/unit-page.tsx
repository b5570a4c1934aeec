import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { EditDialog } from '../../../kit/ui/edit-dialog.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams, useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { changeUnit, everything, type UnitDetail } from './calls.ts';
import { NewUnitDialog } from './new-unit-dialog.tsx';
import { periodText } from './parts.tsx';
import { UnitFields, type UnitValues, unitBody } from './unit-fields.tsx';

/** One unit: where it stands, who answers for it, what it has. */
export default function UnitPage() {
  const { unitId } = useParams('unitId');
  const [{ date }] = useUrlState({ date: '' });
  const unit = useData<UnitDetail>(`/api/v1/units/${unitId}`, { date });
  return <LoadedPage query={unit}>{(detail) => <Unit key={detail.id} unit={detail} />}</LoadedPage>;
}

function Unit({ unit }: { readonly unit: UnitDetail }) {
  const mayEdit = useMay('organisation.edit');
  const mayRead = useMay('organisation.read');
  const [open, setOpen] = useState<'none' | 'edit' | 'add'>('none');
  const close = () => setOpen('none');
  const closed = unit.validTo !== null;
  return (
    <>
      <PageHeader
        title={unit.name}
        status={closed && <Badge tone="neutral">{t('unit.closed')}</Badge>}
        trail={[
          { label: t('page.units'), to: '/units' },
          ...unit.ancestors.map((above) => ({ label: above.name, to: `/units/${above.id}` })),
        ]}
        actions={
          mayEdit &&
          !closed && (
            <>
              <Button variant="outline" onClick={() => setOpen('edit')}>
                {t('unit.correct')}
              </Button>
              <Button variant="outline" onClick={() => setOpen('add')}>
                {t('units.add')}
              </Button>
            </>
          )
        }
      />
      <DescriptionList
        entries={[
          [t('unit.code'), unit.code],
          [t('unit.kana'), unit.kana],
          [t('unit.kind'), t(`unitKind.${unit.kind}`)],
          [t('unit.period'), periodText(unit.validFrom, unit.validTo)],
          [
            t('unit.peopleBelow'),
            mayRead ? (
              <Link key="people" to={`/people?unitId=${unit.id}`}>
                {t('unit.peopleLink', { count: unit.peopleBelow })}
              </Link>
            ) : (
              unit.peopleBelow
            ),
          ],
          [
            t('unit.succession'),
            unit.predecessors.length + unit.successors.length > 0 ? (
              <Succession key="succession" unit={unit} />
            ) : undefined,
          ],
        ]}
      />
      <Officers unit={unit} />
      <Surroundings unit={unit} />
      {mayRead && (
        <Section title={t('section.history')}>
          <HistoryPanel path={`/api/v1/units/${unit.id}/history`} />
        </Section>
      )}
      {open === 'edit' && <CorrectDialog unit={unit} close={close} />}
      {open === 'add' && <NewUnitDialog parent={{ value: unit.id, label: unit.name }} close={close} />}
    </>
  );
}

function Succession({ unit }: { readonly unit: UnitDetail }) {
  return (
    <ul>
      {unit.predecessors.map((other) => (
        <li key={other.id}>
          <Link to={`/units/${other.id}`}>
            {t('unit.predecessor', { name: other.name, date: formatDate(other.on) })}
          </Link>
        </li>
      ))}
      {unit.successors.map((other) => (
        <li key={other.id}>
          <Link to={`/units/${other.id}`}>
            {t('unit.successor', { name: other.name, date: formatDate(other.on) })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Officers({ unit }: { readonly unit: UnitDetail }) {
  return (
    <Section title={t('unit.officers')}>
      {unit.holders.length === 0 ? (
        <p>{t('unit.noOfficers')}</p>
      ) : (
        <Table
          caption={t('unit.officers')}
          rows={unit.holders}
          rowKey={(row) => row.appointmentId}
          columns={[
            {
              name: 'role',
              label: t('appointment.role'),
              heading: true,
              cell: (row) => (row.deputy ? t('person.deputy', { role: row.role }) : row.role),
            },
            { name: 'scope', label: t('appointment.scope'), cell: (row) => row.scopeName },
            { name: 'name', label: t('person.name'), cell: (row) => row.name },
            { name: 'post', label: t('person.unit'), cell: (row) => row.post },
          ]}
        />
      )}
    </Section>
  );
}

function Surroundings({ unit }: { readonly unit: UnitDetail }) {
  const mayRead = useMay('organisation.read');
  return (
    <>
      <Section title={t('unit.children')}>
        {unit.children.length === 0 ? (
          <p>{t('unit.noChildren')}</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {unit.children.map((child) => (
              <li key={child.id}>
                <Link to={`/units/${child.id}`}>{child.name}</Link>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('unit.assets')}>
        {unit.assets.length === 0 ? (
          <p>{t('unit.noAssets')}</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {unit.assets.map((asset) => (
              <li key={asset.id} className="flex flex-wrap items-center gap-3">
                <Badge>{t(`assetKind.${asset.kind}`)}</Badge>
                {mayRead ? <Link to={`/ledgers/${asset.id}`}>{asset.name}</Link> : asset.name}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function CorrectDialog({ unit, close }: { readonly unit: UnitDetail; readonly close: () => void }) {
  const done = useDone(everything, close);
  const { code, name, kana, kind, sortOrder } = unit;
  return (
    <EditDialog<UnitValues>
      title={t('unit.correct')}
      submit={t('action.save')}
      initial={{ code, name, kana, kind, sortOrder: String(sortOrder) }}
      version={unit.version}
      labels={labels}
      save={async (values, over) => {
        await changeUnit({ params: { id: unit.id }, body: { ...unitBody(values), ...over } });
        await done(t('done.saved'));
      }}
      close={close}
    >
      {(form) => (
        <>
          <p>{t('unit.correctLead')}</p>
          <UnitFields form={form} />
        </>
      )}
    </EditDialog>
  );
}

const labels: Readonly<Record<string, string>> = {
  code: t('unit.code'),
  name: t('unit.name'),
  kana: t('unit.kana'),
  kind: t('unit.kind'),
  sortOrder: t('unit.sortOrder'),
};
