import { newId } from '../../kernel/ids.ts';
import { normaliseForSearch } from '../../kernel/japanese.ts';
import type { NewRow } from '../../platform/database/insert-rows.ts';
import type { Names, Sample } from './sample.ts';

/** The rows of a made-up organisation, ready to be inserted, and an index of what was placed where. */
export interface PlannedOrganisation {
  readonly units: NewRow[];
  readonly people: NewRow[];
  readonly posts: NewRow[];
  readonly absences: NewRow[];
  readonly assets: NewRow[];
  readonly assetUnits: NewRow[];
  readonly rootId: string;
  readonly bureaus: readonly PlannedBureau[];
  readonly assetIds: ReadonlyMap<string, { id: string; kind: string; bureau: number }>;
}

export interface PlannedBureau {
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
  const rootId = newId();
  const units: NewRow[] = [
    unitRow(organisationId, rootId, null, '/', 'U0000', sample.name, '', 'organisation', 0, firstDay),
  ];
  const shape = shapeOf(sample, people);
  const random = randomNumbers(20260401);
  const plan: PlannedOrganisation = {
    units,
    people: [],
    posts: [],
    absences: [],
    assets: [],
    assetUnits: [],
    rootId,
    bureaus: shape.map((bureau, b) => {
      const id = newId();
      const code = `U${pad(b + 1, 2)}00`;
      units.push(
        unitRow(
          organisationId,
          id,
          rootId,
          `/${rootId}/`,
          code,
          bureau.name,
          bureau.kana,
          'bureau',
          b,
          firstDay,
        ),
      );
      const divisions = bureau.divisions.map((name, d) => {
        const divisionId = newId();
        const divisionCode = `U${pad(b + 1, 2)}${pad(d + 1, 2)}`;
        const path = `/${rootId}/${id}/`;
        units.push(
          unitRow(organisationId, divisionId, id, path, divisionCode, name, '', 'division', d, firstDay),
        );
        return { id: divisionId, people: [] as string[] };
      });
      return { id, divisions };
    }),
    assetIds: new Map(),
  };
  addPeople(plan, organisationId, names, people, random, firstDay);
  return { ...plan, assetIds: addAssets(plan, organisationId, sample, firstDay) };
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
  organisationId: string,
  id: string,
  parentId: string | null,
  parentPath: string,
  code: string,
  name: string,
  kana: string,
  kind: string,
  sortOrder: number,
  validFrom: string,
): NewRow {
  return {
    organisation_id: organisationId,
    id,
    parent_id: parentId,
    path: `${parentPath}${id}/`,
    code,
    name,
    kana,
    kind,
    sort_order: sortOrder,
    valid_from: validFrom,
    valid_to: null,
    version: 1,
  };
}

type Plan = Pick<PlannedOrganisation, 'people' | 'posts' | 'absences' | 'bureaus'>;

function addPeople(
  plan: Plan,
  organisationId: string,
  names: Names,
  count: number,
  random: () => number,
  firstDay: string,
): void {
  const divisions = plan.bureaus.flatMap((bureau) => bureau.divisions);
  const ofBureau = plan.bureaus.flatMap((bureau) => bureau.divisions.map(() => bureau));
  for (let i = 0; i < count; i += 1) {
    const at = i % divisions.length;
    const division = divisions[at];
    const bureau = ofBureau[at];
    if (!division || !bureau) return;
    const id = newId();
    const number = pad(i + 1, 6);
    const [family, familyKana] = pick(names.family, random);
    const [given, givenKana] = pick(names.given, random);
    const name = `${family} ${given}`;
    const kana = `${familyKana} ${givenKana}`;
    const rank = Math.floor(i / divisions.length);
    (division.people as string[]).push(id);
    plan.people.push({
      organisation_id: organisationId,
      id,
      number,
      name,
      kana,
      search: [name, kana, number].map(normaliseForSearch).join(' '),
      employment: employmentOf(rank, random),
      email: `s${number}@mihon.example`,
      joined_on: firstDay,
      left_on: null,
      version: 1,
    });
    plan.posts.push({
      organisation_id: organisationId,
      id: newId(),
      person_id: id,
      unit_id: rank === 0 && division === bureau.divisions[0] ? bureau.id : division.id,
      title: titleOf(rank, division === bureau.divisions[0]),
      main: true,
      valid_from: firstDay,
      valid_to: null,
      version: 1,
    });
    // One person in sixty is on long leave, so that the population of a campaign has exclusions to record.
    if (i % 60 === 59) plan.absences.push(absence(organisationId, id, firstDay));
  }
}

/** The first person of a bureau is its head, the first of each other division the head of the division. */
function titleOf(rank: number, firstDivision: boolean): string {
  if (rank === 0) return firstDivision ? '局長' : '課長';
  if (rank === 1) return firstDivision ? '課長' : '課長補佐';
  return rank < 4 ? '係長' : '';
}

function employmentOf(rank: number, random: () => number): string {
  if (rank < 4) return 'regular';
  const value = random();
  if (value < 0.82) return 'regular';
  if (value < 0.93) return 'part_time';
  return value < 0.97 ? 'reappointed' : 'dispatched';
}

const absence = (organisationId: string, personId: string, firstDay: string): NewRow => ({
  organisation_id: organisationId,
  id: newId(),
  person_id: personId,
  reason: 'childcare',
  valid_from: firstDay,
  valid_to: null,
  version: 1,
});

function addAssets(
  plan: PlannedOrganisation,
  organisationId: string,
  sample: Sample,
  firstDay: string,
): Map<string, { id: string; kind: string; bureau: number }> {
  const ids = new Map<string, { id: string; kind: string; bureau: number }>();
  const kinds = { system: sample.systems, area: sample.areas, service: sample.services };
  for (const [kind, assets] of Object.entries(kinds)) {
    for (const asset of assets) {
      const id = newId();
      ids.set(asset.code, { id, kind, bureau: asset.bureau });
      plan.assets.push({
        organisation_id: organisationId,
        id,
        kind,
        code: asset.code,
        name: asset.name,
        search: [asset.name, asset.code].map(normaliseForSearch).join(' '),
        attributes: asset.attributes ?? [],
        description: asset.description ?? '',
        stage: asset.stage ?? 'operating',
        recognised_on: firstDay,
        valid_from: firstDay,
        valid_to: null,
        version: 1,
      });
      plan.assetUnits.push({
        organisation_id: organisationId,
        id: newId(),
        asset_id: id,
        unit_id: plan.bureaus[asset.bureau]?.divisions[asset.division]?.id ?? plan.rootId,
        valid_from: firstDay,
        valid_to: null,
      });
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
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
