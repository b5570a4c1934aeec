import type { Tx } from '../../../platform/database/database.ts';
import type { Pack } from '../../standards/index.ts';
import type { UnitKind } from '../model.ts';
import { type Holder, holdersOn } from './holders.ts';
import { unitTree } from './units.ts';

/** A unit of the organisation chart with who answers there. */
export interface ChartUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: UnitKind;
  readonly holders: readonly Holder[];
}

export interface Chart {
  /** Roles of the whole organisation. */
  readonly holders: readonly Holder[];
  /** Parents before children. */
  readonly units: readonly ChartUnit[];
}

/** The chart of a day: units with their officers, and at the top the roles of the whole organisation. */
export async function organisationChart(tx: Tx, pack: Pack | null, date: string): Promise<Chart> {
  const tree = await unitTree(tx, date);
  const holders = pack === null ? [] : await holdersOn(tx, pack, date);
  const byUnit = Map.groupBy(
    holders.filter((each) => each.scopeKind === 'unit'),
    (each) => each.unitId ?? '',
  );
  return {
    holders: holders.filter((each) => each.scopeKind === 'organisation'),
    units: tree.map(({ id, parentId, name, kind }) => ({
      id,
      parentId,
      name,
      kind,
      holders: byUnit.get(id) ?? [],
    })),
  };
}
