import { Writable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { inOrganisation } from './database/database.ts';
import { type TestDatabase, testDatabase } from './database/testing.ts';
import { createLog } from './log.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function capture() {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { log: createLog('info', destination), text: () => lines.join('') };
}

describe('the log', () => {
  it('holds no value of a failed statement, but where and why it failed', async () => {
    const { log, text } = capture();
    const failure = await inOrganisation(database, newId(), (tx) =>
      tx.execute(sql`insert into accounts (organisation_id, id, login_name, display_name, password_hash)
        values (${tx.organisationId}, ${newId()}, 'hanako', '試験 花子', ${'$argon2id$hunter2'})`),
    ).catch((error: unknown) => error);
    log.error({ err: failure }, 'unexpected error');
    expect(text()).not.toContain('hunter2');
    expect(text()).toContain('insert into accounts');
    expect(text()).toContain('log.test.ts');
    expect(text()).toContain('"sqlState":"23503"');
  });

  it('hides what is named like a secret', () => {
    const { log, text } = capture();
    const body = { password: 'hunter2', currentPassword: 'hunter2', code: 'hunter2', token: 'hunter2' };
    log.info({ body, headers: { cookie: 'kijun_session=hunter2' }, req: { headers: { cookie: 'hunter2' } } });
    expect(text()).not.toContain('hunter2');
  });
});
