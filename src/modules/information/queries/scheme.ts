import { eq } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadProfile } from '../../organisation/index.ts';
import { t } from '../messages.ts';
import type { Scheme } from '../model.ts';
import { type Body, bodiesOf, schemeOf } from '../scheme.ts';
import { informationSettings } from '../tables.ts';

export interface Settings {
  /** Kind of body, where the pack tells several apart; null: its first. */
  readonly body: string | null;
  readonly unmarkedIsLowest: boolean;
  readonly unmarkedReason: string;
  readonly reviewMonths: number;
  readonly ownRestrictions: readonly string[];
  /** 0 while the organisation has not changed anything. */
  readonly version: number;
}

const initial: Settings = {
  body: null,
  unmarkedIsLowest: false,
  unmarkedReason: '',
  reviewMonths: 12,
  ownRestrictions: [],
  version: 0,
};

export interface Rulebook {
  readonly scheme: Scheme;
  readonly settings: Settings;
  readonly bodies: readonly Body[];
}

/** How the organisation classifies, or null when none of its packs says. Two statements. */
export async function findRulebook(tx: Tx): Promise<Rulebook | null> {
  const profile = await loadProfile(tx);
  const [row] = await tx
    .select()
    .from(informationSettings)
    .where(eq(informationSettings.organisationId, tx.organisationId));
  const settings = row ?? initial;
  const scheme = schemeOf(profile.packIds, profile.kind, settings.body);
  return scheme === null ? null : { scheme, settings, bodies: bodiesOf(profile.packIds, profile.kind) };
}

/** The same, where nothing can be done without. Throws NotFound that says what to do. */
export async function loadRulebook(tx: Tx): Promise<Rulebook> {
  const rulebook = await findRulebook(tx);
  if (rulebook === null) throw new NotFound(t.ref('scheme.none'));
  return rulebook;
}
