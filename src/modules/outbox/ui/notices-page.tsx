import { formatInstant } from '../../../kernel/dates.ts';
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { cx } from '../../../kit/ui/cx.ts';
import { FailureNotice, Loaded, useData, useDeed } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { Pagination } from '../../../kit/ui/pagination.tsx';
import type { listMyNotices, readMyNotices } from '../../../platform/mail/routes.ts';
import { t } from '../messages.ts';

type Notices = Answer<typeof listMyNotices>;
type Notice = Notices['items'][number];

const path = '/api/v1/me/notices';
const pageSize = 25;
const read = endpoint<typeof readMyNotices>('POST', '/api/v1/me/notices/read');

/** What the product told this person, newest first; opening a notice marks it as read. */
export default function NoticesPage() {
  const [{ page }] = useUrlState({ page: '1' });
  const notices = useData<Notices>(path, { page, pageSize });
  const deed = useDeed({
    run: (ids: readonly string[] | undefined) => read({ body: { ids: ids && [...ids] } }),
    changes: [path],
  });
  const unread = notices.data?.unread ?? 0;
  return (
    <>
      <PageHeader
        title={t('notices.title')}
        lead={t('notices.lead')}
        actions={
          unread > 0 && (
            <Button variant="outline" busy={deed.isPending} onClick={() => deed.mutate(undefined)}>
              {t('notices.readAll')}
            </Button>
          )
        }
      />
      {deed.isError && <FailureNotice error={deed.error} />}
      <Loaded query={notices}>
        {(answer) =>
          answer.items.length === 0 ? (
            <EmptyState title={t('notices.empty')}>{t('notices.emptyText')}</EmptyState>
          ) : (
            <>
              <p role="status" className="mb-2 text-dns-16N-130 text-solid-gray-700">
                {answer.unread > 0 ? t('notices.unread', { count: answer.unread }) : t('notices.allRead')}
              </p>
              <ul aria-label={t('notices.list')} className="border-t border-solid-gray-300">
                {answer.items.map((notice) => (
                  <NoticeRow key={notice.id} notice={notice} markRead={() => deed.mutate([notice.id])} />
                ))}
              </ul>
              <Pagination
                page={answer.page}
                pageSize={answer.pageSize}
                total={answer.total}
                hrefOf={(to) => `/notices?page=${to}`}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function NoticeRow({ notice, markRead }: { readonly notice: Notice; readonly markRead: () => void }) {
  const unread = notice.readAt === null;
  return (
    <li
      className={cx(
        'flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-solid-gray-300 px-2 py-4',
        unread && 'bg-key-50',
      )}
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2">
          {unread && <Badge tone="blue">{t('notices.new')}</Badge>}
          <NoticeTitle notice={notice} markRead={markRead} />
        </p>
        {notice.detail !== '' && <p className="text-std-16N-170 whitespace-pre-wrap">{notice.detail}</p>}
        <time dateTime={notice.createdAt} className="text-dns-14N-130 text-solid-gray-700">
          {formatInstant(new Date(notice.createdAt))}
        </time>
      </div>
      {unread && (
        <Button
          size="sm"
          variant="text"
          aria-label={t('notices.readOf', { title: notice.title })}
          onClick={markRead}
        >
          {t('notices.read')}
        </Button>
      )}
    </li>
  );
}

/** A link to what the notice is about, where it is about a page. */
function NoticeTitle({ notice, markRead }: { readonly notice: Notice; readonly markRead: () => void }) {
  if (notice.href === '') return <span className="text-std-17B-170">{notice.title}</span>;
  return (
    <Link
      to={notice.href}
      className="text-std-17B-170"
      {...(notice.readAt === null && { onClick: markRead })}
    >
      {notice.title}
    </Link>
  );
}
