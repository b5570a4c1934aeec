import { formatInstant } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { useDeed } from '../../../kit/ui/data.tsx';
import { ErrorSummary } from '../../../kit/ui/form.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { endOtherSessions, endSession, type Security, securityPath } from './account-api.ts';
import { deviceName } from './device-name.ts';

type Session = Security['sessions'][number];

/** The devices on which the account is signed in; others can be signed out. */
export function SessionsPart({ sessions }: { readonly sessions: readonly Session[] }) {
  const end = useDeed({ run: (id: string) => endSession({ params: { id } }), changes: [securityPath] });
  const endOthers = useDeed({ run: () => endOtherSessions(), changes: [securityPath] });
  return (
    <div className="flex flex-col items-start gap-4">
      <ErrorSummary problems={[]} failure={end.error ?? endOthers.error} />
      <Table<Session>
        caption={t('account.sessions')}
        rows={sessions}
        rowKey={(row) => row.id}
        columns={[
          {
            name: 'device',
            label: t('account.device'),
            heading: true,
            width: 'min-w-44',
            cell: (row) => (
              <span className="flex flex-wrap items-center gap-2">
                {deviceName(row.userAgent)}
                {row.current && <Badge tone="blue">{t('account.sessionThis')}</Badge>}
              </span>
            ),
          },
          {
            name: 'started',
            label: t('account.started'),
            cell: (row) => formatInstant(new Date(row.createdAt)),
            width: 'min-w-40',
          },
          {
            name: 'seen',
            label: t('account.seen'),
            cell: (row) => formatInstant(new Date(row.seenAt)),
            width: 'min-w-40',
          },
          {
            name: 'end',
            label: t('account.action'),
            width: 'min-w-44',
            cell: (row) =>
              row.current ? null : (
                <Button
                  size="sm"
                  variant="outline"
                  busy={end.isPending && end.variables === row.id}
                  onClick={() => end.mutate(row.id)}
                >
                  {t('account.sessionEnd')}
                </Button>
              ),
          },
        ]}
      />
      {sessions.length > 1 && (
        <Button variant="outline" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {t('account.sessionEndOthers')}
        </Button>
      )}
    </div>
  );
}
