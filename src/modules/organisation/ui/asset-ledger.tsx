import { Badge } from '../../../kit/ui/badge.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { type AssetKind, assetStages } from '../model.ts';
import type { AssetRow, AttributeFamily } from './calls.ts';

const titles = { system: 'page.systems', area: 'page.areas', service: 'page.services' } as const;

/** One of the three ledgers. */
export function AssetLedger({ kind }: { readonly kind: AssetKind }) {
  const mayEdit = useMay('organisation.edit');
  const mayImport = useMay('organisation.import');
  const families = useData<readonly AttributeFamily[]>('/api/v1/asset-attributes');
  const attributes = (families.data ?? []).flatMap((family) => family.attributes);
  const title = t(titles[kind]);
  return (
    <>
      <PageHeader
        title={title}
        lead={t(`assets.lead.${kind}`)}
        actions={
          <>
            {mayEdit && (
              <ButtonLink to={`/ledgers/new?kind=${kind}`} variant="solid">
                {t('action.add')}
              </ButtonLink>
            )}
            {mayImport && <ButtonLink to="/organisation/imports?kind=assets">{t('page.imports')}</ButtonLink>}
          </>
        }
      />
      <Ledger<AssetRow>
        title={title}
        path="/api/v1/assets"
        query={{ kind }}
        rowKey={(row) => row.id}
        rowLink={(row) => `/ledgers/${row.id}`}
        columns={[
          { name: 'name', label: t('asset.name'), sortable: true, cell: (row) => row.name },
          { name: 'code', label: t('asset.code'), sortable: true, cell: (row) => row.code, width: 'w-32' },
          { name: 'unit', label: t('asset.unit'), cell: (row) => row.unit?.name ?? '' },
          { name: 'officers', label: t('asset.officers'), cell: (row) => <Officers row={row} /> },
          {
            name: 'stage',
            label: t('asset.stage'),
            sortable: true,
            cell: (row) => t(`assetStage.${row.stage}`),
            width: 'w-28',
          },
        ]}
        filters={[
          {
            name: 'stage',
            label: t('asset.stage'),
            options: assetStages.map((value) => ({ value, label: t(`assetStage.${value}`) })),
          },
          ...(kind === 'system'
            ? [
                {
                  name: 'attribute',
                  label: t('asset.attributes'),
                  options: attributes.map((each) => ({ value: each.code, label: each.title })),
                },
              ]
            : []),
        ]}
        exports
        empty={{ title: t('assets.empty'), text: t('assets.emptyHint') }}
      />
    </>
  );
}

function Officers({ row }: { readonly row: AssetRow }) {
  if (row.officers.length === 0) return <Badge tone="orange">{t('assets.noOfficer')}</Badge>;
  return (
    <ul>
      {row.officers.map((each) => (
        <li key={`${each.role} ${each.name}`}>
          {each.deputy ? `${each.name}（${t('appointment.deputy')}）` : each.name}
        </li>
      ))}
    </ul>
  );
}
