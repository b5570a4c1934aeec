import { sql } from 'drizzle-orm';
import { formatDate } from '../../../kernel/dates.ts';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { type Scope, withinScope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Classes, Form } from '../../information/index.ts';
import { t } from '../messages.ts';
import type { MediumState, Subject } from '../model.ts';
import { holdMedium, subjectOf } from '../queries/media.ts';

/** What a record of disposal is about: exactly one of the three. */
export interface TargetKey {
  readonly mediumId: string | null;
  readonly informationId: string | null;
  readonly backupSetId: string | null;
}

export interface Target {
  readonly ids: TargetKey;
  readonly unitId: string;
  readonly name: string;
  readonly quantity: number;
  readonly subject: Subject;
  /** It has been disposed of before. */
  readonly recorded: boolean;
  /** Where it is when it is not at hand. */
  readonly away: MediumState | null;
}

const none: TargetKey = { mediumId: null, informationId: null, backupSetId: null };

/** The entry of the ledger, locked, within the scope. Throws NotFound, or InvalidInput when it is not exactly one. */
export async function findTarget(tx: Tx, scope: Scope, key: TargetKey): Promise<Target> {
  const given = [key.mediumId, key.informationId, key.backupSetId].filter((id) => id !== null);
  if (given.length !== 1) throw new InvalidInput(t.ref('disposal.oneTarget'));
  if (key.mediumId !== null) return mediumTarget(tx, scope, key.mediumId);
  if (key.informationId !== null) return informationTarget(tx, scope, key.informationId);
  return backupTarget(tx, scope, key.backupSetId ?? '');
}

async function mediumTarget(tx: Tx, scope: Scope, id: string): Promise<Target> {
  const medium = await holdMedium(tx, scope, id);
  const atHand = medium.state === 'in_store' || medium.state === 'disposed';
  return {
    ids: { ...none, mediumId: id },
    unitId: medium.unitId,
    name: `${medium.number} ${medium.name}`,
    quantity: medium.quantity,
    subject: subjectOf(medium),
    recorded: medium.state === 'disposed',
    away: atHand ? null : medium.state,
  };
}

interface Row extends Classes, Record<string, unknown> {
  readonly unitId: string;
  readonly name: string;
  readonly recorded: boolean;
}

async function informationTarget(tx: Tx, scope: Scope, id: string): Promise<Target> {
  const result = await tx.execute<Row & { form: Form; personal: string }>(sql`
    select ia.unit_id as "unitId", ia.number || ' ' || ia.name as name, ia.form, ia.personal, ia.confidentiality,
      ia.integrity, ia.availability, (ia.status = 'disposed' or exists (select 1 from disposals d
        where d.organisation_id = ia.organisation_id and d.information_id = ia.id)) as recorded
    from information_assets ia join units u on u.organisation_id = ia.organisation_id and u.id = ia.unit_id
    where ia.organisation_id = ${tx.organisationId} and ia.id = ${id}::uuid
      and ${withinScope(scope, { unitPath: sql`u.path`, assetId: sql`ia.system_id` })}
    for update of ia`);
  const [row] = result.rows;
  if (!row) throw new NotFound(t.ref('information.notFound'));
  return {
    ...common(row),
    ids: { ...none, informationId: id },
    subject: {
      ...held(row),
      electronic: row.form !== 'paper',
      specificPersonal: row.personal === 'specific',
    },
  };
}

async function backupTarget(tx: Tx, scope: Scope, id: string): Promise<Target> {
  const result = await tx.execute<Row & { takenOn: string }>(sql`
    select b.unit_id as "unitId", b.name, s.taken_on as "takenOn", b.confidentiality, b.integrity, b.availability,
      exists (select 1 from disposals d where d.organisation_id = s.organisation_id and d.backup_set_id = s.id) as recorded
    from backup_sets s join backups b on b.organisation_id = s.organisation_id and b.id = s.backup_id
    join units u on u.organisation_id = b.organisation_id and u.id = b.unit_id
    where s.organisation_id = ${tx.organisationId} and s.id = ${id}::uuid
      and ${withinScope(scope, { unitPath: sql`u.path`, assetId: sql`b.system_id` })}
    for update of s`);
  const [row] = result.rows;
  if (!row) throw new NotFound(t.ref('backup.notFound'));
  const name = t('disposal.backupName', { name: row.name, date: formatDate(row.takenOn) });
  return { ...common(row), name, ids: { ...none, backupSetId: id }, subject: held(row) };
}

const common = (row: Row) => ({
  unitId: row.unitId,
  name: row.name,
  quantity: 1,
  recorded: row.recorded,
  away: null,
});

const held = ({ confidentiality, integrity, availability }: Classes): Subject => ({
  electronic: true,
  empty: false,
  classes: { confidentiality, integrity, availability },
  longTerm: false,
  specificPersonal: false,
  contractor: false,
});
