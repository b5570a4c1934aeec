import type { Answer } from '../../../kit/ui/api.ts';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { showInstant } from '../../../kit/ui/values.ts';
import { t } from '../messages.ts';
import type { listAccountsRoute } from '../routes/accounts.ts';
import { AccountState } from './account-state.tsx';

type Account = Answer<typeof listAccountsRoute>['items'][number];

const states = ['active', 'waiting', 'disabled', 'left'] as const;

/** All accounts: who may sign in, how safely, and when they last did. */
export default function AccountsPage() {
  const mayEdit = useMay('accounts.edit');
  const add = mayEdit && (
    <>
      <ButtonLink to="/accounts/new" variant="solid">
        {t('accounts.add')}
      </ButtonLink>
      <ButtonLink to="/accounts/bulk">{t('accounts.bulk')}</ButtonLink>
    </>
  );
  return (
    <>
      <PageHeader title={t('accounts.title')} lead={t('accounts.lead')} actions={add} />
      <Ledger<Account>
        title={t('accounts.title')}
        path="/api/v1/accounts"
        rowKey={(row) => row.id}
        rowLink={(row) => `/accounts/${row.id}`}
        columns={[
          { name: 'name', label: t('column.name'), cell: (row) => row.name, sortable: true },
          { name: 'loginName', label: t('column.loginName'), cell: (row) => row.loginName, sortable: true },
          {
            name: 'unit',
            label: t('column.unit'),
            cell: (row) => row.unitName ?? t('value.none'),
            sortable: true,
          },
          { name: 'state', label: t('column.state'), cell: (row) => <AccountState state={row.state} /> },
          {
            name: 'administrator',
            label: t('column.administrator'),
            cell: (row) => (row.administrator ? t('column.administrator') : t('value.none')),
          },
          {
            name: 'secondFactor',
            label: t('column.secondFactor'),
            cell: (row) => t(row.secondFactor ? 'value.yes' : 'value.no'),
          },
          {
            name: 'lastSeen',
            label: t('column.lastSignIn'),
            cell: (row) => (row.lastSeenAt ? showInstant(row.lastSeenAt) : t('value.none')),
          },
        ]}
        filters={[
          {
            name: 'state',
            label: t('filter.state'),
            options: states.map((value) => ({ value, label: t(`state.${value}`) })),
          },
          { name: 'administrator', label: t('filter.administrator'), kind: 'check' },
        ]}
        exports
        empty={{ title: t('accounts.none'), text: t('accounts.noneHint'), actions: add }}
      />
    </>
  );
}
