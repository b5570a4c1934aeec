import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { KijunError } from '../../../kernel/errors.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { route } from '../../http/route.ts';
import { clearSessionCookie, type Exchange } from '../cookies.ts';
import { t } from '../messages.ts';
import { endSession } from '../sessions.ts';
import { signInWithCode, signInWithPassword } from '../sign-in.ts';
import { beginPasskey, signInWithPasskey } from '../sign-in-passkey.ts';

const organisation = z.string().max(100).optional();

/** `step`: `done`, or `second-factor` with the methods that the account offers. The ticket is in a cookie. */
const step = z.object({
  step: z.enum(['done', 'second-factor']),
  methods: z.array(z.enum(['totp', 'passkey', 'recovery'])).readonly(),
});

/** What the browser's WebAuthn call gives; @simplewebauthn/server checks every field of it. */
export const credentialSchema = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal('public-key'),
  response: z.looseObject({}),
  clientExtensionResults: z.looseObject({}),
});

/**
 * Another site must not sign a visitor in (to its own account, to watch what is written there). Browsers name the
 * origin of every such request; programs that send none carry no foreign visitor.
 */
export function refuseCrossSite({ request, services }: Exchange): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  const host = URL.parse(origin)?.host;
  const own = [request.host, new URL(services.config.publicUrl).host];
  if (!host || !own.includes(host)) throw new KijunError(403, t.ref('signIn.crossSite'));
}

export const signInRoute = route({
  method: 'POST',
  path: '/api/v1/sign-in',
  summary: 'Sign in with login name and password',
  access: 'public',
  rateLimit: 600,
  body: z.object({
    organisation,
    loginName: z.string().min(1).max(200),
    password: z.string().min(1).max(1000),
  }),
  response: step,
  handle: (call) => {
    refuseCrossSite(call);
    return signInWithPassword(call, call.body);
  },
});

export const secondFactorRoute = route({
  method: 'POST',
  path: '/api/v1/sign-in/second-factor',
  summary: 'The second step: a code of the authenticator, or a recovery code',
  access: 'public',
  rateLimit: 600,
  body: z.object({ method: z.enum(['totp', 'recovery']).default('totp'), code: z.string().min(1).max(50) }),
  response: step,
  handle: (call) => {
    refuseCrossSite(call);
    return signInWithCode(call, call.body);
  },
});

const passkeyOptionsRoute = route({
  method: 'POST',
  path: '/api/v1/sign-in/passkey/options',
  summary: 'Begin a sign-in with a passkey: options for navigator.credentials.get',
  access: 'public',
  rateLimit: 600,
  body: z.object({ organisation }),
  response: z.custom<PublicKeyCredentialRequestOptionsJSON>().meta({ type: 'object' }),
  handle: (call) => {
    refuseCrossSite(call);
    return beginPasskey(call, call.body.organisation);
  },
});

const passkeyVerifyRoute = route({
  method: 'POST',
  path: '/api/v1/sign-in/passkey/verify',
  summary: 'End a sign-in with a passkey: the answer of navigator.credentials.get',
  access: 'public',
  rateLimit: 600,
  body: z.object({ response: credentialSchema }),
  response: step,
  handle: (call) => {
    refuseCrossSite(call);
    return signInWithPasskey(call, call.body.response as unknown as AuthenticationResponseJSON);
  },
});

const signOutRoute = route({
  method: 'POST',
  path: '/api/v1/sign-out',
  summary: 'End this session',
  access: 'signed-in',
  handle: async (call) => {
    const { tx, actor, session } = call;
    if (actor.accountId) await endSession(tx, actor.accountId, session.id);
    await recordEvent(tx, actor, {
      action: 'session.end',
      entity: 'account',
      entityId: actor.accountId ?? '',
    });
    clearSessionCookie(call);
    return undefined;
  },
});

export const signInRoutes = [
  signInRoute,
  secondFactorRoute,
  passkeyOptionsRoute,
  passkeyVerifyRoute,
  signOutRoute,
];
