import { eq, sql } from 'drizzle-orm';
import { Conflict, InvalidInput } from '../../../kernel/errors.ts';
import { differencesOf } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import { OWN, type Scheme } from '../model.ts';
import { loadRulebook, type Settings } from '../queries/scheme.ts';
import { informationSettings } from '../tables.ts';
import { isKnownRestriction } from './check-input.ts';
import { spread } from './spread.ts';

export type NewSettings = Omit<Settings, 'version'>;

/**
 * Sets how the organisation classifies. Adopting the rule for unmarked information gives the lowest classes to what is
 * not marked, not classified and has no sources; giving it up takes exactly these back.
 */
export async function changeSettings(
  tx: Tx,
  actor: Actor,
  version: number,
  input: NewSettings,
): Promise<void> {
  const { scheme, settings, bodies } = await loadRulebook(tx);
  if (settings.version !== version) {
    throw new Conflict(
      t.ref('settings.conflict'),
      differencesOf({ ...input }, { ...settings }),
      settings.version,
    );
  }
  check(scheme, input, bodies);
  const values = { ...input, ownRestrictions: [...input.ownRestrictions] };
  const { organisationId } = tx;
  await tx
    .insert(informationSettings)
    .values({ organisationId, ...values, version: 1 })
    .onConflictDoUpdate({
      target: informationSettings.organisationId,
      set: { ...values, version: sql`${informationSettings.version} + 1` },
      setWhere: eq(informationSettings.version, version),
    });
  const turned = settings.unmarkedIsLowest !== input.unmarkedIsLowest;
  const affected = turned ? await applyUnmarkedRule(tx, actor, scheme, input.unmarkedIsLowest) : 0;
  await recordEvent(tx, actor, {
    action: 'information.settings',
    entity: 'information-settings',
    entityId: organisationId,
    before: { ...settings },
    after: { ...values },
    ...(turned ? { facts: { entries: affected } } : {}),
  });
}

function check(scheme: Scheme, input: NewSettings, bodies: readonly { readonly id: string }[]): void {
  if (input.body !== null && !bodies.some(({ id }) => id === input.body))
    throw InvalidInput.at('body', t.ref('settings.bodyUnknown'));
  if (input.unmarkedIsLowest && !scheme.unmarked.adoptable)
    throw InvalidInput.at('unmarkedIsLowest', t.ref('settings.unmarkedUnavailable'));
  if (input.unmarkedIsLowest && input.unmarkedReason === '')
    throw InvalidInput.at('unmarkedReason', t.ref('settings.reasonMissing'));
  for (const words of input.ownRestrictions) {
    if (!isKnownRestriction(scheme, `${OWN}:${words}`))
      throw InvalidInput.at('ownRestrictions', t.ref('input.restriction', { code: words }));
  }
}

/** Gives or takes back the lowest classes; copies follow. Returns how many entries are concerned. */
async function applyUnmarkedRule(tx: Tx, actor: Actor, scheme: Scheme, adopt: boolean): Promise<number> {
  const level = (axis: Scheme['axes'][number]) =>
    sql`case when form = any (${sql.param(axis.notFor)}::text[]) then null else 1 end`;
  const lowest = sql.join(
    scheme.axes.map((axis) => sql`${sql.identifier(axis.id)} = ${adopt ? level(axis) : sql`null`}`),
    sql`, `,
  );
  const chosen = adopt
    ? sql`basis = 'none' and marking = 'none' and origin <> 'unknown'
        and confidentiality is null and integrity is null and availability is null
        and not exists (select 1 from information_sources s where s.organisation_id = ia.organisation_id and s.asset_id = ia.id)
        and not exists (select 1 from information_changes c where c.organisation_id = ia.organisation_id
          and c.asset_id = ia.id and c.state = 'waiting')`
    : sql`basis = 'unmarked_rule'`;
  const result = await tx.execute<{ id: string }>(sql`
    update information_assets ia set ${lowest}, basis = ${adopt ? 'unmarked_rule' : 'none'}, version = version + 1
    where organisation_id = ${tx.organisationId} and status = 'active' and ${chosen} returning id`);
  const ids = result.rows.map(({ id }) => id);
  if (ids.length > 0) await spread(tx, actor, scheme, ids);
  return ids.length;
}
