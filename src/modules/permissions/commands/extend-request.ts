import { and, eq, inArray } from 'drizzle-orm';
import { addDays, daysBetween } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { Desk } from '../queries/desk.ts';
import { loadApplicant } from '../queries/people.ts';
import { type PermissionRequest, permissionRequests } from '../tables.ts';
import { type Caller, requireDeed } from './require-deed.ts';
import { insertRequest } from './save-request.ts';
import { submit } from './submit-request.ts';

/** Asks for more time: a request of its own, decided by whom the type names; permitted, it moves the end of the first. */
export async function extendRequest(
  tx: Tx,
  caller: Caller,
  desk: Desk,
  key: { readonly id: string; readonly version: number },
  given: { readonly until: string; readonly reason: string },
): Promise<PermissionRequest> {
  const { request } = await requireDeed(tx, caller, key, 'extend');
  const from = request.endsOn === null ? caller.today : addDays(request.endsOn, 1);
  const wrong = (message: ReturnType<typeof t.ref>) =>
    new InvalidInput(message, [{ field: 'until', message }]);
  if (given.until < from || given.until < caller.today) throw wrong(t.ref('extend.before'));
  const { validity } = request.type;
  if (validity !== null && daysBetween(from, given.until) + 1 > validity.maxDays)
    throw wrong(t.ref('form.tooLong', { days: validity.maxDays }));
  await refuseSecond(tx, request.id);
  const applicant = await loadApplicant(tx, caller.actor, caller.today, request.unitId, true);
  const { type, packId, edition, names, assetId, search, confidentiality } = request;
  const extension = await insertRequest(tx, caller, { type, packId, edition }, applicant, {
    ...{ state: 'draft', names, assetId, search, confidentiality, extendsId: request.id },
    form: { ...request.form, period: { from, to: given.until } },
    subject: Array.from(t('extend.subject', { number: request.number, reason: given.reason }))
      .slice(0, 80)
      .join(''),
  });
  return submit(tx, caller, desk, extension, null);
}

async function refuseSecond(tx: Tx, requestId: string): Promise<void> {
  const open = await tx
    .select({ id: permissionRequests.id })
    .from(permissionRequests)
    .where(
      and(
        eq(permissionRequests.organisationId, tx.organisationId),
        eq(permissionRequests.extendsId, requestId),
        inArray(permissionRequests.state, ['draft', 'submitted', 'sent_back']),
      ),
    );
  if (open.length > 0) throw new InvalidInput(t.ref('extend.twice'));
}
