import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inOrganisation } from '../database/database.ts';
import { type TestServer, testServer } from '../http/testing.ts';
import { issueRecoveryLinks } from './recovery-links.ts';
import { identityRoutes } from './routes.ts';
import { goodPassword, makeAccount, TestBrowser, takeCsrfToken } from './testing.ts';

const newPassword = 'umi no soko 58 sakana';

let server: TestServer;
let organisationId: string;
let accountId: string;

beforeAll(async () => {
  server = await testServer([{ routes: identityRoutes, actions: [] }]);
});
afterAll(() => server.close());
beforeEach(async () => {
  organisationId = await server.organisation();
  accountId = await makeAccount(server, organisationId, 'hanako');
});

async function issue(): Promise<string> {
  const [link] = await inOrganisation(server.database, organisationId, (tx) =>
    issueRecoveryLinks(tx, 'https://kijun.example', [accountId], { issuedBy: null, hours: 24 }),
  );
  return new URL(link?.url ?? '').hash.slice(1);
}
const post = (url: string, body: object) => new TestBrowser(server.app).post(url, body);
const check = async (token: string) => (await post('/api/v1/sign-in/recovery/check', { token })).status;
const use = async (token: string) =>
  (await post('/api/v1/sign-in/recovery/password', { token, password: newPassword })).status;

describe('a recovery link', () => {
  it('sets a password once', async () => {
    const token = await issue();
    expect(await check(token)).toBe(200);
    expect(await use(token)).toBe(204);
    expect([await check(token), await use(token)]).toEqual([404, 404]);
  });

  it('gives way to a newer one', async () => {
    const [first, second] = [await issue(), await issue()];
    expect([await check(first), await check(second)]).toEqual([404, 200]);
  });

  it('is worth nothing once its owner has changed the password', async () => {
    const token = await issue();
    const browser = new TestBrowser(server.app);
    const credentials = { organisation: organisationId, loginName: 'hanako', password: goodPassword };
    await browser.post('/api/v1/sign-in', credentials);
    await takeCsrfToken(server, browser);
    const changed = await browser.post('/api/v1/me/password', { currentPassword: goodPassword, newPassword });
    expect(changed.status).toBe(204);
    expect([await check(token), await use(token)]).toEqual([404, 404]);
  });

  it('is worth nothing in another organisation', async () => {
    const [, secret] = (await issue()).split('.');
    expect(await check(`${await server.organisation()}.${secret}`)).toBe(404);
  });
});
