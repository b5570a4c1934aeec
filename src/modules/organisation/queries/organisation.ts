import { desc, eq } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { organisations } from '../../../platform/database/organisations.ts';
import { loadPack, type OrgKind, organisationPacks, orgKinds, type Pack } from '../../standards/index.ts';
import { t } from '../messages.ts';

/** The organisation itself and the packs it adopted. */
export interface OrganisationProfile {
  readonly id: string;
  readonly name: string;
  readonly kind: OrgKind;
  /** The pack whose roles the organisation appoints; null until one is adopted. */
  readonly primaryPackId: string | null;
  readonly packIds: readonly string[];
}

/** The profile of the transaction's organisation, in one statement. Throws NotFound when it does not exist. */
export async function loadProfile(tx: Tx): Promise<OrganisationProfile> {
  const rows = await tx
    .select({
      id: organisations.id,
      name: organisations.name,
      kind: organisations.kind,
      packId: organisationPacks.packId,
      primary: organisationPacks.primaryPack,
    })
    .from(organisations)
    .leftJoin(organisationPacks, eq(organisationPacks.organisationId, organisations.id))
    .where(eq(organisations.id, tx.organisationId))
    .orderBy(desc(organisationPacks.primaryPack), organisationPacks.adoptedOn, organisationPacks.packId);
  const first = rows[0];
  if (!first) throw new NotFound(t.ref('organisation.missing'));
  const kind = orgKinds.find((each) => each === first.kind);
  if (!kind) throw new Error(`unknown kind of organisation: ${first.kind}`);
  const packIds = rows.flatMap((row) => (row.packId === null ? [] : [row.packId]));
  return { id: first.id, name: first.name, kind, primaryPackId: packIds[0] ?? null, packIds };
}

/** The pack whose roles the organisation appoints, or null when none is adopted yet. */
export function primaryPack(profile: OrganisationProfile): Pack | null {
  return profile.primaryPackId === null ? null : loadPack(profile.primaryPackId);
}

/** The same, where nothing can be done without one. Throws NotFound that says what to do. */
export function requirePack(profile: OrganisationProfile): Pack {
  const pack = primaryPack(profile);
  if (pack === null) throw new NotFound(t.ref('pack.none'));
  return pack;
}
