/** A small ministry whose people ask for and review exceptional measures: the world of this room's tests. */
import { addDays, today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { clockActor } from '../../platform/jobs/jobs.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../organisation/testing.ts';
import { keepExceptions } from './commands/keep-calendar.ts';
import { exceptionsModule } from './index.ts';

export const day = today();
export let server: TestServer;
export let organisationId: string;
export let ministry: Ministry;
/** People of the ministry: two authorities, the CISO, the head officer, a plain member of staff. */
export let first: TestUser;
export let second: TestUser;
export let ciso: TestUser;
export let head: TestUser;
export let staff: TestUser;

export const person = (at: number) => ministry.people[at] ?? '';

/** Opens the world of a test file. */
export async function openWorld(): Promise<void> {
  server = await testServer([exceptionsModule], packGrants);
  organisationId = await server.organisation();
  ministry = await makeMinistry(server.database, organisationId);
  const appoint = (roleId: string, at: number) =>
    appointDirectly(server.database, organisationId, { roleId, personId: person(at) });
  await appoint('exception_authority', 0);
  await appoint('exception_authority', 1);
  await appoint('ciso', 4);
  await appoint('head_officer', 2);
  const user = (at: number) => server.user(organisationId, { personId: person(at) });
  [first, second, head, staff, ciso] = await Promise.all([user(0), user(1), user(2), user(3), user(4)]);
}

export const closeWorld = (): Promise<void> => server.close();

export const fields = (change: object = {}) => ({
  packId: 'common-standards-h30',
  clause: '3.1.1(4)(b)',
  title: '出張中の資料の作成',
  way: 'other_method',
  reasonCategory: 'hinders_duties',
  reason: '会議の直前まで資料を直す必要があるため。',
  risk: '端末の紛失による漏えい。',
  alternative: '貸与端末に暗号化して保存し、帰庁後に消去する。',
  impact: '',
  proposedConditions: ['持ち出すたびに記録する'],
  validFrom: day,
  validUntil: addDays(day, 90),
  affectedKind: 'persons',
  personIds: [person(3)],
  ...change,
});
export const ask = (user: TestUser, change: object = {}) =>
  user.call('POST', '/api/v1/exceptions', { ...fields(change), submit: true });
export const show = async (user: TestUser, id: string) =>
  (await user.call('GET', `/api/v1/exceptions/${id}`)).json;
export const deed = (user: TestUser, id: string, name: string, body: object) =>
  user.call('POST', `/api/v1/exceptions/${id}/${name}`, body);
export const decide = async (user: TestUser, id: string, body: object) => {
  const { version } = await show(user, id);
  return deed(user, id, 'decide', { version, ...body });
};
/** An exception of the member of staff that is permitted. */
export async function permitted(
  change: object = {},
  decision: object = { decision: 'permitted' },
): Promise<string> {
  const { json } = await ask(staff, change);
  const { status, text } = await decide(first, json.id, decision);
  if (status !== 204) throw new Error(text);
  return json.id;
}
export const keep = (on: string) =>
  inOrganisation(server.database, organisationId, (tx) =>
    keepExceptions(tx, clockActor(organisationId), on, 'https://kijun.test'),
  );
export const notes = async (user: TestUser) =>
  (await user.call('GET', '/api/v1/me/requirement-notes')).json.items as { id: string; item: string }[];
