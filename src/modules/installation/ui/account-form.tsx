import { useState } from 'react';
import { type Answer, type ApiError, endpoint } from '../../../kit/ui/api.ts';
import { Checkbox } from '../../../kit/ui/choice.tsx';
import { ConflictDialog } from '../../../kit/ui/conflict-dialog.tsx';
import { useRefresh } from '../../../kit/ui/data.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import type { readAccountRoute, updateAccountRoute } from '../routes/accounts.ts';

const update = endpoint<typeof updateAccountRoute>('PUT', '/api/v1/accounts/:id');

const labels = {
  name: t('form.name'),
  email: t('form.email'),
  personNumber: t('form.personNumber'),
  administrator: t('form.administrator'),
  disabled: t('form.disabled'),
} as const;
const labelOf = (field: string): string => (field in labels ? labels[field as keyof typeof labels] : field);

/** What an administrator changes of an account. */
export function AccountForm({ account }: { readonly account: Answer<typeof readAccountRoute> }) {
  const { id, version, name, email, administrator, disabled } = account;
  const [conflict, setConflict] = useState<ApiError | null>(null);
  const refresh = useRefresh();
  const toast = useToast();
  const initial = { name, email, administrator, disabled, personNumber: account.personNumber ?? '' };
  const save = async (values: typeof initial, seen: number) => {
    await update({ params: { id }, body: { ...values, version: seen } });
    setConflict(null);
    toast({ text: t('form.saved') });
    await refresh(['/api/v1/accounts']);
  };
  const form = useForm({
    initial,
    check: (values) => (values.name.trim() === '' ? [{ field: 'name', message: t('form.nameMissing') }] : []),
    send: (values) => save(values, version),
    onConflict: (error) => (error.differences.length > 0 ? setConflict(error) : toastFailure(error)),
  });
  const toastFailure = (error: ApiError) => toast({ kind: 'error', text: error.message });
  return (
    <>
      <Form form={form} submit={t('form.save')}>
        <TextField {...form.text('name')} label={labels.name} required width="md" autoComplete="off" />
        <TextField
          {...form.text('personNumber')}
          label={labels.personNumber}
          support={t('form.personNumberSupport')}
          width="sm"
          autoComplete="off"
        />
        <TextField
          {...form.text('email')}
          type="email"
          label={labels.email}
          support={t('form.emailSupport')}
          autoComplete="off"
        />
        <Checkbox
          label={labels.administrator}
          support={t('form.administratorSupport')}
          checked={form.values.administrator}
          onChange={(value) => form.set({ administrator: value })}
        />
        <Checkbox
          label={labels.disabled}
          support={t('form.disabledSupport')}
          checked={form.values.disabled}
          onChange={(value) => form.set({ disabled: value })}
        />
      </Form>
      <ConflictDialog
        conflict={conflict}
        fieldLabel={labelOf}
        onResolve={(values, current) => save({ ...form.values, ...values }, current)}
        onClose={() => setConflict(null)}
      />
    </>
  );
}
