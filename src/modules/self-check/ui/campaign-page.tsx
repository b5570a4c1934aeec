import { formatDate } from '../../../kernel/dates.ts';
import type { Answer } from '../../../kit/ui/api.ts';
import { StatusLabel } from '../../../kit/ui/badge.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { type Tab, Tabs } from '../../../kit/ui/tabs.tsx';
import { t } from '../messages-ui.ts';
import type { getCampaign } from '../routes/plan.ts';
import { EvaluationTab } from './campaign/evaluation-tab.tsx';
import { ImprovementsTab } from './campaign/improvements-tab.tsx';
import { ItemsTab } from './campaign/items-tab.tsx';
import { OrdersTab } from './campaign/orders-tab.tsx';
import { PlanTab } from './campaign/plan-tab.tsx';
import { ProgressTab } from './campaign/progress-tab.tsx';
import { RespondentsTab } from './campaign/respondents-tab.tsx';
import { statusLabels } from './words.ts';

export type CampaignAnswer = Answer<typeof getCampaign>;

/** One self-check, from the plan to the improvements; the tabs that matter at its stage come first. */
export default function CampaignPage() {
  const { campaignId } = useParams('campaignId');
  const campaign = useData<CampaignAnswer>(`/api/v1/campaigns/${campaignId}`);
  return <LoadedPage query={campaign}>{(answer) => <Campaign campaign={answer} />}</LoadedPage>;
}

function Campaign({ campaign }: { readonly campaign: CampaignAnswer }) {
  const { actions } = useSession();
  return (
    <>
      <PageHeader
        title={campaign.title}
        lead={t('campaign.periodLead', {
          from: formatDate(campaign.opensOn),
          to: formatDate(campaign.closesOn),
        })}
        status={<StatusLabel value={campaign.status} states={statusLabels} />}
      />
      <Tabs label={campaign.title} tabs={tabsOf(campaign, new Set(actions))} />
    </>
  );
}

function tabsOf(campaign: CampaignAnswer, may: ReadonlySet<string>): readonly Tab[] {
  const plan: Tab[] = [
    { name: 'plan', label: t('tab.plan'), content: () => <PlanTab campaign={campaign} /> },
    { name: 'items', label: t('tab.items'), content: () => <ItemsTab campaign={campaign} /> },
    { name: 'orders', label: t('tab.orders'), content: () => <OrdersTab campaign={campaign} /> },
  ];
  if (campaign.status === 'draft' || campaign.status === 'planned' || campaign.status === 'opening')
    return plan;
  const running: Tab[] = may.has('campaign.progress')
    ? [
        { name: 'progress', label: t('tab.progress'), content: () => <ProgressTab campaign={campaign} /> },
        { name: 'people', label: t('tab.people'), content: () => <RespondentsTab campaign={campaign} /> },
      ]
    : [];
  const results: Tab[] = [
    { name: 'evaluation', label: t('tab.evaluation'), content: () => <EvaluationTab campaign={campaign} /> },
    {
      name: 'improvements',
      label: t('tab.improvements'),
      content: () => <ImprovementsTab campaign={campaign} />,
    },
  ];
  return campaign.status === 'open' ? [...running, ...plan] : [...results, ...running, ...plan];
}
