import { type ReactNode, useEffect } from 'react';
import { EmptyState } from '../../kit/ui/empty-state.tsx';
import { useNavigate } from '../../kit/ui/navigation.ts';
import { PageHeader } from '../../kit/ui/page-header.tsx';
import { mayOpen, type PageDefinition } from '../../kit/ui/pages.ts';
import { useOptionalSession } from '../../kit/ui/session.ts';
import { Skeleton } from '../../kit/ui/skeleton.tsx';
import { t } from './messages.ts';

/** Shows a page to whom it is for: others are led to the sign-in, or told that they may not. */
export function PageFrame({
  page,
  children,
}: {
  readonly page: PageDefinition;
  readonly children: ReactNode;
}) {
  const session = useOptionalSession();
  if (page.anonymous) return children;
  if (session === null) return <ToSignIn />;
  if (mayOpen(page, new Set(session.actions))) return children;
  return (
    <>
      <PageHeader title={page.title} />
      <EmptyState title={t('forbidden.title')}>{t('forbidden.text')}</EmptyState>
    </>
  );
}

function ToSignIn() {
  const navigate = useNavigate();
  useEffect(() => {
    const here = window.location.pathname + window.location.search;
    navigate(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`, { replace: true });
  }, [navigate]);
  return <Skeleton />;
}
