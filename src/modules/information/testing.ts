/** A small ministry with a register of information, for the tests of this room. */
import { sql } from 'drizzle-orm';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestAnswer, type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../organisation/testing.ts';
import { informationModule } from './index.ts';

export interface TestRegister {
  readonly server: TestServer;
  readonly organisationId: string;
  readonly ministry: Ministry;
  /** Staff of 総務課, 会計課, 企画課 and 調査課. */
  readonly maker: TestUser;
  readonly other: TestUser;
  readonly planner: TestUser;
  readonly researcher: TestUser;
  /** The officer of 総務課, somebody who may read everything, and somebody of another organisation. */
  readonly officer: TestUser;
  readonly auditor: TestUser;
  readonly stranger: TestUser;
  insertPerson(name: string): Promise<string>;
  /** A new entry of 総務課 as the API takes it. */
  draft(more?: object): object;
  add(user: TestUser, more?: object): Promise<string>;
}

/** Classes of an entry; what is left out is the lowest. */
export const classes = (
  confidentiality: number | null,
  integrity: number | null = 1,
  availability: number | null = 1,
) => ({ confidentiality, integrity, availability });

/** Makes the ministry and its users on a database of its own. */
export async function testRegister(): Promise<TestRegister> {
  const server = await testServer([informationModule], packGrants);
  const organisationId = await server.organisation();
  const ministry = await makeMinistry(server.database, organisationId);
  const user = (at: number) => server.user(organisationId, { personId: ministry.people[at] ?? '' });
  const [unitId = ''] = ministry.divisions;
  const officer = await user(4);
  await appointDirectly(server.database, organisationId, {
    roleId: 'division_officer',
    personId: officer.personId ?? '',
    unitId,
  });
  const insertPerson = async (name: string) => {
    const id = newId();
    await inOrganisation(server.database, organisationId, (tx) =>
      tx.execute(sql`insert into people (organisation_id, id, number, name, employment)
        values (${organisationId}, ${id}, ${id}, ${name}, 'regular')`),
    );
    return id;
  };
  const auditorId = await insertPerson('監査 六郎');
  await appointDirectly(server.database, organisationId, { roleId: 'auditor', personId: auditorId });
  const elsewhere = await server.organisation({ name: 'ほかの省' });
  const theirs = await makeMinistry(server.database, elsewhere);
  const draft = (more: object = {}) => ({
    ...{ name: '定員管理の検討資料', unitId, form: 'electronic', origin: 'made', classes: classes(2) },
    ...more,
  });
  return {
    ...{ server, organisationId, ministry, officer, insertPerson, draft },
    maker: await user(0),
    other: await user(1),
    planner: await user(2),
    researcher: await user(3),
    auditor: await server.user(organisationId, { personId: auditorId }),
    stranger: await server.user(elsewhere, { personId: theirs.people[0] ?? '' }),
    add: async (by, more = {}) => {
      const answer = await by.call('POST', '/api/v1/information-assets', draft(more));
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.json.id;
    },
  };
}

/** An entry as the user sees it. */
export const get = async (user: TestUser, id: string): Promise<TestAnswer['json']> =>
  (await user.call('GET', `/api/v1/information-assets/${id}`)).json;

/** Sends a deed: `assets/<id>/requests`, `changes/<id>/decision`. */
export const post = (user: TestUser, path: string, body: object): Promise<TestAnswer> =>
  user.call('POST', `/api/v1/information-${path}`, body);

/** Decides on an entry in the version that the user sees. */
export async function decide(user: TestUser, id: string, more: object): Promise<TestAnswer> {
  const { version } = await get(user, id);
  return post(user, `assets/${id}/decisions`, {
    ...{ version, restrictions: [], reason: '内容を確かめた' },
    ...more,
  });
}
