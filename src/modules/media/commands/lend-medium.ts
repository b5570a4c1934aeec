import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type Fact, findBreaches } from '../model.ts';
import { type HeldMedium, holdMedium, subjectOf } from '../queries/media.ts';
import { requirePerson } from '../queries/visible.ts';
import { loadRules } from '../rules.ts';
import { mediaLoans } from '../tables.ts';
import { requireKept } from './refuse-breaches.ts';
import { inTrail, namesOf } from './trail.ts';

export interface NewLoan {
  readonly mediumId: string;
  readonly borrowerId: string;
  readonly purpose: string;
  readonly lentOn: string;
  readonly dueOn: string;
}

/**
 * Lends a medium that is in store. Refuses when it is anywhere else, and when a rule of the packs on lending does
 * not hold (not approved; not encrypted although it needs protection). Returns the id of the loan.
 */
export async function lendMedium(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  loan: NewLoan,
  today: string,
): Promise<string> {
  const medium = await holdMedium(tx, scope, loan.mediumId);
  if (medium.state !== 'in_store') {
    throw InvalidInput.at(
      'mediumId',
      t.ref('loan.notInStore', { number: medium.number, state: t(`state.${medium.state}`) }),
    );
  }
  requirePeriod(loan, today);
  await requirePerson(tx, loan.borrowerId, today);
  const { rules } = await loadRules(tx);
  requireKept(findBreaches(rules, 'lend', subjectOf(medium), factsOf(medium)), 'mediumId');
  const id = newId();
  const row = { ...loan, quantity: medium.quantity, lentBy: actor.name };
  await tx.insert(mediaLoans).values({ organisationId: tx.organisationId, id, ...row });
  await recordEvent(tx, actor, {
    action: 'loans.lend',
    entity: 'medium-loan',
    entityId: id,
    after: { ...inTrail(row), ...(await namesOf(tx, loan)) },
    facts: { number: medium.number },
  });
  return id;
}

/** What the ledger itself knows of a medium that is given out. */
export const factsOf = (medium: Pick<HeldMedium, 'approved' | 'encrypted'>): ReadonlySet<Fact> =>
  new Set<Fact>([
    ...(medium.approved ? (['approved'] as const) : []),
    ...(medium.encrypted ? (['encrypted'] as const) : []),
  ]);

function requirePeriod({ lentOn, dueOn }: Pick<NewLoan, 'lentOn' | 'dueOn'>, today: string): void {
  if (lentOn > today) {
    throw InvalidInput.at('lentOn', t.ref('date.future'));
  }
  if (dueOn < lentOn) {
    throw InvalidInput.at('dueOn', t.ref('loan.dueBefore'));
  }
}
