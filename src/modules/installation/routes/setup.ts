import { z } from 'zod';
import { today } from '../../../kernel/dates.ts';
import { newId } from '../../../kernel/ids.ts';
import { inOrganisation } from '../../../platform/database/database.ts';
import { route } from '../../../platform/http/route.ts';
import { refuseCrossSite } from '../../../platform/identity/routes/sign-in.ts';
import { finishSignIn } from '../../../platform/identity/sign-in.ts';
import { listPacks, orgKinds } from '../../standards/index.ts';
import { createFirstOrganisation } from '../commands/create-organisation.ts';
import { demoProgress, startDemo } from '../demo-run.ts';
import { codeNeeded, requireSetupCode } from '../setup-code.ts';
import { isEmpty, refuseWhenSetUp } from '../setup-lock.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const code = z.string().max(50).optional();

const progress = z.object({
  state: z.enum(['running', 'done', 'failed']),
  done: z.number(),
  total: z.number(),
  step: z.string(),
  error: z.string().nullable(),
});

export const setupRoute = route({
  method: 'GET',
  path: '/api/v1/setup',
  summary: 'Whether the installation waits to be set up, and what may be chosen',
  access: 'public',
  response: z.object({
    needed: z.boolean(),
    codeNeeded: z.boolean(),
    kinds: z.array(z.enum(orgKinds)).readonly(),
    packs: z.array(
      z.object({ id: z.string(), title: z.string(), orgKinds: z.array(z.enum(orgKinds)).readonly() }),
    ),
    demo: progress.nullable(),
  }),
  handle: async ({ services, request }) => {
    const needed = await isEmpty(services.database);
    return {
      needed,
      codeNeeded: needed && codeNeeded(services.config, request),
      kinds: orgKinds,
      packs: needed
        ? listPacks().map(({ id, title, orgKinds: kinds }) => ({ id, title: title.ja, orgKinds: kinds }))
        : [],
      demo: demoProgress(),
    };
  },
});

export const setupProgressRoute = route({
  method: 'GET',
  path: '/api/v1/setup/progress',
  summary: 'How far the sample data is; null when none was begun',
  access: 'public',
  response: z.object({ demo: progress.nullable() }),
  handle: async () => ({ demo: demoProgress() }),
});

export const setupDemoRoute = route({
  method: 'POST',
  path: '/api/v1/setup/demo',
  summary: 'Begin to fill an empty installation with sample data',
  access: 'public',
  rateLimit: 20,
  body: z.object({ code }).default({}),
  handle: async (call) => {
    refuseCrossSite(call);
    requireSetupCode(call.services, call.request, call.body.code);
    await refuseWhenSetUp(call.services.database);
    startDemo(call.services);
    return undefined;
  },
});

export const setupOrganisationRoute = route({
  method: 'POST',
  path: '/api/v1/setup/organisation',
  summary: 'Register the first organisation and its administrator, who is then signed in',
  access: 'public',
  rateLimit: 20,
  body: z.object({
    code,
    organisation: z.object({
      name: text(100),
      slug: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
        .default('main'),
      kind: z.string(),
    }),
    administrator: z.object({
      name: text(100),
      loginName: text(64),
      password: z.string().min(1).max(1000),
      email: z.email().or(z.literal('')).default(''),
    }),
    packs: z.array(z.string().max(100)).max(20),
  }),
  response: z.object({ organisationId: z.uuid() }),
  handle: async (call) => {
    refuseCrossSite(call);
    const { services, request, body } = call;
    requireSetupCode(services, request, body.code);
    const organisationId = newId();
    const day = today();
    await inOrganisation(services.database, organisationId, async (tx) => {
      const account = await createFirstOrganisation(tx, body, day, request.id);
      await finishSignIn(call, tx, account, 'password', null);
    });
    return { organisationId };
  },
});

export const setupRoutes = [setupRoute, setupProgressRoute, setupDemoRoute, setupOrganisationRoute];
