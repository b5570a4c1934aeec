import { and, eq } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { Pack } from '../model.ts';
import { type AttachReport, type OfficialText, reportMatches } from '../official-text.ts';
import { officialTexts } from '../tables.ts';

/**
 * Keeps the official wording that was found for a pack; what was attached before is replaced as a whole.
 * Throws InvalidInput when nothing was found, so that a wrong file does not empty what is there.
 */
export async function attachOfficialText(
  tx: Tx,
  actor: Actor,
  pack: Pack,
  found: OfficialText,
  now: Date,
): Promise<AttachReport> {
  const report = reportMatches(found, pack);
  if (report.requirements.matched === 0) throw new InvalidInput(t.ref('attach.nothing'));
  await removeOfficialText(tx, pack.id);
  const rows = [...found.requirements, ...found.subItems].map(([clauseId, body]) => ({
    organisationId: tx.organisationId,
    packId: pack.id,
    clauseId,
    body,
    attachedAt: now,
  }));
  await insertMany(tx, officialTexts, rows);
  await recordEvent(tx, actor, {
    action: 'standards.attach-text',
    entity: 'pack',
    entityId: pack.id,
    facts: { requirements: report.requirements.matched, subItems: report.subItems.matched },
  });
  return report;
}

/** Takes the official wording of a pack away again. */
export async function detachOfficialText(tx: Tx, actor: Actor, packId: string): Promise<void> {
  await removeOfficialText(tx, packId);
  await recordEvent(tx, actor, { action: 'standards.detach-text', entity: 'pack', entityId: packId });
}

async function removeOfficialText(tx: Tx, packId: string): Promise<void> {
  await tx
    .delete(officialTexts)
    .where(and(eq(officialTexts.organisationId, tx.organisationId), eq(officialTexts.packId, packId)));
}
