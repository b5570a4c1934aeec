import { sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { type ListSource, matchesSearch, orderOf } from '../../../kit/server/list.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Classes } from '../../information/index.ts';
import { t } from '../messages.ts';
import type { DisposalDeed } from '../model.ts';
import { disposals } from '../tables.ts';

export const disposalSorts = ['doneAt', 'subject'] as const;

export interface DisposalFilter {
  readonly q?: string | undefined;
  readonly deed?: DisposalDeed | undefined;
  /** Of what: a medium, information, or a backup. */
  readonly of?: 'medium' | 'information' | 'backup' | undefined;
  readonly mediumId?: string | undefined;
  /** Done by a contractor whose certificate has not come. */
  readonly open?: boolean | undefined;
  readonly sort?: (typeof disposalSorts)[number] | `-${(typeof disposalSorts)[number]}` | undefined;
}

export interface DisposalRow extends Classes {
  readonly id: string;
  readonly deed: DisposalDeed;
  readonly unit: { readonly id: string; readonly name: string };
  readonly mediumId: string | null;
  readonly informationId: string | null;
  readonly backupId: string | null;
  readonly subject: string;
  readonly quantity: number;
  readonly electronic: boolean;
  readonly empty: boolean;
  readonly doneAt: Date;
  readonly personName: string;
  readonly packId: string;
  readonly method: string;
  readonly unrecoverable: boolean;
  readonly treatment: string;
  readonly witness: string;
  readonly contractor: string;
  readonly certificateNumber: string;
  readonly certificateOn: string | null;
  readonly permissionRequestId: string | null;
  readonly permissionNote: string;
  readonly note: string;
  readonly version: number;
}

/** A contractor did it and has not certified it yet. */
export const awaitsCertificate = sql`(disposals.contractor <> '' and disposals.certificate_number = '' and disposals.certificate_on is null)`;

const columns = {
  id: disposals.id,
  deed: disposals.deed,
  unit: sql<DisposalRow['unit']>`json_build_object('id', u.id, 'name', u.name)`.as('unit'),
  mediumId: disposals.mediumId,
  informationId: disposals.informationId,
  backupId: sql<string | null>`s.backup_id`.as('backup_id'),
  subject: disposals.subject,
  quantity: disposals.quantity,
  confidentiality: sql<Classes['confidentiality']>`disposals.confidentiality`.as('c'),
  integrity: sql<Classes['integrity']>`disposals.integrity`.as('i'),
  availability: sql<Classes['availability']>`disposals.availability`.as('a'),
  electronic: disposals.electronic,
  empty: disposals.empty,
  doneAt: disposals.doneAt,
  personName: disposals.personName,
  packId: disposals.packId,
  method: disposals.method,
  unrecoverable: disposals.unrecoverable,
  treatment: disposals.treatment,
  witness: disposals.witness,
  contractor: disposals.contractor,
  certificateNumber: disposals.certificateNumber,
  certificateOn: disposals.certificateOn,
  permissionRequestId: disposals.permissionRequestId,
  permissionNote: disposals.permissionNote,
  note: disposals.note,
  version: disposals.version,
};

const fromDisposals = (tx: Tx) =>
  tx
    .select(columns)
    .from(disposals)
    .innerJoin(sql`units u`, sql`u.organisation_id = disposals.organisation_id and u.id = disposals.unit_id`)
    .leftJoin(sql`media m`, sql`m.organisation_id = disposals.organisation_id and m.id = disposals.medium_id`)
    .leftJoin(
      sql`backup_sets s`,
      sql`s.organisation_id = disposals.organisation_id and s.id = disposals.backup_set_id`,
    )
    .leftJoin(sql`backups b`, sql`b.organisation_id = s.organisation_id and b.id = s.backup_id`)
    .leftJoin(
      sql`information_assets ia`,
      sql`ia.organisation_id = disposals.organisation_id and ia.id = disposals.information_id`,
    );

/** A record is seen by the unit it belongs to, and by who answers for the system. */
const within = { unitPath: sql`u.path`, assetId: sql`coalesce(m.system_id, b.system_id, ia.system_id)` };

/** Records of erasure and disposal as far as the scope shows them, the newest first. */
export function disposalList(tx: Tx, scope: Scope, filter: DisposalFilter): ListSource<DisposalRow> {
  const kinds = {
    medium: sql`disposals.medium_id is not null`,
    information: sql`disposals.information_id is not null`,
    backup: sql`disposals.backup_set_id is not null`,
  };
  return {
    select: (where) => fromDisposals(tx).where(where).$dynamic(),
    organisation: disposals.organisationId,
    scope,
    within,
    where: [
      matchesSearch(disposals.search, filter.q),
      filter.deed === undefined ? undefined : sql`disposals.deed = ${filter.deed}`,
      filter.of === undefined ? undefined : kinds[filter.of],
      filter.mediumId === undefined ? undefined : sql`disposals.medium_id = ${filter.mediumId}::uuid`,
      filter.open ? awaitsCertificate : undefined,
    ],
    orderBy:
      filter.sort === undefined
        ? [sql`disposals.done_at desc`, sql`disposals.id desc`]
        : orderOf(filter.sort, { doneAt: disposals.doneAt, subject: disposals.subject }, disposals.id),
  };
}

/** One record. Throws NotFound outside the scope. */
export async function disposalDetail(tx: Tx, scope: Scope, id: string): Promise<DisposalRow> {
  const [row] = await fromDisposals(tx).where(
    sql`disposals.organisation_id = ${tx.organisationId} and disposals.id = ${id}::uuid and ${withinScope(scope, within)}`,
  );
  if (!row) throw new NotFound(t.ref('disposal.notFound'));
  return row;
}
