import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { isId } from '../../../kernel/ids.ts';
import { withinScope } from '../../../platform/authorisation/authorise.ts';
import { route } from '../../../platform/http/route.ts';
import { gateItem } from '../contract.ts';
import { presentGate } from '../present.ts';
import { selectRequests } from '../queries/lists.ts';
import { permissionRequests as requests } from '../tables.ts';

/** What a slip's code or a number typed by hand leads to: also what is over, revoked or refused, so that it is said. */
export const checkGate = route({
  method: 'GET',
  path: '/api/v1/permission-gate/check',
  summary: 'Whether the request with this number or id may pass the gate today; null when there is none',
  access: { action: 'permissions.gate' },
  query: z.object({ request: z.string().trim().min(1).max(60) }),
  response: z.object({ item: gateItem.nullable() }),
  handle: async ({ tx, scope, query, today }) => {
    const wanted = query.request.normalize('NFKC');
    const named = isId(wanted) ? eq(requests.id, wanted) : eq(requests.number, wanted);
    // Of other units only what passes: that something was refused there, or is over, is not the gate's business.
    const within = or(
      withinScope(scope, { unitPath: requests.unitPath, assetId: requests.assetId }),
      inArray(requests.state, ['permitted', 'in_use']),
    );
    const passes = sql`${requests.type} ->> 'gate' = 'true'`;
    const submitted = isNotNull(requests.submittedAt);
    const [row] = await selectRequests(tx)
      .where(and(eq(requests.organisationId, tx.organisationId), named, passes, submitted, within))
      .limit(1);
    return { item: row === undefined ? null : presentGate(row, today) };
  },
});
