import { type Answer, api, endpoint } from '../../../kit/ui/api.ts';
import type { secondFactorRoute, signInRoute } from '../../../platform/identity/routes/sign-in.ts';

/** Somebody of the sample data whom one may be with a click. */
export interface DemoPerson {
  readonly person: string;
  readonly role: string;
  readonly name: string;
}

/** What the sign-in page may offer. */
export interface SignInOptions {
  readonly organisations: readonly { readonly slug: string; readonly name: string }[];
  readonly oidc: readonly { readonly id: string; readonly label: string }[];
  readonly passkeys: boolean;
  readonly demo: readonly DemoPerson[] | null;
  readonly setupNeeded: boolean;
}

export const optionsPath = '/api/v1/sign-in/options';

/** The answer to a proof: signed in, or a second one is wanted. */
export type SignInStep = Answer<typeof signInRoute>;
export type SecondFactor = SignInStep['methods'][number];

export const sendPassword = endpoint<typeof signInRoute>('POST', '/api/v1/sign-in');
export const sendCode = endpoint<typeof secondFactorRoute>('POST', '/api/v1/sign-in/second-factor');
export const signInAsDemo = (person: string) => api.post('/api/v1/demo/sign-in', { person });
export const oidcStart = (id: string): string => `/api/v1/sign-in/oidc/${encodeURIComponent(id)}`;
