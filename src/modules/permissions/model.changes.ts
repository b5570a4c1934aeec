/** What an organisation changes in the types of its packs, and its own types: pure rules, also for the browser. */
import type { PermissionType } from './model.ts';

/** The parts of a pack's type that an organisation may change. Clauses and threshold are the pack's to say. */
export const changeableParts = [
  'title',
  'number',
  'lead',
  'applicants',
  'fields',
  'gates',
  'steps',
  'informed',
  'validity',
  'completion',
  'record',
  'gate',
  'override',
] as const satisfies readonly (keyof PermissionType)[];
export type ChangeablePart = (typeof changeableParts)[number];

/** The parts of a pack's type that only the pack changes. */
export const fixedParts = [
  'id',
  'orgKinds',
  'clauses',
  'desk',
  'threshold',
] as const satisfies readonly (keyof PermissionType)[];

/** Parts that a type may be without: a change names them with `null` to leave them out. */
type OptionalPart = 'lead' | 'threshold';

/** These parts of a type, as it is in force or being edited. */
export type TypeParts = Pick<PermissionType, Exclude<ChangeablePart, 'lead'>> & {
  readonly lead?: PermissionType['lead'] | undefined;
};

/** What an organisation changed in a type of a pack. Absent: as in the pack, also when the pack changes later. */
export type TypeChange = {
  readonly [Part in Exclude<ChangeablePart, OptionalPart>]?: PermissionType[Part];
} & {
  readonly off?: boolean;
  readonly lead?: PermissionType['lead'] | null;
};

/** What is sent of an own type: any of its parts. */
export type OwnChange = TypeChange & {
  readonly clauses?: PermissionType['clauses'];
  readonly threshold?: PermissionType['threshold'] | null;
};

/** An own type as an organisation keeps it. */
export interface OwnType extends PermissionType {
  readonly off?: boolean;
}

/** What the pack said of a part on the day when the organisation changed it. */
export interface SeenPart {
  readonly on: string;
  readonly pack: unknown;
}
/** By part; a part that was changed before this was kept is not in it. */
export type SeenParts = { readonly [Part in ChangeablePart]?: SeenPart };

/** A type as it is in force in an organisation. */
export interface TypeInForce {
  readonly type: PermissionType;
  /** The type as the pack has it, whatever the organisation changed; null: the organisation's own. */
  readonly ofPack: PermissionType | null;
  /** The pack it comes from; null: the organisation's own. */
  readonly packId: string | null;
  readonly edition: string;
  readonly off: boolean;
  /** The version of the organisation's change; null: as in the pack. */
  readonly version: number | null;
  /** When the organisation changed which part, and what the pack said then. */
  readonly seen: SeenParts;
}

/** In which parts the type differs from what the pack says. */
export const differingParts = (ofPack: PermissionType, type: TypeParts): readonly ChangeablePart[] =>
  changeableParts.filter((part) => !isSame(ofPack[part], type[part]));

/** Of a change only what differs from the pack, so that the rest goes on following it. */
export function onlyDifferences(ofPack: PermissionType, change: TypeChange): TypeChange {
  const parts = changeableParts.filter(
    (part) => change[part] !== undefined && !isSame(ofPack[part], change[part]),
  );
  const kept = Object.fromEntries(parts.map((part) => [part, change[part]]));
  return change.off === true ? { ...kept, off: true } : kept;
}

/** Whether two values of JSON say the same: what is false and what is absent do. */
export function isSame(a: unknown, b: unknown): boolean {
  if ((a ?? false) === (b ?? false)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [one, other] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...one.keys(), ...other.keys()])].every((key) => isSame(one.get(key), other.get(key)));
}

/** The type as the organisation changed it. */
export function withChange(type: PermissionType, change: OwnChange): PermissionType {
  const { off: _off, ...parts } = change;
  const given = Object.entries(parts).filter(([, value]) => value !== undefined);
  const { lead, threshold, ...whole } = { ...type, ...Object.fromEntries(given) } as PermissionType &
    Record<OptionalPart, unknown>;
  return {
    ...whole,
    ...((lead ?? null) === null ? {} : { lead }),
    ...((threshold ?? null) === null ? {} : { threshold }),
  } as PermissionType;
}

/** What an organisation changed in a pack's type, as it is kept. */
export interface KeptChange {
  readonly change: TypeChange;
  readonly seen: SeenParts;
}

/**
 * What the pack says of every changed part on the day it is changed. A part that stays as it was keeps its day, unless
 * it is in `keep`: somebody has looked at what the pack says now, and the organisation stays with its own.
 */
export function seenParts(
  ofPack: PermissionType,
  change: TypeChange,
  before: KeptChange | null,
  keep: readonly string[],
  on: string,
): SeenParts {
  const parts = changeableParts.filter((part) => change[part] !== undefined);
  const seen = parts.flatMap((part) => {
    const stays = before !== null && isSame(before.change[part], change[part]) && !keep.includes(part);
    const kept = stays ? before.seen[part] : { on, pack: ofPack[part] ?? null };
    return kept === undefined ? [] : [[part, kept] as const];
  });
  return Object.fromEntries(seen);
}

/** The changed parts of which the pack says something else since the organisation changed them. */
export const partsOfPackSince = (
  ofPack: PermissionType,
  type: TypeParts,
  seen: SeenParts,
): readonly ChangeablePart[] =>
  differingParts(ofPack, type).filter((part) => {
    const then = seen[part];
    return then !== undefined && !isSame(then.pack, ofPack[part]);
  });
