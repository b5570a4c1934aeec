import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { MediaRule, RuleDeed } from '../model.ts';

/** The permission that a record rests on: one of the permission desk, or a number from elsewhere. */
export interface Permission {
  readonly permissionRequestId: string | null;
  readonly permissionNote: string;
}

/** For what the permission is named: a deed, when, and by whom; null where anybody may have asked for it. */
export interface Purpose {
  readonly deed: RuleDeed;
  readonly day: string;
  readonly personId: string | null;
}

interface Request extends Record<string, unknown> {
  readonly id: string;
  readonly typeId: string;
  readonly holds: boolean;
}

/**
 * The permission behind a number that a person wrote. A number of the permission desk must be of a request that was
 * permitted for this: to take something out, one's own and in its period; of the type that the rules name. Any other
 * number is kept as written (a permission on paper). Empty is no permission. `rules` are those that hold for the thing;
 * without a purpose any permission will do.
 */
export async function findPermission(
  tx: Tx,
  rules: readonly MediaRule[],
  number: string,
  purpose: Purpose | null,
): Promise<Permission> {
  if (number === '') return { permissionRequestId: null, permissionNote: '' };
  const [request] = await requestsOf(tx, number, purpose);
  const types = rules.flatMap(({ on, permissionType }) =>
    on === purpose?.deed && permissionType !== undefined ? [permissionType] : [],
  );
  const fits = request === undefined || types.length === 0 || types.includes(request.typeId);
  if (request?.holds === false || !fits) {
    throw InvalidInput.at('permissionNote', t.ref('permission.notGiven', { number }));
  }
  return { permissionRequestId: request?.id ?? null, permissionNote: number };
}

async function requestsOf(tx: Tx, number: string, purpose: Purpose | null): Promise<Request[]> {
  const { deed, day, personId } = purpose ?? { deed: null, day: null, personId: null };
  const holds =
    deed === 'take_out'
      ? sql`state in ('permitted', 'in_use') and coalesce(starts_on, ${day}::date) <= ${day}::date
          and coalesce(ends_on, ${day}::date) >= ${day}::date
          and (${personId}::uuid is null or applicant_id = ${personId}::uuid)`
      : sql`state in ('permitted', 'in_use', 'reported', 'closed')`;
  const result = await tx.execute<Request>(sql`
    select id, type_id as "typeId", ${holds} as holds from permission_requests
    where organisation_id = ${tx.organisationId} and number = ${number}`);
  return result.rows;
}
