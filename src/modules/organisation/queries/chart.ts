import type { Tx } from '../../../platform/database/database.ts';
import type { OrgKind, Pack, Role } from '../../standards/index.ts';
import { idsOfPath, type UnitKind } from '../model.ts';
import { type Holder, holdersOn } from './holders.ts';
import { type UnitNode, unitTree } from './units.ts';

/** A unit of the organisation chart with who answers there. */
interface ChartUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: UnitKind;
  readonly holders: readonly Holder[];
  /** Titles of the roles that the pack wants here and nobody holds. */
  readonly vacant: readonly string[];
}

export interface Chart {
  /** Roles of the whole organisation. */
  readonly holders: readonly Holder[];
  readonly vacant: readonly string[];
  /** Parents before children. */
  readonly units: readonly ChartUnit[];
}

/** The chart of a day: units with their officers, and at the top the roles of the whole organisation. */
export async function organisationChart(
  tx: Tx,
  pack: Pack | null,
  orgKind: OrgKind,
  date: string,
): Promise<Chart> {
  const tree = await unitTree(tx, date);
  const holders = pack === null ? [] : await holdersOn(tx, pack, date);
  const wanted = (pack?.roles ?? []).filter(
    (role) => role.orgKinds.includes(orgKind) && !role.body && !role.everyone && role.count.min > 0,
  );
  const atUnits = holders.filter((each) => each.scopeKind === 'unit');
  const byUnit = Map.groupBy(atUnits, (each) => each.unitId ?? '');
  const held = new Set(atUnits.map((each) => `${each.roleId} ${each.unitId}`));
  const missingAt = (role: Role, unit: UnitNode) => {
    const places = role.coverage ? idsOfPath(unit.path) : [unit.id];
    return (
      role.scope === 'unit' &&
      role.unitKind === unit.kind &&
      !places.some((id) => held.has(`${role.id} ${id}`))
    );
  };
  const ofWhole = holders.filter((each) => each.scopeKind === 'organisation');
  const heldRoles = new Set(ofWhole.map((each) => each.roleId));
  return {
    holders: ofWhole,
    vacant: wanted
      .filter((role) => role.scope === 'organisation' && !heldRoles.has(role.id))
      .map((role) => role.title.ja),
    units: tree.map((unit) => ({
      id: unit.id,
      parentId: unit.parentId,
      name: unit.name,
      kind: unit.kind,
      holders: byUnit.get(unit.id) ?? [],
      vacant: wanted.filter((role) => missingAt(role, unit)).map((role) => role.title.ja),
    })),
  };
}
