import type { Tx } from '../../../platform/database/database.ts';
import type { Holders } from '../resolve.ts';

/** Who decided the classification of these entries of the information register, and which unit owns them. */
export async function loadDeciders(_tx: Tx, ids: readonly string[]): Promise<Holders['information']> {
  return new Map(ids.map((id) => [id, { deciderId: null, unitPath: null }]));
}
