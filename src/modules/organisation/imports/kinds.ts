/** What can be imported, in the order in which the files build on each other. */
export const importKinds = ['units', 'people', 'posts', 'absences', 'assets', 'appointments'] as const;
export type ImportKind = (typeof importKinds)[number];
