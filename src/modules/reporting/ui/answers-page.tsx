import type { Answer } from '../../../kit/ui/api.ts';
import { Badge, type BadgeTone } from '../../../kit/ui/badge.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import type { LedgerColumn, LedgerFilter } from '../../../kit/ui/ledger-model.ts';
import { useParams, useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import { reachedChoices } from '../model.ts';
import type { listFigureAnswers } from '../routes/answers.ts';
import type { getDashboard } from '../routes/rates.ts';

type Row = Answer<typeof listFigureAnswers>['items'][number];

const ofItem = ['done', 'not_done', 'not_applicable', 'unanswered'] as const;
const ofGroup = ['heard', 'unheard'] as const;
const tones: Readonly<Record<Row['state'], BadgeTone>> = {
  done: 'green',
  not_done: 'red',
  not_applicable: 'neutral',
  unanswered: 'orange',
  heard: 'green',
  unheard: 'orange',
};

/** The people and answers that a figure is made of, within what the person may see. */
export default function AnswersPage() {
  const { campaignId } = useParams('campaignId');
  const [{ roleGroup, item, unitId }] = useUrlState({ roleGroup: '', item: '', unitId: '' });
  const dashboard = useData<Answer<typeof getDashboard>>(`/api/v1/rates/campaigns/${campaignId}`, { unitId });
  const group = dashboard.data?.figures.groups.find((each) => each.roleGroup === roleGroup);
  const asked = dashboard.data?.figures.items.find(
    (each) => each.roleGroup === roleGroup && each.item === item,
  );
  const names = { group: group?.title ?? '', item: [item, asked?.title].filter(Boolean).join(' ') };
  const states = item === '' ? ofGroup : ofItem;
  return (
    <>
      <PageHeader
        title={t('page.answers')}
        lead={group && t(item === '' ? 'ui.answersLeadGroup' : 'ui.answersLead', names)}
        trail={[{ label: t('page.dashboard'), to: `/rates?campaign=${campaignId}&unit=${unitId}` }]}
      />
      <Ledger<Row>
        title={t('page.answers')}
        path={`/api/v1/rates/campaigns/${campaignId}/answers`}
        query={{ roleGroup, item, unitId }}
        rowKey={(row) => row.personId}
        columns={item === '' ? people : [...people, ...words]}
        filters={[
          {
            name: 'state',
            label: t('answers.state'),
            options: states.map((value) => ({ value, label: t(`state.${value}`) })),
          },
          ...(item === '' ? [ofPerson] : []),
        ]}
        exports
        empty={{ title: t('ui.answersEmpty'), text: t('ui.answersEmptyText') }}
      />
    </>
  );
}

/** What 到達率 counts by person. */
const ofPerson: LedgerFilter = {
  name: 'reached',
  label: t('answers.reached'),
  options: reachedChoices.map((value) => ({ value, label: t(`reached.${value}`) })),
};

const people: readonly LedgerColumn<Row>[] = [
  { name: 'name', label: t('answers.name'), cell: (row) => row.name },
  { name: 'number', label: t('answers.number'), cell: (row) => row.number },
  { name: 'unit', label: t('answers.unit'), cell: (row) => row.unit },
  {
    name: 'state',
    label: t('answers.state'),
    cell: (row) => <Badge tone={tones[row.state]}>{t(`state.${row.state}`)}</Badge>,
  },
];

const words: readonly LedgerColumn<Row>[] = [
  { name: 'reason', label: t('answers.reason'), cell: (row) => row.reason },
  { name: 'comment', label: t('answers.comment'), cell: (row) => row.comment },
  { name: 'evidence', label: t('answers.evidence'), cell: (row) => row.evidence },
];
