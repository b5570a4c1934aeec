import { eq, sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { type ReturnFact, returnChecks } from '../model.ts';
import { holdLoan } from '../queries/loans.ts';
import { holdMedium, subjectOf } from '../queries/media.ts';
import { loadRules } from '../rules.ts';
import { media, mediaLoans } from '../tables.ts';
import { emptyMedium } from './empty-medium.ts';
import { inTrail } from './trail.ts';

export interface Return {
  readonly closedOn: string;
  readonly checks: readonly ReturnFact[];
  readonly returnedQuantity: number;
  readonly closeNote: string;
}

/**
 * Takes a lent medium back. Every check that the packs ask for is made, or the note says why not; fewer pieces than
 * were lent are a loss and not a return. While it is carried out of the office it cannot come back.
 */
export async function returnLoan(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  input: Return,
  today: string,
): Promise<void> {
  const loan = await openLoan(tx, scope, key.id, input.closedOn, today);
  const medium = await holdMedium(tx, scope, loan.mediumId);
  if (medium.state === 'taken_out') throw new InvalidInput(t.ref('loan.stillOut', { number: medium.number }));
  if (input.returnedQuantity !== loan.quantity) {
    throw InvalidInput.at(
      'returnedQuantity',
      t.ref('loan.countDiffers', { lent: loan.quantity, back: input.returnedQuantity }),
    );
  }
  const { rules } = await loadRules(tx);
  const demanded = returnChecks(rules, subjectOf(medium));
  const open = demanded.filter((check) => !input.checks.includes(check));
  if (open.length > 0 && input.closeNote === '') {
    throw InvalidInput.at(
      'closeNote',
      t.ref('loan.checksOpen', {
        checks: open.map((check) => t(`check.return.${check}`)).join('、'),
      }),
    );
  }
  await close(tx, actor, key, { ...input, checks: [...input.checks], outcome: 'returned' as const });
  // What was checked to be emptied has nothing on it any more.
  if (input.checks.includes('emptied')) await emptyMedium(tx, actor, medium.id);
}

/** The borrower cannot give it back: the loan ends, and the medium is lost from that day. */
export async function loseLoan(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  input: { readonly closedOn: string; readonly closeNote: string },
  today: string,
): Promise<void> {
  const loan = await openLoan(tx, scope, key.id, input.closedOn, today);
  const medium = await holdMedium(tx, scope, loan.mediumId);
  await close(tx, actor, key, { ...input, outcome: 'lost' as const });
  const lost = { lostOn: input.closedOn, lostNote: input.closeNote };
  await tx
    .update(media)
    // No field of the form: who has it open is not disturbed.
    .set(lost)
    .where(sql`${eq(media.organisationId, tx.organisationId)} and ${eq(media.id, medium.id)}`);
  await recordEvent(tx, actor, { action: 'media.lose', entity: 'medium', entityId: medium.id, after: lost });
}

/** Lets the borrower keep it longer. */
export async function extendLoan(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  input: { readonly dueOn: string; readonly reason: string },
  today: string,
): Promise<void> {
  const loan = await openLoan(tx, scope, key.id, today, today);
  if (input.dueOn <= loan.dueOn || input.dueOn < today) {
    throw InvalidInput.at('dueOn', t.ref('loan.notLonger'));
  }
  const { before, after } = await updateVersioned(tx, mediaLoans, key, {
    dueOn: input.dueOn,
    remindedOn: null,
  });
  await recordEvent(tx, actor, {
    action: 'loans.extend',
    entity: 'medium-loan',
    entityId: key.id,
    before: { dueOn: before.dueOn },
    after: { dueOn: after.dueOn },
    facts: { reason: input.reason },
  });
}

async function openLoan(tx: Tx, scope: Scope, id: string, day: string, today: string) {
  const loan = await holdLoan(tx, scope, id);
  if (loan.closedOn !== null) throw new InvalidInput(t.ref('loan.closed'));
  if (day > today || day < loan.lentOn) {
    throw InvalidInput.at('closedOn', day > today ? t.ref('date.future') : t.ref('loan.closedBefore'));
  }
  return loan;
}

async function close(
  tx: Tx,
  actor: Actor,
  key: VersionKey,
  end: Partial<typeof mediaLoans.$inferInsert> & { readonly outcome: 'returned' | 'lost' },
): Promise<void> {
  const { before, after } = await updateVersioned(tx, mediaLoans, key, { ...end, closedBy: actor.name });
  await recordEvent(tx, actor, {
    action: end.outcome === 'lost' ? 'loans.lose' : 'loans.return',
    entity: 'medium-loan',
    entityId: key.id,
    before: inTrail(before),
    after: inTrail(after),
  });
}
