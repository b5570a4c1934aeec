import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import { useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { showInstant } from '../../../kit/ui/values.ts';
import { t } from '../messages.ts';
import type { accountHistoryRoute } from '../routes/account-deeds.ts';
import type { readAccountRoute } from '../routes/accounts.ts';
import { AccountDeeds } from './account-deeds.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountState } from './account-state.tsx';

const read = endpoint<typeof readAccountRoute>('GET', '/api/v1/accounts/:id');
const history = endpoint<typeof accountHistoryRoute>('GET', '/api/v1/accounts/:id/history');

/** One account: what it may do, help for its owner, and what happened to it. */
export default function AccountPage() {
  const { accountId } = useParams('accountId');
  const query = useData<Answer<typeof readAccountRoute>>(read.href({ params: { id: accountId } }));
  const mayEdit = useMay('accounts.edit');
  return (
    <LoadedPage query={query}>
      {(account) => (
        <>
          <PageHeader title={account.name} status={<AccountState state={account.state} />} />
          <DescriptionList
            entries={[
              [t('column.loginName'), account.loginName],
              [t('column.unit'), account.unitName],
              [t('column.secondFactor'), t(account.secondFactor ? 'value.yes' : 'value.no')],
              [t('column.lastSignIn'), account.lastSeenAt && showInstant(account.lastSeenAt)],
              [t('column.createdAt'), showInstant(account.createdAt)],
            ]}
          />
          {mayEdit && (
            <>
              <Section title={t('form.edit')}>
                <AccountForm key={account.version} account={account} />
              </Section>
              <Section title={t('deed.title')}>
                <AccountDeeds account={account} />
              </Section>
            </>
          )}
          <Section title={t('account.history')}>
            <HistoryPanel path={history.href({ params: { id: account.id } })} />
          </Section>
        </>
      )}
    </LoadedPage>
  );
}
