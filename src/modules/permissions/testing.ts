/** A ministry with officers in their seats and people who sign in, for the tests of this room. */

import { sql } from 'drizzle-orm';
import { inCatalogue, inOrganisation } from '../../platform/database/database.ts';
import { type TestAnswer, type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../organisation/testing.ts';
import { permissionsModule } from './index.ts';

export interface Desk extends Ministry {
  readonly server: TestServer;
  readonly organisationId: string;
  /** 総務課 (division 11): `staff` applies, `officer` decides; `bureau` is above both, `head` and `ciso` above all. */
  readonly staff: TestUser;
  readonly officer: TestUser;
  readonly bureau: TestUser;
  readonly head: TestUser;
  readonly ciso: TestUser;
  readonly systemOfficer: TestUser;
}

/** The server with the permission desk alone, the shipped pack's grants, and a ministry whose offices are filled. */
export async function testDesk(): Promise<Desk> {
  const server = await testServer([permissionsModule], packGrants);
  return { server, ...(await makeDesk(server)) };
}

/** Another organisation of the same shape on the same server. */
export async function makeDesk(server: TestServer): Promise<Omit<Desk, 'server'>> {
  const organisationId = await server.organisation();
  const ministry = await makeMinistry(server.database, organisationId);
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = ministry.people;
  const appoint = (row: Parameters<typeof appointDirectly>[2]) =>
    appointDirectly(server.database, organisationId, row);
  const [division = '', other = ''] = ministry.divisions;
  const [bureau = ''] = ministry.bureaus;
  await appoint({ roleId: 'division_officer', personId: second, unitId: division });
  await appoint({ roleId: 'division_officer', personId: second, unitId: other });
  await appoint({ roleId: 'officer', personId: third, unitId: bureau });
  await appoint({ roleId: 'head_officer', personId: fourth });
  await appoint({ roleId: 'ciso', personId: fifth });
  await appoint({ roleId: 'system_officer', personId: third, assetId: ministry.system });
  const sign = (personId: string) => server.user(organisationId, { personId });
  const bureauUser = await sign(third);
  return {
    ...ministry,
    organisationId,
    staff: await sign(first),
    officer: await sign(second),
    bureau: bureauUser,
    head: await sign(fourth),
    ciso: await sign(fifth),
    systemOfficer: bureauUser,
  };
}

/** Turns the organisation into a municipality that appoints by the municipal guideline: the same people in the same offices. */
export async function makeMunicipal(server: TestServer, organisationId: string): Promise<void> {
  const packId = 'local-government-h30';
  await inCatalogue(server.database, (db) =>
    db.execute(sql`update organisations set kind = 'local' where id = ${organisationId}`),
  );
  await inOrganisation(server.database, organisationId, async (tx) => {
    await tx.execute(
      sql`update organisation_packs set pack_id = ${packId} where organisation_id = ${organisationId}`,
    );
    await tx.execute(
      sql`update appointments set pack_id = ${packId} where organisation_id = ${organisationId}`,
    );
  });
}

/** A complete form for taking a USB medium out (common-standards-h30: one division officer decides). */
export const usbForm = {
  items: 'USB-001',
  information: '審議会の資料',
  classes: { confidentiality: 3, integrity: 1, availability: 1 },
  place: '合同庁舎',
  purpose: '審議会での説明に使うため',
  period: { from: '2026-11-01', to: '2026-11-20' },
  encrypted: true,
};

/** Begins a request and submits it; gives the answer of the submission with id and version. */
export async function apply(
  user: TestUser,
  typeId: string,
  values: object,
  override: object | null = null,
): Promise<TestAnswer> {
  const draft = await user.call('POST', '/api/v1/permission-requests', { typeId, values });
  if (draft.status !== 200) return draft;
  const { id, version } = draft.json;
  return user.call('POST', `/api/v1/permission-requests/${id}/submit`, { version, override });
}

/** Does a deed on a request. */
export const deed = (user: TestUser, id: string, name: string, body: object): Promise<TestAnswer> =>
  user.call('POST', `/api/v1/permission-requests/${id}/${name}`, body);

/** The request as the user sees it. */
export const see = (user: TestUser, id: string): Promise<TestAnswer> =>
  user.call('GET', `/api/v1/permission-requests/${id}`);
