import type { Answer } from '../../../../kit/ui/api.ts';
import { Loaded, useData } from '../../../../kit/ui/data.tsx';
import { Link } from '../../../../kit/ui/link.tsx';
import { useUrlState } from '../../../../kit/ui/navigation.ts';
import { Section } from '../../../../kit/ui/page-header.tsx';
import { ProgressBar } from '../../../../kit/ui/progress.tsx';
import { useMay } from '../../../../kit/ui/session.ts';
import { Table } from '../../../../kit/ui/table.tsx';
import { t } from '../../messages-ui.ts';
import { type Stage, type StageGroup, stageGroups } from '../../model.ts';
import type { getProgress } from '../../routes/progress.ts';
import type { CampaignAnswer } from '../campaign-page.tsx';
import { DeedButton } from './deed-button.tsx';

type Progress = Answer<typeof getProgress>;
type Stages = Progress['total']['stages'];

/** As many people as the list of the same stages names. */
const peopleIn = (stages: Stages, group: StageGroup): number =>
  stageGroups[group].reduce((sum, stage) => sum + stages[stage], 0);

/** How far the units are; each opens into the units below and into the names. */
export function ProgressTab({ campaign }: { readonly campaign: CampaignAnswer }) {
  const [state] = useUrlState({ unit: '' });
  const path = `/api/v1/campaigns/${campaign.id}/progress`;
  const progress = useData<Progress>(
    path,
    { unitId: state.unit },
    { refetchInterval: campaign.status === 'open' ? 15_000 : false },
  );
  return <Loaded query={progress}>{(answer) => <Shown campaign={campaign} progress={answer} />}</Loaded>;
}

function Shown({ campaign, progress }: { readonly campaign: CampaignAnswer; readonly progress: Progress }) {
  const { total, units, unit } = progress;
  const here = `/self-check/${campaign.id}?tab=progress`;
  const opens = useMay('answers.read');
  const names = (stage: StageGroup | Stage, unitId: string) =>
    `/self-check/${campaign.id}?tab=people&stage=${stage}${unitId && `&unitId=${unitId}`}`;
  const count = (people: number, stage: StageGroup | Stage, unitId: string) =>
    people === 0 ? 0 : <Link to={names(stage, unitId)}>{people.toLocaleString('ja-JP')}</Link>;
  /** The people of a role group, for those who may see answers. */
  const groupCount = (people: number, roleGroup: string, state: string) =>
    opens && people > 0 ? (
      <Link
        to={`/rates/${campaign.id}/answers?${new URLSearchParams({ roleGroup, state, unitId: unit?.id ?? '' })}`}
      >
        {people.toLocaleString('ja-JP')}
      </Link>
    ) : (
      people.toLocaleString('ja-JP')
    );
  return (
    <div className="flex flex-col gap-8">
      {unit && (
        <p className="text-std-16N-170">
          <Link to={here}>{t('progress.top')}</Link>
          {` ／ ${unit.name}`}
        </p>
      )}
      <ProgressBar
        label={t('progress.answered')}
        done={peopleIn(total.stages, 'done')}
        total={peopleIn(total.stages, 'asked')}
      />
      <div className="flex flex-wrap gap-3">
        <UrgeButton campaign={campaign} unitId={unit?.id} waiting={peopleIn(total.stages, 'open')} />
        <Link to={names('open', unit?.id ?? '')} className="self-center">
          {t('progress.names')}
        </Link>
      </div>
      <Section title={t('progress.groups')} lead={t('progress.groupsLead')}>
        <Table
          caption={t('progress.groups')}
          rows={total.groups}
          rowKey={(row) => row.roleGroup}
          columns={[
            { name: 'title', label: t('population.group'), heading: true, cell: (row) => row.title },
            {
              name: 'population',
              label: t('progress.population'),
              align: 'right',
              cell: (row) => groupCount(row.population, row.roleGroup, ''),
            },
            {
              name: 'heard',
              label: t('progress.heard'),
              align: 'right',
              cell: (row) => groupCount(row.heard, row.roleGroup, 'heard'),
            },
          ]}
        />
      </Section>
      {units.length > 0 && (
        <Section title={t('progress.units')}>
          <Table
            caption={t('progress.units')}
            rows={units}
            rowKey={(row) => row.id}
            columns={[
              {
                name: 'unit',
                label: t('column.unit'),
                heading: true,
                cell: (row) =>
                  row.hasChildren ? <Link to={`${here}&unit=${row.id}`}>{row.name}</Link> : row.name,
              },
              {
                name: 'asked',
                label: t('progress.asked'),
                align: 'right',
                cell: (row) => count(peopleIn(row.figures.stages, 'asked'), 'asked', row.id),
              },
              {
                name: 'done',
                label: t('progress.done'),
                align: 'right',
                cell: (row) => count(peopleIn(row.figures.stages, 'done'), 'done', row.id),
              },
              {
                name: 'started',
                label: t('stage.started'),
                align: 'right',
                cell: (row) => count(row.figures.stages.started, 'started', row.id),
              },
              {
                name: 'untouched',
                label: t('stage.untouched'),
                align: 'right',
                cell: (row) => count(row.figures.stages.untouched, 'untouched', row.id),
              },
            ]}
          />
        </Section>
      )}
    </div>
  );
}

function UrgeButton({
  campaign,
  unitId,
  waiting,
}: {
  readonly campaign: CampaignAnswer;
  readonly unitId: string | undefined;
  readonly waiting: number;
}) {
  const may = useMay('campaign.urge');
  if (!may || campaign.status !== 'open' || waiting === 0) return null;
  return (
    <DeedButton<{ urged: number; mailed: number; tooSoon: number }>
      variant="solid"
      label={t('urge.button', { count: waiting })}
      title={t('urge.title')}
      path={`/api/v1/campaigns/${campaign.id}/urge`}
      body={unitId === undefined ? {} : { unitId }}
      done={(result) => t('urge.done', { ...result })}
    >
      {t('urge.text', { hours: campaign.urgePauseHours })}
    </DeedButton>
  );
}
