import type { Problem } from '../../kit/ui/api.ts';
import { t } from './messages.ts';

/** What is wrong with a new password, before the server is asked, which also knows what is easily guessed. */
export function newPasswordProblems(
  password: string,
  again: string,
  minLength: number,
  field = 'password',
): Problem[] {
  return [
    ...(Array.from(password).length < minLength
      ? [{ field, message: t('account.short', { min: minLength }) }]
      : []),
    ...(password !== again ? [{ field: 'again', message: t('setup.passwordDiffers') }] : []),
  ];
}
