import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { returnFacts } from '../model.ts';
import type { LoanRow } from './calls.ts';
import { ExtendDialog, LoseLoanDialog, ReturnDialog } from './loan-dialogs.tsx';
import { LoanStateBadge } from './parts.tsx';

/** One loan, from lending to return. */
export default function LoanPage() {
  const { loanId } = useParams('loanId');
  const loan = useData<LoanRow>(`/api/v1/media-loans/${loanId}`);
  return <LoadedPage query={loan}>{(row) => <Loan key={row.id} loan={row} />}</LoadedPage>;
}

function Loan({ loan }: { readonly loan: LoanRow }) {
  const mayKeep = useMay('loans.keep');
  const mayRead = useMay('media.read');
  const mine = useSession().person?.id === loan.borrower.id;
  const [open, setOpen] = useState<'none' | 'return' | 'extend' | 'lose'>('none');
  const close = () => setOpen('none');
  const running = loan.closedOn === null;
  const medium = `${loan.medium.number} ${loan.medium.name}`;
  return (
    <>
      <PageHeader
        title={medium}
        status={<LoanStateBadge state={loan.state} />}
        actions={
          <>
            {mayKeep && running && (
              <>
                <Button onClick={() => setOpen('return')}>{ui('lending.return')}</Button>
                <Button variant="outline" onClick={() => setOpen('extend')}>
                  {ui('lending.extend')}
                </Button>
                <Button variant="outline" onClick={() => setOpen('lose')}>
                  {ui('lending.lose')}
                </Button>
              </>
            )}
            {mine && running && (
              <ButtonLink to={`/carry-book/new?medium=${loan.medium.id}`}>{ui('media.carry')}</ButtonLink>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Warnings loan={loan} />
        <DescriptionList
          entries={[
            [
              ui('lending.medium'),
              mayRead ? (
                <Link key="medium" to={`/media/${loan.medium.id}`}>
                  {medium}
                </Link>
              ) : (
                medium
              ),
            ],
            [t('medium.kind'), t(`kind.${loan.medium.kind}`)],
            [t('medium.unit'), loan.unit],
            [t('loan.borrower'), loan.borrower.name],
            [t('loan.purpose'), loan.purpose],
            [t('medium.quantity'), ui('media.countOf', { count: loan.quantity })],
            [t('loan.lentOn'), formatDate(loan.lentOn)],
            [t('loan.lentBy'), loan.lentBy],
            [t('loan.dueOn'), formatDate(loan.dueOn)],
            ...(loan.closedOn === null ? [] : endOf(loan, loan.closedOn)),
          ]}
        />
      </div>
      <Section title={ui('media.history')}>
        <HistoryPanel path={`/api/v1/media-loans/${loan.id}/history`} />
      </Section>
      {open === 'return' && <ReturnDialog loan={loan} close={close} />}
      {open === 'extend' && <ExtendDialog loan={loan} close={close} />}
      {open === 'lose' && <LoseLoanDialog loan={loan} close={close} />}
    </>
  );
}

function endOf(loan: LoanRow, closedOn: string): [string, string | null][] {
  const checks = returnFacts.filter((check) => loan.checks.includes(check));
  const returned = loan.state === 'returned';
  return [
    [returned ? t('loan.closedOn') : ui('media.lostOn'), formatDate(closedOn)],
    [
      t('loan.checks'),
      returned
        ? checks.map((check) => t(`check.return.${check}`)).join('、') || ui('lending.notChecked')
        : null,
    ],
    [
      ui('lending.returnedQuantity'),
      loan.returnedQuantity === null ? null : ui('media.countOf', { count: loan.returnedQuantity }),
    ],
    [returned ? t('medium.note') : ui('lending.loseNote'), loan.closeNote],
    [t('loan.closedBy'), loan.closedBy],
  ];
}

function Warnings({ loan }: { readonly loan: LoanRow }) {
  const report = <ButtonLink to="/report-incident">{ui('media.report')}</ButtonLink>;
  return (
    <>
      {loan.state === 'overdue' && (
        <Notice kind="warning" title={ui('lending.overdueTitle')}>
          {ui('lending.overdueText', { date: formatDate(loan.dueOn) })}
        </Notice>
      )}
      {loan.state === 'lost' && (
        <Notice kind="error" title={ui('lending.lost')} actions={report}>
          {ui('lending.lostText')}
        </Notice>
      )}
    </>
  );
}
