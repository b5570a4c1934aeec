import { join } from 'node:path';

/**
 * The people whom the sample data offer for signing in, in the order of the page: the order is the only thing the
 * tests know of them, since roles are data of a pack.
 */
export const visitors = [
  'ciso',
  'headOfficer',
  'bureauOfficer',
  'divisionOfficer',
  'systemOfficer',
  'auditor',
  'employee',
  'administrator',
] as const;

export type Visitor = (typeof visitors)[number];

/** The file with the cookies of somebody who has signed in. */
export const stateOf = (visitor: Visitor): string =>
  join(import.meta.dirname, '..', 'test-results', 'signed-in', `${visitor}.json`);
