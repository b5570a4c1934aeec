import { sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { normaliseForSearch } from '../../../kernel/japanese.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentAssets, currentPosts, inForce } from '../fragments.ts';
import { t } from '../messages.ts';
import type { AssetKind, UnitKind } from '../model.ts';

interface UnitFields {
  readonly id: string;
  readonly parentId: string | null;
  readonly path: string;
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly kind: UnitKind;
  readonly sortOrder: number;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly version: number;
}

export interface UnitNode extends UnitFields, Record<string, unknown> {
  /** People whose main post is in the unit itself. */
  readonly people: number;
}

const unitColumns = sql`u.id, u.parent_id as "parentId", u.path, u.code, u.name, u.kana, u.kind,
  u.sort_order as "sortOrder", u.valid_from as "validFrom", u.valid_to as "validTo", u.version`;

/** The tree of a day as a flat list: parents before children, siblings in their order. One statement. */
export async function unitTree(tx: Tx, date: string): Promise<UnitNode[]> {
  const result = await tx.execute<UnitNode>(sql`
    select ${unitColumns}, coalesce(c.people, 0) as people
    from units u
    left join (select cp.unit_id, count(*)::int as people from ${currentPosts(tx.organisationId, date)} cp
      join people p on p.organisation_id = ${tx.organisationId} and p.id = cp.person_id and ${belongs('p', date)}
      where cp.main group by cp.unit_id) c on c.unit_id = u.id
    where u.organisation_id = ${tx.organisationId} and ${inForce('u', date)}
    order by u.sort_order, u.code, u.id`);
  return parentsFirst(result.rows);
}

/** Depth-first order of a flat tree; a unit whose parent is not in the list stands at the top. */
function parentsFirst<T extends { readonly id: string; readonly parentId: string | null }>(
  nodes: readonly T[],
): T[] {
  const ids = new Set(nodes.map((node) => node.id));
  const children = Map.groupBy(nodes, (node) =>
    node.parentId !== null && ids.has(node.parentId) ? node.parentId : '',
  );
  const ordered: T[] = [];
  const visit = (node: T) => {
    ordered.push(node);
    for (const child of children.get(node.id) ?? []) visit(child);
  };
  for (const root of children.get('') ?? []) visit(root);
  return ordered;
}

export interface UnitDetail extends UnitFields {
  readonly ancestors: { readonly id: string; readonly name: string }[];
  readonly children: { readonly id: string; readonly name: string; readonly kind: UnitKind }[];
  readonly predecessors: { readonly id: string; readonly name: string; readonly on: string }[];
  readonly successors: { readonly id: string; readonly name: string; readonly on: string }[];
  /** Main posts in the unit and everything below it on the day. */
  readonly peopleBelow: number;
  readonly assets: { readonly id: string; readonly kind: AssetKind; readonly name: string }[];
}

/** One unit, of any time, with what is around it on the day. Throws NotFound. */
export async function unitDetail(tx: Tx, id: string, date: string): Promise<UnitDetail> {
  const org = tx.organisationId;
  const result = await tx.execute<UnitDetail & Record<string, unknown>>(sql`
    select ${unitColumns},
      coalesce((select json_agg(json_build_object('id', a.id, 'name', a.name) order by length(a.path))
        from units a where a.organisation_id = u.organisation_id and a.id <> u.id and u.path like '%/' || a.id || '/%'), '[]'::json) as ancestors,
      coalesce((select json_agg(json_build_object('id', c.id, 'name', c.name, 'kind', c.kind) order by c.sort_order, c.code)
        from units c where c.organisation_id = u.organisation_id and c.parent_id = u.id
          and (${inForce('c', date)} or u.valid_to is not null)), '[]'::json) as children,
      ${succession('predecessor_id', 'successor_id')} as predecessors,
      ${succession('successor_id', 'predecessor_id')} as successors,
      (select count(distinct cp.person_id)::int from ${currentPosts(org, date)} cp
        join people p on p.organisation_id = ${org} and p.id = cp.person_id and ${belongs('p', date)}
        where cp.main and cp.unit_path like u.path || '%') as "peopleBelow",
      coalesce((select json_agg(json_build_object('id', ca.asset_id, 'kind', ca.kind, 'name', ca.name) order by ca.kind, ca.code)
        from ${currentAssets(org, date)} ca where ca.unit_id = u.id), '[]'::json) as assets
    from units u where u.organisation_id = ${org} and u.id = ${id}::uuid`);
  const [unit] = result.rows;
  if (!unit) throw new NotFound(t.ref('unit.notFound'));
  return unit;
}

const succession = (other: 'predecessor_id' | 'successor_id', own: 'predecessor_id' | 'successor_id') => sql`
  coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name, 'on', s.effective_on) order by s.effective_on, o.code)
    from unit_successions s join units o on o.organisation_id = s.organisation_id and o.id = s.${sql.identifier(other)}
    where s.organisation_id = u.organisation_id and s.${sql.identifier(own)} = u.id), '[]'::json)`;

/** The days on which the tree changed, newest first, for a selector of history. */
export async function reorganisationDates(tx: Tx): Promise<string[]> {
  const result = await tx.execute<{ date: string }>(sql`
    select distinct valid_from as date from units where organisation_id = ${tx.organisationId}
    union select distinct valid_to from units where organisation_id = ${tx.organisationId} and valid_to is not null
    order by 1 desc limit 50`);
  return result.rows.map((row) => row.date);
}

export interface UnitChoice extends Record<string, unknown> {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Names of the units above, outermost first. */
  readonly above: string;
}

/**
 * The first twenty units of the day that a text finds, in the order of the tree. Units are few and have no search
 * column, so they are compared here.
 */
export async function searchUnits(
  tx: Tx,
  q: string,
  kind: UnitKind | undefined,
  date: string,
): Promise<UnitChoice[]> {
  const units = await unitTree(tx, date);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const wanted = normaliseForSearch(q);
  const above = (unit: UnitNode): string[] => {
    const parent = byId.get(unit.parentId ?? '');
    return parent ? [...above(parent), parent.name] : [];
  };
  return units
    .filter((unit) => kind === undefined || unit.kind === kind)
    .filter((unit) =>
      [unit.name, unit.kana, unit.code].some((text) => normaliseForSearch(text).includes(wanted)),
    )
    .slice(0, 20)
    .map((unit) => ({ id: unit.id, code: unit.code, name: unit.name, above: above(unit).join(' ') }));
}
