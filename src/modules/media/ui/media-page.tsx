import { Badge } from '../../../kit/ui/badge.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import type { ListAnswer } from '../../../kit/ui/ledger-model.ts';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { mediumKinds, mediumStates } from '../model.ts';
import type { MediumRow, PlaceRow } from './calls.ts';
import { ClassCell, MediumStateBadge } from './parts.tsx';

/** The ledger of media. */
export default function MediaPage() {
  const mayEdit = useMay('media.edit');
  const places = useData<ListAnswer<PlaceRow>>('/api/v1/storage-places', { pageSize: 200 });
  return (
    <>
      <PageHeader
        title={t('page.media')}
        lead={ui('media.lead')}
        actions={
          mayEdit && (
            <>
              <ButtonLink to="/media/new" variant="solid">
                {ui('media.add')}
              </ButtonLink>
              <ButtonLink to="/media/import">{ui('media.import')}</ButtonLink>
            </>
          )
        }
      />
      <Ledger<MediumRow>
        title={t('page.media')}
        path="/api/v1/media"
        rowKey={(row) => row.id}
        rowLink={(row) => `/media/${row.id}`}
        columns={[
          {
            name: 'number',
            label: t('medium.number'),
            sortable: true,
            cell: (row) => <span className="whitespace-nowrap">{row.number}</span>,
          },
          { name: 'name', label: t('medium.name'), sortable: true, cell: (row) => <Name row={row} /> },
          { name: 'classes', label: t('medium.classes'), cell: (row) => <ClassCell row={row} /> },
          { name: 'place', label: t('medium.place'), cell: (row) => <Place row={row} /> },
          { name: 'unit', label: t('medium.unit'), cell: (row) => row.unit.name, wideOnly: true },
          {
            name: 'state',
            label: t('medium.state'),
            sortable: true,
            cell: (row) => <State row={row} />,
          },
        ]}
        filters={[
          {
            name: 'kind',
            label: t('medium.kind'),
            options: mediumKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
          },
          {
            name: 'state',
            label: t('medium.state'),
            options: mediumStates.map((value) => ({ value, label: t(`state.${value}`) })),
          },
          {
            name: 'placeId',
            label: t('medium.place'),
            options: (places.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          { name: 'finding', label: ui('media.finding'), kind: 'check' },
          { name: 'closed', label: ui('media.closed'), kind: 'check' },
        ]}
        exports
        empty={{ title: ui('media.empty'), text: ui('media.emptyHint') }}
      />
    </>
  );
}

function Name({ row }: { readonly row: MediumRow }) {
  return (
    <>
      {row.name}
      <span className="block text-dns-14N-130 text-solid-gray-700">{t(`kind.${row.kind}`)}</span>
    </>
  );
}

function Place({ row }: { readonly row: MediumRow }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      {row.place?.name ?? ui('media.none')}
      {row.findings.length > 0 && (
        <Badge tone="orange">{ui('media.findings', { count: row.findings.length })}</Badge>
      )}
    </span>
  );
}

function State({ row }: { readonly row: MediumRow }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <MediumStateBadge state={row.state} />
      {row.borrower}
    </span>
  );
}
