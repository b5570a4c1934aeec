import { eq } from 'drizzle-orm';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../database/database.ts';
import { type TestServer, testServer } from '../http/testing.ts';
import { deliverDue } from './deliver.ts';
import { mailModule } from './module.ts';
import { giveNotices, queueMails } from './queue-mail.ts';
import { mailMessages, notices } from './tables.ts';
import { type MailTransport, openMailTransport } from './transport.ts';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

let server: TestServer;
let organisationId: string;
const received: Received[] = [];
const open: { close(): void }[] = [];

beforeAll(async () => {
  server = await testServer([mailModule]);
  organisationId = await server.organisation();
});
afterAll(() => server.close());
afterEach(() => {
  for (const each of open.splice(0)) each.close();
  received.length = 0;
});

/** A real SMTP server on a free port. */
async function smtp(options: SMTPServerOptions = {}): Promise<number> {
  const listening = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        received.push({
          from,
          to: rcptTo.map((each) => each.address),
          raw: Buffer.concat(chunks).toString('latin1'),
        });
        done();
      });
    },
    ...options,
  });
  listening.on('error', () => undefined);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => listening.close(() => undefined) });
  const address = listening.server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function transportTo(port: number): MailTransport {
  const transport = openMailTransport({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mailFrom: '基準 <kijun@example.jp>',
    mailCharset: 'utf-8',
  });
  if (!transport) throw new Error('no transport');
  open.push(transport);
  return transport;
}

const queue = (mails: readonly { to: string; subject?: string; body?: string; topic?: string }[]) =>
  inOrganisation(server.database, organisationId, (tx) =>
    queueMails(
      tx,
      mails.map((mail) => ({ subject: '件名', body: '本文', topic: 'test.mail', ...mail })),
    ),
  );
const stored = () =>
  inOrganisation(server.database, organisationId, (tx) =>
    tx.select().from(mailMessages).orderBy(mailMessages.id),
  );
const empty = () => inOrganisation(server.database, organisationId, (tx) => tx.delete(mailMessages));
const dueNow = () =>
  inOrganisation(server.database, organisationId, (tx) =>
    tx.update(mailMessages).set({ nextAttemptAt: new Date(0) }),
  );

describe('outbox', () => {
  afterEach(empty);

  test('what is queued arrives, once, with its Japanese intact', async () => {
    expect(
      await queue([{ to: 'a@example.jp', subject: '①髙﨑様、𠮷野様', body: '一行目\n.\n三行目 ②' }]),
    ).toBe(1);
    const transport = transportTo(await smtp());
    expect(await deliverDue(server.database, organisationId, transport)).toEqual({
      sent: 1,
      failed: 0,
      deferred: 0,
    });
    expect(await deliverDue(server.database, organisationId, transport)).toEqual({
      sent: 0,
      failed: 0,
      deferred: 0,
    });
    expect(received).toHaveLength(1);
    const [mail] = received;
    expect([mail?.from, mail?.to]).toEqual(['kijun@example.jp', ['a@example.jp']]);
    const [head = '', body = ''] = (mail?.raw ?? '').split('\r\n\r\n');
    const subject = /Subject: =\?UTF-8\?B\?([^?]+)\?=/.exec(head)?.[1] ?? '';
    expect(Buffer.from(subject, 'base64').toString()).toBe('①髙﨑様、𠮷野様');
    expect(Buffer.from(body, 'base64').toString()).toBe('一行目\r\n.\r\n三行目 ②');
    expect((await stored())[0]).toMatchObject({ state: 'sent', attempts: 1, problem: '' });
  });

  test('a deed that is undone sends nothing', async () => {
    const undone = inOrganisation(server.database, organisationId, async (tx) => {
      await queueMails(tx, [{ to: 'a@example.jp', subject: 'x', body: 'x', topic: 't' }]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await stored()).toEqual([]);
  });

  test('an address that carries a header is kept out and named; the others go', async () => {
    expect(await queue([{ to: 'a@example.jp\r\nBcc: evil@example.com' }, { to: 'b@example.jp' }])).toBe(1);
    await deliverDue(server.database, organisationId, transportTo(await smtp()));
    expect(received.map((mail) => mail.to)).toEqual([['b@example.jp']]);
    expect((await stored()).map((mail) => mail.state)).toEqual(['failed', 'sent']);
  });

  test('while the server is away the mail waits; when it is back the mail goes', async () => {
    await queue([{ to: 'a@example.jp' }]);
    const away = transportTo(1);
    expect(await deliverDue(server.database, organisationId, away)).toEqual({
      sent: 0,
      failed: 0,
      deferred: 1,
    });
    const [waiting] = await stored();
    expect(waiting).toMatchObject({ state: 'queued', attempts: 1 });
    expect(waiting?.nextAttemptAt.getTime()).toBeGreaterThan(Date.now() + 30_000);
    const back = transportTo(await smtp());
    expect((await deliverDue(server.database, organisationId, back)).sent).toBe(0);
    await dueNow();
    expect((await deliverDue(server.database, organisationId, back)).sent).toBe(1);
  });

  test('a refusal for good fails at once, one for now is tried again until there is no hope', async () => {
    const port = await smtp({
      onRcptTo(address, _session, done) {
        const code = address.address.startsWith('unknown')
          ? 550
          : address.address.startsWith('busy')
            ? 451
            : 0;
        done(code === 0 ? null : Object.assign(new Error('no'), { responseCode: code }));
      },
    });
    await queue([{ to: 'unknown@example.jp' }, { to: 'busy@example.jp' }, { to: 'ok@example.jp' }]);
    const transport = transportTo(port);
    expect(await deliverDue(server.database, organisationId, transport)).toEqual({
      sent: 1,
      failed: 1,
      deferred: 1,
    });
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await dueNow();
      await deliverDue(server.database, organisationId, transport);
    }
    expect((await stored()).map((mail) => [mail.state, mail.attempts])).toEqual([
      ['failed', 1],
      ['failed', 8],
      ['sent', 1],
    ]);
  });

  test('two workers share the queue without sending twice', async () => {
    await queue(Array.from({ length: 120 }, (_, index) => ({ to: `p${index}@example.jp` })));
    const port = await smtp();
    const results = await Promise.all(
      [1, 2].map(() => deliverDue(server.database, organisationId, transportTo(port))),
    );
    expect(results.reduce((sum, result) => sum + result.sent, 0)).toBe(120);
    expect(new Set(received.flatMap((mail) => mail.to)).size).toBe(120);
    expect(received).toHaveLength(120);
  });

  test('the administrator sees it and sends again; nobody else does', async () => {
    await queue([{ to: 'not an address' }, { to: 'b@example.jp' }]);
    const administrator = await server.user(organisationId, { administrator: true });
    const listed = await administrator.call('GET', '/api/v1/outbox?state=failed');
    expect(listed.json).toMatchObject({
      delivering: false,
      total: 1,
      items: [{ recipient: 'not an address', state: 'failed' }],
    });
    const id = listed.json.items[0].id as string;
    expect((await administrator.call('POST', `/api/v1/outbox/${id}/retry`)).status).toBe(204);
    expect((await stored()).map((mail) => mail.state)).toEqual(['queued', 'queued']);
    expect((await administrator.call('POST', `/api/v1/outbox/${id}/retry`)).status).toBe(422);

    const staff = await server.user(organisationId);
    expect((await staff.call('GET', '/api/v1/outbox')).status).toBe(403);
    expect((await staff.call('POST', `/api/v1/outbox/${id}/retry`)).status).toBe(403);
    const stranger = await server.user(await server.organisation(), { administrator: true });
    expect((await stranger.call('GET', '/api/v1/outbox')).json.total).toBe(0);
    expect((await stranger.call('POST', `/api/v1/outbox/${id}/retry`)).status).toBe(404);
  });
});

test('the link of a mail that only its recipient may use is not in the outbox', async () => {
  await queue([
    {
      to: 'a@example.jp',
      subject: '設定',
      body: 'https://kijun.example/recover#abc',
      topic: 'account.recover',
    },
  ]);
  const administrator = await server.user(organisationId, { administrator: true });
  const { items } = (await administrator.call('GET', '/api/v1/outbox')).json;
  expect(items[0].topic).toBe('account.recover');
  expect(JSON.stringify(items)).not.toContain('#abc');
  await empty();
});

test('notices are one’s own, and only they are marked as read', async () => {
  const people = [newId(), newId()];
  await inOrganisation(server.database, organisationId, async (tx) => {
    for (const id of people) {
      await tx.client.query(
        "insert into people (organisation_id, id, number, name, employment) values ($1, $2::uuid, $2::text, '甲', 'regular')",
        [organisationId, id],
      );
    }
    await giveNotices(
      tx,
      people.flatMap((personId) =>
        [1, 2].map((number) => ({ personId, topic: 't', title: `お知らせ${number}` })),
      ),
    );
  });
  const [mine, other] = await Promise.all(
    people.map((personId) => server.user(organisationId, { personId })),
  );
  const listed = (await mine?.call('GET', '/api/v1/me/notices'))?.json;
  expect([listed.total, listed.unread, listed.items[0].title]).toEqual([2, 2, 'お知らせ2']);
  const ids = [listed.items[0].id as string];
  await other?.call('POST', '/api/v1/me/notices/read', { ids });
  expect((await mine?.call('GET', '/api/v1/me/notices'))?.json.unread).toBe(2);
  await mine?.call('POST', '/api/v1/me/notices/read', { ids });
  expect((await mine?.call('GET', '/api/v1/me/notices'))?.json.unread).toBe(1);
  await mine?.call('POST', '/api/v1/me/notices/read', {});
  const rows = await inOrganisation(server.database, organisationId, (tx) =>
    tx
      .select()
      .from(notices)
      .where(eq(notices.personId, people[1] ?? '')),
  );
  expect(rows.every((row) => row.readAt === null)).toBe(true);
});
