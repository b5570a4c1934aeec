import { today as dayOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { searchText } from '../../../kit/server/list.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { noteDisposal } from '../../information/index.ts';
import { t } from '../messages.ts';
import { type DisposalDeed, type Fact, findBreaches, ruleApplies, type Subject } from '../model.ts';
import { disposalDetail } from '../queries/disposals.ts';
import { findPermission } from '../queries/permission.ts';
import { requirePerson } from '../queries/visible.ts';
import { type AdoptedMethod, loadRules } from '../rules.ts';
import { disposals } from '../tables.ts';
import { findTarget, type Target, type TargetKey } from './disposal-target.ts';
import { emptyMedium } from './empty-medium.ts';
import { requireKept } from './refuse-breaches.ts';
import { inTrail, namesOf } from './trail.ts';

export interface NewDisposal extends TargetKey {
  readonly deed: DisposalDeed;
  readonly doneAt: Date;
  readonly personId: string;
  readonly method: string;
  readonly treatment: string;
  readonly witness: string;
  readonly contractor: string;
  readonly certificateNumber: string;
  readonly certificateOn: string | null;
  readonly permissionNote: string;
  readonly note: string;
}

/**
 * Records that something was erased, sanitised or disposed of. What a tool can undo is refused wherever a rule of the
 * packs asks for more; a record of disposal is the only one of its entry. Returns the id.
 */
export async function recordDisposal(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  input: NewDisposal,
  today: string,
): Promise<string> {
  const target = await findTarget(tx, scope, input);
  requireOpen(target, input.deed);
  requireTimes(input, today);
  const { rules, methods } = await loadRules(tx);
  const method = requireMethod(methods, input.method, target.subject);
  const subject = { ...target.subject, contractor: input.contractor !== '' };
  const demanding = rules.filter((rule) => ruleApplies(rule, subject));
  const permission = await findPermission(tx, demanding, input.permissionNote, {
    deed: input.deed,
    day: dayOf(input.doneAt),
    personId: null,
  });
  const given = new Set<Fact>();
  if (method.unrecoverable) given.add('unrecoverable');
  if (permission.permissionNote !== '') given.add('permission');
  if (input.certificateNumber !== '' || input.certificateOn !== null) given.add('certificate');
  for (const breach of findBreaches(rules, input.deed, subject, given)) {
    requireKept([breach], breach.missing.includes('unrecoverable') ? 'method' : 'permissionNote');
  }
  if (input.deed === 'sanitise' && !method.unrecoverable)
    throw InvalidInput.at('method', t.ref('disposal.notSanitised'));
  const person = await requirePerson(tx, input.personId, today);
  const id = newId();
  const row = {
    ...input,
    ...permission,
    ...target.ids,
    ...target.subject.classes,
    electronic: target.subject.electronic,
    empty: target.subject.empty,
    unitId: target.unitId,
    subject: target.name,
    quantity: target.quantity,
    personName: person.name,
    packId: method.packId,
    unrecoverable: method.unrecoverable,
  };
  const search = searchText(
    row.subject,
    row.personName,
    row.treatment,
    row.contractor,
    row.certificateNumber,
  );
  await tx.insert(disposals).values({ organisationId: tx.organisationId, id, ...row, search });
  await recordEvent(tx, actor, {
    action: 'disposals.record',
    entity: 'disposal',
    entityId: id,
    after: { ...inTrail(row), method: method.title.ja, ...(await namesOf(tx, { unitId: row.unitId })) },
  });
  if (target.ids.informationId !== null) {
    const gone = { on: dayOf(input.doneAt), note: input.treatment };
    await noteDisposal(tx, actor, target.ids.informationId, gone);
  }
  if (target.ids.mediumId !== null && input.deed !== 'dispose')
    await emptyMedium(tx, actor, target.ids.mediumId);
  return id;
}

/** Adds the certificate of the contractor, which comes later than the deed. */
export async function addCertificate(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  certificate: { readonly certificateNumber: string; readonly certificateOn: string },
  today: string,
): Promise<void> {
  const { contractor } = await disposalDetail(tx, scope, key.id);
  if (contractor === '') throw new InvalidInput(t.ref('disposal.noContractor'));
  if (certificate.certificateOn > today) throw InvalidInput.at('certificateOn', t.ref('date.future'));
  const { before, after } = await updateVersioned(tx, disposals, key, certificate);
  await recordEvent(tx, actor, {
    action: 'disposals.record',
    entity: 'disposal',
    entityId: key.id,
    before: { certificateNumber: before.certificateNumber, certificateOn: before.certificateOn },
    after: { certificateNumber: after.certificateNumber, certificateOn: after.certificateOn },
  });
}

function requireOpen(target: Target, deed: DisposalDeed): void {
  if (target.recorded && deed === 'dispose')
    throw new InvalidInput(t.ref('disposal.twice', { name: target.name }));
  if (target.recorded) throw new InvalidInput(t.ref('disposal.gone', { name: target.name }));
  if (target.away !== null) {
    throw new InvalidInput(t.ref('disposal.away', { name: target.name, state: t(`state.${target.away}`) }));
  }
}

function requireTimes(input: NewDisposal, today: string): void {
  if (dayOf(input.doneAt) > today) throw InvalidInput.at('doneAt', t.ref('date.future'));
  if (input.certificateOn !== null && input.certificateOn > today)
    throw InvalidInput.at('certificateOn', t.ref('date.future'));
}

function requireMethod(methods: readonly AdoptedMethod[], id: string, subject: Subject): AdoptedMethod {
  const method = methods.find((each) => each.id === id);
  if (!method) throw InvalidInput.at('method', t.ref('disposal.methodUnknown'));
  const fits = method.material === 'any' || (method.material === 'electronic') === subject.electronic;
  if (!fits) throw InvalidInput.at('method', t.ref('disposal.methodMaterial', { method: method.title.ja }));
  return method;
}
