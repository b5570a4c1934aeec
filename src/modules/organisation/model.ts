/** Words of the organisation ledgers and pure rules on them. */

/** Levels of the unit tree, from the top. Role rules of the packs ask for `bureau` and `division`. */
export const unitKinds = ['organisation', 'bureau', 'division', 'section'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** 常勤, 非常勤, 派遣, 再任用, 委託先の要員. */
export const employments = ['regular', 'part_time', 'reappointed', 'dispatched', 'contractor'] as const;
export type Employment = (typeof employments)[number];

export const assetKinds = ['system', 'area', 'service'] as const;
export type AssetKind = (typeof assetKinds)[number];

/** Stages of a system's life; a retired entry stays in the ledger but binds nobody. */
export const assetStages = ['planned', 'building', 'operating', 'retired'] as const;
export type AssetStage = (typeof assetStages)[number];

export const scopeKinds = ['organisation', 'unit', 'system', 'area', 'service'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** 休職, 育児休業, 病気休暇, 出向・派遣中, その他. The reason is personal: only officers in charge see it. */
export const absenceReasons = ['leave', 'childcare', 'sick', 'secondment', 'other'] as const;
export type AbsenceReason = (typeof absenceReasons)[number];

/** A period in days; `validTo` is exclusive and null while open. */
export interface Period {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Whether the period holds on the day. */
export const holdsOn = (period: Period, date: string): boolean =>
  period.validFrom <= date && (period.validTo === null || date < period.validTo);

/** Whether two periods share a day. */
export const overlaps = (a: Period, b: Period): boolean =>
  (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo);

/** The materialised path of a unit below a parent path (null for a root): `/parent/id/`. */
export const pathBelow = (parentPath: string | null, id: string): string => `${parentPath ?? '/'}${id}/`;

/** Ids in a path, outermost first. */
export const idsOfPath = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** What can be imported, in the order in which the files build on each other. */
export const importKinds = ['units', 'people', 'posts', 'absences', 'assets', 'appointments'] as const;
export type ImportKind = (typeof importKinds)[number];
