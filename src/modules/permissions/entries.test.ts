import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { type TestUser, testServer } from '../../platform/http/testing.ts';
import { informationModule } from '../information/index.ts';
import { packGrants } from '../organisation/testing.ts';
import { permissionsModule } from './index.ts';
import { makeDesk } from './testing.ts';

it('an entry of the register that a form names is told to whoever sees it, and to nobody else', async () => {
  const server = await testServer([permissionsModule, informationModule], packGrants);
  const ours = await makeDesk(server);
  const id = newId();
  await inOrganisation(server.database, ours.organisationId, (tx) =>
    tx.execute(sql`insert into information_assets
      (organisation_id, id, number, name, unit_id, form, origin, pack_id, confidentiality, basis)
      values (${ours.organisationId}, ${id}, 'N1', '審議会の資料', ${ours.divisions[0]}, 'electronic', 'made',
        'common-standards-h30', 2, 'decided')`),
  );
  const named = async (user: TestUser) =>
    (await user.call('GET', `/api/v1/permission-requests/entries/${id}`)).json.items;
  expect(await named(ours.staff)).toMatchObject([
    { id, name: '審議会の資料', detail: '総務課', classes: { confidentiality: 2, integrity: null } },
  ]);
  expect(await named((await makeDesk(server)).officer)).toEqual([]);
  await server.close();
});
