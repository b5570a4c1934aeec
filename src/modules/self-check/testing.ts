/** A small organisation with a campaign, for the tests of this room and of those that read its figures. */
import { newId } from '../../kernel/ids.ts';
import { type Actor, systemActor } from '../../platform/authorisation/actor.ts';
import { type Database, inOrganisation } from '../../platform/database/database.ts';
import { loadPack } from '../standards/index.ts';
import { freezePopulation } from './commands/freeze-population.ts';
import { placeItems } from './commands/place-items.ts';
import { loadCampaign } from './queries/campaign.ts';
import { campaignItems, campaigns } from './tables.ts';

export interface TestOrganisation {
  readonly organisationId: string;
  readonly units: { readonly root: string; readonly bureau: string; readonly divisions: readonly string[] };
  readonly people: readonly string[];
  readonly systems: readonly string[];
}

const pathOf = (...ids: string[]) => `/${ids.join('/')}/`;

/** One ministry: a bureau with `divisions` divisions, people spread over them, two systems held by the first person. */
export async function seedOrganisation(
  database: Database,
  size: { people: number; divisions?: number } = { people: 6 },
): Promise<TestOrganisation> {
  const organisationId = newId();
  const root = newId();
  const bureau = newId();
  const divisions = Array.from({ length: size.divisions ?? 2 }, () => newId());
  const people = Array.from({ length: size.people }, () => newId());
  const systems = [newId(), newId()];
  await database.pool.query(
    `insert into organisations (id, slug, name, kind) values ($1, $2, '試験省', 'national')`,
    [organisationId, `t-${organisationId}`],
  );
  await inOrganisation(database, organisationId, async (tx) => {
    const unit = (id: string, parent: string | null, path: string, kind: string, name: string) =>
      tx.client.query(
        `insert into units (organisation_id, id, parent_id, path, code, name, kind, valid_from)
         values ($1, $2, $3, $4, $5, $6, $7, '2020-04-01')`,
        [organisationId, id, parent, path, name, name, kind],
      );
    await unit(root, null, pathOf(root), 'organisation', '試験省');
    await unit(bureau, root, pathOf(root, bureau), 'bureau', '総務局');
    for (const [index, id] of divisions.entries()) {
      await unit(id, bureau, pathOf(root, bureau, id), 'division', `第${index + 1}課`);
    }
    await tx.client.query(
      `insert into organisation_packs (organisation_id, pack_id, adopted_on, primary_pack)
       values ($1, 'common-standards-h30', '2020-04-01', true)`,
      [organisationId],
    );
    await tx.client.query(
      `insert into people (organisation_id, id, number, name, search, employment)
       select $1, p.id, lpad(p.at::text, 5, '0'), '職員 ' || p.at, '職員' || p.at || ' ' || lpad(p.at::text, 5, '0'), 'regular' from unnest($2::uuid[]) with ordinality as p (id, at)`,
      [organisationId, people],
    );
    await tx.client.query(
      `insert into posts (organisation_id, id, person_id, unit_id, main, valid_from)
       select $1, gen_random_uuid(), p.id, ($3::uuid[])[1 + (p.at - 1) % cardinality($3::uuid[])], true, '2020-04-01'
       from unnest($2::uuid[]) with ordinality as p (id, at)`,
      [organisationId, people, divisions],
    );
    for (const [index, id] of systems.entries()) {
      await tx.client.query(
        `insert into assets (organisation_id, id, kind, code, name, attributes) values ($1, $2, 'system', $3, $4, $5)`,
        [
          organisationId,
          id,
          `S${index}`,
          `システム${index}`,
          index === 0 ? ['web', 'internet_facing', 'handles_availability'] : [],
        ],
      );
      await appoint(tx.client, organisationId, people[0] ?? '', 'system_officer', {
        kind: 'system',
        asset: id,
      });
    }
    await appoint(tx.client, organisationId, people[1] ?? '', 'division_officer', {
      kind: 'unit',
      unit: divisions[0] ?? '',
    });
    await appoint(tx.client, organisationId, people[2] ?? '', 'officer', { kind: 'unit', unit: bureau });
    await appoint(tx.client, organisationId, people[2] ?? '', 'head_officer', { kind: 'organisation' });
    await appoint(tx.client, organisationId, people[3] ?? '', 'ciso', { kind: 'organisation' });
  });
  return { organisationId, units: { root, bureau, divisions }, people, systems };
}

interface Place {
  readonly kind: string;
  readonly unit?: string;
  readonly asset?: string;
}

function appoint(
  client: { query(text: string, values: unknown[]): Promise<unknown> },
  organisationId: string,
  personId: string,
  roleId: string,
  place: Place,
) {
  return client.query(
    `insert into appointments (organisation_id, id, pack_id, role_id, person_id, scope_kind, unit_id, asset_id, valid_from)
     values ($1, gen_random_uuid(), 'common-standards-h30', $2, $3, $4, $5, $6, '2020-04-01')`,
    [organisationId, roleId, personId, place.kind, place.unit ?? null, place.asset ?? null],
  );
}

/** An actor that is this person, without roles; enough for commands, which trust their caller's authorisation. */
export const actorOf = (
  organisationId: string,
  personId: string | null,
  more: Partial<Actor> = {},
): Actor => ({
  ...systemActor(organisationId, '試験'),
  personId,
  ...more,
});

/** A campaign over these requirements, opened, with its sheets frozen. `period` defaults to the whole of 2026. */
export async function seedCampaign(
  database: Database,
  organisationId: string,
  itemIds: readonly string[],
  more: Partial<typeof campaigns.$inferInsert> = {},
): Promise<string> {
  const id = newId();
  const pack = loadPack('common-standards-h30');
  await inOrganisation(database, organisationId, async (tx) => {
    await tx.insert(campaigns).values({
      organisationId,
      id,
      fiscalYear: 2026,
      packId: pack.id,
      edition: pack.edition,
      title: '令和8年度自己点検',
      baseDate: '2026-10-01',
      focus: 'all',
      opensOn: '2026-04-01',
      closesOn: '2027-03-31',
      rule: { employments: ['regular'], absentDays: null, deputies: false },
      status: 'opening',
      ...more,
    });
    const rows = pack.requirements
      .filter((requirement) => itemIds.includes(requirement.id))
      .flatMap((requirement) =>
        pack.reporting.groups.flatMap((group) => {
          const roles = group.roles.filter((role) => requirement.actors.includes(role));
          if (roles.length === 0) return [];
          const texts = { question: requirement.question.ja, summary: requirement.summary.ja };
          return [
            { organisationId, campaignId: id, roleGroup: group.id, itemId: requirement.id, roles, ...texts },
          ];
        }),
      );
    await tx.insert(campaignItems).values(rows);
    await placeItems(tx, await loadCampaign(tx, id), pack);
  });
  await freezePopulation(database, actorOf(organisationId, null), id);
  return id;
}
