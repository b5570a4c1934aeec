import type pg from 'pg';
import { t } from './messages.ts';

/** A table as a backup holds it. */
export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Whether its rows belong to organisations and row-level security guards them. */
  readonly tenant: boolean;
}

/** Not worth keeping: a restored installation asks everybody to sign in again. */
const LEFT_OUT = ['schema_migrations', 'sessions'];

/** The tables of the product, each after those that it refers to. */
export async function listTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable & { parents: string[] }>(
    `select c.relname::text as name,
            array_agg(a.attname::text order by a.attnum) as columns,
            bool_or(a.attname = 'organisation_id') as tenant,
            array(select distinct p.relname::text from pg_constraint f join pg_class p on p.oid = f.confrelid
                  where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as parents
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and not c.relispartition
       and c.relnamespace = 'public'::regnamespace and not (c.relname = any($1))
     group by c.oid, c.relname
     order by c.relname`,
    [LEFT_OUT],
  );
  return parentsFirst(rows).map(({ name, columns, tenant }) => ({ name, columns, tenant }));
}

/** Orders by reference; equal ones stay in the order of their names. */
function parentsFirst<Table extends { name: string; parents: readonly string[] }>(
  tables: readonly Table[],
): Table[] {
  const names = new Set(tables.map((table) => table.name));
  const placed = new Set<string>();
  const ordered: Table[] = [];
  while (ordered.length < tables.length) {
    const ready = tables.filter(
      ({ name, parents }) =>
        !placed.has(name) && parents.every((parent) => placed.has(parent) || !names.has(parent)),
    );
    if (ready.length === 0) {
      throw new Error(t('cycle', { tables: [...names].filter((name) => !placed.has(name)).join(', ') }));
    }
    for (const table of ready) placed.add(table.name);
    ordered.push(...ready);
  }
  return ordered;
}

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Names as a column list. */
export const columnList = (columns: readonly string[]): string => columns.map(quoted).join(', ');
