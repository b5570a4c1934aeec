import { useState } from 'react';
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { useDeed } from '../../../kit/ui/data.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import type {
  accountLinkRoute,
  resetFactorsRoute,
  signOutAccountRoute,
  unlockAccountRoute,
} from '../routes/account-deeds.ts';
import type { readAccountRoute } from '../routes/accounts.ts';
import { LinkNotice } from './link-notice.tsx';

const issueLink = endpoint<typeof accountLinkRoute>('POST', '/api/v1/accounts/:id/recovery-link');
const unlock = endpoint<typeof unlockAccountRoute>('POST', '/api/v1/accounts/:id/unlock');
const resetFactors = endpoint<typeof resetFactorsRoute>('POST', '/api/v1/accounts/:id/reset-second-factor');
const signOut = endpoint<typeof signOutAccountRoute>('POST', '/api/v1/accounts/:id/sign-out');

const changes = ['/api/v1/accounts'];

type Asked = 'link' | 'factors' | null;

/** Help for an owner who cannot get in, and a way to put somebody out. */
export function AccountDeeds({ account }: { readonly account: Answer<typeof readAccountRoute> }) {
  const [asked, setAsked] = useState<Asked>(null);
  const [link, setLink] = useState<Answer<typeof accountLinkRoute> | null>(null);
  const toast = useToast();
  const params = { id: account.id };
  const failed = (error: Error) => toast({ kind: 'error', text: error.message });
  const issue = useDeed({ run: () => issueLink({ params }), changes, done: setLink });
  const reset = useDeed({
    run: () => resetFactors({ params }),
    changes,
    done: () => toast({ text: t('deed.factorsDone') }),
  });
  const lift = useDeed({
    run: () => unlock({ params }),
    changes,
    done: () => toast({ text: t('deed.unlocked') }),
  });
  const end = useDeed({
    run: () => signOut({ params }),
    changes,
    done: ({ ended }) => toast({ text: t('deed.signedOut', { count: ended }) }),
  });
  return (
    <div className="flex flex-col gap-4">
      {link && <LinkNotice link={link} />}
      <div className="flex flex-wrap gap-3">
        <Button variant="outline" onClick={() => setAsked('link')}>
          {t('deed.link')}
        </Button>
        {account.state === 'locked' && (
          <Button
            variant="outline"
            busy={lift.isPending}
            onClick={() => lift.mutate(undefined, { onError: failed })}
          >
            {t('deed.unlock')}
          </Button>
        )}
        {account.secondFactor && (
          <Button variant="outline" onClick={() => setAsked('factors')}>
            {t('deed.factors')}
          </Button>
        )}
        <Button
          variant="outline"
          busy={end.isPending}
          onClick={() => end.mutate(undefined, { onError: failed })}
        >
          {t('deed.signOut')}
        </Button>
      </div>
      <ConfirmDialog
        open={asked === 'link'}
        onClose={() => setAsked(null)}
        title={t('deed.link')}
        confirm={t('deed.linkConfirm')}
        onConfirm={() => issue.mutateAsync()}
      >
        {t('deed.linkText')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'factors'}
        onClose={() => setAsked(null)}
        title={t('deed.factors')}
        confirm={t('deed.factorsConfirm')}
        danger
        onConfirm={() => reset.mutateAsync()}
      >
        {t('deed.factorsText', { name: account.name })}
      </ConfirmDialog>
    </div>
  );
}
