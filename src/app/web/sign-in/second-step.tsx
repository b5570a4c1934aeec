import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { useDeed } from '../../../kit/ui/data.tsx';
import { ErrorSummary, Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';
import { signInWithPasskey } from './passkey.ts';
import { type SecondFactor, sendCode } from './sign-in-api.ts';

/** The second proof: the number of the authenticator, a passkey, or a recovery code when both are away. */
export function SecondStep({
  methods,
  onDone,
  onRestart,
}: {
  readonly methods: readonly SecondFactor[];
  readonly onDone: () => Promise<void>;
  readonly onRestart: () => void;
}) {
  const [recovery, setRecovery] = useState(!methods.includes('totp') && !methods.includes('passkey'));
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field changes with the way
  useEffect(() => place.current?.querySelector('input')?.focus(), [recovery]);
  const passkey = useDeed({ run: () => signInWithPasskey(), done: () => void onDone() });
  return (
    <div ref={place} className="flex flex-col gap-6">
      {methods.includes('passkey') && !recovery && (
        <div className="flex flex-col items-start gap-3">
          <ErrorSummary problems={[]} failure={passkey.error} />
          <Button size="lg" busy={passkey.isPending} onClick={() => passkey.mutate()}>
            {t('signIn.passkey')}
          </Button>
        </div>
      )}
      {methods.includes('totp') && !recovery && <CodeForm onDone={onDone} />}
      {recovery && <RecoveryForm onDone={onDone} />}
      <div className="flex flex-wrap gap-x-4 gap-y-2 border-t border-solid-gray-300 pt-4">
        {methods.includes('recovery') && (
          <Button variant="text" size="sm" onClick={() => setRecovery(!recovery)}>
            {t(recovery ? 'signIn.useCode' : 'signIn.useRecovery')}
          </Button>
        )}
        <Button variant="text" size="sm" onClick={onRestart}>
          {t('signIn.again')}
        </Button>
      </div>
    </div>
  );
}

function CodeForm({ onDone }: { readonly onDone: () => Promise<void> }) {
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) =>
      /^\d{6}$/.test(normalised(code)) ? [] : [{ field: 'code', message: t('signIn.codeMissing') }],
    send: async ({ code }) => {
      await sendCode({ body: { method: 'totp', code: normalised(code) } });
      await onDone();
    },
  });
  return (
    <Form form={form} submit={t('signIn.codeSubmit')}>
      <TextField
        {...form.text('code')}
        label={t('signIn.code')}
        width="sm"
        inputMode="numeric"
        autoComplete="one-time-code"
      />
    </Form>
  );
}

function RecoveryForm({ onDone }: { readonly onDone: () => Promise<void> }) {
  const form = useForm({
    initial: { code: '' },
    check: ({ code }) =>
      code.trim() === '' ? [{ field: 'code', message: t('signIn.recoveryMissing') }] : [],
    send: async ({ code }) => {
      await sendCode({ body: { method: 'recovery', code: code.normalize('NFKC').trim() } });
      await onDone();
    },
  });
  return (
    <Form form={form} submit={t('signIn.codeSubmit')}>
      <TextField
        {...form.text('code')}
        label={t('signIn.recovery')}
        support={t('signIn.recoverySupport')}
        width="md"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
    </Form>
  );
}

/** Full-width digits and spaces are as good as the plain ones. */
const normalised = (code: string): string => code.normalize('NFKC').replace(/\s/g, '');
