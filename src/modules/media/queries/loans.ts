import { sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loanState } from '../fragments.ts';
import { t } from '../messages.ts';
import type { LoanState, MediumKind } from '../model.ts';
import { mediaLoans } from '../tables.ts';

export const loanSorts = ['dueOn', 'lentOn', 'number'] as const;

export interface LoanFilter {
  readonly q?: string | undefined;
  readonly state?: LoanState | 'running' | undefined;
  readonly mediumId?: string | undefined;
  readonly sort?: (typeof loanSorts)[number] | `-${(typeof loanSorts)[number]}` | undefined;
}

export interface LoanRow {
  readonly id: string;
  readonly medium: {
    readonly id: string;
    readonly number: string;
    readonly name: string;
    readonly kind: MediumKind;
  };
  readonly borrower: { readonly id: string; readonly name: string };
  readonly unit: string;
  readonly purpose: string;
  readonly quantity: number;
  readonly lentOn: string;
  readonly dueOn: string;
  readonly lentBy: string;
  readonly closedOn: string | null;
  readonly state: LoanState;
  readonly checks: readonly string[];
  readonly returnedQuantity: number | null;
  readonly closeNote: string;
  readonly closedBy: string;
  readonly version: number;
}

const columns = (today: string) => ({
  id: mediaLoans.id,
  medium: sql<
    LoanRow['medium']
  >`json_build_object('id', m.id, 'number', m.number, 'name', m.name, 'kind', m.kind)`.as('medium'),
  borrower: sql<LoanRow['borrower']>`json_build_object('id', p.id, 'name', p.name)`.as('borrower'),
  unit: sql<string>`u.name`.as('unit'),
  purpose: mediaLoans.purpose,
  quantity: mediaLoans.quantity,
  lentOn: mediaLoans.lentOn,
  dueOn: mediaLoans.dueOn,
  lentBy: mediaLoans.lentBy,
  closedOn: mediaLoans.closedOn,
  state: sql<LoanState>`${loanState('media_loans', today)}`.as('state'),
  checks: mediaLoans.checks,
  returnedQuantity: mediaLoans.returnedQuantity,
  closeNote: mediaLoans.closeNote,
  closedBy: mediaLoans.closedBy,
  version: mediaLoans.version,
});

const fromLoans = (tx: Tx, today: string) =>
  tx
    .select(columns(today))
    .from(mediaLoans)
    .innerJoin(
      sql`media m`,
      sql`m.organisation_id = media_loans.organisation_id and m.id = media_loans.medium_id`,
    )
    .innerJoin(sql`units u`, sql`u.organisation_id = m.organisation_id and u.id = m.unit_id`)
    .innerJoin(
      sql`people p`,
      sql`p.organisation_id = media_loans.organisation_id and p.id = media_loans.borrower_id`,
    );

/** A loan is seen by who answers for the medium, and by the borrower. */
const within = { unitPath: sql`u.path`, assetId: sql`m.system_id`, personId: sql`media_loans.borrower_id` };

/** The lending book as far as the scope shows it, what is due first on top. */
export function loanList(tx: Tx, scope: Scope, filter: LoanFilter, today: string): ListSource<LoanRow> {
  const state = loanState('media_loans', today);
  return {
    select: (where) => fromLoans(tx, today).where(where).$dynamic(),
    organisation: mediaLoans.organisationId,
    scope,
    within,
    where: [
      matchesSearch(sql`(m.search || ' ' || p.search || ' ' || media_loans.purpose)`, filter.q),
      filter.mediumId === undefined ? undefined : sql`media_loans.medium_id = ${filter.mediumId}::uuid`,
      filter.state === undefined
        ? undefined
        : filter.state === 'running'
          ? sql`media_loans.closed_on is null`
          : sql`${state} = ${filter.state}`,
    ],
    orderBy:
      filter.sort === undefined
        ? [sql`media_loans.closed_on is not null`, sql`media_loans.due_on`, sql`media_loans.id`]
        : orderOf(
            filter.sort,
            { dueOn: mediaLoans.dueOn, lentOn: mediaLoans.lentOn, number: sql`m.number` },
            mediaLoans.id,
          ),
  };
}

/** One loan. Throws NotFound outside the scope. */
export async function loanDetail(tx: Tx, scope: Scope, id: string, today: string): Promise<LoanRow> {
  const [row] = await fromLoans(tx, today).where(
    sql`media_loans.organisation_id = ${tx.organisationId} and media_loans.id = ${id}::uuid and ${withinScope(scope, within)}`,
  );
  if (!row) throw new NotFound(t.ref('loan.notFound'));
  return row;
}

export interface HeldLoan extends Record<string, unknown> {
  readonly id: string;
  readonly mediumId: string;
  readonly quantity: number;
  readonly lentOn: string;
  readonly dueOn: string;
  readonly closedOn: string | null;
}

/** The loan of a medium in the scope, locked. Who only borrowed it does not close it. Throws NotFound. */
export async function holdLoan(tx: Tx, scope: Scope, id: string): Promise<HeldLoan> {
  const result = await tx.execute<HeldLoan>(sql`
    select media_loans.id, media_loans.medium_id as "mediumId", media_loans.quantity, media_loans.lent_on as "lentOn",
      media_loans.due_on as "dueOn", media_loans.closed_on as "closedOn"
    from media_loans
    join media m on m.organisation_id = media_loans.organisation_id and m.id = media_loans.medium_id
    join units u on u.organisation_id = m.organisation_id and u.id = m.unit_id
    where media_loans.organisation_id = ${tx.organisationId} and media_loans.id = ${id}::uuid
      and ${withinScope(scope, { unitPath: within.unitPath, assetId: within.assetId })}
    for update of media_loans`);
  const [row] = result.rows;
  if (!row) throw new NotFound(t.ref('loan.notFound'));
  return row;
}
