import { and, eq } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadProfile } from '../../organisation/index.ts';
import { loadPack, type OrgKind, type Pack, type Role, readPart } from '../../standards/index.ts';
import { t } from '../messages.ts';
import {
  type OwnType,
  type SeenParts,
  type TypeChange,
  type TypeInForce,
  withChange,
} from '../model.changes.ts';
import type { PermissionType } from '../model.ts';
import { permissionsPart } from '../part.ts';
import type { RoleRules } from '../seats.ts';
import { permissionTypeChanges } from '../tables.ts';

/** The permission desk of one organisation: its types in force, and the roles by which seats are filled. */
export interface Desk {
  /** The pack whose roles the organisation appoints. */
  readonly pack: Pack;
  readonly roles: ReadonlyMap<string, Role>;
  readonly rules: RoleRules;
  /** By id, in the order of the packs. */
  readonly types: ReadonlyMap<string, TypeInForce>;
  /** The packs know the override: some of their types let the applicant decide where it cannot be helped. */
  readonly overridable: boolean;
  readonly orgKind: OrgKind;
}

/** The desk, in two statements. Throws NotFound while no pack is adopted. */
export async function loadDesk(tx: Tx): Promise<Desk> {
  const profile = await loadProfile(tx);
  if (profile.primaryPackId === null) throw new NotFound(t.ref('pack.none'));
  const pack = loadPack(profile.primaryPackId);
  const changes = await tx
    .select()
    .from(permissionTypeChanges)
    .where(eq(permissionTypeChanges.organisationId, tx.organisationId));
  const types = new Map<string, TypeInForce>();
  const overridable = profile.packIds.some((id) => typesOfPack(id).some((type) => type.override));
  for (const packId of profile.packIds) {
    const { edition } = loadPack(packId);
    for (const type of typesOfPack(packId)) {
      if (!types.has(type.id) && type.orgKinds.includes(profile.kind))
        types.set(type.id, { type, ofPack: type, packId, edition, off: false, version: null, seen: {} });
    }
  }
  for (const { typeId, own, change, version, seen } of changes) {
    const known = types.get(typeId);
    if (own) types.set(typeId, ownType(change as OwnType, version));
    else if (known) types.set(typeId, changed(known, change as TypeChange, seen, version));
  }
  return {
    pack,
    roles: new Map(pack.roles.map((role) => [role.id, role])),
    rules: rulesOf(profile.packIds),
    types,
    overridable,
    orgKind: profile.kind,
  };
}

const changed = (known: TypeInForce, change: TypeChange, seen: SeenParts, version: number): TypeInForce => ({
  ...known,
  type: withChange(known.type, change),
  off: change.off === true,
  version,
  seen,
});

function ownType({ off, ...type }: OwnType, version: number): TypeInForce {
  return { type, ofPack: null, packId: null, edition: '', off: off === true, version, seen: {} };
}

/** The permission types of a pack; none when it has no such part. */
export const typesOfPack = (packId: string): readonly PermissionType[] =>
  readPart(packId, permissionsPart)?.types ?? [];

function rulesOf(packIds: readonly string[]): RoleRules {
  for (const packId of packIds) {
    const part = readPart(packId, permissionsPart);
    if (part !== null) return part;
  }
  return { separation: { substitutes: {} }, superior: [] };
}

/** A type in force that is not switched off. Throws NotFound. */
export function requireType(desk: Desk, typeId: string): TypeInForce {
  const found = desk.types.get(typeId);
  if (!found || found.off) throw new NotFound(t.ref('type.missing'));
  return found;
}

/** What the organisation changed in a type, or its own type; null when it is as in the pack. */
export async function findChange(tx: Tx, typeId: string) {
  const [row] = await tx
    .select()
    .from(permissionTypeChanges)
    .where(
      and(
        eq(permissionTypeChanges.organisationId, tx.organisationId),
        eq(permissionTypeChanges.typeId, typeId),
      ),
    );
  return row ?? null;
}
