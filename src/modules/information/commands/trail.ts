/** What the audit trail says of an entry, in words that people know. */

import type { Standing } from '../model/register.ts';
import { restrictionText, type Scheme } from '../model.ts';
import type { informationAssets } from '../tables.ts';

/** Classes by axis, and restrictions in words. */
export const standingInTrail = (
  rules: Pick<Scheme, 'restrictions'>,
  { classes, restrictions }: Standing,
): Readonly<Record<string, unknown>> => ({
  ...classes,
  restrictions: restrictions.map((code) => restrictionText(rules, code)),
});

/** An entry without what belongs to the machine. Ids of others are told by name where they change. */
export function entryInTrail(
  row: Partial<typeof informationAssets.$inferSelect>,
): Readonly<Record<string, unknown>> {
  const {
    organisationId: _organisation,
    id: _id,
    search: _search,
    accepted: _accepted,
    registeredBy: _registeredBy,
    packId: _pack,
    createdAt: _createdAt,
    unitId: _unit,
    deciderId: _decider,
    systemId: _system,
    ...told
  } = row;
  return told;
}
