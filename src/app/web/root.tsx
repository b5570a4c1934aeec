import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Spinner } from '../../kit/ui/button.tsx';
import { FailureNotice } from '../../kit/ui/data.tsx';
import { PageContext } from '../../kit/ui/page-header.tsx';
import { SessionContext } from '../../kit/ui/session.ts';
import { t } from './messages.ts';
import { pages } from './pages.ts';
import { useSessionState } from './session-state.ts';
import { FocusShell } from './shell/focus-shell.tsx';
import { Shell } from './shell/shell.tsx';

/** The outermost part: finds out who is there, puts the right frame around the page, and moves the focus on. */
export function Root() {
  const session = useSessionState();
  const pattern: string = useRouterState({
    select: (state) => String(state.matches.at(-1)?.fullPath ?? ''),
  });
  const page = pages.find((one) => one.path === pattern) ?? null;
  useFocusOnArrival();
  if (session.isPending) return <Starting />;
  if (session.isError) {
    return (
      <main className="mx-auto max-w-2xl p-6">
        <FailureNotice error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  }
  const focused = page?.layout === 'focus' || session.data === null;
  const Frame = focused ? FocusShell : Shell;
  return (
    <SessionContext value={session.data}>
      <PageContext value={{ page, pages, productName: session.data?.organisation.name ?? t('product') }}>
        <Frame>
          <Outlet />
        </Frame>
      </PageContext>
    </SessionContext>
  );
}

function Starting() {
  return (
    <main className="flex min-h-dvh items-center justify-center text-key-900">
      <Spinner label={t('shell.starting')} />
    </main>
  );
}

/** After a change of page the focus goes to its beginning, as it would with a new document. */
function useFocusOnArrival(): void {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current !== undefined && before.current !== pathname) {
      document.getElementById('main')?.focus({ preventScroll: true });
    }
    before.current = pathname;
  }, [pathname]);
}
