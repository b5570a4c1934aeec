import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Role } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { overlaps, type ScopeKind } from '../model.ts';
import { requireAppointee } from '../queries/appointee.ts';
import { appointmentFor } from '../queries/appointments.ts';
import { loadProfile, requirePack } from '../queries/organisation.ts';
import { assetIsOpen, requireAsset, requireUnitOn } from '../queries/visible.ts';
import { appointments } from '../tables.ts';
import { carryOver } from './carry-over.ts';

export interface NewAppointment {
  readonly roleId: string;
  readonly personId: string;
  /** The unit, or the system, area or service; both null for the whole organisation. */
  readonly unitId: string | null;
  readonly assetId: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** The appointing decision: number or title. */
  readonly decision: string;
  readonly decidedOn: string | null;
}

/**
 * Appoints a person to a role of the adopted pack. What can never be right is refused (unknown role, wrong kind of
 * scope, a person who has left); what the rules of the pack want differently is a finding, not a refusal: an
 * organisation in the middle of a change must be able to write down what is.
 */
export async function appoint(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  input: NewAppointment,
  today: string,
): Promise<string> {
  const pack = requirePack(await loadProfile(tx));
  const role = pack.roles.find((each) => each.id === input.roleId);
  if (!role) throw InvalidInput.at('roleId', t.ref('appointment.roleUnknown'));
  if (role.everyone)
    throw InvalidInput.at('roleId', t.ref('appointment.roleEveryone', { role: role.title.ja }));
  refuseOwnKind(scope, role);
  await requireScope(tx, scope, role, input, today);
  return insert(tx, actor, { ...input, packId: pack.id, scopeKind: role.scope, deputyOf: null });
}

/** Appoints a deputy (代理) to an appointment: same role, same scope; the term ends with the appointment's at the latest. */
export async function appointDeputy(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  input: Omit<NewAppointment, 'roleId' | 'unitId' | 'assetId'> & { readonly deputyOf: string },
  today: string,
): Promise<string> {
  const principal = await appointmentFor(tx, scope, input.deputyOf, today);
  if (principal.deputyOf !== null) throw InvalidInput.at('deputyOf', t.ref('appointment.deputyOfDeputy'));
  if (principal.personId === input.personId)
    throw InvalidInput.at('personId', t.ref('appointment.deputySelf'));
  if (!overlaps(input, principal)) throw InvalidInput.at('validFrom', t.ref('appointment.deputyOutsideTerm'));
  const { packId, roleId, scopeKind, unitId, assetId } = principal;
  const validTo = earlier(input.validTo, principal.validTo);
  return insert(tx, actor, { ...input, validTo, packId, roleId, scopeKind, unitId, assetId });
}

/**
 * Who appoints for some units only does not make or keep holders of roles that appoint themselves: an officer could
 * otherwise multiply or prolong their own office. Deputies are another matter, they act in somebody's name.
 */
export function refuseOwnKind(scope: Scope, role: Pick<Role, 'title' | 'grants'> | undefined): void {
  if (!scope.whole && role?.grants.includes('appointments.edit'))
    throw InvalidInput.at('roleId', t.ref('appointment.scopeBeyond', { role: role.title.ja }));
}

/** The earlier of two ends; null is open. */
const earlier = (a: string | null, b: string | null): string | null =>
  a === null || (b !== null && b < a) ? b : a;

async function requireScope(
  tx: Tx,
  scope: Scope,
  role: Role,
  input: NewAppointment,
  today: string,
): Promise<void> {
  const day = input.validFrom > today ? input.validFrom : today;
  if (role.scope === 'organisation') {
    if (input.unitId !== null || input.assetId !== null)
      throw InvalidInput.at('unitId', t.ref('appointment.scopeWhole'));
    if (!scope.whole)
      throw InvalidInput.at('roleId', t.ref('appointment.scopeBeyond', { role: role.title.ja }));
    return;
  }
  if (role.scope === 'unit') {
    if (input.unitId === null || input.assetId !== null)
      throw InvalidInput.at('unitId', t.ref('appointment.scopeUnit'));
    await requireUnitOn(tx, scope, input.unitId, day);
    return;
  }
  if (input.assetId === null || input.unitId !== null)
    throw InvalidInput.at('assetId', t.ref('appointment.scopeAsset'));
  const asset = await requireAsset(tx, scope, input.assetId, day);
  if (asset.kind !== role.scope) throw InvalidInput.at('assetId', t.ref('appointment.scopeAsset'));
  if (!(await assetIsOpen(tx, input.assetId, day)))
    throw InvalidInput.at('assetId', t.ref('appointment.assetRetired'));
}

interface Row extends NewAppointment {
  readonly packId: string;
  readonly scopeKind: ScopeKind;
  readonly deputyOf: string | null;
}

async function insert(tx: Tx, actor: Actor, row: Row): Promise<string> {
  if (row.validTo !== null && row.validTo <= row.validFrom)
    throw InvalidInput.at('validTo', t.ref('period.backwards'));
  await requireAppointee(tx, row.personId, row.validFrom);
  const id = newId();
  await tx.insert(appointments).values({ organisationId: tx.organisationId, id, ...row });
  if (row.unitId !== null) await carryOver(tx, 'appointments', [row.unitId]);
  await recordEvent(tx, actor, {
    action: 'appointments.edit',
    entity: 'appointment',
    entityId: id,
    after: { ...row },
  });
  return id;
}
