import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { systemActor } from '../authorisation/actor.ts';
import { inCatalogue, inOrganisation } from '../database/database.ts';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { expireBodies } from './expire-bodies.ts';
import { recordEvents } from './record-event.ts';
import { readHeads, sealLog } from './seal-log.ts';
import { verifyLog } from './verify-log.ts';

let database: TestDatabase;
let folder: string;
let organisationId: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kijun-audit-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  organisationId = newId();
  await inCatalogue(database, (db) =>
    db.execute(
      sql`insert into organisations (id, slug, name, kind) values (${organisationId}, ${organisationId}, '試験省', 'national')`,
    ),
  );
});

const write = (from: number, to: number) =>
  inOrganisation(database, organisationId, (tx) =>
    recordEvents(
      tx,
      systemActor(organisationId, '試験'),
      Array.from({ length: to - from }, (_, i) => ({
        action: 'unit.update',
        entity: 'unit',
        entityId: String(from + i),
        before: { name: '旧課', same: 1, password: 'a' },
        after: { name: `新課${from + i}`, same: 1, password: 'b' },
      })),
    ),
  );
const tamper = (statement: ReturnType<typeof sql>) =>
  inOrganisation(database, organisationId, (tx) => tx.execute(statement));
const seal = () => sealLog(database, organisationId, folder);
const verify = async () => verifyLog(database, organisationId, await readHeads(folder, organisationId));
const kinds = async () => (await verify()).findings.map((finding) => finding.kind);

describe('the audit log', () => {
  it('is intact while it is only written to, over several seals', async () => {
    await write(0, 10);
    expect(await seal()).toBe(10);
    await write(10, 13);
    expect(await verify()).toMatchObject({ sealed: 10, unsealed: 3, findings: [] });
    await seal();
    expect(await verify()).toMatchObject({ sealed: 13, unsealed: 0, findings: [] });
  });

  it('keeps changed fields only, and no secret', async () => {
    await write(0, 1);
    const rows = await tamper(sql`select detail from audit_events`);
    expect(rows.rows[0]?.detail).toEqual({
      before: { name: '旧課', password: '***' },
      after: { name: '新課0', password: '***' },
    });
  });

  it('does not take the hours within which something is to be recovered for a secret', async () => {
    const facts = { recoveryHours: 4, recoveryCode: 'x' };
    await inOrganisation(database, organisationId, (tx) =>
      recordEvents(tx, systemActor(organisationId, '試験'), [{ action: 'test.write', facts }]),
    );
    const rows = await tamper(sql`select detail from audit_events`);
    expect(rows.rows[0]?.detail).toEqual({ facts: { recoveryHours: 4, recoveryCode: '***' } });
  });

  it('shows an altered event, sealed or not', async () => {
    await write(0, 5);
    await tamper(sql`update audit_events set actor_name = '別人' where entity_id = '2'`);
    expect(await kinds()).toEqual(['inserted']);
    await seal();
    expect(await kinds()).toEqual(['altered']);
  });

  it('shows an altered event even when its hash was recomputed', async () => {
    await write(0, 5);
    await seal();
    await tamper(
      sql`update audit_events set actor_name = '別人', body_hash = sha256('x') where entity_id = '2'`,
    );
    expect(await kinds()).toEqual(['altered']);
  });

  it('shows a removed event', async () => {
    await write(0, 5);
    await seal();
    await tamper(sql`delete from audit_events where entity_id = '4'`);
    expect(await kinds()).toEqual(['removed']);
  });

  it('shows an inserted event, because it has no valid MAC', async () => {
    await write(0, 5);
    await seal();
    await tamper(sql`insert into audit_events (organisation_id, id, at, actor_name, action, outcome, body_hash, mac)
      values (${organisationId}, ${newId()}, now(), '偽', 'unit.update', 'done', sha256('x'), sha256('y'))`);
    expect(await kinds()).toEqual(['inserted']);
    await seal();
    expect(await kinds()).toContain('altered');
  });

  it('shows that leaf and event were removed together', async () => {
    await write(0, 5);
    await seal();
    await tamper(sql`delete from audit_events where entity_id = '1'`);
    await tamper(sql`delete from audit_leaves where position = 1`);
    expect(await kinds()).toContain('removed');
  });

  it('shows that the end of the log was cut off, seals and all', async () => {
    await write(0, 5);
    await seal();
    await write(5, 8);
    await seal();
    await tamper(
      sql`delete from audit_events where id in (select event_id from audit_leaves where position >= 5)`,
    );
    await tamper(sql`delete from audit_leaves where position >= 5`);
    await tamper(sql`delete from audit_seals where size > 5`);
    expect(await kinds()).toEqual(['cut-off']);
  });

  it('stays provable when retention has emptied bodies, and shows a body that only claims to be expired', async () => {
    await write(0, 5);
    await seal();
    expect(await expireBodies(database, organisationId, 1)).toBe(0);
    expect(await expireBodies(database, organisationId, 0)).toBe(5);
    expect(await kinds()).toEqual([]);
    await tamper(sql`update audit_events set actor_name = '別人' where entity_id = '1'`);
    expect(await kinds()).toEqual(['altered']);
  });

  it('shows an event that was emptied by hand, and a change to what retention left', async () => {
    await write(0, 5);
    await seal();
    await tamper(
      sql`update audit_events set detail = null, actor_name = '', account_id = null, person_id = null, body_expired = true, action = 'other.deed' where entity_id = '2'`,
    );
    expect(await kinds()).toEqual(['altered']);
    expect(await expireBodies(database, organisationId, 0)).toBe(4);
    expect(await kinds()).toEqual(['altered']);
    await tamper(sql`update audit_events set at = at + interval '1 hour' where entity_id = '1'`);
    expect(await kinds()).toEqual(['altered', 'altered']);
  });

  it('does not make an altered event good when its retention ends', async () => {
    await write(0, 3);
    await seal();
    await tamper(sql`update audit_events set action = 'other.deed' where entity_id = '1'`);
    expect(await expireBodies(database, organisationId, 0)).toBe(2);
    expect(await kinds()).toEqual(['altered']);
  });
});
