import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentAssets, inForce, type UnitKind } from '../../organisation/index.ts';
import { t } from '../messages.ts';
import type { PermissionType, Slot, TypeProblem } from '../model.ts';
import { openSeats, resolveSeat, rolesNeeded } from '../resolve.ts';
import type { Candidate, Holders, ResolveContext, ResolvedSeat } from '../seats.ts';
import { roleText, seatTitle } from '../words.ts';
import type { Desk } from './desk.ts';
import { loadCandidates } from './holders.ts';

/** What stands against applying for a type. */
export interface TypeGap {
  readonly typeId: string;
  readonly typeTitle: string;
  /** The seat that nobody fills, or the roles of those who may apply. */
  readonly seat: string;
  readonly problem: TypeProblem;
  /** The units or systems for which nobody sits there. */
  readonly places: readonly string[];
}

interface Place {
  readonly id: string;
  readonly name: string;
  readonly unitPath: string;
  readonly kind: 'unit' | 'system' | 'area' | 'service';
  readonly unitKind: UnitKind | null;
}

/**
 * Every seat of every type in use that resolves to nobody for some unit with staff, or for some system, area or service,
 * and every type that only roles without any holder may apply for.
 * Two statements whatever the number of types and units; the rest is done in memory, once for each distinct set of seats.
 */
export async function loadTypeGaps(tx: Tx, desk: Desk, date: string): Promise<readonly TypeGap[]> {
  const types = [...desk.types.values()].filter((each) => !each.off).map((each) => each.type);
  const deciding = rolesNeeded(
    types.flatMap((type) => type.steps),
    desk,
  );
  const roles = [...new Set([...deciding, ...types.flatMap((type) => type.applicants)])];
  const candidates = await loadCandidates(tx, desk, roles, date, 'everywhere');
  const places = await loadPlaces(tx, date);
  const seatedPeople = await loadSeated(
    tx,
    types.flatMap((type) => type.steps.flatMap((step) => step.deciders)),
    date,
  );
  const seatAt = seatFinder(desk, candidates, seatedPeople);
  const held = new Set(candidates.map(({ roleId }) => roleId));
  return types.flatMap((type) => [
    ...applicantsOf(type, desk, held),
    ...emptySeatsOf(type, desk, places, seatAt),
    ...unlistedSeatsOf(type, desk, places),
  ]);
}

async function loadPlaces(tx: Tx, date: string): Promise<readonly Place[]> {
  const result = await tx.execute<Place & Record<string, unknown>>(sql`
    select u.id, u.name, u.path as "unitPath", 'unit' as kind, u.kind as "unitKind" from units u
    where u.organisation_id = ${tx.organisationId} and ${inForce('u', date)} and exists (
      select 1 from posts po where po.organisation_id = u.organisation_id and po.unit_id = u.id and po.main and ${inForce('po', date)})
    union all
    select ca.asset_id, ca.name, coalesce(ca.unit_path, ''), ca.kind, null from ${currentAssets(tx.organisationId, date)} ca
    where ca.stage <> 'retired'`);
  return result.rows;
}

/** People whom the organisation seated by name and who are still here, and the posts that are held. */
async function loadSeated(
  tx: Tx,
  slots: readonly Slot[],
  date: string,
): Promise<Pick<Holders, 'posts' | 'people'>> {
  const ids = slots.flatMap((slot) => ('person' in slot ? [slot.person] : []));
  const titles = slots.flatMap((slot) => ('post' in slot ? [slot.post] : []));
  if (ids.length === 0 && titles.length === 0) return { posts: [], people: new Map() };
  const result = await tx.execute<{ personId: string; name: string; title: string; unitPath: string }>(sql`
    select p.id as "personId", p.name, coalesce(po.title, '') as title, coalesce(u.path, '') as "unitPath" from people p
    left join posts po on po.organisation_id = p.organisation_id and po.person_id = p.id and ${inForce('po', date)}
    left join units u on u.organisation_id = po.organisation_id and u.id = po.unit_id
    where p.organisation_id = ${tx.organisationId} and ${belongs('p', date)}
      and (p.id = any (${sql.param(ids)}::uuid[]) or po.title = any (${sql.param(titles)}::text[]))`);
  const people = result.rows.map((row) => ({ ...row, post: '', absent: false }));
  return { posts: people, people: new Map(people.map((row) => [row.personId, row])) };
}

/** A type for which nobody may apply: none of its roles is held by anybody, or by everybody. */
function applicantsOf(type: PermissionType, { roles }: Desk, held: ReadonlySet<string>): readonly TypeGap[] {
  if (type.applicants.some((id) => held.has(id) || roles.get(id)?.everyone === true)) return [];
  const titles = type.applicants.map((id) => roleText(roles.get(id)?.title.ja ?? id, id));
  const gap = { typeId: type.id, typeTitle: type.title.ja, problem: 'applicants' } as const;
  return [{ ...gap, seat: titles.join(t('list.separator')), places: [] }];
}

type SeatAt = (slot: Slot, place: Place) => ResolvedSeat;

function emptySeatsOf(
  type: PermissionType,
  desk: Desk,
  places: readonly Place[],
  seatAt: SeatAt,
): readonly TypeGap[] {
  const found = new Map<string, { problem: TypeProblem; places: Set<string> }>();
  for (const place of places) {
    // Steps that depend on the form may come; all of them have to be filled but those that may be left out.
    const needed = type.steps.filter((step) => step.optional !== true);
    const steps = needed.map((step) => ({
      step,
      seats: step.deciders.map((slot) => seatAt(slot, place)),
    }));
    for (const seat of openSeats(steps)) {
      if ((seat.problem !== 'undefined' && seat.problem !== 'nobody') || !concerns(seat.slot, place))
        continue;
      const title = seat.body ? t('seat.recorder', { body: seatTitle(seat) }) : seatTitle(seat);
      const entry = found.get(title) ?? { problem: seat.problem, places: new Set<string>() };
      if (seat.problem === 'nobody' && !isOfOrganisation(seat.slot, desk)) entry.places.add(place.name);
      found.set(title, entry);
    }
  }
  return [...found].map(([seat, { problem, places: names }]) => ({
    ...{ typeId: type.id, typeTitle: type.title.ja, seat, problem, places: [...names] },
  }));
}

/** Seats that hang on an entry of a ledger without any entry: nobody could complete the form. */
function unlistedSeatsOf(type: PermissionType, desk: Desk, places: readonly Place[]): readonly TypeGap[] {
  const listed = new Set<string>(places.map(({ kind }) => kind));
  const slots = type.steps.filter(({ mode }) => mode === 'all').flatMap(({ deciders }) => deciders);
  const titles = slots.flatMap((slot) => {
    if (!('role' in slot) || !ledgerPlaces.has(slot.of) || listed.has(slot.of)) return [];
    return [roleText(desk.roles.get(slot.role)?.title.ja ?? '', slot.role)];
  });
  return [...new Set(titles)].map((seat) => ({
    ...{ typeId: type.id, typeTitle: type.title.ja, seat, problem: 'unlisted', places: [] },
  }));
}

const ledgerPlaces: ReadonlySet<string> = new Set(['system', 'area', 'service']);

/** A unit asks for the seats of units, a system for those of systems. */
function concerns(slot: Slot, place: Place): boolean {
  if (!('role' in slot)) return place.kind === 'unit';
  const asked = slot.of === 'system' || slot.of === 'area' || slot.of === 'service' ? slot.of : 'unit';
  return slot.role !== 'named_person' && asked === place.kind;
}

/** Whether it is the same seat everywhere; of a body, those who write its resolutions down. */
const isOfOrganisation = (slot: Slot, desk: Desk): boolean =>
  'role' in slot &&
  (slot.recorders ?? [slot.role]).every((role) => desk.roles.get(role)?.scope === 'organisation');

/** Most types share their seats, so that each is looked at once for each place. */
function seatFinder(
  desk: Desk,
  candidates: readonly Candidate[],
  seated: Pick<Holders, 'posts' | 'people'>,
): SeatAt {
  const known = new Map<string, ResolvedSeat>();
  const near = candidateFinder(candidates);
  return (slot, place) => {
    const key = `${place.id} ${JSON.stringify(slot)}`;
    const seat =
      known.get(key) ?? resolveSeat(slot, false, contextAt(slot, place, desk, near(place), seated));
    known.set(key, seat);
    return seat;
  };
}

/** Those who can sit anywhere, at the place itself, or in a unit above it: of thousands a handful. */
function candidateFinder(candidates: readonly Candidate[]): (place: Place) => readonly Candidate[] {
  const keyOf = ({ scopeKind, unitPath }: Candidate) =>
    scopeKind === 'organisation' ? '' : (unitPath ?? '');
  const byUnit = Map.groupBy(candidates, keyOf);
  const byAsset = Map.groupBy(candidates, (each) => each.assetId ?? '');
  return ({ id, kind, unitPath }) => {
    const ends = [...unitPath.matchAll(/\//g)].map((slash) => slash.index + 1);
    const above = ends.map((end) => unitPath.slice(0, end)).flatMap((path) => byUnit.get(path) ?? []);
    const own = kind === 'unit' ? [] : (byAsset.get(id) ?? []);
    return [...new Set([...(byUnit.get('') ?? []), ...above, ...own])];
  };
}

/** Nobody in particular applies from the place; the form names it where the seat asks for one of its kind. */
function contextAt(
  slot: Slot,
  place: Place,
  desk: Desk,
  candidates: readonly Candidate[],
  seated: Pick<Holders, 'posts' | 'people'>,
): ResolveContext {
  const field = 'field' in slot && slot.of === place.kind ? slot.field : undefined;
  const assets: Holders['assets'] = place.kind === 'unit' ? new Map() : new Map([[place.id, place]]);
  const holders = { ...seated, unitKind: place.unitKind, candidates, assets, information: new Map() };
  const values = field === undefined ? {} : { [field]: place.id };
  return { roles: desk.roles, rules: desk.rules, holders, applicantId: '', unitPath: place.unitPath, values };
}
