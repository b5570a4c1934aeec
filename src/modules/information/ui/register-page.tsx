import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages-ui.ts';
import { issues, origins, personals } from '../model/register.ts';
import { forms } from '../model.ts';
import type { AssetRow } from './calls.ts';
import { HandOverManyDialog } from './hand-over-dialog.tsx';
import { IssueBadges, StandingText } from './parts.tsx';

/** The register of information, as far as one sees it. */
export default function RegisterPage() {
  const mayRegister = useMay('information.register');
  const mayImport = useMay('information.import');
  const mayDecide = useMay('information.decide');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [handingOver, setHandingOver] = useState(false);
  return (
    <>
      <PageHeader
        title={t('page.register')}
        lead={t('register.lead')}
        actions={
          <>
            {mayRegister && (
              <ButtonLink to="/information/new" variant="solid">
                {t('register.add')}
              </ButtonLink>
            )}
            {mayImport && <ButtonLink to="/information/import">{t('register.import')}</ButtonLink>}
          </>
        }
      />
      <Ledger<AssetRow>
        title={t('page.register')}
        path="/api/v1/information-assets"
        rowKey={(row) => row.id}
        rowLink={(row) => `/information/${row.id}`}
        columns={[
          { name: 'name', label: t('field.name'), sortable: true, cell: (row) => row.name },
          {
            name: 'number',
            label: t('field.number'),
            sortable: true,
            cell: (row) => row.number,
            width: 'w-36',
          },
          {
            name: 'unit',
            label: t('field.unit'),
            sortable: true,
            cell: (row) => row.unit.name,
            width: 'w-36',
          },
          {
            name: 'confidentiality',
            label: t('field.classes'),
            sortable: true,
            cell: (row) => <StandingText {...row} />,
          },
          {
            name: 'issues',
            label: t('field.issues'),
            cell: (row) =>
              row.status === 'disposed' ? t('status.disposed') : <IssueBadges issues={row.issues} />,
          },
        ]}
        filters={[
          { name: 'issue', label: t('field.issues'), options: optionsOf(issues, 'issue') },
          {
            name: 'confidentiality',
            label: t('axis.confidentiality'),
            options: [
              ...['3', '2', '1'].map((value) => ({ value, label: value })),
              { value: 'open', label: t('filter.confidentialityOpen') },
            ],
          },
          { name: 'form', label: t('field.form'), options: optionsOf(forms, 'form') },
          { name: 'origin', label: t('field.origin'), options: optionsOf(origins, 'origin') },
          { name: 'personal', label: t('field.personal'), options: optionsOf(personals, 'personal') },
          {
            name: 'status',
            label: t('field.status'),
            options: [
              { value: 'active', label: t('status.active') },
              { value: 'disposed', label: t('status.disposed') },
              { value: 'all', label: t('filter.all') },
            ],
            initial: 'active',
          },
          { name: 'mine', label: t('filter.mine'), kind: 'check' },
        ]}
        exports
        {...(mayDecide && {
          selection: {
            selected,
            onChange: setSelected,
            actions: () => (
              <Button size="sm" onClick={() => setHandingOver(true)}>
                {t('handOver.selected')}
              </Button>
            ),
          },
        })}
        empty={{ title: t('register.empty'), text: t('register.emptyHint') }}
      />
      {handingOver && (
        <HandOverManyDialog
          ids={selected}
          close={() => setHandingOver(false)}
          done={() => {
            setHandingOver(false);
            setSelected(new Set());
          }}
        />
      )}
    </>
  );
}

type Prefix = 'issue' | 'form' | 'origin' | 'personal';
const optionsOf = (values: readonly string[], prefix: Prefix) =>
  values.map((value) => {
    const key = `${prefix}.${value}`;
    return { value, label: t.has(key) ? t(key) : value };
  });
