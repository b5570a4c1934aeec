import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import type { demoSignInRoute, signInOptionsRoute } from '../../../modules/installation/routes/session.ts';
import type { secondFactorRoute, signInRoute } from '../../../platform/identity/routes/sign-in.ts';

/** What the sign-in page may offer. */
export type SignInOptions = Answer<typeof signInOptionsRoute>;
/** Somebody of the sample data whom one may be with a click. */
export type DemoPerson = NonNullable<SignInOptions['demo']>[number];

export const optionsPath = '/api/v1/sign-in/options';

/** The answer to a proof: signed in, or a second one is wanted. */
export type SignInStep = Answer<typeof signInRoute>;
export type SecondFactor = SignInStep['methods'][number];

export const sendPassword = endpoint<typeof signInRoute>('POST', '/api/v1/sign-in');
export const sendCode = endpoint<typeof secondFactorRoute>('POST', '/api/v1/sign-in/second-factor');
const enterDemo = endpoint<typeof demoSignInRoute>('POST', '/api/v1/demo/sign-in');
export const signInAsDemo = (person: string) => enterDemo({ body: { person } });
export const oidcStart = (id: string): string => `/api/v1/sign-in/oidc/${encodeURIComponent(id)}`;
