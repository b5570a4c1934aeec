import { formatDate, formatFiscalYear } from '../../../kernel/dates.ts';
import type { Answer } from '../../../kit/ui/api.ts';
import { StatusLabel } from '../../../kit/ui/badge.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Table } from '../../../kit/ui/table.tsx';
import { t as titles } from '../messages.ts';
import { t } from '../messages-ui.ts';
import type { getCampaigns } from '../routes/plan.ts';
import { statusLabels } from './words.ts';

type Campaigns = Answer<typeof getCampaigns>;

/** Every self-check of the organisation, newest first. */
export default function CampaignsPage() {
  const campaigns = useData<Campaigns>('/api/v1/campaigns');
  const mayPlan = useMay('campaign.plan');
  const mayAppoint = useMay('appointments.edit');
  const create = mayPlan && (
    <ButtonLink to="/self-check/new" variant="solid">
      {t('campaigns.new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={titles('page.campaigns')} lead={t('campaigns.lead')} actions={create} />
      <Loaded query={campaigns}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('campaigns.none')}
              actions={
                !mayPlan &&
                mayAppoint && (
                  <ButtonLink to="/appointments" variant="outline">
                    {t('campaigns.toAppointments')}
                  </ButtonLink>
                )
              }
            >
              {t(mayPlan ? 'campaigns.noneText' : 'campaigns.noneForReader')}
            </EmptyState>
          ) : (
            <Table
              caption={titles('page.campaigns')}
              rows={items}
              rowKey={(row) => row.id}
              columns={[
                { name: 'year', label: t('campaign.year'), cell: (row) => formatFiscalYear(row.fiscalYear) },
                {
                  name: 'title',
                  label: t('campaign.title'),
                  heading: true,
                  cell: (row) => <Link to={`/self-check/${row.id}`}>{row.title}</Link>,
                },
                {
                  name: 'status',
                  label: t('campaign.status'),
                  cell: (row) => <StatusLabel value={row.status} states={statusLabels} />,
                },
                {
                  name: 'period',
                  label: t('campaign.period'),
                  cell: (row) => `${formatDate(row.opensOn)}～${formatDate(row.closesOn)}`,
                },
                { name: 'focus', label: t('campaign.focus'), cell: (row) => t(`focus.${row.focus}`) },
              ]}
            />
          )
        }
      </Loaded>
    </>
  );
}
