import { formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import type { BackupRow } from './calls.ts';
import { ClassCell } from './parts.tsx';

const lateKinds = ['take', 'erase', 'test'] as const;

/** The ledger of backups. */
export default function BackupsPage() {
  const mayEdit = useMay('backups.edit');
  return (
    <>
      <PageHeader
        title={t('page.backups')}
        lead={ui('backups.lead')}
        actions={
          mayEdit && (
            <ButtonLink to="/backups/new" variant="solid">
              {ui('backups.add')}
            </ButtonLink>
          )
        }
      />
      <Ledger<BackupRow>
        title={t('page.backups')}
        path="/api/v1/backups"
        rowKey={(row) => row.id}
        rowLink={(row) => `/backups/${row.id}`}
        columns={[
          { name: 'name', label: t('backup.name'), sortable: true, cell: (row) => row.name },
          {
            name: 'classes',
            label: t('medium.classes'),
            cell: (row) => <ClassCell row={row} />,
            wideOnly: true,
          },
          { name: 'place', label: t('medium.place'), cell: (row) => row.place?.name ?? ui('media.none') },
          {
            name: 'lastTaken',
            label: t('backup.lastTaken'),
            cell: (row) => (row.lastTaken === null ? ui('backups.never') : formatDate(row.lastTaken)),
          },
          {
            name: 'nextErase',
            label: t('backup.nextErase'),
            sortable: true,
            cell: (row) => (row.nextErase === null ? ui('backups.never') : formatDate(row.nextErase)),
          },
          {
            name: 'nextTest',
            label: t('backup.nextTest'),
            sortable: true,
            cell: (row) => (row.nextTest === null ? ui('backups.never') : formatDate(row.nextTest)),
          },
          { name: 'late', label: t('backup.late'), cell: (row) => <Late row={row} /> },
        ]}
        filters={[
          {
            name: 'late',
            label: t('backup.late'),
            options: [
              { value: 'any', label: ui('backups.lateAny') },
              ...lateKinds.map((value) => ({ value, label: t(`late.${value}`) })),
            ],
          },
          {
            name: 'ended',
            label: ui('backups.ended'),
            options: [
              { value: 'false', label: ui('backups.endedNo') },
              { value: 'true', label: ui('backups.endedYes') },
            ],
          },
        ]}
        exports
        empty={{ title: ui('backups.empty'), text: ui('backups.emptyHint') }}
      />
    </>
  );
}

/** What is late, or that nothing is. */
export function Late({ row }: { readonly row: Pick<BackupRow, 'late' | 'endedOn'> }) {
  if (row.late.length === 0) {
    return row.endedOn === null ? (
      <Badge tone="green">{ui('backups.onTime')}</Badge>
    ) : (
      <Badge>{ui('backups.endedYes')}</Badge>
    );
  }
  return (
    <span className="flex flex-wrap gap-2">
      {row.late.map((kind) => (
        <Badge key={kind} tone="red">
          {t(`late.${kind}`)}
        </Badge>
      ))}
    </span>
  );
}
