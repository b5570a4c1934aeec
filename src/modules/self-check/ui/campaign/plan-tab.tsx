import { useState } from 'react';
import { formatDate, formatFiscalYear } from '../../../../kernel/dates.ts';
import { type Answer, api } from '../../../../kit/ui/api.ts';
import { Button } from '../../../../kit/ui/button.tsx';
import { Checkbox } from '../../../../kit/ui/choice.tsx';
import { Loaded, useData, useRefresh } from '../../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../../kit/ui/description-list.tsx';
import { ConfirmDialog } from '../../../../kit/ui/dialog.tsx';
import { HistoryPanel } from '../../../../kit/ui/history-panel.tsx';
import { useNavigate } from '../../../../kit/ui/navigation.ts';
import { Section } from '../../../../kit/ui/page-header.tsx';
import { JobProgress } from '../../../../kit/ui/progress.tsx';
import { useMay } from '../../../../kit/ui/session.ts';
import { Steps } from '../../../../kit/ui/steps.tsx';
import { Table } from '../../../../kit/ui/table.tsx';
import { t } from '../../messages-ui.ts';
import { campaignStatuses } from '../../model.ts';
import type { getPopulation } from '../../routes/plan.ts';
import type { CampaignAnswer } from '../campaign-page.tsx';
import { PlanForm, valuesOf } from '../plan-form.tsx';
import { DeedButton } from './deed-button.tsx';
import { PeriodsSection } from './periods-section.tsx';

const steps = campaignStatuses.filter((status) => status !== 'opening');

/** The plan, what it would ask of whom, and the deeds that carry it on. */
export function PlanTab({ campaign }: { readonly campaign: CampaignAnswer }) {
  const [editing, setEditing] = useState(false);
  const refresh = useRefresh();
  const mayPlan = useMay('campaign.plan');
  if (editing) {
    return (
      <PlanForm
        initial={valuesOf(campaign)}
        packs={null}
        submit={t('plan.save')}
        send={async ({ packId: _packId, ...plan }) => {
          await api.put(`/api/v1/campaigns/${campaign.id}`, { ...plan, version: campaign.version });
          await refresh(['/api/v1/campaigns']);
          setEditing(false);
        }}
      />
    );
  }
  const current = campaign.status === 'opening' ? 'planned' : campaign.status;
  return (
    <div className="flex flex-col gap-8">
      <Steps labels={steps.map((status) => t(`status.${status}`))} current={steps.indexOf(current)} />
      <Deeds campaign={campaign} />
      <Section
        title={t('tab.plan')}
        actions={
          mayPlan &&
          campaign.status === 'draft' && (
            <Button variant="outline" size="sm" onClick={() => setEditing(true)}>
              {t('plan.edit')}
            </Button>
          )
        }
      >
        <Facts campaign={campaign} />
      </Section>
      <PeriodsSection campaign={campaign} />
      {(campaign.status === 'draft' || campaign.status === 'planned') && <Population campaign={campaign} />}
      {mayPlan && (
        <Section title={t('plan.history')}>
          <HistoryPanel path={`/api/v1/campaigns/${campaign.id}/history`} />
        </Section>
      )}
    </div>
  );
}

function Facts({ campaign }: { readonly campaign: CampaignAnswer }) {
  const { rule } = campaign;
  return (
    <DescriptionList
      entries={[
        [t('campaign.year'), formatFiscalYear(campaign.fiscalYear)],
        [t('plan.pack'), campaign.edition],
        [t('plan.baseDate'), formatDate(campaign.baseDate)],
        [t('campaign.period'), `${formatDate(campaign.opensOn)}～${formatDate(campaign.closesOn)}`],
        [t('campaign.focus'), t(`focus.${campaign.focus}`)],
        [t('plan.focusReason'), campaign.focus === 'focused' ? campaign.focusReason : undefined],
        [t('plan.employments'), rule.employments.map(employmentText).join('、')],
        [
          t('plan.absentDays'),
          rule.absentDays === null ? t('plan.absentNone') : t('plan.absentValue', { days: rule.absentDays }),
        ],
        [
          t('plan.reminderDays'),
          campaign.reminderDays.map((days) => t('plan.reminderValue', { days })).join('、'),
        ],
      ]}
    />
  );
}

function employmentText(code: string): string {
  const key = `employment.${code}`;
  return t.has(key) ? t(key) : code;
}

function Deeds({ campaign }: { readonly campaign: CampaignAnswer }) {
  const mayPlan = useMay('campaign.plan');
  const mayOperate = useMay('campaign.operate');
  const base = `/api/v1/campaigns/${campaign.id}`;
  const seen = { version: campaign.version };
  const plan = mayPlan && campaign.status === 'draft';
  const withdraw = mayPlan && campaign.status === 'planned';
  return (
    <div className="flex flex-wrap items-start gap-3 empty:hidden">
      {plan && (
        <DeedButton
          variant="solid"
          label={t('deed.decide')}
          title={t('deed.decideTitle')}
          path={`${base}/decide`}
          body={seen}
          done={t('deed.decideDone')}
        >
          {t('deed.decideText')}
        </DeedButton>
      )}
      {plan && <RemoveButton campaign={campaign} />}
      {mayOperate && (campaign.status === 'planned' || campaign.status === 'opening') && (
        <Opening campaign={campaign} />
      )}
      {withdraw && (
        <DeedButton
          label={t('deed.withdraw')}
          title={t('deed.withdrawTitle')}
          path={`${base}/withdraw`}
          body={seen}
          done={t('deed.withdrawDone')}
        >
          {t('deed.withdrawText')}
        </DeedButton>
      )}
      {mayOperate && campaign.status === 'open' && (
        <DeedButton
          label={t('deed.close')}
          title={t('deed.closeTitle')}
          path={`${base}/close`}
          body={seen}
          done={t('deed.closeDone')}
          danger
        >
          {t('deed.closeText')}
        </DeedButton>
      )}
      {mayOperate && campaign.status === 'closed' && (
        <DeedButton
          label={t('deed.reopen')}
          title={t('deed.reopenTitle')}
          path={`${base}/reopen`}
          body={seen}
          done={t('deed.reopenDone')}
        >
          {t('deed.reopenText')}
        </DeedButton>
      )}
    </div>
  );
}

function RemoveButton({ campaign }: { readonly campaign: CampaignAnswer }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const refresh = useRefresh();
  const remove = async () => {
    await api.delete(`/api/v1/campaigns/${campaign.id}?version=${campaign.version}`);
    navigate('/self-check');
    await refresh(['/api/v1/campaigns']);
  };
  return (
    <>
      <Button variant="text" onClick={() => setAsking(true)}>
        {t('deed.remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('deed.removeTitle')}
        confirm={t('deed.remove')}
        danger
        onConfirm={remove}
      >
        {t('deed.removeText')}
      </ConfirmDialog>
    </>
  );
}

/** Opening is long work for a large organisation, so its progress is shown. */
function Opening({ campaign }: { readonly campaign: CampaignAnswer }) {
  const [runId, setRunId] = useState<string | null>(null);
  const [withoutOrders, setWithoutOrders] = useState(false);
  const refresh = useRefresh();
  if (runId !== null) {
    return (
      <div className="w-full max-w-xl">
        <JobProgress
          jobId={runId}
          label={t('deed.opening')}
          onDone={() => void refresh(['/api/v1/campaigns'])}
        />
      </div>
    );
  }
  if (campaign.status === 'opening') return <p className="text-std-16N-170">{t('deed.opening')}</p>;
  return (
    <DeedButton<{ runId: string }>
      variant="solid"
      label={t('deed.open')}
      title={t('deed.openTitle')}
      path={`/api/v1/campaigns/${campaign.id}/open`}
      body={{ version: campaign.version, withoutOrders }}
      done={t('deed.openStarted')}
      after={(result) => setRunId(result.runId)}
    >
      <p>{t('deed.openText')}</p>
      <Checkbox label={t('deed.withoutOrders')} checked={withoutOrders} onChange={setWithoutOrders} />
    </DeedButton>
  );
}

function Population({ campaign }: { readonly campaign: CampaignAnswer }) {
  const preview = useData<Answer<typeof getPopulation>>(`/api/v1/campaigns/${campaign.id}/population`);
  return (
    <Section title={t('population.title')} lead={t('population.lead')}>
      <Loaded query={preview}>
        {(answer) => (
          <div className="flex flex-col gap-6">
            <DescriptionList
              entries={[
                [t('population.people'), t('count.people', { count: answer.people })],
                [t('population.asked'), t('count.people', { count: answer.asked })],
                [t('population.answers'), t('count.items', { count: answer.answers })],
              ]}
            />
            <Table
              caption={t('population.groups')}
              showCaption
              rows={answer.groups}
              rowKey={(row) => row.id}
              columns={[
                { name: 'title', label: t('population.group'), heading: true, cell: (row) => row.title },
                {
                  name: 'people',
                  label: t('population.groupPeople'),
                  align: 'right',
                  cell: (row) => row.people,
                },
                {
                  name: 'items',
                  label: t('population.groupItems'),
                  align: 'right',
                  cell: (row) => row.items,
                },
              ]}
            />
            {answer.excluded.length > 0 && (
              <Table
                caption={t('population.excluded')}
                showCaption
                rows={answer.excluded}
                rowKey={(row) => row.reason}
                columns={[
                  {
                    name: 'reason',
                    label: t('population.reason'),
                    heading: true,
                    cell: (row) => exclusionText(row.reason),
                  },
                  {
                    name: 'people',
                    label: t('population.groupPeople'),
                    align: 'right',
                    cell: (row) => row.people,
                  },
                ]}
              />
            )}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

/** The words for a reason of exclusion. */
export function exclusionText(reason: string): string {
  const key = `exclusion.${reason}`;
  return t.has(key) ? t(key) : reason;
}
