import { sql } from 'drizzle-orm';
import { today as dayOf } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import {
  type Direction,
  type Fact,
  findBreaches,
  type Protection,
  ruleApplies,
  type Subject,
} from '../model.ts';
import { type HeldMedium, holdMedium, subjectOf } from '../queries/media.ts';
import { findPermission } from '../queries/permission.ts';
import { loadRules } from '../rules.ts';
import { carryEntries } from '../tables.ts';
import { factsOf } from './lend-medium.ts';
import { requireKept } from './refuse-breaches.ts';
import { inTrail, namesOf } from './trail.ts';

export interface NewCarry {
  readonly direction: Direction;
  readonly mediumId: string | null;
  readonly item: string;
  readonly quantity: number;
  readonly purpose: string;
  readonly place: string;
  readonly carriedAt: Date;
  readonly dueOn: string;
  readonly protection: Protection;
  readonly permissionNote: string;
}

/** Who carries, and the unit in whose book it is written. */
export interface Carrier {
  readonly personId: string | null;
  readonly personName: string;
  readonly unitId: string;
}

/** Nothing of the ledger: only what holds whatever the class is asked of it. */
export const unlisted: Subject = {
  electronic: false,
  empty: true,
  classes: { confidentiality: null, integrity: null, availability: null },
  longTerm: false,
  specificPersonal: false,
  contractor: false,
};

/**
 * Writes down what is carried out or in. A medium of the ledger leaves only from the store or from its borrower, and
 * only when the packs' rules on taking out hold. Returns the id of the entry.
 */
export async function recordCarry(
  tx: Tx,
  actor: Actor,
  mediaScope: Scope,
  carrier: Carrier,
  input: NewCarry,
  today: string,
): Promise<string> {
  requireTimes(input, today);
  const { rules } = await loadRules(tx);
  const out = input.direction === 'out';
  const medium =
    out && input.mediumId !== null ? await carriable(tx, mediaScope, input.mediumId, carrier) : null;
  if (medium && input.quantity > medium.quantity) {
    throw InvalidInput.at('quantity', t.ref('carry.tooMany', { quantity: medium.quantity }));
  }
  const subject = medium === null ? unlisted : subjectOf(medium);
  const purpose = { deed: 'take_out', day: dayOf(input.carriedAt), personId: carrier.personId } as const;
  const demanding = rules.filter((rule) => ruleApplies(rule, subject));
  const permission = await findPermission(tx, demanding, input.permissionNote, out ? purpose : null);
  const given = new Set<Fact>(medium === null ? [] : factsOf(medium));
  if (input.protection !== 'none' || medium?.encrypted) given.add('protected');
  if (permission.permissionNote !== '') given.add('permission');
  if (out) {
    for (const breach of findBreaches(rules, 'take_out', subject, given)) {
      requireKept([breach], fieldOf(breach.missing));
    }
  }
  const id = newId();
  const row = { ...input, ...carrier, ...permission, mediumId: medium?.id ?? null };
  await tx.insert(carryEntries).values({ organisationId: tx.organisationId, id, ...row });
  await recordEvent(tx, actor, {
    action: 'carrying.record',
    entity: 'carry-entry',
    entityId: id,
    after: { ...inTrail(row), ...(await namesOf(tx, { unitId: row.unitId })) },
  });
  return id;
}

const fieldOf = (missing: readonly Fact[]): string =>
  missing.includes('permission')
    ? 'permissionNote'
    : missing.includes('protected')
      ? 'protection'
      : 'mediumId';

function requireTimes({ carriedAt, dueOn }: NewCarry, today: string): void {
  const day = dayOf(carriedAt);
  if (day > today) {
    throw InvalidInput.at('carriedAt', t.ref('date.future'));
  }
  if (dueOn < day) {
    throw InvalidInput.at('dueOn', t.ref('carry.dueBefore'));
  }
}

/** The medium, if it is this carrier's to take: lent to them, or in store within the scope. */
async function carriable(tx: Tx, scope: Scope, mediumId: string, carrier: Carrier) {
  const medium = await mediumToCarry(tx, scope, mediumId, carrier.personId);
  const theirs =
    medium.state === 'lent' && medium.borrowerId !== null && medium.borrowerId === carrier.personId;
  if (medium.state !== 'in_store' && !theirs) {
    throw InvalidInput.at(
      'mediumId',
      t.ref('carry.notHere', { number: medium.number, state: t(`state.${medium.state}`) }),
    );
  }
  return medium;
}

/** A medium of the scope, or one that is lent to the person. Throws NotFound. */
export async function mediumToCarry(
  tx: Tx,
  scope: Scope,
  mediumId: string,
  personId: string | null,
): Promise<HeldMedium> {
  const borrowed = await tx.execute(sql`select 1 from media_loans where organisation_id = ${tx.organisationId}
    and medium_id = ${mediumId}::uuid and borrower_id = ${personId}::uuid and closed_on is null`);
  return holdMedium(tx, { ...scope, whole: scope.whole || borrowed.rows.length > 0 }, mediumId);
}
