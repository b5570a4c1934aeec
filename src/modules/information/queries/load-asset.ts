import { sql } from 'drizzle-orm';
import { listAll } from '../../../kit/server/list.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Authorisation } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Classes, Form } from '../model.ts';
import { informationAssets } from '../tables.ts';
import { assetList } from './assets.ts';

/** An entry of the register as other rooms may use it. */
export interface InformationAsset {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly classes: Classes;
  readonly restrictions: readonly string[];
  readonly form: Form;
  readonly place: string;
  readonly status: 'active' | 'disposed';
  readonly unit: { readonly id: string; readonly name: string };
  readonly decider: { readonly id: string; readonly name: string } | null;
  readonly system: { readonly id: string; readonly name: string } | null;
}

interface Caller {
  readonly actor: Actor;
  readonly authorisation: Authorisation;
  readonly today: string;
}

/** These entries as far as the caller may see them in the register; others are left out. One statement. */
export async function loadInformationAssets(
  tx: Tx,
  { actor, authorisation, today }: Caller,
  ids: readonly string[],
): Promise<readonly InformationAsset[]> {
  if (ids.length === 0 || !authorisation.allowed(actor).includes('information.read')) return [];
  const scope = authorisation.authorise(actor, 'information.read');
  const source = assetList(tx, scope, actor, { status: 'all' }, today);
  const chosen = sql`${informationAssets.id} = any (${sql.param(ids)}::uuid[])`;
  return listAll({ ...source, where: [chosen] });
}

/** One entry, or null when it does not exist for the caller. */
export async function loadInformationAsset(
  tx: Tx,
  caller: Caller,
  id: string,
): Promise<InformationAsset | null> {
  return (await loadInformationAssets(tx, caller, [id]))[0] ?? null;
}
