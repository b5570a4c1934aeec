import { and, count, eq, inArray } from 'drizzle-orm';
import { NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/database/database.ts';
import { organisations } from '../../platform/database/organisations.ts';
import { t } from './messages.ts';
import { type OrgKind, orgKinds } from './model.ts';
import { officialTexts, organisationPacks } from './tables.ts';

export type Adoption = typeof organisationPacks.$inferSelect;

/** The kind of the transaction's organisation. */
export async function loadOrgKind(tx: Tx): Promise<OrgKind> {
  const [row] = await tx
    .select({ kind: organisations.kind })
    .from(organisations)
    .where(eq(organisations.id, tx.organisationId));
  const kind = orgKinds.find((each) => each === row?.kind);
  if (kind === undefined) throw new NotFound(t.ref('organisation.missing'));
  return kind;
}

/** What the organisation adopted, by pack. */
export async function loadAdoptions(tx: Tx): Promise<ReadonlyMap<string, Adoption>> {
  const rows = await tx
    .select()
    .from(organisationPacks)
    .where(eq(organisationPacks.organisationId, tx.organisationId));
  return new Map(rows.map((row) => [row.packId, row]));
}

/** The adopted recommendations of one pack; none when it is not adopted. */
export async function loadRecommendations(tx: Tx, packId: string): Promise<ReadonlySet<string>> {
  const [row] = await tx
    .select({ adopted: organisationPacks.adoptedRecommendations })
    .from(organisationPacks)
    .where(
      and(eq(organisationPacks.organisationId, tx.organisationId), eq(organisationPacks.packId, packId)),
    );
  return new Set(row?.adopted ?? []);
}

/** How many clauses of each pack have official wording. */
export async function countOfficialTexts(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .select({ packId: officialTexts.packId, attached: count() })
    .from(officialTexts)
    .where(eq(officialTexts.organisationId, tx.organisationId))
    .groupBy(officialTexts.packId);
  return new Map(rows.map((row) => [row.packId, row.attached]));
}

/** The official wording of the pack's clauses, by id: all that is attached, or only of these clauses. */
export async function loadOfficialTexts(
  tx: Tx,
  packId: string,
  clauses?: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: officialTexts.clauseId, body: officialTexts.body })
    .from(officialTexts)
    .where(
      and(
        eq(officialTexts.organisationId, tx.organisationId),
        eq(officialTexts.packId, packId),
        clauses === undefined ? undefined : inArray(officialTexts.clauseId, [...clauses]),
      ),
    );
  return new Map(rows.map((row) => [row.id, row.body]));
}
