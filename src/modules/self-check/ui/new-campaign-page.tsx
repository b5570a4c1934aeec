import { fiscalYearOf } from '../../../kernel/dates.ts';
import { type Answer, api } from '../../../kit/ui/api.ts';
import { Loaded, useData, useRefresh } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t as titles } from '../messages.ts';
import { t } from '../messages-ui.ts';
import type { getCampaignPacks, postCampaign } from '../routes/plan.ts';
import { newPlan, PlanForm } from './plan-form.tsx';

/** Begins a yearly plan. */
export default function NewCampaignPage() {
  const packs = useData<Answer<typeof getCampaignPacks>>('/api/v1/campaign-packs');
  const { today } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  return (
    <>
      <PageHeader title={titles('page.new')} lead={t('new.lead')} />
      <Loaded query={packs}>
        {({ items }) =>
          items[0] === undefined ? (
            <EmptyState title={t('new.noPack')}>{t('new.noPackText')}</EmptyState>
          ) : (
            <PlanForm
              initial={newPlan(fiscalYearOf(today), items[0].id)}
              packs={items.map((pack) => ({ value: pack.id, label: pack.title }))}
              submit={t('new.submit')}
              send={async (plan) => {
                const created = await api.post<Answer<typeof postCampaign>>('/api/v1/campaigns', plan);
                await refresh(['/api/v1/campaigns']);
                navigate(`/self-check/${created.id}?tab=items`);
              }}
            />
          )
        }
      </Loaded>
    </>
  );
}
