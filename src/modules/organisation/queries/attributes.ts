import type { Tx } from '../../../platform/database/database.ts';
import { loadPack } from '../../standards/index.ts';
import { loadProfile } from './organisation.ts';

/** A family of attributes with its codes, as the ledgers show them. */
export interface AttributeFamily {
  readonly id: string;
  readonly title: string;
  readonly attributes: readonly { readonly code: string; readonly title: string }[];
}

/** The attributes that the conditions of the adopted packs ask for, family by family; a code of two packs once. */
export async function attributeFamilies(tx: Tx): Promise<AttributeFamily[]> {
  const { packIds } = await loadProfile(tx);
  return familiesOf(packIds);
}

function familiesOf(packIds: readonly string[]): AttributeFamily[] {
  const seen = new Set<string>();
  const families = new Map<
    string,
    { id: string; title: string; attributes: { code: string; title: string }[] }
  >();
  for (const packId of packIds) {
    const pack = loadPack(packId);
    for (const condition of pack.conditions) {
      // What is implied by others is not asked: it follows.
      if (seen.has(condition.code) || condition.impliedBy !== undefined) continue;
      seen.add(condition.code);
      const title = pack.families.find((each) => each.id === condition.family)?.title.ja ?? condition.family;
      const family = families.get(condition.family) ?? { id: condition.family, title, attributes: [] };
      family.attributes.push({ code: condition.code, title: condition.title.ja });
      families.set(condition.family, family);
    }
  }
  return [...families.values()];
}

/** Every code that an adopted pack knows, implied ones included, with its title. */
export async function attributeCodes(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { packIds } = await loadProfile(tx);
  return new Map(
    packIds.flatMap((packId) =>
      loadPack(packId).conditions.map((condition) => [condition.code, condition.title.ja] as const),
    ),
  );
}
