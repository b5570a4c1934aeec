import { useEffect } from 'react';
import type { Answer } from '../../../kit/ui/api.ts';
import { useData } from '../../../kit/ui/data.tsx';
import { PlainLink } from '../../../kit/ui/link.tsx';
import { usePathname } from '../../../kit/ui/navigation.ts';
import type { listMyNotices } from '../../../platform/mail/routes.ts';
import { t } from '../messages.ts';

/** How many notices wait to be read. Asked anew with every page and not by a clock, which would keep an idle session alive. */
export function NoticesLink() {
  const pathname = usePathname();
  const { data, refetch } = useData<Answer<typeof listMyNotices>>('/api/v1/me/notices', { pageSize: 1 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is the occasion
  useEffect(() => void refetch(), [pathname, refetch]);
  const unread = data?.unread ?? 0;
  return (
    <PlainLink
      to="/notices"
      aria-label={unread > 0 ? t('shell.noticesUnread', { count: unread }) : t('shell.notices')}
      className="focus-ring relative flex size-11 shrink-0 items-center justify-center rounded-8 hover:bg-solid-gray-50"
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 fill-solid-gray-700">
        <path d="M12 22a2.5 2.5 0 0 0 2.4-2H9.6a2.5 2.5 0 0 0 2.4 2m7-5v-6a7 7 0 0 0-5.5-6.8V3.5a1.5 1.5 0 0 0-3 0v.7A7 7 0 0 0 5 11v6l-2 1v1h18v-1z" />
      </svg>
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="absolute top-0.5 right-0 min-w-5 rounded-full bg-error-2 px-1 text-center text-oln-14B-100 leading-[1.25rem] text-white tabular-nums"
        >
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </PlainLink>
  );
}
