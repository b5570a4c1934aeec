import { type AnyColumn, and, asc, desc, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.ts';
import { normaliseForSearch } from '../../kernel/japanese.ts';
import { type Scope, type ScopeColumns, withinScope } from '../../platform/authorisation/authorise.ts';
import type { Tx } from '../../platform/database/database.ts';
import { t } from './messages.ts';

/** More rows than this are not written into one file. */
export const EXPORT_LIMIT = 100_000;

/**
 * The query of every list: `q` (free text), `sort` (`name`, or `-name` for descending), `page` from 1,
 * `pageSize` up to 200, `format` (`csv` or `xlsx` gives a file of all rows), and the list's own filters.
 */
export function listQuery<const S extends string, F extends z.ZodRawShape>(
  sorts: readonly [S, ...S[]],
  filters: F,
) {
  const directions = sorts.flatMap((sort): [S, `-${S}`] => [sort, `-${sort}`]);
  return z.object({
    q: z.string().max(200).optional(),
    sort: z.enum(directions as [S | `-${S}`, ...(S | `-${S}`)[]]).optional(),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(200).default(25),
    format: z.enum(['csv', 'xlsx']).optional(),
    ...filters,
  });
}

/** The answer of every list: the items of one page, and how many there are in all. */
export const listAnswer = <R extends z.ZodType>(row: R) =>
  z.object({
    items: z.array(row),
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
  });

/** What Drizzle's `tx.select(…).from(…).where(where).$dynamic()` offers here. */
export interface PageableQuery<Row> extends PromiseLike<Row[]>, SQLWrapper {
  orderBy(...columns: SQL[]): PageableQuery<Row>;
  limit(limit: number): PageableQuery<Row>;
  offset(offset: number): PageableQuery<Row>;
}

export interface ListSource<Row> {
  /** The select with its joins; it must put `where` into its where clause and be `$dynamic()`. */
  readonly select: (where: SQL) => PageableQuery<Row>;
  /** The `organisation_id` of the list's table. */
  readonly organisation: AnyColumn;
  readonly scope: Scope;
  /** Which columns the scope binds; see `withinScope`. */
  readonly within: ScopeColumns;
  readonly where?: readonly (SQL | undefined)[];
  /** The last one must be unique, or rows would jump between pages. */
  readonly orderBy: readonly [SQL, ...SQL[]];
}

export interface Page {
  readonly page: number;
  readonly pageSize: number;
}

/**
 * One page of a list and the total, in two statements whoever asks: visibility is a predicate of the query,
 * so an officer's list costs what an administrator's does.
 */
export async function listPage<Row>(tx: Tx, source: ListSource<Row>, { page, pageSize }: Page) {
  const where = condition(source);
  const items = await source
    .select(where)
    .orderBy(...source.orderBy)
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const total = await countRows(tx, source.select(where));
  return { items, total, page, pageSize };
}

/** Every row of a list, for a file; refuses when there are more than `EXPORT_LIMIT`. */
export async function listAll<Row>(source: ListSource<Row>): Promise<Row[]> {
  const rows = await source
    .select(condition(source))
    .orderBy(...source.orderBy)
    .limit(EXPORT_LIMIT + 1);
  if (rows.length > EXPORT_LIMIT) throw new InvalidInput(t.ref('list.tooMany', { limit: EXPORT_LIMIT }));
  return rows;
}

function condition<Row>(source: ListSource<Row>): SQL {
  const parts = [
    eq(source.organisation, source.scope.organisationId),
    withinScope(source.scope, source.within),
    ...(source.where ?? []),
  ];
  return and(...parts) ?? sql`false`;
}

async function countRows<Row>(tx: Tx, query: PageableQuery<Row>): Promise<number> {
  const counted = await tx.execute<{ total: number }>(
    sql`select count(*)::int as total from ${query} as list`,
  );
  return counted.rows[0]?.total ?? 0;
}

/** What goes into a search column: each part normalised, so that no word is found across two of them. */
export const searchText = (...parts: readonly string[]): string => parts.map(normaliseForSearch).join(' ');

/**
 * The rows whose search column (see `searchText`) holds every word of `q`, in any
 * order; nothing to filter gives `undefined`.
 */
export function matchesSearch(column: AnyColumn | SQL, q: string | undefined): SQL | undefined {
  const words = (q ?? '')
    .split(/[\s\u3000]+/)
    .map(normaliseForSearch)
    .filter((word) => word !== '');
  return and(...words.map((word) => sql`${column} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`));
}

/** The order that `sort` asks for, then the first of the list (its natural order), then the unique `tiebreak`. */
export function orderOf<S extends string>(
  sort: S | `-${S}` | undefined,
  columns: Readonly<Record<S, AnyColumn | SQL>>,
  tiebreak: AnyColumn,
): [SQL, ...SQL[]] {
  const natural: AnyColumn | SQL | undefined = Object.values<AnyColumn | SQL>(columns)[0];
  const descending = sort?.startsWith('-') ?? false;
  const name = (descending ? sort?.slice(1) : sort) as S | undefined;
  const chosen = name === undefined ? natural : columns[name];
  if (chosen === undefined) return [asc(tiebreak)];
  const first = descending ? sql`${desc(chosen)} nulls last` : sql`${asc(chosen)} nulls last`;
  return natural === undefined || natural === chosen
    ? [first, asc(tiebreak)]
    : [first, asc(natural), asc(tiebreak)];
}
