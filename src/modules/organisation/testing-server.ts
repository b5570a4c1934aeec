/** A server with a small ministry and one person of each kind, for the tests of this room's routes. */
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { organisationModule } from './index.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from './testing.ts';

export interface MinistryServer {
  readonly server: TestServer;
  readonly organisationId: string;
  readonly ministry: Ministry;
  readonly admin: TestUser;
  readonly staff: TestUser;
  /** Head of the first bureau: 情報セキュリティ責任者 of it. */
  readonly officer: TestUser;
  /** The administrator of another organisation. */
  readonly stranger: TestUser;
}

/** The item at the place; a test that names one that is not there is wrong itself. */
export const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new Error(`no item ${index}`);
  return item;
};

/** Starts the server; the test closes it. */
export async function ministryServer(): Promise<MinistryServer> {
  const server = await testServer([organisationModule], packGrants);
  const organisationId = await server.organisation();
  const ministry = await makeMinistry(server.database, organisationId);
  const admin = await server.user(organisationId, { administrator: true });
  const staff = await server.user(organisationId, { personId: at(ministry.people, 3) });
  await appointDirectly(server.database, organisationId, {
    roleId: 'officer',
    personId: at(ministry.people, 0),
    unitId: at(ministry.bureaus, 0),
  });
  const officer = await server.user(organisationId, { personId: at(ministry.people, 0) });
  const other = await server.organisation();
  await makeMinistry(server.database, other);
  const stranger = await server.user(other, { administrator: true });
  return { server, organisationId, ministry, admin, staff, officer, stranger };
}

/** The statuses of several calls, one after the other. */
export async function statusesOf(
  user: TestUser,
  calls: readonly [Parameters<TestUser['call']>[0], string, unknown?][],
): Promise<number[]> {
  const answers: number[] = [];
  for (const [method, url, body] of calls) answers.push((await user.call(method, url, body)).status);
  return answers;
}
