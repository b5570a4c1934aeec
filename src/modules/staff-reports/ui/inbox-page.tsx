import { useState } from 'react';
import { formatInstant } from '../../../kernel/dates.ts';
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { FailureNotice, useDeed } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { TextArea } from '../../../kit/ui/inputs.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import type { listStaffReports, takeStaffReport } from '../routes.ts';

type Report = Answer<typeof listStaffReports>['items'][number];

const take = endpoint<typeof takeStaffReport>('POST', '/api/v1/staff-reports/:id/take');

/** What staff reported with the one button; the window takes each up and notes what was done. */
export default function InboxPage() {
  const [opened, setOpened] = useState<Report | null>(null);
  return (
    <>
      <PageHeader title={t('page.inbox')} lead={t('page.inboxLead')} />
      <Ledger<Report>
        title={t('page.inbox')}
        path="/api/v1/staff-reports"
        rowKey={(row) => row.id}
        columns={[
          { name: 'number', label: t('column.number'), cell: (row) => row.number },
          {
            name: 'reportedAt',
            label: t('column.reportedAt'),
            cell: (row) => formatInstant(new Date(row.reportedAt)),
          },
          { name: 'reporter', label: t('column.reporter'), cell: (row) => row.reporter },
          { name: 'kind', label: t('column.kind'), cell: (row) => t(`kind.${row.kind}`) },
          {
            name: 'state',
            label: t('column.state'),
            cell: (row) => (
              <Badge tone={row.taken ? 'green' : 'orange'}>
                {t(row.taken ? 'state.taken' : 'state.waiting')}
              </Badge>
            ),
          },
          {
            name: 'open',
            label: t('column.body'),
            cell: (row) => (
              <Button size="sm" variant="outline" onClick={() => setOpened(row)}>
                {t('action.open')}
              </Button>
            ),
          },
        ]}
        exports
        empty={{ title: t('inbox.empty'), text: t('page.inboxLead') }}
      />
      {opened && <ReportDialog report={opened} close={() => setOpened(null)} />}
    </>
  );
}

function ReportDialog({ report, close }: { readonly report: Report; readonly close: () => void }) {
  const [note, setNote] = useState(report.note);
  const deed = useDeed({
    run: () => take({ params: { id: report.id }, body: { version: report.version, note } }),
    changes: ['/api/v1/staff-reports', '/api/v1/me/tasks'],
    done: close,
  });
  return (
    <Dialog
      open
      title={t(`kind.${report.kind}`)}
      onClose={close}
      actions={
        <Button onClick={() => deed.mutate()} busy={deed.isPending}>
          {t(report.taken ? 'action.saveNote' : 'action.take')}
        </Button>
      }
    >
      {deed.isError && <FailureNotice error={deed.error} />}
      <DescriptionList
        entries={[
          [t('column.reporter'), report.reporter],
          [t('field.contact'), report.contact || '—'],
          [t('field.occurredAt'), report.occurredAt ? formatInstant(new Date(report.occurredAt)) : '—'],
          [
            t('field.body'),
            <span key="body" className="whitespace-pre-wrap">
              {report.body}
            </span>,
          ],
        ]}
      />
      <TextArea label={t('field.note')} value={note} onChange={setNote} />
    </Dialog>
  );
}
