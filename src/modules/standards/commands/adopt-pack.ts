import { and, eq, sql } from 'drizzle-orm';
import { Conflict, InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { differencesOf } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadPack } from '../load-pack.ts';
import { t } from '../messages.ts';
import { levelOf } from '../model.ts';
import { type Adoption, loadAdoptions, loadOrgKind } from '../queries.ts';
import { organisationPacks } from '../tables.ts';

export interface AdoptionWish {
  readonly primary: boolean;
  readonly recommendations: readonly string[];
  /** The version that the caller saw; null when the pack was not adopted. */
  readonly version: number | null;
}

/**
 * Adopts a pack or changes how it is adopted: which recommended requirements become duties, and whether its roles
 * are the ones that the organisation appoints. The first pack is the primary one; another takes its place only by
 * being named. Throws InvalidInput for a pack of another kind of organisation or an id that is no recommendation.
 */
export async function adoptPack(
  tx: Tx,
  actor: Actor,
  packId: string,
  wish: AdoptionWish,
  today: string,
): Promise<Adoption> {
  const recommendations = await checkWish(tx, packId, wish);
  const adoptions = await lockAdoptions(tx);
  const before = adoptions.get(packId);
  refuseStale(before, wish);
  const others = [...adoptions.values()].filter((each) => each.packId !== packId);
  const primaryPack = wish.primary || before?.primaryPack === true || others.length === 0;
  if (primaryPack) await dethrone(tx, packId);
  const values = { primaryPack, adoptedRecommendations: recommendations };
  const [after] = await tx
    .insert(organisationPacks)
    .values({ organisationId: tx.organisationId, packId, adoptedOn: today, ...values })
    .onConflictDoUpdate({
      target: [organisationPacks.organisationId, organisationPacks.packId],
      set: { ...values, version: sql`${organisationPacks.version} + 1` },
    })
    .returning();
  if (after === undefined) throw new NotFound(t.ref('pack.unknown', { id: packId }));
  await recordEvent(tx, actor, {
    action: 'standards.adopt',
    entity: 'pack',
    entityId: packId,
    ...(before === undefined ? {} : { before: told(before) }),
    after: told(after),
  });
  return after;
}

/** Gives a pack up. The primary pack stays: the organisation's roles are its. */
export async function withdrawPack(tx: Tx, actor: Actor, packId: string, version: number): Promise<void> {
  const before = (await lockAdoptions(tx)).get(packId);
  if (before === undefined) throw new NotFound(t.ref('adopt.notAdopted'));
  refuseStale(before, { version });
  if (before.primaryPack) throw new InvalidInput(t.ref('adopt.primaryStays'));
  await tx.delete(organisationPacks).where(same(tx, packId));
  await recordEvent(tx, actor, {
    action: 'standards.withdraw',
    entity: 'pack',
    entityId: packId,
    before: told(before),
  });
}

async function checkWish(tx: Tx, packId: string, wish: AdoptionWish): Promise<string[]> {
  const pack = loadPack(packId);
  if (!pack.orgKinds.includes(await loadOrgKind(tx))) throw new InvalidInput(t.ref('adopt.kind'));
  const adoptable = pack.requirements
    .filter((requirement) => levelOf(requirement, pack)?.adoptable === true)
    .map((requirement) => requirement.id);
  const unknown = wish.recommendations.find((id) => !adoptable.includes(id));
  if (unknown !== undefined) throw new InvalidInput(t.ref('adopt.notRecommended', { id: unknown }));
  // In the order of the pack, so that the same choice is the same value.
  return adoptable.filter((id) => wish.recommendations.includes(id));
}

function refuseStale(
  before: Adoption | undefined,
  wish: { version: number | null; recommendations?: readonly string[] },
): void {
  if ((before?.version ?? null) === wish.version) return;
  const yours = wish.recommendations === undefined ? {} : { adoptedRecommendations: wish.recommendations };
  throw new Conflict(
    t.ref('adopt.conflict'),
    differencesOf(yours, { adoptedRecommendations: before?.adoptedRecommendations ?? [] }),
    before?.version ?? null,
  );
}

async function lockAdoptions(tx: Tx): Promise<ReadonlyMap<string, Adoption>> {
  await tx
    .select({ packId: organisationPacks.packId })
    .from(organisationPacks)
    .where(eq(organisationPacks.organisationId, tx.organisationId))
    .for('update');
  return loadAdoptions(tx);
}

/** One primary pack at most. */
async function dethrone(tx: Tx, except: string): Promise<void> {
  await tx
    .update(organisationPacks)
    .set({ primaryPack: false, version: sql`${organisationPacks.version} + 1` })
    .where(
      and(
        eq(organisationPacks.organisationId, tx.organisationId),
        eq(organisationPacks.primaryPack, true),
        sql`${organisationPacks.packId} <> ${except}`,
      ),
    );
}

const same = (tx: Tx, packId: string) =>
  and(eq(organisationPacks.organisationId, tx.organisationId), eq(organisationPacks.packId, packId));

const told = ({ primaryPack, adoptedRecommendations, adoptedOn }: Adoption) => ({
  primaryPack,
  adoptedRecommendations,
  adoptedOn,
});
