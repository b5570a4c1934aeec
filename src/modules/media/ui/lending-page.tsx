import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { loanStates } from '../model.ts';
import type { LoanRow } from './calls.ts';
import { LendDialog } from './lend-dialog.tsx';
import { LoanStateBadge } from './parts.tsx';

/** The lending book. */
export default function LendingPage() {
  const mayLend = useMay('loans.keep');
  const [lending, setLending] = useState(false);
  return (
    <>
      <PageHeader
        title={t('page.lending')}
        lead={ui('lending.lead')}
        actions={mayLend && <Button onClick={() => setLending(true)}>{ui('lending.lend')}</Button>}
      />
      <Ledger<LoanRow>
        title={t('page.lending')}
        path="/api/v1/media-loans"
        rowKey={(row) => row.id}
        rowLink={(row) => `/lending/${row.id}`}
        columns={[
          {
            name: 'number',
            label: ui('lending.medium'),
            sortable: true,
            cell: (row) => `${row.medium.number} ${row.medium.name}`,
          },
          { name: 'borrower', label: t('loan.borrower'), cell: (row) => row.borrower.name },
          { name: 'purpose', label: t('loan.purpose'), cell: (row) => row.purpose, wideOnly: true },
          {
            name: 'lentOn',
            label: t('loan.lentOn'),
            sortable: true,
            cell: (row) => formatDate(row.lentOn),
          },
          { name: 'dueOn', label: t('loan.dueOn'), sortable: true, cell: (row) => formatDate(row.dueOn) },
          { name: 'state', label: t('medium.state'), cell: (row) => <LoanStateBadge state={row.state} /> },
        ]}
        filters={[
          {
            name: 'state',
            label: t('medium.state'),
            options: [
              { value: 'running', label: ui('lending.running') },
              ...loanStates.map((value) => ({ value, label: t(`loanState.${value}`) })),
            ],
          },
        ]}
        exports
        empty={{ title: ui('lending.empty'), text: ui('lending.emptyHint') }}
      />
      {lending && <LendDialog medium={null} close={() => setLending(false)} />}
    </>
  );
}
