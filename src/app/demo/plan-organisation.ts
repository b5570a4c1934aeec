import { newId } from '../../kernel/ids.ts';
import { searchText } from '../../kit/server/list.ts';
import type { AssetKind, Employment, UnitKind } from '../../modules/organisation/index.ts';
import type {
  absences,
  assets,
  assetUnits,
  people,
  posts,
  units,
} from '../../modules/organisation/tables.ts';
import type { Names, Sample } from './sample.ts';

type Unit = typeof units.$inferInsert;
type Person = typeof people.$inferInsert;
export type Post = typeof posts.$inferInsert;
type Absence = typeof absences.$inferInsert;

/** The rows of a made-up organisation, ready to be inserted, and an index of what was placed where. */
export interface PlannedOrganisation {
  readonly units: Unit[];
  readonly people: Person[];
  readonly posts: Post[];
  readonly absences: Absence[];
  readonly assets: (typeof assets.$inferInsert)[];
  readonly assetUnits: (typeof assetUnits.$inferInsert)[];
  readonly rootId: string;
  readonly bureaus: readonly PlannedBureau[];
  readonly assetIds: ReadonlyMap<string, { id: string; kind: AssetKind; bureau: number }>;
}

interface PlannedBureau {
  readonly id: string;
  readonly divisions: readonly { readonly id: string; readonly people: readonly string[] }[];
}

const peoplePerDivision = 20;
const divisionsPerBureau = 12;

/** Plans units, people, posts, absences and assets for `people` members of staff; the same every time but for the ids. */
export function planOrganisation(
  organisationId: string,
  sample: Sample,
  names: Names,
  people: number,
  firstDay: string,
): PlannedOrganisation {
  const at = { organisationId, validFrom: firstDay };
  const root = unitRow(at, null, { code: 'U0000', name: sample.name, kana: '', kind: 'organisation' }, 0);
  const units = [root];
  const bureaus = shapeOf(sample, people).map((bureau, b) => {
    const { name, kana } = bureau;
    const unit = unitRow(at, root, { code: `U${pad(b + 1, 2)}00`, name, kana, kind: 'bureau' }, b);
    const divisions = bureau.divisions.map((division, d) => {
      const code = `U${pad(b + 1, 2)}${pad(d + 1, 2)}`;
      return unitRow(at, unit, { code, name: division, kana: '', kind: 'division' }, d);
    });
    units.push(unit, ...divisions);
    return { id: unit.id, divisions: divisions.map(({ id }) => ({ id, people: [] as string[] })) };
  });
  const plan: PlannedOrganisation = {
    units,
    people: [],
    posts: [],
    absences: [],
    assets: [],
    assetUnits: [],
    rootId: root.id,
    bureaus,
    assetIds: new Map(),
  };
  addPeople(plan, at, names, people);
  return { ...plan, assetIds: addAssets(plan, at, sample) };
}

/** What every row of the plan has. */
interface At {
  readonly organisationId: string;
  readonly validFrom: string;
}

interface Shape {
  readonly name: string;
  readonly kana: string;
  readonly divisions: readonly string[];
}

/** The named bureaus first, then numbered ones until every division has about twenty people. */
function shapeOf(sample: Sample, people: number): Shape[] {
  const wanted = Math.max(
    sample.bureaus.reduce((sum, bureau) => sum + bureau.divisions.length, 0),
    Math.round(people / peoplePerDivision),
  );
  const bureaus: Shape[] = [...sample.bureaus];
  let divisions = bureaus.reduce((sum, bureau) => sum + bureau.divisions.length, 0);
  for (let n = 1; divisions < wanted; n += 1) {
    const count = Math.min(divisionsPerBureau, wanted - divisions);
    bureaus.push({
      name: sample.extraBureau.name.replace('{n}', String(n)),
      kana: sample.extraBureau.kana.replace('{n}', String(n)),
      divisions: Array.from({ length: count }, (_, i) => sample.extraDivision.replace('{n}', String(i + 1))),
    });
    divisions += count;
  }
  return bureaus;
}

function unitRow(
  at: At,
  parent: Unit | null,
  unit: Pick<Unit, 'code' | 'name' | 'kana'> & { readonly kind: UnitKind },
  sortOrder: number,
): Unit {
  const id = newId();
  const path = `${parent?.path ?? '/'}${id}/`;
  return { ...at, ...unit, id, parentId: parent?.id ?? null, path, sortOrder };
}

type Plan = Pick<PlannedOrganisation, 'people' | 'posts' | 'absences' | 'bureaus'>;

function addPeople(plan: Plan, at: At, names: Names, count: number): void {
  const random = randomNumbers(20260401);
  const places = plan.bureaus.flatMap((bureau) =>
    bureau.divisions.map((division) => ({ bureau, division, first: division === bureau.divisions[0] })),
  );
  for (let i = 0; i < count; i += 1) {
    const place = places[i % places.length];
    if (!place) return;
    const { bureau, division, first } = place;
    const rank = Math.floor(i / places.length);
    const person = personRow(at, names, i, rank, random);
    (division.people as string[]).push(person.id);
    plan.people.push(person);
    plan.posts.push({
      ...at,
      id: newId(),
      personId: person.id,
      unitId: rank === 0 && first ? bureau.id : division.id,
      title: titleOf(rank, first),
      main: true,
    });
    // One person in sixty is on long leave, so that the population of a campaign has exclusions to record.
    if (i % 60 === 59) {
      plan.absences.push({ ...at, id: newId(), personId: person.id, reason: 'childcare' });
    }
  }
}

function personRow(at: At, names: Names, i: number, rank: number, random: () => number): Person {
  const number = pad(i + 1, 6);
  const [family, familyKana] = pick(names.family, random);
  const [given, givenKana] = pick(names.given, random);
  const name = `${family} ${given}`;
  const kana = `${familyKana} ${givenKana}`;
  return {
    organisationId: at.organisationId,
    id: newId(),
    number,
    name,
    kana,
    search: searchText(name, kana, number),
    employment: employmentOf(rank, random),
    email: `s${number}@mihon.example`,
    joinedOn: at.validFrom,
  };
}

/** The first person of a bureau is its head, the first of each other division the head of the division. */
function titleOf(rank: number, firstDivision: boolean): string {
  if (rank === 0) return firstDivision ? '局長' : '課長';
  if (rank === 1) return firstDivision ? '課長' : '課長補佐';
  return rank < 4 ? '係長' : '';
}

function employmentOf(rank: number, random: () => number): Employment {
  if (rank < 4) return 'regular';
  const value = random();
  if (value < 0.82) return 'regular';
  if (value < 0.93) return 'part_time';
  return value < 0.97 ? 'reappointed' : 'dispatched';
}

function addAssets(plan: PlannedOrganisation, at: At, sample: Sample): PlannedOrganisation['assetIds'] {
  const ids = new Map<string, { id: string; kind: AssetKind; bureau: number }>();
  const kinds = { system: sample.systems, area: sample.areas, service: sample.services };
  for (const kind of ['system', 'area', 'service'] as const) {
    for (const { code, name, bureau, division, ...asset } of kinds[kind]) {
      const id = newId();
      ids.set(code, { id, kind, bureau });
      plan.assets.push({
        ...at,
        id,
        kind,
        code,
        name,
        search: searchText(name, code),
        attributes: [...(asset.attributes ?? [])],
        description: asset.description ?? '',
        stage: asset.stage ?? 'operating',
        recognisedOn: at.validFrom,
      });
      const unitId = plan.bureaus[bureau]?.divisions[division]?.id ?? plan.rootId;
      plan.assetUnits.push({ ...at, id: newId(), assetId: id, unitId });
    }
  }
  return ids;
}

function pick<T>(values: readonly T[], random: () => number): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** A small seeded generator (mulberry32): the sample is the same on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
