import { useState } from 'react';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { useDeed, useRefresh } from '../../../kit/ui/data.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { ErrorSummary, Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import { accountChanges, beginTotp, confirmTotp, removeTotp, type TotpSetup } from './account-api.ts';
import { Part } from './part.tsx';

interface TotpProps {
  readonly enabled: boolean;
  readonly locked: boolean;
  readonly onCodes: (codes: readonly string[] | null) => void;
}

/** The authenticator app: set up with a picture and a first number, or removed. */
export function TotpPart({ enabled, locked, onCodes }: TotpProps) {
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const [asking, setAsking] = useState(false);
  const begin = useDeed({ run: () => beginTotp(), done: setSetup });
  const remove = useDeed({ run: () => removeTotp(), changes: accountChanges });
  const status = (
    <Badge tone={enabled ? 'green' : 'neutral'}>{t(enabled ? 'account.totpOn' : 'account.totpOff')}</Badge>
  );
  return (
    <Part title={t('account.totp')} status={status}>
      <ErrorSummary problems={[]} failure={begin.error} />
      {!enabled && setup === null && (
        <Button variant="outline" disabled={locked} busy={begin.isPending} onClick={() => begin.mutate()}>
          {t('account.totpStart')}
        </Button>
      )}
      {!enabled && setup !== null && (
        <ConfirmTotp
          setup={setup}
          onDone={(codes) => {
            setSetup(null);
            onCodes(codes);
          }}
        />
      )}
      {enabled && (
        <Button variant="outline" disabled={locked} onClick={() => setAsking(true)}>
          {t('account.totpStop')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('account.totpStop')}
        confirm={t('account.totpStop')}
        danger
        onConfirm={() => remove.mutateAsync()}
      >
        {t('account.totpStopText')}
      </ConfirmDialog>
    </Part>
  );
}

function ConfirmTotp({
  setup,
  onDone,
}: {
  readonly setup: TotpSetup;
  readonly onDone: (codes: readonly string[] | null) => void;
}) {
  const refresh = useRefresh();
  const toast = useToast();
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) => (code.trim() === '' ? [{ field: 'code', message: t('signIn.codeMissing') }] : []),
    send: async ({ code }) => {
      const { recoveryCodes } = await confirmTotp({
        body: { code: code.normalize('NFKC').replace(/\s/g, '') },
      });
      await refresh(accountChanges);
      toast({ text: t('account.totpDone') });
      onDone(recoveryCodes);
    },
  });
  return (
    <div className="flex flex-col gap-4">
      <p>{t('account.totpScan')}</p>
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(setup.qrSvg)}`}
        alt={t('account.totpQr')}
        className="size-52 border border-solid-gray-300"
      />
      <div>
        <p>{t('account.totpKey')}</p>
        <p className="mt-1 text-mono-16N-150 break-all select-all">
          {setup.secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </p>
      </div>
      <Form form={form} submit={t('account.totpConfirm')}>
        <TextField
          {...form.text('code')}
          label={t('account.totpCode')}
          width="sm"
          inputMode="numeric"
          autoComplete="one-time-code"
        />
      </Form>
    </div>
  );
}
