import { api } from '../../../kit/ui/api.ts';
import { t } from '../messages.ts';
import type { SignInStep } from './sign-in-api.ts';

/** Signs in, or gives the second proof, with a passkey of the device. The library is loaded only now. */
export async function signInWithPasskey(organisation?: string): Promise<SignInStep> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = await api.post<Parameters<typeof startAuthentication>[0]['optionsJSON']>(
    '/api/v1/sign-in/passkey/options',
    organisation ? { organisation } : {},
  );
  const response = await startAuthentication({ optionsJSON }).catch((error: unknown) => {
    throw new Error(t('signIn.passkeyFailed'), { cause: error });
  });
  return api.post<SignInStep>('/api/v1/sign-in/passkey/verify', { response });
}
