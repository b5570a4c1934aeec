import { type FieldProblem, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { MessageRef } from '../../../kernel/messages.ts';
import { searchText } from '../../../kit/server/list.ts';
import type { VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { axes } from '../../information/index.ts';
import { confidentialityOf, idsOf, shapeProblems, subjectOf, tidyForm } from '../form.ts';
import { t } from '../messages.ts';
import type { TypeInForce } from '../model.changes.ts';
import { type Field, type FormValues, isClasses, type PermissionType } from '../model.ts';
import { type Desk, requireType } from '../queries/desk.ts';
import { type Applicant, loadApplicant, loadReferred, type Referred } from '../queries/people.ts';
import { idsIn } from '../resolve.ts';
import { type PermissionRequest, permissionRequests } from '../tables.ts';
import { changeRequest, told } from './change-request.ts';
import { type Caller, requireDeed } from './require-deed.ts';

/** Whether somebody with these roles may apply for the type. */
export function mayApply(desk: Desk, type: Pick<PermissionType, 'applicants'>, caller: Caller): boolean {
  if (caller.personId === null) return false;
  const held = new Set(
    caller.actor.roles.filter((role) => role.packId === desk.pack.id).map((role) => role.roleId),
  );
  return type.applicants.some((role) => held.has(role) || desk.roles.get(role)?.everyone === true);
}

/** A type that the caller may apply for here. Throws InvalidInput. */
export function requireApplicable(desk: Desk, caller: Caller, typeId: string): TypeInForce {
  const inForce = requireType(desk, typeId);
  if (inForce.type.desk !== undefined) throw new InvalidInput(t.ref('apply.otherDesk'));
  if (!mayApply(desk, inForce.type, caller)) {
    const roles = inForce.type.applicants.map((role) => desk.roles.get(role)?.title.ja ?? role).join('、');
    throw new InvalidInput(t.ref('apply.notYou', { roles }));
  }
  return inForce;
}

/** Begins a request: a draft that only the applicant sees. Refuses values that the form cannot hold. */
export async function createRequest(
  tx: Tx,
  caller: Caller,
  desk: Desk,
  given: { readonly typeId: string; readonly unitId?: string | undefined; readonly values: FormValues },
): Promise<PermissionRequest> {
  const inForce = requireApplicable(desk, caller, given.typeId);
  const applicant = await loadApplicant(tx, caller.actor, caller.today, given.unitId);
  const filled = await formOf(tx, caller, inForce.type, given.values);
  return insertRequest(tx, caller, inForce, applicant, { ...filled, state: 'draft' });
}

/** Writes a new request down with the type as it is in force. */
export async function insertRequest(
  tx: Tx,
  caller: Caller,
  inForce: Pick<TypeInForce, 'type' | 'packId' | 'edition'>,
  applicant: Applicant,
  filled: Omit<Partial<typeof permissionRequests.$inferInsert>, 'form'> & {
    readonly form: FormValues;
    readonly state: PermissionRequest['state'];
  },
): Promise<PermissionRequest> {
  const { type, packId, edition } = inForce;
  const row = {
    ...filled,
    ...{ organisationId: tx.organisationId, id: newId(), typeId: type.id, packId, edition, type },
    ...{ applicantId: applicant.personId, unitId: applicant.unitId, unitPath: applicant.unitPath },
  };
  const [request] = await tx.insert(permissionRequests).values(row).returning();
  if (!request) throw new Error('nothing was inserted');
  await recordEvent(tx, caller.actor, {
    action: 'permissions.apply',
    entity: 'permission-request',
    entityId: request.id,
    after: told(request),
  });
  return request;
}

/** Changes a draft, or a request that was sent back. */
export async function updateRequest(
  tx: Tx,
  caller: Caller,
  key: VersionKey,
  values: FormValues,
): Promise<PermissionRequest> {
  const { request } = await requireDeed(tx, caller, key, 'edit', [
    { field: 'form', yours: values, current: null },
  ]);
  const filled = await formOf(tx, caller, request.type, values);
  const search = request.number === '' ? filled.search : `${filled.search} ${searchText(request.number)}`;
  return changeRequest(tx, caller.actor, request, { ...filled, search }, 'permissions.apply');
}

/** The columns that come from the form. Throws InvalidInput for values that do not fit their fields. */
async function formOf(tx: Tx, caller: Caller, type: PermissionType, values: FormValues) {
  const problems = shapeProblems(type, values);
  if (problems.length > 0) throw new InvalidInput(t.ref('form.invalid'), problems);
  const form = tidyForm(type, values);
  const referred = await loadReferred(tx, caller, type, form);
  const wrong = type.fields.flatMap((field) => problemOf(field, form, referred));
  if (wrong.length > 0) throw new InvalidInput(t.ref('form.invalid'), wrong);
  const { names } = referred;
  const subject = subjectOf(type, form);
  const ledgers = idsIn(type, ['system', 'service', 'area'], form);
  return {
    ...{ form, names, subject, confidentiality: confidentialityOf(type, form), assetId: ledgers[0] ?? null },
    search: searchText(type.title.ja, subject, caller.actor.name, ...Object.values(names)),
  };
}

/** A reference to nothing, or classes below those of the register. */
function problemOf(field: Field, form: FormValues, { names, entries }: Referred): FieldProblem[] {
  const value = form[field.id];
  const problem = (message: MessageRef) => [{ field: `values.${field.id}`, message }];
  if (idsOf({ fields: [field] }, form).length > 0 && names[String(value)] === undefined)
    return problem(t.ref('form.unknown', { label: field.label.ja }));
  const entry = entries.get(String(form.asset ?? ''));
  if (field.id !== 'classes' || entry === undefined || !isClasses(value)) return [];
  const below = axes.some((axis) => (value[axis] ?? 0) < (entry.classes[axis] ?? 0));
  return below ? problem(t.ref('form.belowRegister')) : [];
}
