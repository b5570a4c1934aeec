import { sql } from 'drizzle-orm';
import { addMonths } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { normaliseForSearch } from '../../kernel/japanese.ts';
import type { ImportDefinition } from '../../kit/server/import.ts';
import type { ReadLine } from '../../kit/server/import-table.ts';
import { insertMany, updateMany } from '../../kit/server/sets.ts';
import { recordEvents } from '../../platform/audit/record-event.ts';
import type { Tx } from '../../platform/database/database.ts';
import { belongs, currentAssets, inForce } from '../organisation/index.ts';
import { isKnownRestriction } from './commands/check-input.ts';
import { assetSearch } from './commands/register-asset.ts';
import { importColumns } from './import-columns.ts';
import { circles, linkSources, type NamedSource, readSources } from './import-sources.ts';
import { t } from './messages.ts';
import {
  appliesTo,
  axes,
  type Classes,
  classesOf,
  OWN,
  restrictionId,
  restrictionText,
  type Scheme,
  uniteRestrictions,
} from './model.ts';
import { loadRulebook, type Rulebook } from './queries/scheme.ts';
import { informationAssets } from './tables.ts';

type Line = ReadLine<typeof importColumns>;

/** A line in a shape that compares. What the file says nothing of is undefined. */
interface Imported {
  readonly name: string;
  readonly unitCode: string;
  readonly form: string;
  readonly origin: string;
  readonly sources?: readonly NamedSource[];
  readonly [field: string]: unknown;
}

interface Existing {
  readonly id: string;
  readonly version: number;
  readonly record: Imported;
}

interface Context {
  readonly today: string;
  readonly rulebook: Rulebook;
  readonly units: ReadonlyMap<string, string>;
  readonly systems: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
  readonly existing: ReadonlyMap<string, Existing>;
  /** Ids of the entries that lines name as sources, by number; those of the file have none yet. */
  readonly sources: ReadonlyMap<string, string | null>;
}

/**
 * The register from a file, known by its numbers. Entries that exist keep their classes, restrictions, form and decider:
 * these change by decisions only, so a line that differs there is refused with the reason.
 */
export const informationImport = (
  today: string,
): ImportDefinition<typeof importColumns, Context, Imported> => ({
  title: t('page.register'),
  action: 'information.import',
  columns: importColumns,
  keyOf: ({ number }) => number ?? '',
  load: (tx, lines) => loadContext(tx, lines, today),
  resolve: resolveLine,
  current: (key, { existing }) => existing.get(key)?.record,
  inspect: (lines) =>
    circles(lines).map(({ row, key }) => ({
      row,
      field: 'sources',
      problem: t.ref('source.circle', { number: key }),
    })),
  async apply(tx, actor, plan, context) {
    const created = plan.created.map(({ key, record }) => rowOf(tx, key, record, context));
    await insertMany(tx, informationAssets, created);
    const ids = new Map(created.map(({ id, number }) => [number, id]));
    await linkSources(
      tx,
      actor,
      context.rulebook.scheme,
      plan.created.map(({ key, record }) => ({ id: ids.get(key) ?? '', sources: record.sources ?? [] })),
      (number) => ids.get(number) ?? context.sources.get(number) ?? '',
    );
    const changed = plan.changed.flatMap(({ key, record, current }) => {
      const before = context.existing.get(key);
      return before === undefined ? [] : [{ before, key, after: { ...current, ...record } }];
    });
    await updateMany(
      tx,
      informationAssets,
      changed.map(({ before, key, after }) => ({
        ...detailsOf(key, after, context),
        id: before.id,
        version: before.version,
      })),
    );
    await recordEvents(tx, actor, [
      ...created.map((row) => ({
        action: 'information.import',
        entity: 'information',
        entityId: row.id,
        after: { number: row.number, name: row.name, ...classesOf((axis) => row[axis] ?? null) },
      })),
      ...changed.map(({ before, after }) => ({
        action: 'information.import',
        entity: 'information',
        entityId: before.id,
        before: before.record,
        after,
      })),
    ]);
  },
});

async function loadContext(tx: Tx, lines: readonly Line[], today: string): Promise<Context> {
  const rulebook = await loadRulebook(tx);
  const org = tx.organisationId;
  const pairs = async (query: ReturnType<typeof sql>) =>
    new Map((await tx.execute<{ code: string; id: string }>(query)).rows.map(({ code, id }) => [code, id]));
  const numbers = sql.param(lines.map(({ values }) => values.number ?? ''));
  const deciders = sql.param(lines.flatMap(({ values }) => values.deciderNumber ?? []));
  const rows = await tx.execute<
    Record<string, unknown> & { id: string; version: number; number: string }
  >(sql`
    select ia.id, ia.version, ia.number, ia.name, u.code as "unitCode", ia.form, ia.origin, ia.place,
      s.code as "systemCode", p.number as "deciderNumber", ia.confidentiality, ia.integrity, ia.availability,
      ia.restrictions, ia.origin_note as "originNote", ia.acquired_on as "acquiredOn", ia.personal, ia.marking, ia.retention,
      ia.retain_until as "retainUntil", ia.recovery_hours as "recoveryHours", ia.review_on as "reviewOn", ia.note,
      coalesce((select json_agg(json_build_object('number', o.number, 'kind', s.kind) order by o.number)
        from information_sources s join information_assets o on o.organisation_id = s.organisation_id and o.id = s.source_id
        where s.organisation_id = ia.organisation_id and s.asset_id = ia.id), '[]'::json) as sources
    from information_assets ia
    join units u on u.organisation_id = ia.organisation_id and u.id = ia.unit_id
    left join assets s on s.organisation_id = ia.organisation_id and s.id = ia.system_id
    left join people p on p.organisation_id = ia.organisation_id and p.id = ia.decider_id
    where ia.organisation_id = ${org} and ia.number = any (${numbers}::text[]) for update of ia`);
  const named = lines.flatMap(({ values }) =>
    readSources(values.sources ?? null).map(({ number }) => number),
  );
  const inRegister = await pairs(sql`select ia.number as code, ia.id from information_assets ia
    where ia.organisation_id = ${org} and ia.number = any (${sql.param(named)}::text[])`);
  const inFile = lines.map(({ values }): [string, null] => [values.number ?? '', null]);
  return {
    today,
    rulebook,
    sources: new Map<string, string | null>([...inFile, ...inRegister]),
    units: await pairs(
      sql`select u.code, u.id from units u where u.organisation_id = ${org} and ${inForce('u', today)}`,
    ),
    systems: await pairs(
      sql`select ca.code, ca.asset_id as id from ${currentAssets(org, today)} ca where ca.kind = 'system'`,
    ),
    people: await pairs(sql`select p.number as code, p.id from people p where p.organisation_id = ${org}
      and p.number = any (${deciders}::text[]) and ${belongs('p', today)}`),
    existing: new Map(
      rows.rows.map(({ id, version, number, ...record }) => [
        number,
        { id, version, record: record as unknown as Imported },
      ]),
    ),
  };
}

const detailFields = [
  'place',
  'originNote',
  'acquiredOn',
  'personal',
  'marking',
  'retention',
  'retainUntil',
  'recoveryHours',
  'reviewOn',
  'note',
] as const;
const emptyTexts = new Set<string>(['place', 'originNote', 'retention', 'note']);

function resolveLine({ values }: Line, context: Context) {
  const { scheme, settings } = context.rulebook;
  const { unitCode, systemCode, deciderNumber, form } = values;
  const wrong = (field: string, problem: ReturnType<typeof t.ref>) => ({ field, problem });
  const existing = context.existing.get(values.number ?? '');
  const own = [...settings.ownRestrictions, ...ownWords(existing)];
  // What an entry has from its sources, an empty cell leaves to them: the same file again changes nothing.
  const inherits = (existing?.record.sources ?? []).length > 0;
  const restrictions = readRestrictions(
    scheme,
    own,
    inherits && values.restrictions === null ? undefined : values.restrictions,
  );
  const level = (text: string | null | undefined) =>
    text === undefined || (text === null && inherits)
      ? undefined
      : text === null || text === 'none'
        ? null
        : Number(text);
  const levels = Object.fromEntries(axes.map((axis) => [axis, level(values[axis])]));
  const sources = values.sources === undefined ? undefined : readSources(values.sources);
  const missing = sources?.find(({ number }) => !context.sources.has(number));
  const off = axes.filter((axis) => levels[axis] && form && !appliesTo(scheme, axis, form));
  const problems = [
    !context.units.has(unitCode ?? '') &&
      wrong('unitCode', t.ref('import.unitUnknown', { code: unitCode ?? '' })),
    typeof systemCode === 'string' &&
      !context.systems.has(systemCode) &&
      wrong('systemCode', t.ref('import.systemUnknown', { code: systemCode })),
    typeof deciderNumber === 'string' &&
      !context.people.has(deciderNumber) &&
      wrong('deciderNumber', t.ref('import.personUnknown', { number: deciderNumber })),
    typeof restrictions === 'string' &&
      wrong('restrictions', t.ref('input.restriction', { code: restrictions })),
    missing !== undefined && wrong('sources', t.ref('import.sourceUnknown', { number: missing.number })),
    ...off.map((axis) => wrong(axis, t.ref('input.axis', { axis: t(`axis.${axis}`) }))),
  ].filter((each) => each !== false);
  if (problems.length > 0) return { problems };
  const details = Object.fromEntries(
    detailFields.flatMap((field): [string, unknown][] => {
      const value = values[field];
      if (value === undefined) return [];
      if (value === null && (field === 'personal' || field === 'marking')) return [[field, 'none']];
      return [[field, value === null && emptyTexts.has(field) ? '' : value]];
    }),
  );
  const record: Imported = {
    name: values.name ?? '',
    unitCode: unitCode ?? '',
    form: form ?? 'electronic',
    origin: values.origin ?? 'made',
    ...details,
    ...given({ systemCode, deciderNumber, restrictions, ...levels }),
    ...(sources !== undefined && { sources: sameNumbers(sources, existing) ?? sources }),
  };
  return decidedElsewhere(record, existing) ?? { record };
}

/** What an import does not change about an entry that exists: the reason, at the column. */
function decidedElsewhere(record: Imported, existing: Existing | undefined) {
  if (existing === undefined) return null;
  const fixed = [...axes, 'restrictions', 'form', 'origin', 'deciderNumber', 'sources'];
  const field = fixed.find(
    (each) =>
      record[each] !== undefined && JSON.stringify(record[each]) !== JSON.stringify(existing.record[each]),
  );
  return field === undefined ? null : { field, problem: t.ref('import.decided') };
}

/** The sources that an entry already has, where the file names the same: an export says numbers only. */
function sameNumbers(
  sources: readonly NamedSource[],
  existing: Existing | undefined,
): readonly NamedSource[] | undefined {
  const numbers = (some: readonly NamedSource[]) =>
    some
      .map(({ number }) => number)
      .sort()
      .join('\n');
  const held = existing?.record.sources;
  return held !== undefined && numbers(held) === numbers(sources) ? held : undefined;
}

/** Codes of the restrictions that a cell names, or the words that nobody knows. */
function readRestrictions(
  scheme: Scheme,
  own: readonly string[],
  text: string | null | undefined,
): readonly string[] | string | undefined {
  if (text === undefined) return undefined;
  const words = (text ?? '')
    .split(/[、,，;；\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const codes = words.map((word) => restrictionCode(scheme, own, word));
  const unknown = codes.indexOf(null);
  if (unknown !== -1) return words[unknown] ?? '';
  return uniteRestrictions(scheme, [codes.flatMap((code) => code ?? [])]);
}

/** Restrictions of its own that an entry already has: a file that names them says nothing new. */
const ownWords = (existing: Existing | undefined): readonly string[] =>
  ((existing?.record.restrictions as readonly string[] | undefined) ?? [])
    .filter((code) => restrictionId(code) === OWN)
    .map((code) => code.slice(OWN.length + 1));

function restrictionCode(scheme: Scheme, own: readonly string[], word: string): string | null {
  const same = (one: string, other: string) => normaliseForSearch(one) === normaliseForSearch(other);
  const known = scheme.restrictions.find((each) => !each.open && same(each.title.ja, word));
  if (known !== undefined) return known.id;
  for (const { id, title } of scheme.restrictions.filter(({ open }) => open)) {
    const [before = '', after = ''] = title.ja.split('{text}');
    if (!word.startsWith(before) || !word.endsWith(after)) continue;
    const code = `${id}:${word.slice(before.length, word.length - after.length)}`;
    if (isKnownRestriction(scheme, code) && restrictionText(scheme, code) === word) return code;
  }
  return own.some((each) => same(each, word)) ? `${OWN}:${word}` : null;
}

/** Fields that the file has a column for; an absent column says nothing. */
const given = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const detailsOf = (number: string, record: Imported, context: Context) => ({
  name: record.name,
  search: assetSearch(record.name, number, String(record.place ?? '')),
  unitId: context.units.get(record.unitCode) ?? '',
  systemId: context.systems.get(String(record.systemCode ?? '')) ?? null,
  ...(Object.fromEntries(detailFields.map((field) => [field, record[field]])) as Partial<
    typeof informationAssets.$inferInsert
  >),
});

/** A new line as a row: classified as the file says, undecided where it says nothing. */
function rowOf(tx: Tx, number: string, record: Imported, context: Context) {
  const { scheme, settings } = context.rulebook;
  const classes: Classes = classesOf((axis) => (record[axis] as number | null | undefined) ?? null);
  const decided = axes.some((axis) => classes[axis] !== null);
  return {
    ...detailsOf(number, record, context),
    organisationId: tx.organisationId,
    id: newId(),
    number,
    form: record.form as typeof informationAssets.$inferInsert.form,
    origin: record.origin as typeof informationAssets.$inferInsert.origin,
    deciderId: context.people.get(String(record.deciderNumber ?? '')) ?? null,
    packId: scheme.packId,
    ...classes,
    restrictions: [...((record.restrictions as readonly string[] | undefined) ?? [])],
    basis: decided ? ('decided' as const) : ('none' as const),
    reviewOn:
      (record.reviewOn as string | null | undefined) ?? addMonths(context.today, settings.reviewMonths),
    version: 1,
  };
}
