import { z } from 'zod';
import { route } from '../../http/route.ts';
import { beginOidc, finishOidc } from '../oidc.ts';

const refused = '/sign-in?oidc=refused';
const params = z.object({ id: z.string().max(50) });

const oidcStartRoute = route({
  method: 'GET',
  path: '/api/v1/sign-in/oidc/:id',
  summary: 'Go to the identity provider to sign in',
  access: 'public',
  rateLimit: 600,
  params,
  handle: async (call) => {
    // A person follows this link in the browser: also a failure has to end on a page.
    const address = (await beginOidc(call, call.params.id)) ?? refused;
    call.reply.code(302).header('location', address);
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
