import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentPosts } from '../../organisation/index.ts';
import type { Desk } from './desk.ts';
import { loadCandidates } from './holders.ts';
import type { Applicant } from './people.ts';

/** Who can look at an override besides: everybody near who holds a role, and the colleagues of the unit, without the applicant. */
export async function loadViewers(
  tx: Tx,
  desk: Desk,
  applicant: Applicant,
  date: string,
): Promise<{ id: string; name: string }[]> {
  const near = { paths: [applicant.unitPath], assetIds: [] };
  const officers = await loadCandidates(tx, desk, [...desk.roles.keys()], date, near);
  const colleagues = await tx.execute<{ id: string; name: string }>(sql`
    select p.id, p.name from people p
    join ${currentPosts(tx.organisationId, date)} cp on cp.person_id = p.id and cp.unit_id = ${applicant.unitId}::uuid
    where p.organisation_id = ${tx.organisationId} and ${belongs('p', date)}
    order by p.number limit 50`);
  const present = officers
    .filter((each) => !each.absent)
    .map((each) => ({ id: each.personId, name: each.name }));
  const all = new Map([...present, ...colleagues.rows].map((each) => [each.id, each]));
  all.delete(applicant.personId);
  return [...all.values()].slice(0, 100);
}
