import { formatInstant } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { disposalDeeds } from '../model.ts';
import type { DisposalRow } from './calls.ts';

/** Records of erasure, sanitising and disposal. */
export default function DisposalsPage() {
  const mayRecord = useMay('disposals.record');
  return (
    <>
      <PageHeader
        title={t('page.disposals')}
        lead={ui('disposals.lead')}
        actions={
          mayRecord && (
            <ButtonLink to="/disposals/new" variant="solid">
              {ui('disposals.add')}
            </ButtonLink>
          )
        }
      />
      <Ledger<DisposalRow>
        title={t('page.disposals')}
        path="/api/v1/disposals"
        rowKey={(row) => row.id}
        rowLink={(row) => `/disposals/${row.id}`}
        columns={[
          { name: 'subject', label: t('disposal.subject'), sortable: true, cell: (row) => row.subject },
          { name: 'deed', label: t('disposal.deed'), cell: (row) => t(`deed.${row.deed}`) },
          {
            name: 'doneAt',
            label: t('disposal.doneAt'),
            sortable: true,
            cell: (row) => formatInstant(new Date(row.doneAt)),
          },
          { name: 'method', label: t('disposal.method'), cell: (row) => row.method },
          { name: 'person', label: t('disposal.person'), cell: (row) => row.personName },
          {
            name: 'certificate',
            label: ui('disposals.certificate'),
            cell: (row) => <Certificate row={row} />,
          },
        ]}
        filters={[
          {
            name: 'deed',
            label: t('disposal.deed'),
            options: disposalDeeds.map((value) => ({ value, label: t(`deed.${value}`) })),
          },
          {
            name: 'of',
            label: ui('disposals.of'),
            options: (['medium', 'information', 'backup'] as const).map((value) => ({
              value,
              label: ui(`disposals.of.${value}`),
            })),
          },
          { name: 'open', label: ui('disposals.open'), kind: 'check' },
        ]}
        exports
        empty={{ title: ui('disposals.empty'), text: ui('disposals.emptyHint') }}
      />
    </>
  );
}

/** Whether the contractor's certificate has come. */
export function Certificate({ row }: { readonly row: DisposalRow }) {
  if (row.contractor === '') return ui('media.none');
  if (row.certificateNumber === '' && row.certificateOn === null) {
    return <Badge tone="orange">{ui('disposals.awaiting')}</Badge>;
  }
  return row.certificateNumber;
}
