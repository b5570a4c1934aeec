import { EmptyState } from '../../kit/ui/empty-state.tsx';
import { ButtonLink } from '../../kit/ui/link.tsx';
import { PageHeader } from '../../kit/ui/page-header.tsx';
import { t } from './messages.ts';

/** Stands for an address that no page has. */
export function MissingPage() {
  return (
    <>
      <PageHeader title={t('missing.title')} />
      <EmptyState title={t('missing.title')} actions={<ButtonLink to="/">{t('missing.home')}</ButtonLink>}>
        {t('missing.text')}
      </EmptyState>
    </>
  );
}
