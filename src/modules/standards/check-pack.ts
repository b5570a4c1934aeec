import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { listCrosswalks, packFiles, packFolder, readPack, shippedFolder } from './load-pack.ts';
import { t } from './messages.ts';
import type { Crosswalk, Pack } from './model.ts';
import type { PackPart } from './parts.ts';

/** One thing wrong with a pack: the file, the entry in it and what is wrong, in the reader's language. */
export interface PackProblem {
  readonly pack: string;
  readonly file: string;
  readonly at: string;
  readonly message: string;
}

/** Takes one problem of the pack under check: the file, the entry in it, and what is wrong with it. */
export type ReportProblem = (file: string, at: string, message: string) => void;
type Lookup = (id: string) => Pack | null;
// biome-ignore lint/suspicious/noExplicitAny: a list of parts forgets each one's own data
export type AnyPart = PackPart<any>;

const schemaFolder = join(shippedFolder, 'schema');
const validators = new Map<string, ReturnType<Ajv['compile']>>();

function validator(name: string) {
  const known = validators.get(name);
  if (known !== undefined) return known;
  const schema: unknown = JSON.parse(readFileSync(join(schemaFolder, `${name}.schema.json`), 'utf8'));
  const compiled = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema as object);
  validators.set(name, compiled);
  return compiled;
}

function checkShape(name: string, file: string, data: unknown, report: ReportProblem): boolean {
  const validate = validator(name);
  if (validate(data)) return true;
  for (const error of validate.errors ?? []) {
    report(file, error.instancePath || '/', t('check.shape', { detail: error.message ?? error.keyword }));
  }
  return false;
}

/** Checks the pack folder: the shape of every file first, then everything that one part says about another. */
export function checkPackFolder(folder: string, id: string, lookup: Lookup = readKnown): PackProblem[] {
  const problems: PackProblem[] = [];
  const report: ReportProblem = (file, at, message) => problems.push({ pack: id, file, at, message });
  const files = { pack: 'pack.json', ...packFiles };
  let sound = true;
  for (const file of Object.values(files)) {
    const path = join(folder, file);
    if (!existsSync(path)) {
      if (file === packFiles.levels) continue;
      report(file, '/', t('check.missingFile'));
      sound = false;
      continue;
    }
    try {
      const data: unknown = JSON.parse(readFileSync(path, 'utf8'));
      sound = checkShape(file.replace('.json', ''), file, data, report) && sound;
    } catch (error) {
      report(
        file,
        '/',
        t('check.notJson', { detail: error instanceof Error ? error.message : String(error) }),
      );
      sound = false;
    }
  }
  if (!sound) return problems;
  const pack = readPack(folder);
  if (pack.id !== id) report('pack.json', 'id', t('check.folderName', { id: pack.id }));
  checkReferences(pack, report, lookup);
  return problems;
}

function readKnown(id: string): Pack | null {
  const folder = packFolder(id);
  return folder === null ? null : readPack(folder);
}

/** Checks what the parts of a pack say about one another; its shape must be right already. */
export function checkPack(pack: Pack, lookup: Lookup = readKnown): PackProblem[] {
  const problems: PackProblem[] = [];
  const report: ReportProblem = (file, at, message) => problems.push({ pack: pack.id, file, at, message });
  checkReferences(pack, report, lookup);
  return problems;
}

function checkReferences(pack: Pack, report: ReportProblem, lookup: Lookup): void {
  checkDuplicates(pack, report);
  checkRoles(pack, report);
  checkConditions(pack, report);
  checkTitles(pack, report);
  checkRequirements(pack, report, lookup);
  checkReporting(pack, report);
}

function checkDuplicates(pack: Pack, report: ReportProblem): void {
  const lists: [string, readonly string[]][] = [
    ['pack.json', pack.families.map((family) => family.id)],
    [packFiles.roles, pack.roles.map((role) => role.id)],
    [packFiles.conditions, pack.conditions.map((condition) => condition.code)],
    [packFiles.titles, pack.titles.map((title) => title.id)],
    // A requirement and a sub-item are named in the same place (answers, exceptions), so they share one space.
    [packFiles.requirements, [...pack.requirements, ...pack.subItems].map((item) => item.id)],
    [packFiles.levels, pack.levels.map((level) => level.id)],
    [packFiles.reporting, pack.reporting.groups.map((group) => group.id)],
  ];
  for (const [file, ids] of lists) {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id)) report(file, id, t('check.duplicate', { id }));
      seen.add(id);
    }
  }
}

function checkRoles(pack: Pack, report: ReportProblem): void {
  const ids = new Set(pack.roles.map((role) => role.id));
  const groups = new Set(pack.reporting.groups.map((group) => group.id));
  const clauses = new Set([...pack.titles, ...pack.requirements].map((item) => item.id));
  for (const role of pack.roles) {
    const named = [role.mustAlsoHold, role.representedBy, role.appointedBy, ...(role.incompatibleWith ?? [])];
    for (const other of named) {
      if (other !== undefined && !ids.has(other))
        report(packFiles.roles, role.id, t('check.unknownRole', { id: other }));
    }
    const wrong = (message: string) => report(packFiles.roles, role.id, message);
    if (role.count.max !== null && role.count.max < role.count.min) wrong(t('check.countOrder'));
    if (role.perScope && role.scope === 'organisation') wrong(t('check.perScope'));
    if (role.scope === 'unit' && role.unitKind === undefined && role.count.min > 0)
      wrong(t('check.unitKind'));
    if (role.coverage === true && role.scope !== 'unit') wrong(t('check.coverage'));
    if (role.body === true && role.representedBy === undefined) wrong(t('check.representedBy'));
    if (role.reportingGroup !== undefined && !groups.has(role.reportingGroup)) {
      wrong(t('check.unknownGroup', { id: role.reportingGroup }));
    }
    if (role.clause !== undefined && !clauses.has(role.clause))
      wrong(t('check.unknownClause', { id: role.clause }));
    for (const kind of role.orgKinds) {
      if (!pack.orgKinds.includes(kind)) wrong(t('check.orgKind', { id: kind }));
    }
  }
}

function checkConditions(pack: Pack, report: ReportProblem): void {
  const families = new Set(pack.families.map((family) => family.id));
  const codes = new Set(pack.conditions.map((condition) => condition.code));
  for (const { code, family, impliedBy } of pack.conditions) {
    if (!families.has(family)) report(packFiles.conditions, code, t('check.unknownFamily', { id: family }));
    for (const other of impliedBy ?? []) {
      if (!codes.has(other) || other === code) {
        report(packFiles.conditions, code, t('check.unknownCondition', { id: other }));
      }
    }
  }
}

function checkTitles(pack: Pack, report: ReportProblem): void {
  const parents = new Map(pack.titles.map((title) => [title.id, title.parent]));
  for (const title of pack.titles) {
    const seen = new Set([title.id]);
    let parent = title.parent;
    while (parent !== null) {
      if (!parents.has(parent)) {
        report(packFiles.titles, title.id, t('check.unknownTitle', { id: parent }));
        break;
      }
      if (seen.has(parent)) {
        report(packFiles.titles, title.id, t('check.circle'));
        break;
      }
      seen.add(parent);
      parent = parents.get(parent) ?? null;
    }
  }
}

function checkRequirements(pack: Pack, report: ReportProblem, lookup: Lookup): void {
  const parents = new Map(pack.titles.map((title) => [title.id, title.parent]));
  const roles = new Map(pack.roles.map((role) => [role.id, role]));
  const codes = new Set(pack.conditions.map((condition) => condition.code));
  const levels = new Set(pack.levels.map((level) => level.id));
  for (const requirement of pack.requirements) {
    const wrong = (message: string) => report(packFiles.requirements, requirement.id, message);
    if (requirement.path.at(-1) !== requirement.group) wrong(t('check.group'));
    requirement.path.forEach((id, at) => {
      if (!parents.has(id)) wrong(t('check.unknownTitle', { id }));
      else if ((parents.get(id) ?? null) !== (requirement.path[at - 1] ?? null))
        wrong(t('check.path', { id }));
    });
    for (const actor of requirement.actors) {
      const role = roles.get(actor);
      if (role === undefined) wrong(t('check.unknownRole', { id: actor }));
      else if (!requirement.orgKinds.some((kind) => role.orgKinds.includes(kind))) {
        wrong(t('check.actorKind', { id: actor }));
      }
    }
    for (const code of requirement.conditions) {
      if (!codes.has(code)) wrong(t('check.unknownCondition', { id: code }));
    }
    for (const kind of requirement.orgKinds) {
      if (!pack.orgKinds.includes(kind)) wrong(t('check.orgKind', { id: kind }));
    }
    if (requirement.level === undefined ? levels.size > 0 : !levels.has(requirement.level)) {
      wrong(t('check.unknownLevel', { id: requirement.level ?? '' }));
    }
    for (const map of requirement.maps ?? []) {
      const target = lookup(map.pack);
      const known = new Set(
        [...(target?.titles ?? []), ...(target?.requirements ?? [])].map((item) => item.id),
      );
      for (const id of map.ids) if (!known.has(id)) wrong(t('check.map', { pack: map.pack, id }));
    }
  }
  const requirements = new Set(pack.requirements.map((requirement) => requirement.id));
  for (const item of pack.subItems) {
    if (!requirements.has(item.parent)) {
      report(packFiles.subItems, item.id, t('check.unknownRequirement', { id: item.parent }));
    }
  }
}

function checkReporting({ reporting, roles }: Pack, report: ReportProblem): void {
  const groupOf = new Map(roles.map((role) => [role.id, role.reportingGroup]));
  for (const group of reporting.groups) {
    for (const role of group.roles) {
      if (groupOf.get(role) !== group.id)
        report(packFiles.reporting, group.id, t('check.groupRole', { id: role }));
    }
  }
  const listed = new Set(reporting.groups.flatMap((group) => group.roles));
  for (const role of roles) {
    if (role.reportingGroup !== undefined && !listed.has(role.id)) {
      report(packFiles.reporting, role.reportingGroup, t('check.groupRole', { id: role.id }));
    }
  }
  reporting.gradeBands.forEach(({ grade, min }, at) => {
    const above = reporting.gradeBands[at - 1]?.min;
    // n/d compared by cross multiplication: exact.
    if (above !== undefined && min.n * above.d >= above.n * min.d) {
      report(packFiles.reporting, grade, t('check.bandOrder'));
    }
  });
  if (reporting.gradeBands.at(-1)?.min.n !== 0)
    report(packFiles.reporting, 'gradeBands', t('check.lastBand'));
}

/** Checks a crosswalk; an end whose pack is not here must say what the clause is about, or have a known other end. */
export function checkCrosswalk(crosswalk: Crosswalk, lookup: Lookup = readKnown): PackProblem[] {
  const problems: PackProblem[] = [];
  const name = `${crosswalk.from}--${crosswalk.to}`;
  const report: ReportProblem = (file, at, message) => problems.push({ pack: name, file, at, message });
  const file = `crosswalks/${name}.json`;
  if (!checkShape('crosswalk', file, crosswalk, report)) return problems;
  const ends = { from: idsOf(lookup(crosswalk.from)), to: idsOf(lookup(crosswalk.to)) };
  if (ends.from === null && ends.to === null) report(file, '/', t('check.crosswalkPacks'));
  const seen = new Set<string>();
  for (const entry of crosswalk.entries) {
    const at = `${entry.from ?? '–'} → ${entry.to ?? '–'}`;
    if (seen.has(at)) report(file, at, t('check.duplicate', { id: at }));
    seen.add(at);
    for (const side of ['from', 'to'] as const) {
      const id = entry[side];
      if (id !== null && ends[side] !== null && !ends[side].has(id)) {
        report(file, at, t('check.unknownRequirement', { id }));
      }
    }
    if (
      (entry.from === null) !== (entry.relation === 'new') ||
      (entry.to === null) !== (entry.relation === 'removed')
    ) {
      report(file, at, t('check.relation'));
    }
    if ((entry.from === null || entry.to === null) && entry.title === undefined)
      report(file, at, t('check.endTitle'));
  }
  return problems;
}

const idsOf = (pack: Pack | null): ReadonlySet<string> | null =>
  pack === null ? null : new Set([...pack.requirements, ...pack.subItems].map((item) => item.id));

/**
 * Checks packs by id and, if asked, all crosswalks. `parts` are the files of packs that other rooms brought.
 */
export function checkPacks(
  ids: readonly string[],
  withCrosswalks: boolean,
  parts: readonly AnyPart[] = [],
): PackProblem[] {
  const problems = ids.flatMap((id) => {
    const folder = packFolder(id);
    if (folder === null)
      return [{ pack: id, file: 'pack.json', at: '/', message: t('pack.unknown', { id }) }];
    const found = checkPackFolder(folder, id);
    return found.length > 0 ? found : parts.flatMap((part) => checkPart(folder, readPack(folder), part));
  });
  const crosswalks = withCrosswalks ? listCrosswalks() : [];
  return [...problems, ...crosswalks.flatMap((crosswalk) => checkCrosswalk(crosswalk))];
}

/** Checks one part of a pack folder, if the pack has it: first its shape, then what it says. */
export function checkPart(folder: string, pack: Pack, part: AnyPart): PackProblem[] {
  const file = `${part.name}.json`;
  const path = join(folder, file);
  if (!existsSync(path)) return [];
  const problems: PackProblem[] = [];
  const report: ReportProblem = (name, at, message) =>
    problems.push({ pack: pack.id, file: name, at, message });
  try {
    const data: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (checkShape(part.name, file, data, report)) part.check(data, pack, report);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(file, '/', t('check.notJson', { detail: error.message }));
  }
  return problems;
}
