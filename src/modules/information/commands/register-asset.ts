import { addMonths } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { searchText } from '../../../kit/server/list.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Authority, isSuperior } from '../authority.ts';
import { axesBelow, floorOf, lift } from '../inheritance.ts';
import { t } from '../messages.ts';
import type { Basis, MarkingState, Origin, Personal, Standing } from '../model/register.ts';
import { axes, type Form, lowest, type Scheme, type SourceKind } from '../model.ts';
import { loadRulebook, type Settings } from '../queries/scheme.ts';
import { lockEntries, type VisibleEntry } from '../queries/visible.ts';
import { informationAssets, informationSources } from '../tables.ts';
import { checkDates, checkNumber, checkPlace, checkStanding } from './check-input.ts';
import { askForClasses } from './request-change.ts';
import type { Occasion } from './tell.ts';
import { entryInTrail, standingInTrail } from './trail.ts';

/** What the register says of an entry besides its classes. */
export interface AssetFields {
  readonly name: string;
  readonly unitId: string;
  readonly place: string;
  readonly systemId: string | null;
  readonly retention: string;
  readonly retainUntil: string | null;
  readonly originNote: string;
  readonly acquiredOn: string | null;
  readonly personal: Personal;
  readonly marking: MarkingState;
  readonly recoveryHours: number | null;
  readonly reviewOn: string | null;
  readonly note: string;
}

export interface NewAsset extends AssetFields, Standing {
  /** '' lets the register choose one. */
  readonly number: string;
  readonly form: Form;
  readonly origin: Origin;
  readonly deciderId: string | null;
  readonly sources: readonly { readonly id: string; readonly kind: SourceKind }[];
  /** Have the officer of the unit say which class it has; '' when the person decides. */
  readonly ask: string;
}

/**
 * Enters information in the register. What was made from other entries starts at least as high as they are; what nobody
 * knows the origin of, or is asked about, waits for the officer. Returns the id.
 */
export async function registerAsset(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  authority: Authority,
  input: NewAsset,
  occasion: Occasion,
): Promise<string> {
  const { today } = occasion;
  const { scheme, settings } = await loadRulebook(tx);
  checkStanding(scheme, input.form, input);
  checkDates(input.acquiredOn, input.retainUntil);
  const deciderId = deciderOf(actor, input);
  const place = await checkPlace(tx, actor, authority, { ...input, deciderId }, today);
  const id = newId();
  const number = input.number === '' ? numberFor(id, today) : input.number;
  await checkNumber(tx, number);
  const sources = await loadSources(tx, actor, scope, input.sources);
  if (isLeftToOfficer(input) && !isSuperior(authority, place.unitPath)) {
    throw InvalidInput.at('confidentiality', t.ref('asset.unknownOrigin'));
  }
  const { sources: named, ask, classes: _classes, restrictions: _restrictions, ...fields } = input;
  const begin = beginning(scheme, settings, input, sources);
  const row = {
    ...fields,
    organisationId: tx.organisationId,
    id,
    number,
    search: assetSearch(input.name, number, input.place),
    deciderId,
    registeredBy: actor.personId,
    packId: scheme.packId,
    ...begin.standing.classes,
    restrictions: [...begin.standing.restrictions],
    basis: begin.basis,
    reviewOn: input.reviewOn ?? addMonths(today, settings.reviewMonths),
  };
  await tx.insert(informationAssets).values(row);
  await insertMany(
    tx,
    informationSources,
    named.map((source) => ({
      organisationId: tx.organisationId,
      assetId: id,
      sourceId: source.id,
      kind: source.kind,
    })),
  );
  await recordEvent(tx, actor, {
    action: 'information.register',
    entity: 'information',
    entityId: id,
    after: {
      ...entryInTrail(row),
      ...standingInTrail(scheme, begin.standing),
      ...{ unit: place.unitName, system: place.systemName, decider: place.deciderName },
      ...(sources.length === 0 ? {} : { sources: sources.map((each) => each.number) }),
    },
  });
  const open = axes.every((axis) => begin.standing.classes[axis] === null);
  if (ask !== '' || (input.origin === 'unknown' && open)) {
    const entry = { id, name: input.name, unitPath: place.unitPath, deciderId };
    await askForClasses(tx, actor, entry, ask, occasion);
  }
  return id;
}

/** Who receives from inside, or does not know, has not decided anything; else it is who enters it, unless named. */
const deciderOf = (actor: Actor, { deciderId, origin }: NewAsset): string | null =>
  deciderId ?? (origin === 'inside' || origin === 'unknown' ? null : actor.personId);

const isLeftToOfficer = ({ origin, classes }: NewAsset): boolean =>
  origin === 'unknown' && axes.some((axis) => classes[axis] !== null);

/** What the search column of an entry holds. */
export const assetSearch = (name: string, number: string, place: string): string =>
  searchText(name, number, place);

/** A number nobody chose: the year and month, and the random end of the id. */
const numberFor = (id: string, today: string): string =>
  `I${today.slice(2, 4)}${today.slice(5, 7)}-${id.slice(-6).toUpperCase()}`;

/** The named sources, locked; throws InvalidInput when one of them is not visible. */
export async function loadSources(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  named: NewAsset['sources'],
): Promise<(VisibleEntry & { readonly kind: SourceKind })[]> {
  if (named.length === 0) return [];
  const found = await lockEntries(
    tx,
    scope,
    actor,
    named.map(({ id }) => id),
  );
  return named.map(({ id, kind }) => {
    const entry = found.find((each) => each.id === id);
    if (entry === undefined) {
      throw InvalidInput.at('sources', t.ref('source.missing'));
    }
    return { ...entry, kind };
  });
}

interface Beginning {
  readonly standing: Standing;
  readonly basis: Basis;
}

/** The first classes of an entry: as given, but not below its sources; by the rule for unmarked ones where adopted. */
function beginning(
  scheme: Scheme,
  settings: Settings,
  input: NewAsset,
  sources: Parameters<typeof floorOf>[2],
): Beginning {
  const floor = floorOf(scheme, input.form, sources);
  const below = axesBelow(input, floor);
  if (below.length > 0) {
    const message = t.ref('asset.below', { axes: below.map((axis) => t(`axis.${axis}`)).join('、') });
    throw new InvalidInput(
      message,
      below.map((field) => ({ field, message })),
    );
  }
  const standing = lift(scheme, input.form, input, floor);
  const decided = axes.some((axis) => standing.classes[axis] !== null);
  if (!decided) {
    const unmarked = settings.unmarkedIsLowest && input.marking === 'none' && input.ask === '';
    return unmarked && sources.length === 0 && input.origin !== 'unknown'
      ? { standing: { ...standing, classes: lowest(scheme, input.form) }, basis: 'unmarked_rule' }
      : { standing, basis: 'none' };
  }
  const asSources =
    sources.length > 0 && standing.classes.confidentiality === floor.axes.confidentiality.level;
  return { standing, basis: asSources || input.origin === 'inside' ? 'inherited' : 'decided' };
}
