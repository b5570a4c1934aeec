import type { BoundText } from '../../kit/ui/form.tsx';
import { TextField } from '../../kit/ui/inputs.tsx';
import { t } from './messages.ts';

/** A new password and its repetition, wherever one is chosen; `newPasswordProblems` checks the two. */
export function NewPasswordFields({
  password,
  again,
  label = t('account.new'),
  againLabel = t('account.again'),
}: {
  readonly password: BoundText;
  readonly again: BoundText;
  readonly label?: string;
  readonly againLabel?: string;
}) {
  const usual = { type: 'password', required: true, width: 'md', autoComplete: 'new-password' } as const;
  return (
    <>
      <TextField {...usual} {...password} label={label} support={t('setup.passwordSupport')} />
      <TextField {...usual} {...again} label={againLabel} />
    </>
  );
}
