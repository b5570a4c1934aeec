import { sql } from 'drizzle-orm';
import { NotFound } from '../../../kernel/errors.ts';
import { listAll } from '../../../kit/server/list.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { ChangeKind, ChangeState, DecidedAs, Standing } from '../model/register.ts';
import type { Classes, SourceKind } from '../model.ts';
import { informationAssets as ia } from '../tables.ts';
import { type AssetRow, assetList } from './assets.ts';
import { isOwn, isVisible } from './visible.ts';

/** Another entry beside this one. Its name is kept back from who may not see it. */
export interface Relative {
  readonly id: string;
  readonly number: string;
  readonly name: string | null;
  readonly kind: SourceKind;
  readonly classes: Classes;
  readonly restrictions: readonly string[];
  readonly status: string;
}

export interface AssetDetail extends AssetRow {
  readonly version: number;
  readonly unitPath: string;
  readonly own: boolean;
  readonly registeredBy: string | null;
  readonly disposalNote: string;
  readonly relatives: { readonly sources: readonly Relative[]; readonly copies: readonly Relative[] };
  readonly changes: readonly {
    readonly id: string;
    readonly kind: ChangeKind;
    readonly state: ChangeState;
    readonly requestedBy: string | null;
    readonly requestedById: string | null;
    readonly requestedAt: string;
    readonly reason: string;
    readonly wanted: Standing | null;
    readonly before: Standing | null;
    readonly after: Standing | null;
    readonly decidedBy: string | null;
    readonly decidedAs: DecidedAs | null;
    readonly decidedAt: string | null;
    readonly decisionNote: string;
    readonly version: number;
  }[];
}

/** One entry with its relatives and decisions. Throws NotFound outside the scope. Two statements. */
export async function assetDetail(
  tx: Tx,
  scope: Scope,
  actor: Actor,
  id: string,
  today: string,
): Promise<AssetDetail> {
  const source = assetList(tx, scope, actor, { status: 'all' }, today);
  const [row] = await listAll({ ...source, where: [sql`${ia.id} = ${id}::uuid`] });
  if (row === undefined) throw new NotFound(t.ref('asset.notFound'));
  const relative = (other: 'source_id' | 'asset_id', own: 'source_id' | 'asset_id') => sql`coalesce((
    select json_agg(json_build_object('id', o.id, 'number', o.number, 'kind', s.kind, 'status', o.status,
      'name', case when ${isVisible(scope, actor, { asset: 'o', unit: 'ou' })} then o.name end, 'restrictions', o.restrictions,
      'classes', json_build_object('confidentiality', o.confidentiality, 'integrity', o.integrity, 'availability', o.availability))
      order by o.number)
    from information_sources s
    join information_assets o on o.organisation_id = s.organisation_id and o.id = s.${sql.identifier(other)}
    join units ou on ou.organisation_id = o.organisation_id and ou.id = o.unit_id
    where s.organisation_id = ia.organisation_id and s.${sql.identifier(own)} = ia.id), '[]'::json)`;
  const result = await tx.execute<Omit<AssetDetail, keyof AssetRow> & Record<string, unknown>>(sql`
    select ia.version, u.path as "unitPath", r.name as "registeredBy", ia.disposal_note as "disposalNote",
      ${isOwn(actor, { asset: 'ia', unit: 'u' })} as own,
      json_build_object('sources', ${relative('source_id', 'asset_id')},
        'copies', ${relative('asset_id', 'source_id')}) as relatives,
      coalesce((select json_agg(json_build_object('id', c.id, 'kind', c.kind, 'state', c.state,
          'requestedBy', rq.name, 'requestedById', c.requested_by, 'requestedAt', c.requested_at, 'reason', c.reason,
          'wanted', c.wanted, 'before', c.before, 'after', c.after, 'decidedBy', d.name, 'decidedAs', c.decided_as,
          'decidedAt', c.decided_at, 'decisionNote', c.decision_note, 'version', c.version) order by c.requested_at desc, c.id desc)
        from information_changes c
        left join people rq on rq.organisation_id = c.organisation_id and rq.id = c.requested_by
        left join people d on d.organisation_id = c.organisation_id and d.id = c.decided_by
        where c.organisation_id = ia.organisation_id and c.asset_id = ia.id), '[]'::json) as changes
    from information_assets ia
    join units u on u.organisation_id = ia.organisation_id and u.id = ia.unit_id
    left join people r on r.organisation_id = ia.organisation_id and r.id = ia.registered_by
    where ia.organisation_id = ${tx.organisationId} and ia.id = ${id}::uuid`);
  const [rest] = result.rows;
  if (rest === undefined) throw new NotFound(t.ref('asset.notFound'));
  return { ...row, ...rest };
}
