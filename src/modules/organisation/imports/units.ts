import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { type ImportDefinition, type PlannedLine, resolved } from '../../../kit/server/import.ts';
import {
  codeColumn,
  dateColumn,
  integerColumn,
  required,
  textColumn,
} from '../../../kit/server/import-columns.ts';
import type { ImportRow } from '../../../kit/server/import-table.ts';
import { insertMany } from '../../../kit/server/sets.ts';
import { type AuditEvent, recordEvents } from '../../../platform/audit/record-event.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce } from '../fragments.ts';
import { t } from '../messages.ts';
import { pathBelow, type UnitKind, unitKinds } from '../model.ts';
import { units } from '../tables.ts';
import { unitKindColumn } from './columns.ts';
import { given } from './lookups.ts';

const columns = {
  code: required(codeColumn(t('unit.code'), { aliases: ['コード', '部署コード'] })),
  name: required(textColumn(t('unit.name'), { aliases: ['部署名', '名称'], limit: 100 })),
  kana: textColumn(t('person.kana')),
  kind: required(unitKindColumn),
  parentCode: codeColumn(t('unit.parentCode'), { aliases: ['上位コード', '親コード'] }),
  sortOrder: integerColumn(t('unit.sortOrder'), { aliases: ['並び順'] }),
  validFrom: dateColumn(t('unit.validFrom')),
};

interface UnitRecord {
  readonly code: string;
  readonly name: string;
  readonly kana?: string;
  readonly kind: UnitKind;
  readonly parentCode?: string | null;
  readonly sortOrder?: number;
  readonly validFrom?: string;
}

interface Existing extends Required<UnitRecord> {
  readonly id: string;
  readonly path: string;
}

interface Context {
  readonly today: string;
  /** The top that the set-up made, when the file brings the real one. */
  readonly adopted: Existing | null;
  readonly existing: ReadonlyMap<string, Existing>;
  readonly inFile: ReadonlySet<string>;
}

/** Units of today: entered or corrected in place. Changes as of a day are a reorganisation, not an import. */
export const unitImport = (today: string): ImportDefinition<typeof columns, Context, UnitRecord> => ({
  title: t('import.units'),
  action: 'organisation.import',
  columns,
  keyOf: (values) => values.code ?? '',
  async load(tx, lines) {
    const existing = await existingUnits(tx, today);
    const adopted = adoptable(existing, lines);
    return {
      today,
      adopted,
      existing: adopted === null ? existing : new Map(),
      inFile: new Set(lines.map((line) => line.values.code ?? '')),
    };
  },
  resolve({ values }, context) {
    const { code, name, kana, kind, parentCode, sortOrder, validFrom } = values;
    const optional = given({
      kana: kana === null ? '' : kana,
      parentCode,
      sortOrder: sortOrder === null ? undefined : sortOrder,
      validFrom: validFrom === null ? undefined : validFrom,
    });
    const known = !parentCode || context.existing.has(parentCode) || context.inFile.has(parentCode);
    return resolved(
      [!known && { problem: t.ref('import.unitUnknown', { code: parentCode ?? '' }), field: 'parentCode' }],
      () => ({ code: code ?? '', name: name ?? '', kind: kind ?? 'division', ...optional }) as UnitRecord,
    );
  },
  inspect: misplaced,
  current: (key, context) => {
    const found = context.existing.get(key);
    if (!found) return undefined;
    const { id: _id, path: _path, ...record } = found;
    return record;
  },
  async apply(tx, actor, plan, context) {
    const wanted = new Map<string, Existing & { created: boolean }>(
      [...context.existing].map(([code, unit]) => [code, { ...unit, created: false }]),
    );
    for (const { key, record } of plan.changed) {
      const before = wanted.get(key);
      if (before) wanted.set(key, { ...before, ...record });
    }
    for (const { key, record } of plan.created) {
      const blank = { kana: '', parentCode: null, sortOrder: 0, validFrom: context.today };
      const top = isTop(record) ? context.adopted : null;
      wanted.set(key, {
        ...(top ?? { ...blank, id: newId(), path: '' }),
        ...record,
        created: top === null,
      });
    }
    const placed = placeAll(wanted);
    await writeUnits(tx, placed, context);
    await recordEvents(tx, actor, eventsOf(placed, context));
  },
});

/** Lines that would put a unit under one of a lower level, or below itself. */
function misplaced(lines: readonly PlannedLine<UnitRecord>[], { existing }: Context) {
  const tree = new Map<string, Pick<UnitRecord, 'kind' | 'parentCode'>>(existing);
  for (const { key, record } of lines) tree.set(key, { ...existing.get(key), ...record });
  return lines.flatMap(({ row, key }) => {
    const unit = tree.get(key);
    const parent = tree.get(unit?.parentCode ?? '');
    if (!unit || !parent) return [];
    if (isBelowItself(key, tree)) return [{ row, field: 'parentCode', problem: t.ref('reorganise.circle') }];
    if (unitKinds.indexOf(unit.kind) >= unitKinds.indexOf(parent.kind)) return [];
    const words = { parent: t(`unitKind.${parent.kind}`), child: t(`unitKind.${unit.kind}`) };
    return [{ row, field: 'kind', problem: t.ref('unit.levelWrong', words) }];
  });
}

function isBelowItself(
  code: string,
  tree: ReadonlyMap<string, { readonly parentCode?: string | null }>,
): boolean {
  const passed = new Set<string>();
  let at = tree.get(code)?.parentCode;
  while (at && at !== code && !passed.has(at)) {
    passed.add(at);
    at = tree.get(at)?.parentCode;
  }
  return at === code;
}

const isTop = (unit: { readonly kind?: UnitKind | null; readonly parentCode?: string | null }): boolean =>
  unit.kind === 'organisation' && !unit.parentCode;

/**
 * The only unit there is, if the first file that comes has a top of its own: it is the same body under its real code,
 * not a second one beside it.
 */
function adoptable(
  existing: ReadonlyMap<string, Existing>,
  lines: readonly { readonly values: ImportRow<typeof columns> }[],
): Existing | null {
  const [only, ...others] = existing.values();
  if (!only || others.length > 0 || !isTop(only)) return null;
  const named = lines.some(({ values }) => values.code === only.code || values.parentCode === only.code);
  return !named && lines.filter(({ values }) => isTop(values)).length === 1 ? only : null;
}

async function existingUnits(tx: Tx, today: string): Promise<Map<string, Existing>> {
  const result = await tx.execute<Existing & Record<string, unknown>>(sql`
    select u.id, u.path, u.code, u.name, u.kana, u.kind, p.code as "parentCode", u.sort_order as "sortOrder",
      u.valid_from as "validFrom"
    from units u left join units p on p.organisation_id = u.organisation_id and p.id = u.parent_id
    where u.organisation_id = ${tx.organisationId} and ${inForce('u', today)}`);
  return new Map(result.rows.map((row) => [row.code, row]));
}

interface Placed extends Existing {
  readonly created: boolean;
  readonly parentId: string | null;
}

/** Paths of the whole tree, parents first. A unit below itself is refused. */
function placeAll(wanted: ReadonlyMap<string, Existing & { created: boolean }>): Placed[] {
  const children = Map.groupBy(wanted.values(), (unit) => unit.parentCode ?? '');
  const placed: Placed[] = [];
  const queue = (children.get('') ?? []).map((unit) => ({ unit, parent: null as Placed | null }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { unit, parent } = next;
    const row = { ...unit, parentId: parent?.id ?? null, path: pathBelow(parent?.path ?? null, unit.id) };
    placed.push(row);
    queue.push(...(children.get(unit.code) ?? []).map((child) => ({ unit: child, parent: row })));
  }
  if (placed.length < wanted.size) throw new InvalidInput(t.ref('reorganise.circle'));
  return placed;
}

const beforeOf = (row: Placed, { adopted, existing }: Context): Existing | undefined =>
  adopted?.id === row.id ? adopted : existing.get(row.code);

const changedRows = (placed: readonly Placed[], context: Context): Placed[] =>
  placed.filter((row) => {
    const before = beforeOf(row, context);
    return before !== undefined && JSON.stringify(plain(before)) !== JSON.stringify(plain(row));
  });

const plain = ({ code, path, name, kana, kind, sortOrder, validFrom }: Existing) => [
  code,
  path,
  name,
  kana,
  kind,
  sortOrder,
  validFrom,
];

async function writeUnits(tx: Tx, placed: readonly Placed[], context: Context): Promise<void> {
  const { organisationId } = tx;
  const created = placed.filter((row) => row.created);
  const rows = created.map(({ created: _created, parentCode: _parent, ...row }) => ({
    organisationId,
    ...row,
    version: 1,
  }));
  await insertMany(tx, units, rows);
  const changed = changedRows(placed, context).map((row) => ({
    id: row.id,
    parent_id: row.parentId,
    path: row.path,
    code: row.code,
    name: row.name,
    kana: row.kana,
    kind: row.kind,
    sort_order: row.sortOrder,
    valid_from: row.validFrom,
  }));
  if (changed.length === 0) return;
  await tx.execute(sql`
    update units as u set parent_id = n.parent_id, path = n.path, code = n.code, name = n.name, kana = n.kana, kind = n.kind,
      sort_order = n.sort_order, valid_from = n.valid_from, version = u.version + 1
    from jsonb_populate_recordset(null::units, ${JSON.stringify(changed)}::jsonb) as n
    where u.organisation_id = ${organisationId} and u.id = n.id`);
}

function eventsOf(placed: readonly Placed[], context: Context): AuditEvent[] {
  const event = (row: Placed, before?: Existing): AuditEvent => ({
    action: 'organisation.import',
    entity: 'unit',
    entityId: row.id,
    ...(before && { before: { ...before } }),
    after: { ...row },
  });
  return [
    ...placed.filter((row) => row.created).map((row) => event(row)),
    ...changedRows(placed, context).map((row) => event(row, beforeOf(row, context))),
  ];
}
