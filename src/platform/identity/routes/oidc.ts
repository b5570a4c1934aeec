import { z } from 'zod';
import { route } from '../../http/route.ts';
import { beginOidc, finishOidc } from '../oidc.ts';

const params = z.object({ id: z.string().max(50) });

const oidcStartRoute = route({
  method: 'GET',
  path: '/api/v1/sign-in/oidc/:id',
  summary: 'Go to the identity provider to sign in',
  access: 'public',
  rateLimit: 600,
  params,
  handle: async (call) => {
    call.reply.code(302).header('location', await beginOidc(call, call.params.id));
    return undefined;
  },
});

const oidcCallbackRoute = route({
  method: 'GET',
  path: '/api/v1/sign-in/oidc/:id/callback',
  summary: 'Come back from the identity provider',
  access: 'public',
  rateLimit: 600,
  params,
  handle: async (call) => {
    const outcome = await finishOidc(call, call.params.id);
    call.reply.code(302).header('location', outcome === 'done' ? '/' : `/sign-in?oidc=${outcome}`);
    return undefined;
  },
});

export const oidcRoutes = [oidcStartRoute, oidcCallbackRoute];
