import { formatInstant } from '../../../kernel/dates.ts';
import { useRefresh } from '../../../kit/ui/data.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import { newPasswordProblems } from '../new-password.ts';
import { NewPasswordFields } from '../new-password-fields.tsx';
import { accountChanges, changePassword, type Security } from './account-api.ts';

const empty = { currentPassword: '', newPassword: '', again: '' };

/** Changes the password; other devices are signed out by it. */
export function PasswordPart({ state }: { readonly state: Security }) {
  const refresh = useRefresh();
  const toast = useToast();
  const form = useForm({
    initial: empty,
    check: ({ currentPassword, newPassword, again }) => [
      ...(currentPassword === '' ? [{ field: 'currentPassword', message: t('account.currentMissing') }] : []),
      ...newPasswordProblems(newPassword, again, state.passwordMinLength, 'newPassword'),
    ],
    send: async ({ currentPassword, newPassword }) => {
      await changePassword({ body: { currentPassword, newPassword } });
      await refresh(accountChanges);
      form.reset();
      toast({ text: t('account.changed') });
    },
  });
  if (!state.hasPassword) return <Notice>{t('account.noPassword')}</Notice>;
  return (
    <Form form={form} submit={t('account.change')}>
      {state.passwordChangedAt !== null && (
        <p className="text-std-16N-170 text-solid-gray-700">
          {t('account.changedAt', { at: formatInstant(new Date(state.passwordChangedAt)) })}
        </p>
      )}
      <input type="text" hidden name="username" autoComplete="username" value={state.loginName} readOnly />
      <TextField
        {...form.text('currentPassword')}
        type="password"
        label={t('account.current')}
        required
        width="md"
        autoComplete="current-password"
      />
      <NewPasswordFields password={form.text('newPassword')} again={form.text('again')} />
    </Form>
  );
}
