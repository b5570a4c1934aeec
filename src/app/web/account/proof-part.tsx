import { useRefresh } from '../../../kit/ui/data.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { t } from '../messages.ts';
import { accountChanges, prove } from './account-api.ts';

/** Asks for the password again, so that an unlocked screen is not enough to change how somebody signs in. */
export function ProofPart({ hasPassword }: { readonly hasPassword: boolean }) {
  const refresh = useRefresh();
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) =>
      password === '' ? [{ field: 'password', message: t('signIn.passwordMissing') }] : [],
    send: async ({ password }) => {
      await prove({ body: { password } });
      await refresh(accountChanges);
    },
  });
  return (
    <Notice kind="info" title={t('account.proof')}>
      <p>{t(hasPassword ? 'account.proofText' : 'account.proofElsewhere')}</p>
      {hasPassword && (
        <div className="mt-4">
          <Form form={form} submit={t('signIn.codeSubmit')}>
            <TextField
              {...form.text('password')}
              type="password"
              label={t('account.current')}
              width="md"
              autoComplete="current-password"
            />
          </Form>
        </div>
      )}
    </Notice>
  );
}
