import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import { differingParts, type TypeInForce } from '../model.changes.ts';
import type { PermissionType, Slot } from '../model.ts';
import { decidersText } from '../present-type.ts';
import { loadDesk } from './desk.ts';

/** A type of a pack as the organisation has it. */
export interface TypeOfOrganisation {
  readonly packId: string | null;
  readonly title: string;
  /** The organisation does not use it. */
  readonly off: boolean;
  /** Who decides where the organisation changed that; null where the pack counts. */
  readonly deciders: {
    /** Roles by their ids, posts as `post:課長補佐`, people as `person:<id>`. */
    readonly ids: readonly string[];
    readonly mode: 'all' | 'any';
    readonly words: string;
  } | null;
}

/** The types of the organisation by id, with who decides in it. Three statements at most. */
export async function typesOfOrganisation(tx: Tx): Promise<ReadonlyMap<string, TypeOfOrganisation>> {
  const { types, roles } = await loadDesk(tx);
  const changed = [...types.values()].filter(hasOwnWay);
  const people = await namesOf(
    tx,
    changed.flatMap(({ type }) => slotsOf(type)),
  );
  return new Map(
    [...types.values()].map((inForce) => {
      const { type, packId, off } = inForce;
      const own = hasOwnWay(inForce) && !slotsOf(type).some((slot) => 'undefined' in slot);
      const words = own ? decidersText(type, roles, people) : '';
      const deciders = own ? { ids: idsOf(type), mode: modeOf(type), words } : null;
      return [type.id, { packId, title: type.title.ja, off, deciders }];
    }),
  );
}

const hasOwnWay = ({ type, ofPack }: TypeInForce): boolean =>
  ofPack === null || differingParts(ofPack, type).includes('steps');

const slotsOf = ({ steps }: PermissionType): readonly Slot[] => steps.flatMap(({ deciders }) => deciders);

const idsOf = (type: PermissionType): readonly string[] => [
  ...new Set(
    slotsOf(type).flatMap((slot) => {
      if ('role' in slot) return [slot.role];
      if ('post' in slot) return [`post:${slot.post}`];
      return 'person' in slot ? [`person:${slot.person}`] : [];
    }),
  ),
];

/** One of them is enough only where there is a single step that says so. */
const modeOf = ({ steps }: PermissionType): 'all' | 'any' =>
  steps.length === 1 && steps[0]?.mode === 'any' ? 'any' : 'all';

/** The names of those whom these seats name, by id. */
export async function namesOf(tx: Tx, slots: readonly Slot[]): Promise<Readonly<Record<string, string>>> {
  const ids = slots.flatMap((slot) => ('person' in slot ? [slot.person] : []));
  if (ids.length === 0) return {};
  const found = await tx.execute<{ id: string; name: string }>(sql`
    select id, name from people where organisation_id = ${tx.organisationId} and id = any (${sql.param(ids)}::uuid[])`);
  return Object.fromEntries(found.rows.map(({ id, name }) => [id, name]));
}
