import { and, eq, sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { searchText } from '../../../kit/server/list.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Classes } from '../../information/index.ts';
import { t } from '../messages.ts';
import { isElectronic, type MediumKind } from '../model.ts';
import { holdMedium } from '../queries/media.ts';
import { requireOwner, requirePlace, visibleInformation } from '../queries/visible.ts';
import { media, mediaContents } from '../tables.ts';
import { inTrail, namesOf } from './trail.ts';

export interface MediumFields extends Classes {
  readonly number: string;
  readonly kind: MediumKind;
  readonly name: string;
  readonly quantity: number;
  readonly unitId: string;
  readonly systemId: string | null;
  readonly placeId: string | null;
  readonly approved: boolean;
  readonly approvedOn: string | null;
  readonly encrypted: boolean;
  readonly empty: boolean;
  readonly specificPersonal: boolean;
  readonly longTerm: boolean;
  readonly writeProtected: boolean;
  readonly acquiredOn: string | null;
  readonly note: string;
  /** Entries of the information register that lie on it. */
  readonly contents: readonly string[];
}

/** Enters a medium in the ledger. Returns the id. */
export async function createMedium(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  fields: MediumFields,
  today: string,
): Promise<string> {
  const { contents, ...row } = await checked(tx, scope, fields, today, null);
  const id = newId();
  await tx.insert(media).values({ organisationId: tx.organisationId, id, ...row, search: mediumSearch(row) });
  await setContents(tx, id, contents);
  await recordEvent(tx, actor, {
    action: 'media.edit',
    entity: 'medium',
    entityId: id,
    after: { ...inTrail(row), ...(await namesOf(tx, { ...row, contents })) },
  });
  return id;
}

/** Changes an entry that is not disposed of. */
export async function updateMedium(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  fields: MediumFields,
  today: string,
): Promise<void> {
  const held = await holdMedium(tx, scope, key.id);
  if (held.state === 'disposed') throw new InvalidInput(t.ref('medium.disposed', { number: held.number }));
  const { contents, ...row } = await checked(tx, scope, fields, today, key.id);
  const lentMore = (held.state === 'lent' || held.state === 'taken_out') && row.quantity !== held.quantity;
  if (lentMore) {
    throw InvalidInput.at('quantity', t.ref('medium.quantityLent'));
  }
  const { before, after } = await updateVersioned(tx, media, key, { ...row, search: mediumSearch(row) });
  const earlier = await setContents(tx, key.id, contents);
  const earlierNames = await namesOf(tx, { ...before, contents: earlier });
  const laterNames = await namesOf(tx, { ...after, contents });
  await recordEvent(tx, actor, {
    action: 'media.edit',
    entity: 'medium',
    entityId: key.id,
    before: { ...inTrail(before), ...earlierNames },
    after: { ...inTrail(after), ...laterNames },
  });
}

/** What the search column of a medium holds. */
export const mediumSearch = (row: Pick<MediumFields, 'number' | 'name' | 'note'>): string =>
  searchText(row.number, row.name, row.note);

async function checked(
  tx: Tx,
  scope: Scope,
  fields: MediumFields,
  today: string,
  ownId: string | null,
): Promise<MediumFields> {
  await requireOwner(tx, scope, fields, today);
  await requireFreeNumber(tx, fields.number, ownId);
  if (fields.placeId !== null) await requirePlace(tx, fields.placeId);
  const contents = [...new Set(fields.contents)].sort();
  if (fields.empty && contents.length > 0) throw InvalidInput.at('empty', t.ref('medium.emptyWithContents'));
  const known = await visibleInformation(tx, scope, contents);
  const present = new Set(ownId === null ? [] : await contentsOf(tx, ownId));
  // What is on it already may stay, also when it is another unit's.
  if (contents.some((id) => !known.has(id) && !present.has(id)))
    throw InvalidInput.at('contents', t.ref('information.notFound'));
  return { ...fields, ...consistent(fields), contents };
}

/** Nothing on it: no class. Paper: neither encryption nor the classes that it does not have. */
export function consistent<
  F extends Pick<MediumFields, keyof Classes | 'empty' | 'kind' | 'encrypted' | 'specificPersonal'>,
>(fields: F): Classes & Pick<F, 'encrypted' | 'specificPersonal'> {
  const electronic = isElectronic(fields.kind);
  return {
    confidentiality: fields.empty ? null : fields.confidentiality,
    integrity: fields.empty || !electronic ? null : fields.integrity,
    availability: fields.empty || !electronic ? null : fields.availability,
    encrypted: electronic && fields.encrypted,
    specificPersonal: !fields.empty && fields.specificPersonal,
  };
}

async function requireFreeNumber(tx: Tx, number: string, exceptId: string | null): Promise<void> {
  const [taken] = await tx
    .select({ id: media.id })
    .from(media)
    .where(and(eq(media.organisationId, tx.organisationId), eq(media.number, number)));
  if (taken && taken.id !== exceptId)
    throw InvalidInput.at('number', t.ref('medium.numberTaken', { number }));
}

async function contentsOf(tx: Tx, mediumId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: mediaContents.informationId })
    .from(mediaContents)
    .where(and(eq(mediaContents.organisationId, tx.organisationId), eq(mediaContents.mediumId, mediumId)))
    .orderBy(mediaContents.informationId);
  return rows.map((row) => row.id);
}

/** Replaces what lies on the medium; gives what was there. */
async function setContents(tx: Tx, mediumId: string, contents: readonly string[]): Promise<string[]> {
  const before = await contentsOf(tx, mediumId);
  if (before.join() === [...contents].join()) return before;
  await tx.execute(
    sql`delete from media_contents where organisation_id = ${tx.organisationId} and medium_id = ${mediumId}`,
  );
  if (contents.length > 0) {
    await tx
      .insert(mediaContents)
      .values(
        contents.map((informationId) => ({ organisationId: tx.organisationId, mediumId, informationId })),
      );
  }
  return before;
}
