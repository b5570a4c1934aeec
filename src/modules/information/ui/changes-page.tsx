import { useState } from 'react';
import { formatInstant } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages-ui.ts';
import { changeStates } from '../model/register.ts';
import type { ChangeRow } from './calls.ts';
import { stateTones } from './change-list.tsx';
import { StandingText } from './parts.tsx';
import { SettleDialog } from './settle-dialog.tsx';

/** Requests on classes: to answer, or one's own. */
export default function ChangesPage() {
  const [opened, setOpened] = useState<ChangeRow | null>(null);
  return (
    <>
      <PageHeader title={t('page.changes')} lead={t('changesPage.lead')} />
      <Ledger<ChangeRow>
        title={t('page.changes')}
        path="/api/v1/information-changes"
        exports
        rowKey={(row) => row.id}
        columns={[
          {
            name: 'asset',
            label: t('changesPage.asset'),
            cell: (row) => <Link to={`/information/${row.asset.id}`}>{row.asset.name}</Link>,
          },
          {
            name: 'current',
            label: t('changesPage.current'),
            cell: (row) => <StandingText {...row.current} />,
          },
          { name: 'wanted', label: t('changesPage.wanted'), cell: (row) => <Wanted row={row} /> },
          {
            name: 'requestedBy',
            label: t('changesPage.requestedBy'),
            cell: (row) => (
              <>
                {row.requestedBy}
                <br />
                <span className="text-dns-14N-130 text-solid-gray-700">
                  {formatInstant(new Date(row.requestedAt))}
                </span>
              </>
            ),
            width: 'w-44',
          },
          {
            name: 'state',
            label: t('changesPage.state'),
            width: 'w-32',
            cell: (row) =>
              row.state === 'waiting' && row.as !== null && !row.own ? (
                <Button size="sm" onClick={() => setOpened(row)}>
                  {t('action.settle')}
                </Button>
              ) : (
                <Badge tone={stateTones[row.state]}>{t(`changeState.${row.state}`)}</Badge>
              ),
          },
        ]}
        filters={[
          {
            name: 'view',
            label: t('changesPage.view'),
            options: [
              { value: 'inbox', label: t('changesPage.inbox') },
              { value: 'mine', label: t('changesPage.mine') },
            ],
            initial: 'inbox',
          },
          {
            name: 'state',
            label: t('changesPage.state'),
            options: changeStates.map((value) => ({ value, label: t(`changeState.${value}`) })),
          },
        ]}
        note={(row) => (row.reason === '' ? null : `${t('changes.reason')}：${row.reason}`)}
        empty={{ title: t('changesPage.empty'), text: t('changesPage.lead') }}
      />
      {opened !== null && <SettleDialog change={opened} close={() => setOpened(null)} />}
    </>
  );
}

function Wanted({ row }: { readonly row: ChangeRow }) {
  const shown = row.after ?? row.wanted;
  return shown === null ? t('changesPage.asked') : <StandingText {...shown} />;
}
