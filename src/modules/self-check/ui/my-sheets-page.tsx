import { formatDate } from '../../../kernel/dates.ts';
import type { Answer } from '../../../kit/ui/api.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { ProgressBar } from '../../../kit/ui/progress.tsx';
import { t as titles } from '../messages.ts';
import { t } from '../messages-ui.ts';
import type { getMySheets } from '../routes/sheet.ts';

type Mine = Answer<typeof getMySheets>;

/** The sheets of the person who is signed in. */
export default function MySheetsPage() {
  const sheets = useData<Mine>('/api/v1/me/sheets');
  return (
    <>
      <PageHeader title={titles('page.mine')} lead={t('mine.lead')} />
      <Loaded query={sheets}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('mine.none')}>{t('mine.noneText')}</EmptyState>
          ) : (
            <ul className="flex flex-col gap-4">
              {items.map((sheet) => (
                <SheetCard key={sheet.campaignId} sheet={sheet} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function SheetCard({ sheet }: { readonly sheet: Mine['items'][number] }) {
  const label = !sheet.open ? 'mine.look' : sheet.answered > 0 ? 'mine.resume' : 'mine.answer';
  return (
    <li className="flex flex-col gap-3 rounded-12 border border-solid-gray-300 p-4 sm:p-6">
      <h2 className="text-std-18B-160">{sheet.title}</h2>
      <p className="flex flex-wrap items-center gap-3 text-std-16N-170">
        {t('mine.period', { from: formatDate(sheet.opensOn), to: formatDate(sheet.closesOn) })}
        {!sheet.open && <Badge>{t('mine.closed')}</Badge>}
        {sheet.submittedAt !== null && (
          <Badge tone="green">
            {t('mine.submitted', { date: formatDate(sheet.submittedAt.slice(0, 10)) })}
          </Badge>
        )}
      </p>
      {sheet.open && sheet.submittedAt === null && sheet.lastUrgedAt !== null && (
        <p className="text-std-16N-170">{t('mine.urged', { date: formatDate(sheet.lastUrgedAt) })}</p>
      )}
      <ProgressBar label={t('mine.progress')} done={sheet.answered} total={sheet.asked} />
      <div>
        <ButtonLink
          to={`/self-check/${sheet.campaignId}/sheet`}
          variant={sheet.open && sheet.submittedAt === null ? 'solid' : 'outline'}
        >
          {t(label)}
        </ButtonLink>
      </div>
    </li>
  );
}
