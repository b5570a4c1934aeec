import { InvalidInput } from '../../../kernel/errors.ts';
import { canonicalLoginName } from '../../../platform/identity/find-account.ts';
import { t } from '../messages.ts';

/** The login name as it is stored. Throws InvalidInput for signs that cannot be told apart or typed everywhere. */
export function checkLoginName(typed: string, field: string): string {
  const loginName = canonicalLoginName(typed);
  if (/^[a-z0-9][a-z0-9._@-]{0,63}$/.test(loginName)) return loginName;
  throw InvalidInput.at(field, t.ref('loginName.invalid'));
}
