import { sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../../organisation/index.ts';
import { WHOLE } from '../../self-check/index.ts';
import { t } from '../messages.ts';

/** A unit whose figures are shown, on the base date of a campaign. */
export interface UnitOption {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly parentId: string | null;
  /** 0 for the uppermost that the caller may see. */
  readonly depth: number;
}

/** What figures are asked about: the whole organisation or some units with everything below them. */
export interface Selection {
  /** Tallies are kept under these ids. */
  readonly unitIds: readonly string[];
  readonly paths: readonly string[];
  /** Null for the whole organisation. */
  readonly unit: UnitOption | null;
  /** The name of what is shown; '' for the whole organisation. */
  readonly name: string;
  /** The units right below, to compare. */
  readonly below: readonly UnitOption[];
  /** Every unit that the caller may choose. */
  readonly choices: readonly UnitOption[];
}

/**
 * What the caller may see of a campaign's units and what they chose; one statement. Without a choice: the whole
 * organisation, or for a unit's officer the units they answer for. Throws NotFound for a unit outside the scope.
 */
export async function selectUnits(tx: Tx, scope: Scope, date: string, unitId?: string): Promise<Selection> {
  const choices = await visibleUnits(tx, scope, date);
  if (unitId !== undefined) {
    const unit = choices.find((choice) => choice.id === unitId);
    if (!unit) throw new NotFound(t.ref('unit.notFound'));
    const below = choices.filter((choice) => choice.parentId === unit.id);
    return { unitIds: [unit.id], paths: [unit.path], unit, name: unit.name, below, choices };
  }
  const tops = choices.filter((choice) => choice.depth === 0);
  if (scope.whole) {
    const [root] = tops;
    const below = tops.length === 1 && root ? choices.filter((choice) => choice.parentId === root.id) : tops;
    return { unitIds: [WHOLE], paths: [''], unit: null, name: '', below, choices };
  }
  const [own] = tops;
  if (!own) throw new NotFound(t.ref('unit.none'));
  if (tops.length === 1) return selectUnits(tx, scope, date, own.id);
  return {
    unitIds: tops.map((unit) => unit.id),
    paths: tops.map((unit) => unit.path),
    unit: null,
    name: tops.map((unit) => unit.name).join('、'),
    below: tops,
    choices,
  };
}

async function visibleUnits(tx: Tx, scope: Scope, date: string): Promise<UnitOption[]> {
  const result = await tx.execute<{ id: string; parent_id: string | null; name: string; path: string }>(sql`
    select u.id, u.parent_id, u.name, u.path from units u
    where u.organisation_id = ${tx.organisationId} and ${inForce('u', date)}
      and ${withinScope(scope, { unitPath: sql`u.path` })}
    order by u.sort_order, u.code`);
  return asTree(result.rows);
}

interface UnitRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly name: string;
  readonly path: string;
}

/** Parents before children, siblings in the order given, with the depth below the uppermost visible one. */
function asTree(rows: readonly UnitRow[]): UnitOption[] {
  const visible = new Set(rows.map((row) => row.id));
  const children = Map.groupBy(rows, (row) =>
    row.parent_id && visible.has(row.parent_id) ? row.parent_id : null,
  );
  const walk = (parent: string | null, depth: number): UnitOption[] =>
    (children.get(parent) ?? []).flatMap((row) => [
      { id: row.id, name: row.name, path: row.path, parentId: row.parent_id, depth },
      ...walk(row.id, depth + 1),
    ]);
  return walk(null, 0);
}
