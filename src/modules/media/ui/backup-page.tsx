import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { classText } from '../model.ts';
import { EditBackupDialog, TakeDialog, TestDialog } from './backup-dialogs.tsx';
import { Late } from './backups-page.tsx';
import type { BackupDetail } from './calls.ts';

/** One backup: what was taken, what is to be erased, and whether restoring works. */
export default function BackupPage() {
  const { backupId } = useParams('backupId');
  const backup = useData<BackupDetail>(`/api/v1/backups/${backupId}`);
  return <LoadedPage query={backup}>{(detail) => <Backup key={detail.id} backup={detail} />}</LoadedPage>;
}

function Backup({ backup }: { readonly backup: BackupDetail }) {
  const mayEdit = useMay('backups.edit');
  const [open, setOpen] = useState<'none' | 'edit' | 'take' | 'test'>('none');
  const close = () => setOpen('none');
  return (
    <>
      <PageHeader
        title={backup.name}
        status={<Late row={backup} />}
        actions={
          mayEdit && (
            <>
              <Button onClick={() => setOpen('take')}>{ui('backups.take')}</Button>
              <Button variant="outline" onClick={() => setOpen('test')}>
                {ui('backups.test')}
              </Button>
              <Button variant="outline" onClick={() => setOpen('edit')}>
                {ui('backups.edit')}
              </Button>
            </>
          )
        }
      />
      <Facts backup={backup} />
      <Sets backup={backup} />
      <Tests backup={backup} />
      <Section title={ui('media.history')}>
        <HistoryPanel path={`/api/v1/backups/${backup.id}/history`} />
      </Section>
      {open === 'edit' && <EditBackupDialog backup={backup} close={close} />}
      {open === 'take' && <TakeDialog backup={backup} close={close} />}
      {open === 'test' && <TestDialog backup={backup} close={close} />}
    </>
  );
}

const dateOrNone = (date: string | null) => (date === null ? ui('backups.never') : formatDate(date));

function Facts({ backup }: { readonly backup: BackupDetail }) {
  return (
    <DescriptionList
      entries={[
        [t('medium.unit'), backup.unit.name],
        [t('medium.system'), backup.system?.name ?? null],
        [ui('backups.information'), backup.information?.name ?? null],
        [t('medium.classes'), classText(backup)],
        [t('backup.method'), backup.method],
        [t('medium.place'), backup.place?.name ?? ui('media.none')],
        [t('backup.separateSite'), ui(backup.separateSite ? 'media.yes' : 'media.none')],
        [t('backup.cycleDays'), ui('backups.days', { days: backup.cycleDays })],
        [t('backup.retentionDays'), ui('backups.days', { days: backup.retentionDays })],
        [t('backup.lastTaken'), dateOrNone(backup.lastTaken)],
        [t('backup.kept'), ui('media.countOf', { count: backup.kept })],
        [t('backup.nextErase'), dateOrNone(backup.nextErase)],
        [t('backup.lastTest'), dateOrNone(backup.lastTest)],
        [t('backup.nextTest'), dateOrNone(backup.nextTest)],
        [ui('backups.testMonths'), ui('backups.months', { months: backup.testMonths })],
        [ui('backups.restoreSteps'), backup.restoreSteps],
        [t('backup.endedOn'), backup.endedOn === null ? null : formatDate(backup.endedOn)],
        [t('medium.note'), backup.note],
      ]}
    />
  );
}

const Result = ({ succeeded }: { readonly succeeded: boolean }) => (
  <Badge tone={succeeded ? 'green' : 'red'}>{ui(succeeded ? 'backups.succeeded' : 'backups.failed')}</Badge>
);

function Sets({ backup }: { readonly backup: BackupDetail }) {
  return (
    <Section title={ui('backups.sets')}>
      {backup.sets.length === 0 ? (
        <p>{ui('backups.noSets')}</p>
      ) : (
        <Table
          caption={ui('backups.sets')}
          rows={backup.sets}
          rowKey={(row) => row.id}
          columns={[
            {
              name: 'takenOn',
              label: ui('backups.takenOn'),
              heading: true,
              cell: (row) => formatDate(row.takenOn),
            },
            {
              name: 'result',
              label: ui('backups.result'),
              cell: (row) => <Result succeeded={row.succeeded} />,
            },
            {
              name: 'medium',
              label: ui('backups.medium'),
              cell: (row) =>
                row.medium === null ? (
                  ui('media.none')
                ) : (
                  <Link to={`/media/${row.medium.id}`}>{row.medium.number}</Link>
                ),
            },
            {
              name: 'due',
              label: ui('backups.eraseDue'),
              cell: (row) => formatDate(row.eraseDueOn),
            },
            { name: 'erased', label: t('deed.erase'), cell: (row) => <Erased set={row} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Erased({ set }: { readonly set: BackupDetail['sets'][number] }) {
  const mayRecord = useMay('disposals.record');
  if (set.erased !== null) {
    return (
      <Link to={`/disposals/${set.erased.id}`}>
        {ui('backups.erased', { date: formatDate(set.erased.on) })}
      </Link>
    );
  }
  if (!mayRecord) return ui('backups.never');
  return (
    <Link
      to={`/disposals/new?backup=${set.id}`}
      aria-label={ui('backups.eraseOf', { date: formatDate(set.takenOn) })}
    >
      {ui('backups.erase')}
    </Link>
  );
}

function Tests({ backup }: { readonly backup: BackupDetail }) {
  return (
    <Section title={ui('backups.tests')}>
      {backup.tests.length === 0 ? (
        <p>{ui('backups.noTests')}</p>
      ) : (
        <Table
          caption={ui('backups.tests')}
          rows={backup.tests}
          rowKey={(row) => row.id}
          columns={[
            {
              name: 'testedOn',
              label: ui('backups.testedOn'),
              heading: true,
              cell: (row) => formatDate(row.testedOn),
            },
            {
              name: 'result',
              label: ui('backups.result'),
              cell: (row) => <Result succeeded={row.succeeded} />,
            },
            { name: 'tester', label: ui('backups.tester'), cell: (row) => row.tester },
            { name: 'note', label: t('medium.note'), cell: (row) => row.note },
          ]}
        />
      )}
    </Section>
  );
}
