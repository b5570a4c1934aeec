import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { useDeed } from '../../../kit/ui/data.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { t } from '../messages.ts';
import { accountChanges, renewRecoveryCodes } from './account-api.ts';
import { Part } from './part.tsx';

interface RecoveryProps {
  readonly left: number;
  readonly locked: boolean;
  readonly onCodes: (codes: readonly string[] | null) => void;
}

/** How many recovery codes are left, and a new set of them. */
export function RecoveryPart({ left, locked, onCodes }: RecoveryProps) {
  const [asking, setAsking] = useState(false);
  const renew = useDeed({
    run: () => renewRecoveryCodes(),
    changes: accountChanges,
    done: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  return (
    <Part title={t('account.recovery')} lead={t('account.recoveryLead')}>
      <p>{t('account.recoveryLeft', { count: left })}</p>
      <Button variant="outline" disabled={locked} onClick={() => setAsking(true)}>
        {t('account.recoveryMake')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('account.recoveryMake')}
        confirm={t('account.recoveryMake')}
        onConfirm={() => renew.mutateAsync()}
      >
        {t('account.recoveryMakeText')}
      </ConfirmDialog>
    </Part>
  );
}

/** Codes that were just made; they are shown this once. */
export function FreshCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <Notice
      kind="warning"
      role="alert"
      title={t('account.recoveryOnce')}
      actions={
        <Button variant="outline" size="sm" onClick={() => window.print()}>
          {t('account.print')}
        </Button>
      }
    >
      <p>{t('account.recoveryLead')}</p>
      <ul className="mt-3 grid grid-cols-1 gap-x-8 gap-y-1 text-mono-16N-150 sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
