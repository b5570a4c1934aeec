import { z } from 'zod';
import { today } from '../../../kernel/dates.ts';
import { NotFound } from '../../../kernel/errors.ts';
import { isId } from '../../../kernel/ids.ts';
import type { Config } from '../../../platform/config.ts';
import { inOrganisation } from '../../../platform/database/database.ts';
import { listOrganisations, type Organisation } from '../../../platform/database/organisations.ts';
import { route } from '../../../platform/http/route.ts';
import { findByPerson } from '../../../platform/identity/find-account.ts';
import { oidcId } from '../../../platform/identity/oidc.ts';
import { isLoopback } from '../../../platform/identity/oidc-config.ts';
import { refuseCrossSite } from '../../../platform/identity/routes/sign-in.ts';
import { finishSignIn } from '../../../platform/identity/sign-in.ts';
import { t } from '../messages.ts';
import { describeSession } from '../session-view.ts';

export const sessionRoute = route({
  method: 'GET',
  path: '/api/v1/session',
  summary: 'Who is signed in, with roles, allowed actions and the CSRF token; 401 when nobody is',
  access: 'signed-in',
  response: z.object({
    account: z.object({ id: z.uuid(), name: z.string(), loginName: z.string(), administrator: z.boolean() }),
    person: z.object({ id: z.uuid(), name: z.string(), unitName: z.string().nullable() }).nullable(),
    organisation: z.object({
      id: z.uuid(),
      slug: z.string(),
      name: z.string(),
      kind: z.string(),
      fiscalYearLabel: z.string(),
    }),
    roles: z.array(
      z.object({
        packId: z.string().nullable(),
        roleId: z.string().nullable(),
        label: z.string(),
        scope: z.string().nullable(),
        deputy: z.boolean(),
      }),
    ),
    actions: z.array(z.string()),
    csrfToken: z.string(),
    today: z.string(),
    demo: z.boolean(),
  }),
  handle: async ({ tx, actor, session, authorisation, today }) => ({
    ...(await describeSession(tx, actor, today)),
    actions: authorisation.allowed(actor),
    csrfToken: session.csrfToken,
    today,
  }),
});

/** Those of a demo organisation whom a visitor may be with a click; the generator wrote them down. */
const demoSettings = z.object({
  demoPeople: z
    .array(z.object({ personId: z.uuid(), name: z.string(), roleTitle: z.string(), description: z.string() }))
    .default([]),
});

const demoPeopleOf = (organisation: Organisation) =>
  organisation.demo ? (demoSettings.safeParse(organisation.settings).data?.demoPeople ?? []) : [];

/** Browsers offer passkeys on https or this machine, and never for a bare IP address. */
function passkeysPossible({ publicUrl }: Config): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  if (/^[\d.]+$|^\[/.test(hostname)) return false;
  return protocol === 'https:' || isLoopback(hostname);
}

export const signInOptionsRoute = route({
  method: 'GET',
  path: '/api/v1/sign-in/options',
  summary: 'What the sign-in page may offer',
  access: 'public',
  response: z.object({
    organisations: z.array(z.object({ slug: z.string(), name: z.string() })),
    oidc: z.array(z.object({ id: z.string(), label: z.string() })),
    passkeys: z.boolean(),
    demo: z
      .array(z.object({ person: z.uuid(), role: z.string(), name: z.string(), detail: z.string() }))
      .nullable(),
    setupNeeded: z.boolean(),
  }),
  handle: async ({ services: { database, config } }) => {
    const organisations = await listOrganisations(database);
    const demo = organisations.flatMap(demoPeopleOf);
    return {
      organisations: organisations.map(({ slug, name }) => ({ slug, name })),
      oidc: config.oidc ? [{ id: oidcId, label: config.oidc.label }] : [],
      passkeys: passkeysPossible(config),
      demo: organisations.some((organisation) => organisation.demo)
        ? demo.map((each) => ({
            person: each.personId,
            role: each.roleTitle,
            name: each.name,
            detail: each.description,
          }))
        : null,
      setupNeeded: organisations.length === 0,
    };
  },
});

export const demoSignInRoute = route({
  method: 'POST',
  path: '/api/v1/demo/sign-in',
  summary: 'Become one of the people of the sample organisation, without a password',
  access: 'public',
  rateLimit: 600,
  body: z.object({ person: z.string().refine(isId) }),
  response: z.object({ step: z.literal('done') }),
  handle: async (call) => {
    refuseCrossSite(call);
    const { database } = call.services;
    const { person } = call.body;
    const organisation = (await listOrganisations(database)).find((each) =>
      demoPeopleOf(each).some(({ personId }) => personId === person),
    );
    if (!organisation) throw new NotFound(t.ref('demo.unknown'));
    return inOrganisation(database, organisation.id, async (tx) => {
      const account = await findByPerson(tx, person, today());
      if (!account?.usable) throw new NotFound(t.ref('demo.unknown'));
      await finishSignIn(call, tx, account, 'demo', null);
      return { step: 'done' as const };
    });
  },
});

export const sessionRoutes = [sessionRoute, signInOptionsRoute, demoSignInRoute];
