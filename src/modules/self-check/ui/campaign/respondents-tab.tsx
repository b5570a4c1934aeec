import { useState } from 'react';
import { formatDate } from '../../../../kernel/dates.ts';
import { type Answer, api } from '../../../../kit/ui/api.ts';
import { StatusLabel } from '../../../../kit/ui/badge.tsx';
import { Button } from '../../../../kit/ui/button.tsx';
import { FailureNotice, useDeed } from '../../../../kit/ui/data.tsx';
import { Dialog } from '../../../../kit/ui/dialog.tsx';
import { Select, TextArea } from '../../../../kit/ui/inputs.tsx';
import { Ledger } from '../../../../kit/ui/ledger.tsx';
import { Link } from '../../../../kit/ui/link.tsx';
import { useUrlState } from '../../../../kit/ui/navigation.ts';
import { useMay } from '../../../../kit/ui/session.ts';
import { useToast } from '../../../../kit/ui/toast.tsx';
import { t } from '../../messages-ui.ts';
import { stageGroupNames, stages } from '../../model.ts';
import type { getRespondents } from '../../routes/progress.ts';
import type { CampaignAnswer } from '../campaign-page.tsx';
import { stageLabels } from '../words.ts';
import { exclusionText } from './plan-tab.tsx';

type Respondent = Answer<typeof getRespondents>['items'][number];

/** Who is how far: names, never answers; those whose role allows it open the sheet. */
export function RespondentsTab({ campaign }: { readonly campaign: CampaignAnswer }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [changing, setChanging] = useState<Respondent | null>(null);
  const [state] = useUrlState({ unitId: '' });
  const mayRead = useMay('answers.read');
  const mayUrge = useMay('campaign.urge') && campaign.status === 'open';
  const mayOperate = useMay('campaign.operate') && campaign.status === 'open';
  const mayPaper = useMay('campaign.paper') && campaign.status === 'open';
  const path = `/api/v1/campaigns/${campaign.id}/respondents`;
  const link = (row: Respondent) =>
    mayRead && row.excludedReason === null ? `/self-check/${campaign.id}/sheets/${row.personId}` : null;
  return (
    <>
      <Ledger<Respondent>
        title={t('tab.people')}
        path={path}
        query={{ unitId: state.unitId }}
        rowKey={(row) => row.personId}
        rowLink={link}
        exports
        tools={mayPaper && <Link to={`/self-check/${campaign.id}/paper`}>{t('paper.manage')}</Link>}
        filters={[
          {
            name: 'stage',
            label: t('column.stage'),
            options: [
              ...stageGroupNames.map((group) => ({
                value: group,
                label: t(`stage.${group}`),
              })),
              ...stages.map((stage) => ({ value: stage, label: t(`stage.${stage}`) })),
            ],
          },
        ]}
        columns={[
          { name: 'name', label: t('column.name'), cell: (row) => row.name },
          { name: 'number', label: t('column.number'), cell: (row) => row.number },
          { name: 'unitName', label: t('column.unit'), cell: (row) => row.unitName },
          {
            name: 'stage',
            label: t('column.stage'),
            cell: (row) => <StatusLabel value={row.stage} states={stageLabels} />,
          },
          {
            name: 'answered',
            label: t('column.answered'),
            align: 'right',
            cell: (row) => (row.excludedReason === null ? `${row.answered} / ${row.asked}` : ''),
          },
          {
            name: 'urged',
            label: t('column.lastUrgedAt'),
            cell: (row) => (row.lastUrgedAt === null ? '' : formatDate(row.lastUrgedAt)),
          },
          ...(mayOperate
            ? [
                {
                  name: 'population',
                  label: t('exclude.column'),
                  cell: (row: Respondent) => (
                    <Button variant="text" size="sm" onClick={() => setChanging(row)}>
                      {t(row.excludedReason === null ? 'exclude.open' : 'include.open')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
        note={(row) => (row.excludedReason === null ? null : exclusionText(row.excludedReason))}
        empty={{ title: t('people.none'), text: t('people.noneText') }}
        {...(mayUrge && {
          selection: {
            selected: chosen,
            onChange: setChosen,
            actions: (selected: ReadonlySet<string>) => (
              <UrgeChosen campaign={campaign} selected={selected} done={() => setChosen(new Set())} />
            ),
          },
        })}
      />
      {changing && <PopulationDialog campaign={campaign} person={changing} close={() => setChanging(null)} />}
    </>
  );
}

function UrgeChosen({
  campaign,
  selected,
  done,
}: {
  readonly campaign: CampaignAnswer;
  readonly selected: ReadonlySet<string>;
  readonly done: () => void;
}) {
  const toast = useToast();
  const urge = useDeed<void, { urged: number; mailed: number; tooSoon: number }>({
    run: () => api.post(`/api/v1/campaigns/${campaign.id}/urge`, { personIds: [...selected] }),
    changes: [`/api/v1/campaigns/${campaign.id}`],
    done: (result) => {
      toast({ text: t('urge.done', { ...result }) });
      done();
    },
  });
  return (
    <>
      <Button size="sm" busy={urge.isPending} onClick={() => urge.mutate()}>
        {t('urge.chosen', { count: selected.size })}
      </Button>
      {urge.isError && <FailureNotice error={urge.error} />}
    </>
  );
}

const reasons = ['left', 'moved', 'long_absence', 'other'] as const;

/** Takes a person out of the population with the reason, or back in. */
function PopulationDialog({
  campaign,
  person,
  close,
}: {
  readonly campaign: CampaignAnswer;
  readonly person: Respondent;
  readonly close: () => void;
}) {
  const [reason, setReason] = useState<string>('left');
  const [note, setNote] = useState('');
  const excluding = person.excludedReason === null;
  const base = `/api/v1/campaigns/${campaign.id}/sheets/${person.personId}`;
  const send = useDeed({
    run: () => (excluding ? api.post(`${base}/exclude`, { reason, note }) : api.post(`${base}/include`)),
    changes: [`/api/v1/campaigns/${campaign.id}`],
    done: close,
  });
  return (
    <Dialog
      open
      onClose={close}
      title={t(excluding ? 'exclude.title' : 'include.title', { name: person.name })}
      actions={
        <Button busy={send.isPending} onClick={() => send.mutate()}>
          {t(excluding ? 'exclude.open' : 'include.open')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {send.isError && <FailureNotice error={send.error} />}
        <p>{t(excluding ? 'exclude.text' : 'include.text')}</p>
        {excluding && (
          <>
            <Select
              label={t('population.reason')}
              required
              value={reason}
              onChange={setReason}
              options={reasons.map((value) => ({ value, label: exclusionText(value) }))}
              placeholder={null}
            />
            <TextArea
              label={t('exclude.note')}
              required={reason === 'other'}
              value={note}
              onChange={setNote}
              rows={2}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
