import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { route } from './route.ts';
import { type TestServer, testServer } from './testing.ts';

const whoAmI = route({
  method: 'GET',
  path: '/api/v1/test/address',
  summary: 'address',
  access: 'public',
  response: z.object({ address: z.string() }),
  handle: async ({ request }) => ({ address: request.ip }),
});

let direct: TestServer;
let proxied: TestServer;
beforeAll(async () => {
  const modules = [{ routes: [whoAmI], actions: [] }];
  direct = await testServer(modules);
  proxied = await testServer(modules, undefined, { KIJUN_TRUST_PROXY: '1' });
});
afterAll(async () => {
  await direct.close();
  await proxied.close();
});

/** A request over a connection from this machine, as the proxy on it makes them. */
const ask = (server: TestServer, url: string, forwarded?: string) =>
  server.app.inject({
    url,
    remoteAddress: '127.0.0.1',
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  });
const addressOf = async (server: TestServer, forwarded?: string) =>
  (await ask(server, '/api/v1/test/address', forwarded)).json().address;

describe('the address of a request', () => {
  it('is that of the connection without a proxy, whatever the request says', async () => {
    expect(await addressOf(direct, '203.0.113.9')).toBe('127.0.0.1');
  });

  it('behind one proxy is what the proxy wrote, not what the visitor wrote before it', async () => {
    expect(await addressOf(proxied, '198.51.100.7')).toBe('198.51.100.7');
    expect(await addressOf(proxied, '127.0.0.1, 198.51.100.7')).toBe('198.51.100.7');
  });
});

describe('metrics', () => {
  it('are for this machine, not for a visitor whom a proxy on it passes on', async () => {
    expect((await ask(direct, '/metrics')).statusCode).toBe(200);
    expect((await ask(direct, '/metrics', '198.51.100.7')).statusCode).toBe(404);
    expect((await ask(proxied, '/metrics', '198.51.100.7')).statusCode).toBe(404);
    expect((await ask(proxied, '/metrics', '127.0.0.1, 198.51.100.7')).statusCode).toBe(404);
  });
});
