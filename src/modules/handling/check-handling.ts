import { classificationPart } from '../information/index.ts';
import { type Pack, type ReportProblem, readPart } from '../standards/index.ts';
import { checkCombinations } from './check-combinations.ts';
import { compile } from './decide.ts';
import { t } from './messages.ts';
import type { Handling, Permission, Row, Table } from './model.ts';

const FILE = 'handling.json';

/** Deciders that are no roles of a pack: they follow from the information or from the applicant. */
const namedDeciders = ['classification_decider', 'superior'];

/** Reports names that nothing knows, rows that say two things, gaps, and answers that ask less of a higher class. */
export function checkHandling(data: Handling, pack: Pack, report: ReportProblem): void {
  let sound = true;
  const wrong: ReportProblem = (file, at, message) => {
    sound = false;
    report(file, at, message);
  };
  checkNames(data, pack, wrong);
  checkUse(data, report);
  for (const table of data.tables) {
    checkTable(table, wrong);
    checkOtherwise(table, report);
  }
  if (sound) checkCombinations(compile(data, pack), pack, (at, message) => wrong(FILE, at, message));
}

interface Names {
  readonly clauses: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly measures: ReadonlySet<string>;
  readonly records: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, TypeSeats> | null;
  readonly restrictions: ReadonlySet<string> | null;
}

const ids = (all: readonly { readonly id: string }[]): ReadonlySet<string> =>
  new Set(all.map(({ id }) => id));

function namesOf(data: Handling, pack: Pack): Names {
  const scheme = readPart(pack.id, classificationPart);
  return {
    clauses: ids([...pack.requirements, ...pack.subItems]),
    roles: new Set([...ids(pack.roles), ...namedDeciders]),
    groups: ids(data.groups),
    measures: ids(data.measures),
    records: ids(data.records),
    actions: ids(data.actions),
    types: permissionTypes(pack.id),
    restrictions: scheme === null ? null : ids(scheme.restrictions),
  };
}

/** What the pack's `permissions.json` knows, as far as rules refer to it. */
interface PermissionTypes {
  readonly types: readonly {
    readonly id: string;
    readonly steps: readonly {
      readonly mode: 'all' | 'any';
      readonly when?: unknown;
      readonly deciders: readonly { readonly role?: string }[];
    }[];
  }[];
}

/** The deciders of a permission type. */
interface TypeSeats {
  readonly roles: ReadonlySet<string>;
  /** Set where it is always the same step that decides: then a rule must name just these. */
  readonly mode: 'all' | 'any' | null;
}

function permissionTypes(packId: string): Names['types'] {
  const part = readPart<PermissionTypes>(packId, { name: 'permissions', check: () => undefined });
  if (part === null) return null;
  return new Map(part.types.map(({ id, steps }) => [id, seatsOf(steps)]));
}

function seatsOf(steps: PermissionTypes['types'][number]['steps']): TypeSeats {
  const roles = steps.flatMap(({ deciders }) => deciders.flatMap(({ role }) => role ?? []));
  const [only] = steps;
  const always = steps.length === 1 && only?.when === undefined;
  return { roles: new Set(roles), mode: always ? (only?.mode ?? null) : null };
}

function checkNames(data: Handling, pack: Pack, report: ReportProblem): void {
  const names = namesOf(data, pack);
  const lists = [data.groups, data.actions, data.situations, data.measures, data.records, data.tables];
  for (const list of lists) checkUnique(list, report);
  const clause = (at: string, id: string) => {
    if (!names.clauses.has(id)) report(FILE, at, t('check.clause', { id }));
  };
  const known = (at: string, set: ReadonlySet<string> | null, id: string) => {
    if (set !== null && !set.has(id)) report(FILE, at, t('check.unknown', { id }));
  };
  for (const duty of [...data.measures, ...data.records]) clause(duty.id, duty.clause);
  clause('places', data.places.designated_area.clause);
  clause('undetermined', data.undetermined.clause);
  known('undetermined', names.measures, data.undetermined.measure);
  if (data.unmarkedLowest !== null) clause('unmarkedLowest', data.unmarkedLowest.clause);
  if (data.exception !== null) {
    clause('exception', data.exception.clause);
    known('exception', names.measures, data.exception.measure);
  }
  for (const { id, ask } of data.situations) {
    if (ask === undefined) continue;
    known(`situations ${id}`, names.actions, ask.action);
    const media = data.actions.find((action) => action.id === ask.action)?.media;
    if (ask.medium !== undefined) known(`situations ${id}`, new Set<string>(media), ask.medium);
  }
  for (const table of data.tables) {
    for (const id of table.actions) known(table.id, names.actions, id);
    for (const [at, row] of table.rows.entries()) {
      const place = `${table.id} ${at + 1}`;
      for (const reason of row.reasons) {
        clause(place, reason.clause);
        checkKinds(row, reason.clause, place, pack, report);
      }
      for (const id of row.measures ?? []) known(place, names.measures, id);
      for (const id of row.records ?? []) known(place, names.records, id);
      for (const id of row.when.restrictions ?? []) known(place, names.restrictions, id);
      if (row.when.group !== undefined) known(place, names.groups, row.when.group);
      for (const kind of row.when.orgKinds ?? []) known(place, new Set<string>(pack.orgKinds), kind);
      checkPermissions(row, place, names, report);
    }
  }
}

/** A row must not bind a kind of organisation by a clause that is not for it. */
function checkKinds(row: Row, clause: string, at: string, pack: Pack, report: ReportProblem): void {
  const item = pack.subItems.find(({ id }) => id === clause);
  const requirement = pack.requirements.find(({ id }) => id === (item?.parent ?? clause));
  if (requirement === undefined) return;
  const strangers = (row.when.orgKinds ?? pack.orgKinds).filter(
    (kind) => !requirement.orgKinds.includes(kind),
  );
  if (strangers.length > 0) report(FILE, at, t('check.orgKind', { id: clause, kinds: strangers.join('、') }));
}

function checkPermissions(row: Row, at: string, names: Names, report: ReportProblem): void {
  for (const permission of row.permissions ?? []) {
    const { type, deciders } = permission;
    const seats = names.types?.get(type);
    if (names.types !== null && seats === undefined) report(FILE, at, t('check.permission', { id: type }));
    for (const id of deciders) {
      if (!names.roles.has(id)) report(FILE, at, t('check.role', { id }));
      else if (seats !== undefined && !seats.roles.has(id))
        report(FILE, at, t('check.decider', { type, id }));
    }
    if (seats !== undefined) checkMode(permission, seats, at, report);
  }
}

/** Where one step decides, a rule names all of its deciders and how they decide together. */
function checkMode(
  permission: Permission,
  { roles, mode }: TypeSeats,
  at: string,
  report: ReportProblem,
): void {
  if (mode === null) return;
  const { type, deciders } = permission;
  for (const id of roles)
    if (!deciders.includes(id)) report(FILE, at, t('check.deciderMissing', { type, id }));
  if (deciders.length > 1 && permission.mode !== mode) report(FILE, at, t('check.mode', { type }));
}

/** A table that stops at its first hit says what holds otherwise. */
function checkOtherwise({ id, hit, rows }: Table, report: ReportProblem): void {
  const last = rows.at(-1);
  if (hit === 'first' && (last === undefined || Object.keys(last.when).length > 0))
    report(FILE, id, t('check.noOtherwise'));
}

/** Measures and records that no answer names. */
function checkUse(data: Handling, report: ReportProblem): void {
  const rows = data.tables.flatMap((table) => table.rows);
  const used = new Set([
    ...rows.flatMap(({ measures = [], records = [] }) => [...measures, ...records]),
    data.undetermined.measure,
    ...(data.exception === null ? [] : [data.exception.measure]),
  ]);
  for (const { id } of [...data.measures, ...data.records])
    if (!used.has(id)) report(FILE, id, t('check.unused'));
}

function checkUnique(list: readonly { readonly id: string }[], report: ReportProblem): void {
  const seen = new Set<string>();
  for (const { id } of list) {
    if (seen.has(id)) report(FILE, id, t('check.twice'));
    seen.add(id);
  }
}

/** What one row says must fit its outcome, and no other row may say something else under the same conditions. */
function checkTable(table: Table, report: ReportProblem): void {
  const seen = new Map<string, Row>();
  for (const [at, row] of table.rows.entries()) {
    const place = `${table.id} ${at + 1}`;
    const permits = (row.permissions ?? []).length > 0;
    const asks = (row.measures ?? []).length + (row.records ?? []).length > 0;
    if (permits !== (row.outcome === 'needs_permission')) report(FILE, place, t('check.permissionOutcome'));
    if (row.outcome === 'allowed_with_measures' && !asks) report(FILE, place, t('check.measuresOutcome'));
    if (row.outcome === 'allowed' && asks) report(FILE, place, t('check.allowedOutcome'));
    const key = JSON.stringify(Object.entries(row.when).sort(([a], [b]) => (a < b ? -1 : 1)));
    const other = seen.get(key);
    const contradicts = table.hit === 'first' || other?.outcome !== row.outcome;
    if (other !== undefined && contradicts) report(FILE, place, t('check.contradiction'));
    seen.set(key, row);
  }
}
