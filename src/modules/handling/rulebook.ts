import { InvalidInput, NotFound } from '../../kernel/errors.ts';
import type { Tx } from '../../platform/database/database.ts';
import { findRulebook } from '../information/index.ts';
import { loadProfile } from '../organisation/index.ts';
import { loadPack, type OrgKind, type Pack } from '../standards/index.ts';
import type { Rules } from './decide.ts';
import { t } from './messages.ts';
import { packsWithRules, rulesOf } from './part.ts';

/** By which rules an organisation answers. */
export interface Rulebook {
  readonly rules: Rules;
  readonly pack: Pack;
  readonly orgKind: OrgKind;
  /** It adopted the rule that what is not marked has the lowest classes. */
  readonly unmarkedLowest: boolean;
}

/**
 * The rules of the organisation: of the first of its packs that has any, the primary one first; or of `packId`.
 * Throws NotFound when no pack has rules, InvalidInput for a pack without them or for another kind of organisation.
 * Three statements.
 */
export async function loadRulebook(tx: Tx, packId?: string): Promise<Rulebook> {
  const { kind, packIds } = await loadProfile(tx);
  const suitable = packsWithRules(kind);
  const chosen = packId ?? packIds.find((id) => suitable.includes(id));
  if (chosen === undefined) throw new NotFound(t.ref('rules.none'));
  const rules = suitable.includes(chosen) ? rulesOf(chosen) : null;
  if (rules === null) {
    const params = { pack: chosen, choices: suitable.join('、') };
    throw InvalidInput.at('pack', t.ref('cli.noRules', params));
  }
  const scheme = await findRulebook(tx);
  return {
    rules,
    pack: loadPack(chosen),
    orgKind: kind,
    unmarkedLowest: scheme?.settings.unmarkedIsLowest === true && rules.handling.unmarkedLowest !== null,
  };
}
