import { type SQL, sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Classes } from '../../information/index.ts';
import { effectiveClass, mediumState, storageFindings } from '../fragments.ts';
import { t } from '../messages.ts';
import type { MediumKind, MediumState, PlaceQuality, Subject } from '../model.ts';
import { isElectronic } from '../model.ts';
import type { AdoptedRule } from '../rules.ts';
import { media } from '../tables.ts';

export const mediumSorts = ['number', 'name', 'kind', 'state'] as const;

export interface MediumFilter {
  readonly q?: string | undefined;
  readonly kind?: MediumKind | undefined;
  readonly state?: MediumState | undefined;
  readonly unitId?: string | undefined;
  /** Only those that are kept at a place; what was disposed of is kept nowhere. */
  readonly placeId?: string | undefined;
  /** Only those whose storage breaks a rule. */
  readonly finding?: boolean | undefined;
  /** The day on which the unit that owns it is closed already. */
  readonly closedOn?: string | undefined;
  readonly sort?: (typeof mediumSorts)[number] | `-${(typeof mediumSorts)[number]}` | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface MediumRow extends Classes {
  readonly id: string;
  readonly number: string;
  readonly kind: MediumKind;
  readonly name: string;
  readonly quantity: number;
  readonly state: MediumState;
  readonly approved: boolean;
  readonly encrypted: boolean;
  readonly empty: boolean;
  readonly specificPersonal: boolean;
  readonly longTerm: boolean;
  readonly writeProtected: boolean;
  readonly unit: Named;
  readonly system: Named | null;
  readonly place: Named | null;
  readonly borrower: string | null;
  readonly dueOn: string | null;
  /** Positions of the broken rules of storage. */
  readonly findings: readonly number[];
  readonly note: string;
  readonly version: number;
}

const unitOf = (what: SQL) =>
  sql`(select ${what} from units u where u.organisation_id = media.organisation_id and u.id = media.unit_id)`;
const openLoan = (what: SQL) => sql`(select ${what} from media_loans l
  join people p on p.organisation_id = l.organisation_id and p.id = l.borrower_id
  where l.organisation_id = media.organisation_id and l.medium_id = media.id and l.closed_on is null)`;

const rowColumns = (rules: readonly AdoptedRule[]) => ({
  id: media.id,
  number: media.number,
  kind: media.kind,
  name: media.name,
  quantity: media.quantity,
  state: sql<MediumState>`${mediumState}`.as('state'),
  approved: media.approved,
  encrypted: media.encrypted,
  empty: media.empty,
  confidentiality: sql<Classes['confidentiality']>`${effectiveClass('confidentiality')}`.as('c'),
  integrity: sql<Classes['integrity']>`${effectiveClass('integrity')}`.as('i'),
  availability: sql<Classes['availability']>`${effectiveClass('availability')}`.as('a'),
  specificPersonal: media.specificPersonal,
  longTerm: media.longTerm,
  writeProtected: media.writeProtected,
  unit: sql<Named>`${unitOf(sql`json_build_object('id', u.id, 'name', u.name)`)}`.as('unit'),
  system: sql<Named | null>`(select json_build_object('id', a.id, 'name', a.name) from assets a
    where a.organisation_id = media.organisation_id and a.id = media.system_id)`.as('system'),
  place:
    sql<Named | null>`case when sp.id is not null then json_build_object('id', sp.id, 'name', sp.name) end`.as(
      'place',
    ),
  borrower: sql<string | null>`${openLoan(sql`p.name`)}`.as('borrower'),
  dueOn: sql<string | null>`${openLoan(sql`l.due_on`)}`.as('due_on'),
  findings: storageFindings(rules).as('findings'),
  note: media.note,
  version: media.version,
});

/** What a scope binds of a medium: the unit that owns it, and the system that it serves. */
export const mediumWithin = { unitPath: unitOf(sql`u.path`), assetId: sql`media.system_id` };

/** The ledger of media as far as the scope shows it. */
export function mediumList(
  tx: Tx,
  scope: Scope,
  filter: MediumFilter,
  rules: readonly AdoptedRule[],
): ListSource<MediumRow> {
  return {
    select: (where) =>
      tx
        .select(rowColumns(rules))
        .from(media)
        .leftJoin(
          sql`storage_places sp`,
          sql`sp.organisation_id = media.organisation_id and sp.id = media.place_id`,
        )
        .where(where)
        .$dynamic(),
    organisation: media.organisationId,
    scope,
    within: mediumWithin,
    where: [
      matchesSearch(media.search, filter.q),
      filter.kind === undefined ? undefined : sql`media.kind = ${filter.kind}`,
      filter.state === undefined ? undefined : sql`${mediumState} = ${filter.state}`,
      filter.unitId === undefined
        ? undefined
        : sql`${mediumWithin.unitPath} like '%/' || ${filter.unitId}::text || '/%'`,
      filter.placeId === undefined
        ? undefined
        : sql`media.place_id = ${filter.placeId} and ${mediumState} <> 'disposed'`,
      filter.closedOn === undefined ? undefined : sql`${unitOf(sql`u.valid_to`)} <= ${filter.closedOn}::date`,
      filter.finding ? sql`cardinality(${storageFindings(rules)}) > 0` : undefined,
    ],
    orderBy: orderOf(
      filter.sort,
      { number: media.number, name: media.name, kind: media.kind, state: mediumState },
      media.id,
    ),
  };
}

/** One medium with everything that is told of it. */
export interface MediumDetail extends MediumRow {
  readonly ownClasses: Classes;
  readonly approvedOn: string | null;
  readonly acquiredOn: string | null;
  readonly lostOn: string | null;
  readonly lostNote: string;
  readonly placeQualities: readonly PlaceQuality[];
  readonly contents: readonly (Named & { readonly number: string })[];
}

/** One medium. Throws NotFound outside the scope. */
export async function mediumDetail(
  tx: Tx,
  scope: Scope,
  id: string,
  rules: readonly AdoptedRule[],
): Promise<MediumDetail> {
  const [row] = await tx
    .select({
      ...rowColumns(rules),
      ownClasses: sql<Classes>`json_build_object('confidentiality', media.confidentiality,
        'integrity', media.integrity, 'availability', media.availability)`.as('own'),
      approvedOn: media.approvedOn,
      acquiredOn: media.acquiredOn,
      lostOn: media.lostOn,
      lostNote: media.lostNote,
      placeQualities: sql<PlaceQuality[]>`array_remove(array[case when sp.fireproof then 'fireproof' end,
        case when sp.heatproof then 'heatproof' end, case when sp.waterproof then 'waterproof' end,
        case when sp.moistureproof then 'moistureproof' end, case when sp.lockable then 'lockable' end], null)`.as(
        'qualities',
      ),
      contents: sql<
        MediumDetail['contents']
      >`coalesce((select json_agg(json_build_object('id', ia.id, 'name', ia.name,
          'number', ia.number) order by ia.number)
        from media_contents mc join information_assets ia on ia.organisation_id = mc.organisation_id and ia.id = mc.information_id
        where mc.organisation_id = media.organisation_id and mc.medium_id = media.id), '[]'::json)`.as(
        'contents',
      ),
    })
    .from(media)
    .leftJoin(
      sql`storage_places sp`,
      sql`sp.organisation_id = media.organisation_id and sp.id = media.place_id`,
    )
    .where(
      sql`media.organisation_id = ${tx.organisationId} and media.id = ${id}::uuid and ${withinScope(scope, mediumWithin)}`,
    );
  if (!row) throw new NotFound(t.ref('medium.notFound'));
  return row;
}

/** What a deed on a medium has to know; the row is locked, so that deeds on one medium wait for each other. */
export interface HeldMedium extends Classes {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly kind: MediumKind;
  readonly quantity: number;
  readonly unitId: string;
  readonly state: MediumState;
  readonly approved: boolean;
  readonly encrypted: boolean;
  readonly empty: boolean;
  readonly specificPersonal: boolean;
  readonly longTerm: boolean;
  readonly borrowerId: string | null;
}

/** The medium within the scope, locked; two statements. Throws NotFound. */
export async function holdMedium(tx: Tx, scope: Scope, id: string): Promise<HeldMedium> {
  // The lock first: what is read after it is what the one before has left.
  await tx.execute(
    sql`select 1 from media where organisation_id = ${tx.organisationId} and id = ${id}::uuid for update`,
  );
  const result = await tx.execute<HeldMedium & Record<string, unknown>>(sql`
    select media.id, media.number, media.name, media.kind, media.quantity, media.unit_id as "unitId", ${mediumState} as state,
      media.approved, media.encrypted, media.empty, media.specific_personal as "specificPersonal",
      media.long_term as "longTerm", ${effectiveClass('confidentiality')} as confidentiality,
      ${effectiveClass('integrity')} as integrity, ${effectiveClass('availability')} as availability,
      ${openLoan(sql`l.borrower_id`)} as "borrowerId"
    from media where media.organisation_id = ${tx.organisationId} and media.id = ${id}::uuid
      and ${withinScope(scope, mediumWithin)}`);
  const [row] = result.rows;
  if (!row) throw new NotFound(t.ref('medium.notFound'));
  return row;
}

/** The medium as the rules look at it. */
export const subjectOf = (
  medium: Classes & Pick<HeldMedium, 'kind' | 'empty' | 'specificPersonal' | 'longTerm'>,
): Subject => ({
  electronic: isElectronic(medium.kind),
  empty: medium.empty,
  classes: {
    confidentiality: medium.confidentiality,
    integrity: medium.integrity,
    availability: medium.availability,
  },
  longTerm: medium.longTerm,
  specificPersonal: medium.specificPersonal,
  contractor: false,
});
