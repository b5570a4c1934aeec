import { useEffect } from 'react';
import { ApiError, NetworkError } from '../../kit/ui/api.ts';
import { Button } from '../../kit/ui/button.tsx';
import { FailureNotice } from '../../kit/ui/data.tsx';
import { Notice } from '../../kit/ui/notice.tsx';
import { t } from './messages.ts';

/** Stands for a page that failed while it was drawn; the browser's console has the cause. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  useEffect(() => console.error(error), [error]);
  if (error instanceof ApiError || error instanceof NetworkError) return <FailureNotice error={error} />;
  return (
    <Notice
      kind="error"
      role="alert"
      title={t('broken.title')}
      actions={
        <Button variant="outline" size="sm" onClick={() => window.location.reload()}>
          {t('broken.reload')}
        </Button>
      }
    >
      {t('broken.text')}
    </Notice>
  );
}
