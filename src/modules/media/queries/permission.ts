import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';

/** The permission that a record rests on: one of the permission desk, or a number from elsewhere. */
export interface Permission {
  readonly permissionRequestId: string | null;
  readonly permissionNote: string;
}

/**
 * The permission behind a number that a person wrote. A number of the permission desk must be of a request that was
 * permitted and still holds; any other is kept as written (a permission on paper). Empty is no permission.
 */
export async function findPermission(tx: Tx, number: string): Promise<Permission> {
  if (number === '') return { permissionRequestId: null, permissionNote: '' };
  const result = await tx.execute<{ id: string; holds: boolean }>(sql`
    select id, state in ('permitted', 'in_use', 'reported', 'closed') as holds from permission_requests
    where organisation_id = ${tx.organisationId} and number = ${number}`);
  const [request] = result.rows;
  if (request && !request.holds) {
    const message = t.ref('permission.notGiven', { number });
    throw new InvalidInput(message, [{ field: 'permissionNote', message }]);
  }
  return { permissionRequestId: request?.id ?? null, permissionNote: number };
}
