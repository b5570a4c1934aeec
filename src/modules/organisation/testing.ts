/** A small ministry for the tests of this room and of those that build on it. */

import { newId } from '../../kernel/ids.ts';
import { searchText } from '../../kit/server/list.ts';
import { insertMany } from '../../kit/server/sets.ts';
import type { Database } from '../../platform/database/database.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { loadPack, organisationPacks } from '../standards/index.ts';
import { pathBelow, type UnitKind } from './model.ts';
import { appointments, assets, assetUnits, people, posts, units } from './tables.ts';

export const testPackId = 'common-standards-h30';

/** What the shipped pack grants, for `testServer`. */
export const packGrants = (packId: string, roleId: string): readonly string[] =>
  loadPack(packId).roles.find((role) => role.id === roleId)?.grants ?? [];

export interface Ministry {
  readonly root: string;
  readonly bureaus: readonly string[];
  readonly divisions: readonly string[];
  /** One per division, `divisions[i]` ↔ `people[i]`; the last belongs to the root. */
  readonly people: readonly string[];
  readonly system: string;
}

/** Two bureaus with two divisions each, a person per division and one at the top, a system of the first division. */
export async function makeMinistry(
  database: Database,
  organisationId: string,
  from = '2020-04-01',
): Promise<Ministry> {
  const [root, b1, b2, d11, d12, d21, d22] = ids(7);
  const people5 = ids(5);
  const system = newId();
  const unit = (
    id: string,
    parent: { id: string; path: string } | null,
    code: string,
    name: string,
    kind: UnitKind,
  ) => ({
    organisationId,
    id,
    parentId: parent?.id ?? null,
    path: pathBelow(parent?.path ?? null, id),
    code,
    name,
    kind,
    sortOrder: Number(code),
    validFrom: from,
  });
  const top = unit(root, null, '1', '見本省', 'organisation');
  const first = unit(b1, top, '10', '総務局', 'bureau');
  const second = unit(b2, top, '20', '政策局', 'bureau');
  const rows = [
    top,
    first,
    second,
    unit(d11, first, '11', '総務課', 'division'),
    unit(d12, first, '12', '会計課', 'division'),
    unit(d21, second, '21', '企画課', 'division'),
    unit(d22, second, '22', '調査課', 'division'),
  ];
  const names = ['青木 一郎', '石川 二郎', '上田 三郎', '江口 四郎', '岡 五郎'];
  const kana = ['アオキ イチロウ', 'イシカワ ジロウ', 'ウエダ サブロウ', 'エグチ シロウ', 'オカ ゴロウ'];
  const homes = [d11, d12, d21, d22, root];
  await inOrganisation(database, organisationId, async (tx) => {
    await insertMany(tx, organisationPacks, [
      {
        organisationId,
        packId: testPackId,
        adoptedOn: from,
        primaryPack: true,
        adoptedRecommendations: [],
        version: 1,
      },
    ]);
    await insertMany(
      tx,
      units,
      rows.map((row) => ({ ...row, kana: '', version: 1 })),
    );
    await insertMany(
      tx,
      people,
      people5.map((id, at) => {
        const number = `00${at + 1}`;
        const [name = '', reading = ''] = [names[at], kana[at]];
        const search = searchText(name, reading, number);
        return {
          organisationId,
          id,
          number,
          name,
          kana: reading,
          search,
          employment: 'regular' as const,
          email: '',
          version: 1,
        };
      }),
    );
    await insertMany(
      tx,
      posts,
      people5.map((personId, at) => ({
        organisationId,
        id: newId(),
        personId,
        unitId: homes[at] ?? root,
        title: '',
        main: true,
        validFrom: from,
        version: 1,
      })),
    );
    await insertMany(tx, assets, [
      {
        organisationId,
        id: system,
        kind: 'system',
        code: 'S1',
        name: '文書管理システム',
        search: searchText('文書管理システム', 'S1'),
        attributes: ['web'],
        description: '',
        stage: 'operating',
        validFrom: from,
        version: 1,
      },
    ]);
    await insertMany(tx, assetUnits, [
      { organisationId, id: newId(), assetId: system, unitId: d11, validFrom: from },
    ]);
  });
  return { root, bureaus: [b1, b2], divisions: [d11, d12, d21, d22], people: people5, system };
}

/** Appoints directly, so that a test begins where it wants. Returns the id of the appointment. */
export async function appointDirectly(
  database: Database,
  organisationId: string,
  row: {
    roleId: string;
    personId: string;
    unitId?: string;
    assetId?: string;
    from?: string;
    deputyOf?: string;
  },
): Promise<string> {
  const id = newId();
  const { roleId, personId, unitId = null, assetId = null, deputyOf = null, from = '2020-04-01' } = row;
  const scopeKind =
    unitId !== null ? ('unit' as const) : assetId !== null ? ('system' as const) : ('organisation' as const);
  await inOrganisation(database, organisationId, (tx) =>
    tx.insert(appointments).values({
      ...{ organisationId, id, packId: testPackId, roleId, personId, scopeKind, unitId, assetId, deputyOf },
      validFrom: from,
    }),
  );
  return id;
}

function ids<const N extends number>(
  count: N,
): N extends 7 ? [string, string, string, string, string, string, string] : string[];
function ids(count: number): string[] {
  return Array.from({ length: count }, newId);
}
