import { useState } from 'react';
import { formatInstant } from '../../../kernel/dates.ts';
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import { StatusLabel } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { FailureNotice, useData, useDeed } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import type { listOutbox, retryOutbox } from '../../../platform/mail/routes.ts';
import { t } from '../messages.ts';

type Outbox = Answer<typeof listOutbox>;
type Mail = Outbox['items'][number];

const path = '/api/v1/outbox';
const retry = endpoint<typeof retryOutbox>('POST', '/api/v1/outbox/:id/retry');
const stateNames = ['queued', 'sent', 'failed'] as const;
const states = {
  queued: { label: t('state.queued'), tone: 'blue' },
  deferred: { label: t('state.deferred'), tone: 'orange' },
  sent: { label: t('state.sent'), tone: 'green' },
  failed: { label: t('state.failed'), tone: 'red' },
} as const;

/** A mail that was put off is still queued; the reader should see that something went wrong with it. */
const stateOf = (mail: Mail) => (mail.state === 'queued' && mail.problem !== '' ? 'deferred' : mail.state);

/** Every mail that the product sent or will send; without a mail server they are kept here to be looked at. */
export default function OutboxPage() {
  const [opened, setOpened] = useState<Mail | null>(null);
  const outbox = useData<Outbox>(path, { pageSize: 1 });
  return (
    <>
      <PageHeader title={t('outbox.title')} lead={t('outbox.lead')} />
      {outbox.data?.delivering === false && (
        <Notice title={t('outbox.kept')} className="mb-6">
          {t('outbox.keptText')}
        </Notice>
      )}
      <Ledger<Mail>
        title={t('outbox.title')}
        path={path}
        rowKey={(mail) => mail.id}
        search={false}
        columns={[
          { name: 'subject', label: t('column.subject'), cell: (mail) => mail.subject },
          { name: 'recipient', label: t('column.recipient'), cell: (mail) => mail.recipient },
          {
            name: 'createdAt',
            label: t('column.createdAt'),
            cell: (mail) => formatInstant(new Date(mail.createdAt)),
          },
          {
            name: 'state',
            label: t('column.state'),
            cell: (mail) => <StatusLabel value={stateOf(mail)} states={states} />,
          },
          {
            name: 'open',
            label: t('column.open'),
            cell: (mail) => (
              <Button
                size="sm"
                variant="outline"
                aria-label={t('mail.openOf', { subject: mail.subject })}
                onClick={() => setOpened(mail)}
              >
                {t('mail.open')}
              </Button>
            ),
          },
        ]}
        filters={[
          {
            name: 'state',
            label: t('column.state'),
            options: stateNames.map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
        empty={{ title: t('outbox.empty'), text: t('outbox.emptyText') }}
      />
      {opened && <MailDialog mail={opened} close={() => setOpened(null)} />}
    </>
  );
}

function MailDialog({ mail, close }: { readonly mail: Mail; readonly close: () => void }) {
  const toast = useToast();
  const deed = useDeed({
    run: () => retry({ params: { id: mail.id } }),
    changes: [path],
    done: () => {
      toast({ kind: 'success', text: t('mail.retried') });
      close();
    },
  });
  return (
    <Dialog
      open
      title={mail.subject}
      onClose={close}
      {...(mail.state === 'failed' && {
        actions: (
          <Button busy={deed.isPending} onClick={() => deed.mutate()}>
            {t('mail.retry')}
          </Button>
        ),
      })}
    >
      {deed.isError && <FailureNotice error={deed.error} />}
      <DescriptionList
        entries={[
          [t('column.recipient'), mail.recipient],
          [t('column.state'), <StatusLabel key="state" value={stateOf(mail)} states={states} />],
          [t('column.createdAt'), formatInstant(new Date(mail.createdAt))],
          [t('column.sentAt'), mail.sentAt === null ? undefined : formatInstant(new Date(mail.sentAt))],
          [t('column.attempts'), t('attempts', { count: mail.attempts })],
          [
            t('column.nextAttemptAt'),
            stateOf(mail) === 'deferred' ? formatInstant(new Date(mail.nextAttemptAt)) : undefined,
          ],
          [t('column.problem'), mail.problem === '' ? undefined : mail.problem],
          [
            t('column.body'),
            <span key="body" className="whitespace-pre-wrap break-words">
              {mail.body}
            </span>,
          ],
        ]}
      />
    </Dialog>
  );
}
