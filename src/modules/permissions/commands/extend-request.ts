import { and, eq, inArray } from 'drizzle-orm';
import { addDays, daysBetween } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { VersionKey } from '../../../kit/server/versioned.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { extensionReason, type PermissionType } from '../model.ts';
import type { Desk } from '../queries/desk.ts';
import { loadApplicant } from '../queries/people.ts';
import { type PermissionRequest, permissionRequests } from '../tables.ts';
import { changeRequest } from './change-request.ts';
import { type Doer, requireDeed } from './require-deed.ts';
import { insertRequest } from './save-request.ts';
import { lockRequest, submit } from './submit-request.ts';

/** Until when, and why. */
interface MoreTime {
  readonly until: string;
  readonly reason: string;
}

/** Asks for more time: a request of its own, decided by whom the type names; permitted, it moves the end of the first. */
export async function extendRequest(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  key: VersionKey,
  given: MoreTime,
): Promise<PermissionRequest> {
  const { request } = await requireDeed(tx, caller, key, 'extend');
  const asked = askedOf(request, given, caller.today);
  await refuseSecond(tx, request.id);
  const applicant = await loadApplicant(tx, caller.actor, caller.today, request.unitId, true);
  const { type, packId, edition, names, assetId, search, confidentiality } = request;
  const asking = { type: withReason(type), packId, edition };
  const extension = await insertRequest(tx, caller, asking, applicant, {
    ...{ state: 'draft', names, assetId, search, confidentiality, extendsId: request.id },
    ...asked,
  });
  return submit(tx, caller, desk, extension, null);
}

/** An extension that was sent back asks anew, for another day or with a better reason. */
export async function amendExtension(
  tx: Tx,
  caller: Doer,
  desk: Desk,
  key: VersionKey,
  given: MoreTime,
): Promise<PermissionRequest> {
  const { request } = await requireDeed(tx, caller, key, 'amend');
  const original = request.extendsId === null ? null : await lockRequest(tx, request.extendsId);
  if (original === null || !['permitted', 'in_use', 'expired'].includes(original.state))
    throw new InvalidInput(t.ref('deed.extend'));
  const asked = askedOf(original, given, caller.today);
  const amended = await changeRequest(tx, caller.actor, request, asked, 'permissions.apply');
  return submit(tx, caller, desk, amended, null);
}

/** What the form of an extension says. Throws InvalidInput for a day that is no extension, or too far away. */
function askedOf(original: PermissionRequest, { until, reason }: MoreTime, today: string) {
  const from = original.endsOn === null ? today : addDays(original.endsOn, 1);
  if (until < from || until < today) throw InvalidInput.at('until', t.ref('extend.before'));
  const { validity } = original.type;
  if (validity !== null && daysBetween(from, until) + 1 > validity.maxDays)
    throw InvalidInput.at('until', t.ref('form.tooLong', { days: validity.maxDays }));
  return {
    form: { ...original.form, [extensionReason]: reason, period: { from, to: until } },
    subject: Array.from(t('extend.subject', { number: original.number, reason }))
      .slice(0, 80)
      .join(''),
  };
}

/** The form of an extension begins with why it is asked for, so that it is read, printed and kept whole. */
const withReason = (type: PermissionType): PermissionType => ({
  ...type,
  fields: [
    { id: extensionReason, kind: 'textarea', label: { ja: t('extend.reason') }, required: true },
    ...type.fields,
  ],
});

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
