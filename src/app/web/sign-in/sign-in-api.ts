import { api } from '../../../kit/ui/api.ts';

export interface DemoPerson {
  readonly person: string;
  readonly role: string;
  readonly name: string;
  readonly detail?: string;
}

/** What the sign-in page may offer, from `GET /api/v1/sign-in/options`. */
export interface SignInOptions {
  readonly organisations: readonly { readonly slug: string; readonly name: string }[];
  readonly oidc: readonly { readonly id: string; readonly label: string }[];
  readonly passkeys: boolean;
  readonly demo: readonly DemoPerson[] | null;
  readonly setupNeeded: boolean;
}

export const optionsPath = '/api/v1/sign-in/options';

/** The answer to a password: signed in, or a second proof is wanted. */
export interface SignInStep {
  readonly step: 'done' | 'second-factor';
  readonly methods?: readonly ('totp' | 'passkey' | 'recovery')[];
}

export const signIn = (body: { organisation?: string; loginName: string; password: string }) =>
  api.post<SignInStep>('/api/v1/sign-in', body);

export const signInAsDemo = (person: string) => api.post('/api/v1/demo/sign-in', { person });
