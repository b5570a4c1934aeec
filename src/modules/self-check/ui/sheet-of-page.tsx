import { formatDate } from '../../../kernel/dates.ts';
import type { Answer } from '../../../kit/ui/api.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { t as titles } from '../messages.ts';
import { t } from '../messages-ui.ts';
import type { getSheetOf } from '../routes/sheet.ts';

type SheetOf = Answer<typeof getSheetOf>;
type Question = SheetOf['questions'][number];

const tones = { done: 'green', not_done: 'red', not_applicable: 'neutral', unanswered: 'orange' } as const;

/** The sheet of a person with the answers, for those whose role opens them. */
export default function SheetOfPage() {
  const { campaignId, personId } = useParams('campaignId', 'personId');
  const sheet = useData<SheetOf>(`/api/v1/campaigns/${campaignId}/sheets/${personId}`);
  return (
    <LoadedPage query={sheet}>
      {(answer) => (
        <>
          <PageHeader
            title={t('sheetOf.title', { name: answer.person.name })}
            lead={t('sheet.lead', {
              name: answer.person.name,
              unit: answer.person.unitName,
              date: formatDate(answer.closesOn),
            })}
            trail={[
              { label: titles('page.campaigns'), to: '/self-check' },
              { label: answer.campaign.title, to: `/self-check/${campaignId}` },
            ]}
          />
          {answer.groups.map((group) => (
            <Section key={group.id} title={group.title}>
              <Table
                caption={group.title}
                rows={answer.questions.filter((question) => question.roleGroup === group.id)}
                rowKey={(row) => row.item}
                columns={[
                  { name: 'item', label: t('column.item'), cell: (row) => row.item },
                  {
                    name: 'question',
                    label: t('column.question'),
                    heading: true,
                    cell: (row) => row.question,
                  },
                  { name: 'state', label: t('column.state'), cell: (row) => <States question={row} /> },
                  { name: 'words', label: t('column.words'), cell: (row) => <Written question={row} /> },
                ]}
              />
            </Section>
          ))}
        </>
      )}
    </LoadedPage>
  );
}

function States({ question }: { readonly question: Question }) {
  const { parts } = question;
  return (
    <span className="flex flex-col items-start gap-1">
      <Badge tone={tones[question.state]}>{t(`state.${question.state}`)}</Badge>
      {parts &&
        parts.length > 1 &&
        parts.map((part) => (
          <span key={part.id} className="text-dns-14N-130">
            {`${part.name}：${t(`state.${part.state}`)}`}
          </span>
        ))}
    </span>
  );
}

function Written({ question }: { readonly question: Question }) {
  const words = [
    [t('sheet.reason'), question.reason],
    [t('sheet.comment'), question.comment],
    [t('sheet.evidence'), question.evidence],
  ] as const;
  return words
    .filter(([, text]) => text !== '')
    .map(([label, text]) => <p key={label} className="whitespace-pre-wrap">{`${label}：${text}`}</p>);
}
