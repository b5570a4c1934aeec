import type { ReactNode } from 'react';
import { useOptionalSession } from '../../../kit/ui/session.ts';
import { Logo } from './logo.tsx';
import { ReportButton } from './report-button.tsx';
import { SkipLink } from './skip-link.tsx';

/** The frame of sign-in, set-up and of pages that want nothing around them. */
export function FocusShell({ children }: { readonly children: ReactNode }) {
  const session = useOptionalSession();
  return (
    <div className="flex min-h-dvh flex-col bg-solid-gray-50">
      <SkipLink />
      <header className="border-b border-solid-gray-300 bg-white">
        <div className="mx-auto flex min-h-16 max-w-5xl items-center justify-between px-4 sm:px-6">
          <Logo
            {...(session !== null && {
              organisation: session.organisation.name,
              year: session.organisation.fiscalYearLabel,
            })}
          />
          {session !== null && <ReportButton />}
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-5xl flex-1 px-4 py-8 outline-none sm:px-6 sm:py-12"
      >
        {children}
      </main>
    </div>
  );
}
