import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';

export interface EntryOwner extends Record<string, unknown> {
  readonly id: string;
  readonly deciderId: string | null;
  readonly unitPath: string;
}

/**
 * Who decided the classes of these entries and which unit owns them, whoever asks: requests about information are sent
 * to these people although the applicant may not see their entry. One statement.
 */
export async function entryOwners(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, EntryOwner>> {
  if (ids.length === 0) return new Map();
  const result = await tx.execute<EntryOwner>(sql`
    select ia.id, ia.decider_id as "deciderId", u.path as "unitPath" from information_assets ia
    join units u on u.organisation_id = ia.organisation_id and u.id = ia.unit_id
    where ia.organisation_id = ${tx.organisationId} and ia.id = any (${sql.param(ids)}::uuid[])`);
  return new Map(result.rows.map((row) => [row.id, row]));
}
