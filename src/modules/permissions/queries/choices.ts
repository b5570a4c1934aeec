import { type SQL, sql } from 'drizzle-orm';
import { matchesSearch } from '../../../kit/server/list.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentAssets, currentPosts, inForce } from '../../organisation/index.ts';

/** What a field of a form may name, besides entries of the register of information. */
export const choiceKinds = ['system', 'area', 'service', 'person', 'unit'] as const;
export type ChoiceKind = (typeof choiceKinds)[number];

export interface Choice extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

/** The first twenty that a part of their name finds, or the one with this id; one statement. */
export async function loadChoices(
  tx: Tx,
  kind: ChoiceKind,
  wanted: { readonly q: string; readonly id?: string | undefined },
  today: string,
): Promise<readonly Choice[]> {
  const result = await tx.execute<Choice>(
    kind === 'person'
      ? people(tx, wanted, today)
      : kind === 'unit'
        ? units(tx, wanted, today)
        : assets(tx, kind, wanted, today),
  );
  return result.rows;
}

type Wanted = Parameters<typeof loadChoices>[2];

const found = ({ q, id }: Wanted, column: SQL, search: SQL): SQL =>
  id === undefined ? (matchesSearch(search, q) ?? sql`true`) : sql`${column} = ${id}::uuid`;

const people = (tx: Tx, wanted: Wanted, today: string): SQL => sql`
  select p.id, p.name, coalesce((select cp.unit_name from ${currentPosts(tx.organisationId, today)} cp
    where cp.person_id = p.id and cp.main limit 1), '') as detail
  from people p
  where p.organisation_id = ${tx.organisationId} and ${belongs('p', today)}
    and ${found(wanted, sql`p.id`, sql`p.search`)}
  order by p.kana, p.id limit 20`;

const units = (tx: Tx, wanted: Wanted, today: string): SQL => sql`
  select u.id, u.name, u.code as detail from units u
  where u.organisation_id = ${tx.organisationId} and ${inForce('u', today)}
    and ${found(wanted, sql`u.id`, sql`u.search`)}
  order by u.path limit 20`;

const assets = (tx: Tx, kind: ChoiceKind, wanted: Wanted, today: string): SQL => sql`
  select ca.asset_id as id, ca.name, coalesce(ca.unit_name, '') as detail
  from ${currentAssets(tx.organisationId, today)} ca
  join assets a on a.organisation_id = ${tx.organisationId} and a.id = ca.asset_id
  where ca.kind = ${kind} and ca.stage <> 'retired' and ${found(wanted, sql`ca.asset_id`, sql`a.search`)}
  order by ca.code, ca.asset_id limit 20`;
