import type { Answer } from '../../../kit/ui/api.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { RateFigure } from '../../../kit/ui/rate-figure.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Tabs } from '../../../kit/ui/tabs.tsx';
import { t } from '../messages.ts';
import type { getDashboard, listRatedCampaigns } from '../routes/rates.ts';
import { AttainmentTab } from './attainment-tab.tsx';
import { marked, ungraded, useFigureAddresses } from './figures.tsx';
import { GroupsTab } from './groups-tab.tsx';
import { ItemsTab } from './items-tab.tsx';
import { CampaignPicker, UnitPicker } from './pickers.tsx';
import { UnitsTab } from './units-tab.tsx';

export type DashboardAnswer = Answer<typeof getDashboard>;
type Campaigns = Answer<typeof listRatedCampaigns>;

/** The rates of a self-check by role group, item and unit; every figure opens into what it is made of. */
export default function DashboardPage() {
  const campaigns = useData<Campaigns>('/api/v1/rates/campaigns');
  return (
    <>
      <PageHeader
        title={t('page.dashboard')}
        lead={t('page.dashboardLead')}
        actions={
          <>
            {useMay('report.read') && (
              <ButtonLink to="/reports" variant="solid">
                {t('ui.openReport')}
              </ButtonLink>
            )}
            <ButtonLink to="/rates/history">{t('ui.openHistory')}</ButtonLink>
          </>
        }
      />
      <Loaded query={campaigns}>
        {({ items }) =>
          items[0] === undefined ? (
            <EmptyState title={t('ui.noCampaign')}>{t('ui.noCampaignText')}</EmptyState>
          ) : (
            <Dashboard campaigns={items} newest={items[0].id} />
          )
        }
      </Loaded>
    </>
  );
}

function Dashboard({
  campaigns,
  newest,
}: {
  readonly campaigns: Campaigns['items'];
  readonly newest: string;
}) {
  const [state, set] = useUrlState({ campaign: newest, unit: '' });
  const dashboard = useData<DashboardAnswer>(`/api/v1/rates/campaigns/${state.campaign}`, {
    unitId: state.unit,
  });
  return (
    <Loaded query={dashboard}>
      {(answer) => (
        <>
          <div className="mb-6 flex flex-wrap gap-4">
            <CampaignPicker
              campaigns={campaigns}
              value={state.campaign}
              onChange={(campaign) => set({ campaign, unit: '' })}
            />
            <UnitPicker
              units={answer.choices}
              value={state.unit === '' ? (answer.unit?.id ?? '') : state.unit}
              onChange={(unit) => set({ unit })}
              whole={wholeLabel(answer)}
            />
          </div>
          <Head answer={answer} />
          <Tabs
            label={t('ui.tabs')}
            tabs={[
              { name: 'groups', label: t('ui.tab.groups'), content: () => <GroupsTab answer={answer} /> },
              { name: 'items', label: t('ui.tab.items'), content: () => <ItemsTab answer={answer} /> },
              {
                name: 'units',
                label: t('ui.tab.units'),
                content: () => <UnitsTab answer={answer} open={(unit) => set({ unit })} />,
              },
              {
                name: 'attainment',
                label: t('ui.tab.attainment'),
                content: () => <AttainmentTab answer={answer} />,
              },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

/** Somebody who sees one unit only has nothing above it to choose. */
function wholeLabel({ choices, unit, unitName }: DashboardAnswer): string | null {
  const tops = choices.filter((choice) => choice.depth === 0);
  if (unit !== null && tops.length === 1 && tops[0]?.id === unit.id) return null;
  return tops.length > 1 && unitName !== '' ? t('ui.ownUnits') : t('ui.wholeOrganisation');
}

function Head({ answer: { campaign, unit, figures } }: { readonly answer: DashboardAnswer }) {
  const { coverage, implementation, attainment } = figures.whole;
  const address = useFigureAddresses(campaign.id, unit?.id);
  return (
    <>
      {campaign.interim && <Notice className="mb-4">{t('ui.interim')}</Notice>}
      <p className="mb-4 flex flex-wrap items-center gap-2 text-std-16N-170">
        <Badge>{t(`report.focus.${campaign.focus}`)}</Badge>
        <Badge tone="blue">{t('ui.methodNote', { method: t('rates.method.pooled') })}</Badge>
        <span>{campaign.standard}</span>
      </p>
      <div className="mb-8 grid gap-4 md:grid-cols-3">
        <RateFigure
          label={t('ui.coverage')}
          rate={marked(coverage)}
          to={address.groups()}
          note={t('ui.coverageNote')}
          large
        />
        <RateFigure
          label={t('ui.implementation')}
          rate={marked(implementation.pooled)}
          to={address.items()}
          note={t('ui.methodNote', { method: t('rates.method.pooled') })}
          large
        />
        <RateFigure
          label={t('ui.itemAttainment')}
          rate={ungraded(attainment.item[100])}
          to={address.items(undefined, '100')}
          note={t('ui.itemAttainmentNote')}
          large
        />
      </div>
    </>
  );
}
