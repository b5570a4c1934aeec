import type { FastifyInstance } from 'fastify';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../database/database.ts';
import type { TestServer } from '../http/testing.ts';
import { hashPassword } from './passwords.ts';
import { accounts } from './tables.ts';

export const goodPassword = 'kokoro no yama 37';

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts on the shape it expects
  readonly json: any;
  readonly location: string | undefined;
  readonly setCookies: readonly string[];
}

/** A browser of a test: it keeps cookies and sends the CSRF token that it is given. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  csrfToken: string | null = null;
  address = '192.0.2.1';
  readonly #app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#app.inject({
      method,
      url,
      remoteAddress: this.address,
      headers: { cookie, ...(this.csrfToken && { 'x-csrf-token': this.csrfToken }) },
      ...(body && { payload: body }),
    });
    for (const { name, value, expires } of response.cookies) {
      if (expires && expires.getTime() < Date.now()) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      json: isJson ? response.json() : undefined,
      location: response.headers.location,
      setCookies: [response.headers['set-cookie'] ?? []].flat(),
    };
  }

  post(url: string, body: object = {}): Promise<Answer> {
    return this.call('POST', url, body);
  }
}

/** Makes an account with a password; returns its id. */
export async function makeAccount(
  server: TestServer,
  organisationId: string,
  loginName: string,
  options: { email?: string; personId?: string; administrator?: boolean; password?: string | null } = {},
): Promise<string> {
  const id = newId();
  const password = options.password === undefined ? goodPassword : options.password;
  const passwordHash = password === null ? null : await hashPassword(password);
  await inOrganisation(server.database, organisationId, (tx) =>
    tx.insert(accounts).values({
      organisationId,
      id,
      loginName,
      displayName: '試験 花子',
      email: options.email ?? '',
      personId: options.personId ?? null,
      administrator: options.administrator ?? false,
      passwordHash,
    }),
  );
  return id;
}

/** Reads the CSRF token of the browser's session straight from the table. */
export async function takeCsrfToken(server: TestServer, browser: TestBrowser): Promise<void> {
  const [organisationId = ''] = (browser.cookies.get('kijun_session') ?? '').split('.');
  const rows = await inOrganisation(server.database, organisationId, (tx) =>
    tx.client.query<{ csrf_token: string }>(
      'select csrf_token from sessions order by created_at desc limit 1',
    ),
  );
  browser.csrfToken = rows.rows[0]?.csrf_token ?? null;
}
