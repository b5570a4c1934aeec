import { useState } from 'react';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import type { LedgerColumn } from '../../../kit/ui/ledger-model.ts';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { AppointDialog } from './appoint-dialog.tsx';
import { AppointmentDialog, DeputyDialog, EndDialog, TermDialog } from './appointment-dialogs.tsx';
import type { AppointmentRow, RoleInfo } from './calls.ts';
import { periodText } from './parts.tsx';

const states = ['current', 'coming', 'ended', 'all'] as const;

type Opened =
  | { readonly dialog: 'none' | 'appoint' }
  | { readonly dialog: 'one' | 'deputy' | 'term' | 'end'; readonly row: AppointmentRow };

/** Who holds which role where, and appointing. */
export default function AppointmentsPage() {
  const mayEdit = useMay('appointments.edit');
  const roles = useData<readonly RoleInfo[]>('/api/v1/roles');
  const [opened, setOpened] = useState<Opened>({ dialog: 'none' });
  const close = () => setOpened({ dialog: 'none' });
  return (
    <>
      <PageHeader
        title={t('page.appointments')}
        lead={t('appointments.lead')}
        actions={
          <>
            {mayEdit && (
              <Button onClick={() => setOpened({ dialog: 'appoint' })}>{t('appointments.appoint')}</Button>
            )}
            <ButtonLink to="/appointments/gaps">{t('page.gaps')}</ButtonLink>
            <ButtonLink to="/organisation/responsibilities">{t('page.responsibilities')}</ButtonLink>
          </>
        }
      />
      <Ledger<AppointmentRow>
        title={t('page.appointments')}
        path="/api/v1/appointments"
        rowKey={(row) => row.id}
        search={{ placeholder: t('appointments.search') }}
        columns={[...columns, ...(mayEdit ? [deeds(setOpened)] : [])]}
        filters={[
          {
            name: 'roleId',
            label: t('appointment.role'),
            options: (roles.data ?? [])
              .filter((role) => !role.everyone)
              .map((role) => ({ value: role.id, label: role.title })),
          },
          {
            name: 'state',
            label: t('appointments.state'),
            initial: 'current',
            options: states.map((value) => ({ value, label: t(`appointments.state.${value}`) })),
          },
        ]}
        exports
        empty={{ title: t('appointments.empty'), text: t('appointments.emptyHint') }}
      />
      {opened.dialog === 'appoint' && <AppointDialog roles={roles.data ?? []} close={close} />}
      {opened.dialog === 'one' && (
        <AppointmentDialog
          row={opened.row}
          open={(dialog) => setOpened({ dialog, row: opened.row })}
          close={close}
        />
      )}
      {opened.dialog === 'deputy' && <DeputyDialog row={opened.row} close={close} />}
      {opened.dialog === 'term' && <TermDialog row={opened.row} close={close} />}
      {opened.dialog === 'end' && <EndDialog row={opened.row} close={close} />}
    </>
  );
}

const columns: readonly LedgerColumn<AppointmentRow>[] = [
  {
    name: 'role',
    label: t('appointment.role'),
    sortable: true,
    cell: (row) => (
      <span className="flex flex-wrap items-center gap-2">
        {row.role}
        {row.deputy && <Badge>{t('appointment.deputy')}</Badge>}
      </span>
    ),
  },
  { name: 'scope', label: t('appointment.scope'), cell: (row) => row.scope?.name ?? t('scope.organisation') },
  {
    name: 'person',
    label: t('person.name'),
    sortable: true,
    cell: (row) => <Link to={`/people/${row.person.id}`}>{row.person.name}</Link>,
  },
  {
    name: 'validFrom',
    label: t('responsibility.term'),
    sortable: true,
    cell: (row) => periodText(row.validFrom, row.validTo),
  },
];

const deeds = (open: (opened: Opened) => void): LedgerColumn<AppointmentRow> => ({
  name: 'deeds',
  label: t('column.deed'),
  width: 'w-28',
  cell: (row) => (
    <Button
      variant="outline"
      size="xs"
      aria-label={t('appointments.open', { role: row.role, name: row.person.name })}
      onClick={() => open({ dialog: 'one', row })}
    >
      {t('action.open')}
    </Button>
  ),
});
