import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inOrganisation } from '../database/database.ts';
import { type TestServer, testServer } from '../http/testing.ts';
import { identityRoutes } from './routes.ts';
import { goodPassword, makeAccount, TestBrowser, takeCsrfToken } from './testing.ts';

const origin = 'http://localhost:3000';
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();

/** CBOR of the few kinds of value that WebAuthn needs. */
function cbor(value: unknown): Buffer {
  const head = (major: number, length: number) => {
    if (length < 24) return Buffer.from([(major << 5) | length]);
    return length < 256
      ? Buffer.from([(major << 5) | 24, length])
      : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
  };
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) {
    return Buffer.concat([
      head(5, value.size),
      ...[...value].flatMap(([key, each]) => [cbor(key), cbor(each)]),
    ]);
  }
  throw new Error('unsupported');
}

/** An authenticator in software: ES256, attestation none, as a phone or a security key answers. */
class Authenticator {
  readonly id = randomBytes(16);
  counter = 0;
  verifiesUser = true;
  readonly #privateKey: KeyObject;
  readonly #publicKey: Buffer;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#privateKey = privateKey;
    this.#publicKey = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    );
  }

  #authData(rpId: string, credential: Buffer): Buffer {
    const flags = 0x01 | (this.verifiesUser ? 0x04 : 0) | (credential.length > 0 ? 0x40 : 0);
    this.counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter, credential]);
  }

  #clientData(type: string, challenge: string, from: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  }

  create(options: { challenge: string; rp: { id: string } }, from = origin) {
    const length = Buffer.from([0, this.id.length]);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, this.#publicKey]);
    const authData = this.#authData(options.rp.id, credential);
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return this.#wrap({
      clientDataJSON: this.#clientData('webauthn.create', options.challenge, from).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  get(options: { challenge: string; rpId: string }, from = origin) {
    const authData = this.#authData(options.rpId, Buffer.alloc(0));
    const clientData = this.#clientData('webauthn.get', options.challenge, from);
    const signature = createSign('sha256')
      .update(Buffer.concat([authData, sha256(clientData)]))
      .sign(this.#privateKey);
    return this.#wrap({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }

  #wrap(response: object) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }
}

let server: TestServer;
let organisationId: string;
let browser: TestBrowser;
let key: Authenticator;

beforeAll(async () => {
  server = await testServer([{ routes: identityRoutes, actions: [] }]);
});
afterAll(() => server.close());
beforeEach(async () => {
  organisationId = await server.organisation();
  await makeAccount(server, organisationId, 'hanako');
  browser = new TestBrowser(server.app);
  key = new Authenticator();
  await signIn(browser);
  await takeCsrfToken(server, browser);
});

const signIn = (from: TestBrowser) =>
  from.post('/api/v1/sign-in', { organisation: organisationId, loginName: 'hanako', password: goodPassword });
const begin = async (from: TestBrowser) =>
  (await from.post('/api/v1/sign-in/passkey/options', { organisation: organisationId })).json;
const verify = (from: TestBrowser, response: object) =>
  from.post('/api/v1/sign-in/passkey/verify', { response });

async function enrol() {
  const options = (await browser.post('/api/v1/me/passkeys/options')).json;
  return browser.post('/api/v1/me/passkeys', { name: '業務用端末', response: key.create(options) });
}

describe('a passkey', () => {
  it('is added, listed and removed', async () => {
    const added = await enrol();
    expect(added.status).toBe(200);
    expect(added.json.recoveryCodes).toHaveLength(10);
    const { passkeys } = (await browser.call('GET', '/api/v1/me/security')).json;
    expect(passkeys.map((each: { name: string }) => each.name)).toEqual(['業務用端末']);
    expect((await browser.call('DELETE', `/api/v1/me/passkeys/${passkeys[0].id}`)).status).toBe(204);
    expect((await browser.call('GET', '/api/v1/me/security')).json.passkeys).toEqual([]);
  });

  it('signs in by itself, and is the second step after a password', async () => {
    await enrol();
    const alone = new TestBrowser(server.app);
    expect((await verify(alone, key.get(await begin(alone)))).json.step).toBe('done');
    expect((await alone.call('GET', '/api/v1/me/security')).status).toBe(200);
    const after = new TestBrowser(server.app);
    expect((await signIn(after)).json).toEqual({ step: 'second-factor', methods: ['passkey', 'recovery'] });
    const options = await begin(after);
    expect(options.allowCredentials).toHaveLength(1);
    expect((await verify(after, key.get(options))).json.step).toBe('done');
  });

  it('alone must be unlocked by its owner; after a password touching it is enough', async () => {
    await enrol();
    key.verifiesUser = false;
    const alone = new TestBrowser(server.app);
    expect((await verify(alone, key.get(await begin(alone)))).status).toBe(401);
    const after = new TestBrowser(server.app);
    await signIn(after);
    expect((await verify(after, key.get(await begin(after)))).status).toBe(200);
  });

  it('answers a challenge once, for this site and this browser only', async () => {
    await enrol();
    const first = new TestBrowser(server.app);
    const answer = key.get(await begin(first));
    expect((await verify(new TestBrowser(server.app), answer)).status).toBe(401);
    expect((await verify(first, answer)).status).toBe(200);
    const again = new TestBrowser(server.app);
    await begin(again);
    expect((await verify(again, answer)).status).toBe(401);
    const elsewhere = new TestBrowser(server.app);
    const phished = key.get(await begin(elsewhere), 'https://kijun.example.com');
    expect((await verify(elsewhere, phished)).status).toBe(401);
  });

  it('that was copied is refused: its counter does not rise', async () => {
    await enrol();
    await verify(browser, key.get(await begin(browser)));
    key.counter = 0;
    const copy = new TestBrowser(server.app);
    expect((await verify(copy, key.get(await begin(copy)))).status).toBe(401);
  });

  it('of somebody else is no second step, and of another organisation unknown', async () => {
    await enrol();
    await makeAccount(server, organisationId, 'jiro');
    const other = new TestBrowser(server.app);
    const jiro = { organisation: organisationId, loginName: 'jiro', password: goodPassword };
    await other.post('/api/v1/sign-in', jiro);
    await takeCsrfToken(server, other);
    const own = (await other.post('/api/v1/me/passkeys/options')).json;
    await other.post('/api/v1/me/passkeys', { name: 'x', response: new Authenticator().create(own) });
    expect((await other.post('/api/v1/sign-in', jiro)).json.step).toBe('second-factor');
    expect((await verify(other, key.get(await begin(other)))).status).toBe(401);
    const elsewhere = await server.organisation();
    const foreign = new TestBrowser(server.app);
    const options = (await foreign.post('/api/v1/sign-in/passkey/options', { organisation: elsewhere })).json;
    expect((await verify(foreign, key.get(options))).status).toBe(401);
  });

  it('is not added twice, nor with a challenge of another account', async () => {
    await enrol();
    expect((await enrol()).status).toBe(422);
    await makeAccount(server, organisationId, 'jiro');
    const other = new TestBrowser(server.app);
    await other.post('/api/v1/sign-in', {
      organisation: organisationId,
      loginName: 'jiro',
      password: goodPassword,
    });
    await takeCsrfToken(server, other);
    const options = (await other.post('/api/v1/me/passkeys/options')).json;
    other.cookies.delete('kijun_step');
    const stolen = await other.post('/api/v1/me/passkeys', {
      name: 'x',
      response: new Authenticator().create(options),
    });
    expect(stolen.status).toBe(422);
  });

  it('of a disabled account lets nobody in', async () => {
    await enrol();
    await inOrganisation(server.database, organisationId, (tx) =>
      tx.client.query('update accounts set disabled = true'),
    );
    const alone = new TestBrowser(server.app);
    expect((await verify(alone, key.get(await begin(alone)))).status).toBe(401);
  });
});
