import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { apply, type Desk, deed, testDesk } from './testing.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.server.close());

const guide = readFileSync(join(import.meta.dirname, '../../../docs/permission-types.md'), 'utf8');

it('the example of the guide works as it stands', async () => {
  const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '');
  const administrator = await desk.server.user(desk.organisationId, { administrator: true });
  const added = await administrator.call('POST', '/api/v1/permission-types', { type: example });
  expect(added.status).toBe(204);
  const values = { visitor: '見本大学の学生', purpose: '業務の紹介', period: { from: today(), to: today() } };
  const empty = await apply(desk.staff, 'own_room_visit', values);
  expect(empty.json.detail ?? empty.text).toContain('係長');
  await inOrganisation(desk.server.database, desk.organisationId, (tx) =>
    tx.execute(
      sql`update posts set title = '係長', unit_id = ${desk.divisions[0]} where person_id = ${desk.people[3]}`,
    ),
  );
  const { json } = await apply(desk.staff, 'own_room_visit', values);
  const checked = await deed(desk.head, json.id, 'decide', { version: json.version, decision: 'permit' });
  const decided = await deed(desk.officer, json.id, 'decide', {
    version: checked.json.version,
    decision: 'permit',
  });
  expect(decided.json.state).toBe('permitted');
  const notices = await desk.head.call('GET', '/api/v1/permission-requests/inbox');
  expect(notices.json.items).toEqual([]);
});

it('the guide names every kind of field and of completion', () => {
  for (const word of [
    'choices',
    'checkbox',
    'asset',
    'service',
    'erase',
    'classification_decider',
    'substitutes',
  ])
    expect(guide).toContain(word);
});
