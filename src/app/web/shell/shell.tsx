import { type ReactNode, useRef } from 'react';
import { CloseButton } from '../../../kit/ui/button.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { AccountMenu } from './account-menu.tsx';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { NoticesLink } from './notices-link.tsx';
import { ReportButton } from './report-button.tsx';
import { SkipLink } from './skip-link.tsx';

/** The frame of every page behind the sign-in: header, navigation, content. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const menu = useRef<HTMLDialogElement>(null);
  return (
    <div className="flex min-h-dvh flex-col bg-white">
      <SkipLink />
      <header className="no-print sticky top-0 z-40 border-b border-solid-gray-300 bg-white">
        <div className="mx-auto flex min-h-16 max-w-[100rem] items-center gap-2 px-4 sm:gap-4 lg:px-6">
          <button
            type="button"
            onClick={() => menu.current?.showModal()}
            aria-label={t('shell.menu')}
            className="focus-ring -ml-2 flex size-11 shrink-0 items-center justify-center rounded-8 hover:bg-solid-gray-50 lg:hidden"
          >
            <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6">
              <path d="M3 6h18M3 12h18M3 18h18" stroke="currentColor" strokeWidth="2" />
            </svg>
          </button>
          <div className="min-w-0 flex-1">
            <Logo organisation={session.organisation.name} year={session.organisation.fiscalYearLabel} />
          </div>
          <ReportButton />
          <NoticesLink />
          <AccountMenu />
        </div>
      </header>
      {session.demo && (
        <aside
          aria-label={t('shell.demoLabel')}
          className="no-print border-b border-yellow-500 bg-yellow-50 px-4 py-1 text-center text-dns-14N-130 text-solid-gray-900"
        >
          {t('shell.demo')}
        </aside>
      )}
      <div className="mx-auto flex w-full max-w-[100rem] flex-1">
        <aside className="no-print hidden w-64 shrink-0 border-r border-solid-gray-300 lg:block">
          <div className="sticky top-16 max-h-[calc(100dvh-4rem)] overflow-y-auto px-3 py-6">
            <Navigation />
          </div>
        </aside>
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 py-6 outline-none sm:px-6 lg:px-8 lg:py-8"
        >
          {children}
        </main>
      </div>
      <dialog
        ref={menu}
        aria-label={t('shell.menu')}
        className="fixed inset-y-0 left-0 m-0 h-dvh max-h-none w-[min(20rem,calc(100vw-3rem))] overflow-y-auto bg-white p-4 text-solid-gray-800 shadow-5 lg:hidden"
      >
        <div className="mb-4 flex justify-end">
          <CloseButton onClick={() => menu.current?.close()} label={t('shell.menuClose')} />
        </div>
        <Navigation onFollow={() => menu.current?.close()} />
      </dialog>
    </div>
  );
}
