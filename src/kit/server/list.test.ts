import { eq, getTableColumns } from 'drizzle-orm';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Conflict, InvalidInput, NotFound } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { recordEvent } from '../../platform/audit/record-event.ts';
import { systemActor } from '../../platform/authorisation/actor.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import { inCatalogue, inOrganisation } from '../../platform/database/database.ts';
import { organisations } from '../../platform/database/organisations.ts';
import { type TestDatabase, testDatabase } from '../../platform/database/testing.ts';
import { readCsv } from '../../platform/documents/csv.ts';
import { readSpreadsheet } from '../../platform/documents/spreadsheet.ts';
import { exportList, fileName } from './export.ts';
import { recordHistory } from './history.ts';
import { type ListSource, listAll, listPage, listQuery, matchesSearch, orderOf, searchText } from './list.ts';
import { insertMany, updateMany } from './sets.ts';
import { deleteVersioned, updateVersioned } from './versioned.ts';

const people = pgTable('people', {
  organisationId: uuid('organisation_id').notNull(),
  id: uuid('id').notNull(),
  number: text('number').notNull(),
  name: text('name').notNull(),
  search: text('search').notNull(),
  employment: text('employment').notNull(),
  email: text('email').notNull().default(''),
  version: integer('version').notNull().default(1),
});

let database: TestDatabase;
const [ours, theirs] = [newId(), newId()];
const ids = Array.from({ length: 57 }, () => newId());

const person = (organisationId: string, id: string, index: number) => {
  const name = index % 2 === 0 ? `髙橋 ${index}` : `佐藤 ${index}`;
  const number = String(index).padStart(5, '0');
  return {
    organisationId,
    id,
    number,
    name,
    search: searchText(name, number),
    employment: 'regular',
  };
};

beforeAll(async () => {
  database = await testDatabase();
  await inCatalogue(database, async (db) => {
    for (const id of [ours, theirs]) {
      await db
        .insert(organisations)
        .values({ id, slug: id, name: '試験省', kind: 'national', demo: false, settings: {} });
    }
  });
  await inOrganisation(database, ours, (tx) =>
    insertMany(
      tx,
      people,
      ids.map((id, index) => person(ours, id, index)),
    ),
  );
  await inOrganisation(database, theirs, (tx) => insertMany(tx, people, [person(theirs, newId(), 0)]));
});
afterAll(() => database.close());

const whole: Scope = { organisationId: ours, whole: true, unitPaths: [], assetIds: [], personId: null };

const source = (tx: Parameters<Parameters<typeof inOrganisation>[2]>[0], scope: Scope, q?: string) =>
  ({
    select: (where) => tx.select({ id: people.id, name: people.name }).from(people).where(where).$dynamic(),
    organisation: people.organisationId,
    scope,
    within: { personId: people.id },
    where: [matchesSearch(people.search, q)],
    orderBy: orderOf<'number' | 'name'>('-number', { number: people.number, name: people.name }, people.id),
  }) satisfies ListSource<{ id: string; name: string }>;

describe('list', () => {
  test('gives a page and the total, within the organisation', async () => {
    const page = await inOrganisation(database, ours, (tx) =>
      listPage(tx, source(tx, whole), { page: 3, pageSize: 25 }),
    );
    expect(page).toMatchObject({ total: 57, page: 3, pageSize: 25 });
    expect(page.items).toHaveLength(7);
    expect(page.items.at(-1)?.id).toBe(ids[0]);
  });

  test('shows only what the scope holds, and nothing without one', async () => {
    const own = { ...whole, whole: false, personId: ids[4] ?? null };
    const page = await inOrganisation(database, ours, (tx) =>
      listPage(tx, source(tx, own), { page: 1, pageSize: 25 }),
    );
    expect([page.total, page.items[0]?.id]).toEqual([1, ids[4]]);
    const none = { ...own, personId: null };
    const empty = await inOrganisation(database, ours, (tx) =>
      listPage(tx, source(tx, none), { page: 1, pageSize: 25 }),
    );
    expect(empty).toMatchObject({ total: 0, items: [] });
  });

  test('a scope of another organisation shows nothing', async () => {
    const page = await inOrganisation(database, ours, (tx) =>
      listPage(tx, source(tx, { ...whole, organisationId: theirs }), { page: 1, pageSize: 25 }),
    );
    expect(page.total).toBe(0);
  });

  test('searches every word in any spelling; wildcards are text', async () => {
    const find = (q: string) =>
      inOrganisation(database, ours, (tx) => listPage(tx, source(tx, whole, q), { page: 1, pageSize: 200 }));
    expect((await find('高橋')).total).toBe(29);
    expect((await find('００００２　髙橋')).total).toBe(1);
    expect((await find('%')).total).toBe(0);
    expect((await find('  ')).total).toBe(57);
  });

  test('reads its query strictly', () => {
    const query = listQuery(['name', 'number'], {});
    expect(query.parse({ page: '2', sort: '-name' })).toMatchObject({ page: 2, pageSize: 25, sort: '-name' });
    expect(query.safeParse({ pageSize: '201' }).success).toBe(false);
    expect(query.safeParse({ sort: 'password' }).success).toBe(false);
  });

  test('exports the same rows as csv and xlsx, numbers of staff with their zeros', async () => {
    const rows = await inOrganisation(database, ours, (tx) =>
      listAll({
        ...source(tx, whole),
        select: (where) => tx.select(getTableColumns(people)).from(people).where(where).$dynamic(),
      }),
    );
    expect(rows).toHaveLength(57);
    const columns = [
      { key: 'number', header: '職員番号', value: (row: (typeof rows)[number]) => row.number },
      { key: 'name', header: '氏名', value: (row: (typeof rows)[number]) => row.name },
    ];
    const list = { title: '職員/一覧', columns, rows, today: '2026-11-21' };
    const csv = await exportList({ ...list, format: 'csv' });
    expect(csv.fileName).toBe('職員_一覧_20261121.csv');
    expect((await readCsv(csv.content as Buffer))[57]?.cells).toEqual(['00000', '髙橋 0']);
    const xlsx = await exportList({ ...list, format: 'xlsx' });
    expect((await readSpreadsheet(xlsx.content as Buffer))[0]?.rows[57]?.cells).toEqual(['00000', '髙橋 0']);
  });

  test('file names hold nothing that Windows refuses', () => {
    expect(fileName('a/b:c"…\u0007', 'csv')).toBe('a_b_c_…_.csv');
    expect(fileName('...', 'csv')).toBe('file.csv');
    expect([...fileName('𠮷'.repeat(200), 'csv')]).toHaveLength(124);
  });
});

describe('versioned', () => {
  const id = ids[10] ?? '';
  const read = () =>
    inOrganisation(database, ours, (tx) => tx.select().from(people).where(eq(people.id, id)));

  test('changes the version that was seen and says what was before', async () => {
    const { before, after } = await inOrganisation(database, ours, (tx) =>
      updateVersioned(tx, people, { id, version: 1 }, { email: 'a@example.jp' }),
    );
    expect([before.email, before.version, after.email, after.version]).toEqual(['', 1, 'a@example.jp', 2]);
  });

  test('refuses an older version with the fields that differ and changes nothing', async () => {
    const refused = await inOrganisation(database, ours, (tx) =>
      updateVersioned(tx, people, { id, version: 1 }, { email: 'b@example.jp', name: '髙橋 10' }),
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Conflict);
    expect((refused as Conflict).differences).toEqual([
      { field: 'email', yours: 'b@example.jp', current: 'a@example.jp' },
    ]);
    expect((refused as Conflict).currentVersion).toBe(2);
    expect((await read())[0]?.email).toBe('a@example.jp');
  });

  test('nobody is asked to choose between two search texts', async () => {
    const version = (await read())[0]?.version ?? 0;
    const patch = { name: '高橋 改', search: searchText('高橋 改') };
    const refused = await inOrganisation(database, ours, (tx) =>
      updateVersioned(tx, people, { id, version: version - 1 }, patch),
    ).catch((error: unknown) => error);
    expect((refused as Conflict).differences.map(({ field }) => field)).toEqual(['name']);
  });

  test('of two at once exactly one wins', async () => {
    const version = (await read())[0]?.version ?? 0;
    const results = await Promise.allSettled(
      ['x', 'y'].map((name) =>
        inOrganisation(database, ours, (tx) => updateVersioned(tx, people, { id, version }, { name })),
      ),
    );
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('does not reach another organisation', async () => {
    const attempt = inOrganisation(database, theirs, (tx) =>
      updateVersioned(tx, people, { id, version: 1 }, { name: 'x' }),
    );
    await expect(attempt).rejects.toBeInstanceOf(NotFound);
    const deletion = inOrganisation(database, theirs, (tx) =>
      deleteVersioned(tx, people, { id, version: 1 }),
    );
    await expect(deletion).rejects.toBeInstanceOf(NotFound);
  });

  test('sets are all or nothing', async () => {
    const [one, two] = [ids[20] ?? '', ids[21] ?? ''];
    const attempt = inOrganisation(database, ours, (tx) =>
      updateMany(tx, people, [
        { id: one, version: 1, name: '変更' },
        { id: two, version: 9, name: '変更' },
      ]),
    );
    await expect(attempt).rejects.toBeInstanceOf(Conflict);
    await inOrganisation(database, ours, (tx) =>
      updateMany(tx, people, [{ id: one, version: 1, name: '変更' }]),
    );
    const rows = await inOrganisation(database, ours, (tx) =>
      tx.select().from(people).where(eq(people.id, one)),
    );
    expect(rows[0]).toMatchObject({ name: '変更', version: 2, number: '00020' });
  });
});

test('history tells field by field, newest first, by pages', async () => {
  const actor = systemActor(ours, '髙橋 一郎');
  const entityId = newId();
  await inOrganisation(database, ours, async (tx) => {
    await recordEvent(tx, actor, { action: 'person.add', entity: 'person', entityId, after: { name: '甲' } });
    await recordEvent(tx, actor, {
      action: 'person.edit',
      entity: 'person',
      entityId,
      before: { name: '甲', version: 1 },
      after: { name: '乙', version: 2 },
    });
    await recordEvent(tx, actor, {
      action: 'person.edit',
      entity: 'person',
      entityId: newId(),
      after: { name: '丙' },
    });
  });
  const record = { entity: 'person', entityId };
  const all = await inOrganisation(database, ours, (tx) => recordHistory(tx, record, { limit: 50 }));
  expect(all.map((entry) => [entry.action, entry.actor, entry.changes])).toEqual([
    ['person.edit', '髙橋 一郎', [{ field: 'name', title: 'name', before: '甲', after: '乙' }]],
    ['person.add', '髙橋 一郎', [{ field: 'name', title: 'name', before: null, after: '甲' }]],
  ]);
  const rest = await inOrganisation(database, ours, (tx) =>
    recordHistory(tx, record, { limit: 1, before: all[0]?.id ?? '' }),
  );
  expect(rest.map((entry) => entry.action)).toEqual(['person.add']);
  expect(await inOrganisation(database, theirs, (tx) => recordHistory(tx, record, { limit: 50 }))).toEqual(
    [],
  );
});

test('a file of too many rows is refused', async () => {
  const many: ListSource<number>['select'] = () => {
    const query = {
      orderBy: () => query,
      limit: (limit: number) => Promise.resolve(Array.from({ length: limit }, (_, i) => i)),
    };
    return query as unknown as ReturnType<ListSource<number>['select']>;
  };
  const endless = {
    ...({} as ListSource<number>),
    select: many,
    organisation: people.organisationId,
    scope: whole,
    within: {},
  };
  await expect(listAll({ ...endless, orderBy: orderOf(undefined, {}, people.id) })).rejects.toBeInstanceOf(
    InvalidInput,
  );
});
