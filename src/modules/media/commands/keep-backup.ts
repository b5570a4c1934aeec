import { sql } from 'drizzle-orm';
import { addDays } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { searchText } from '../../../kit/server/list.ts';
import { updateVersioned, type VersionKey } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Classes } from '../../information/index.ts';
import { t } from '../messages.ts';
import { backupDetail } from '../queries/backups.ts';
import { holdMedium } from '../queries/media.ts';
import { requireOwner, requirePlace, visibleInformation } from '../queries/visible.ts';
import { backupSets, backups, restoreTests } from '../tables.ts';
import { inTrail, namesOf } from './trail.ts';

export interface BackupFields extends Classes {
  readonly name: string;
  readonly unitId: string;
  readonly systemId: string | null;
  readonly informationId: string | null;
  readonly method: string;
  readonly placeId: string | null;
  readonly separateSite: boolean;
  readonly cycleDays: number;
  readonly retentionDays: number;
  readonly restoreSteps: string;
  readonly testMonths: number;
  readonly endedOn: string | null;
  readonly note: string;
}

/** Enters what is backed up, how, where and for how long. Returns the id. */
export async function createBackup(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  fields: BackupFields,
  today: string,
): Promise<string> {
  await requireKnown(tx, scope, fields, today);
  const id = newId();
  await tx
    .insert(backups)
    .values({ organisationId: tx.organisationId, id, ...fields, search: searchOf(fields) });
  await recordEvent(tx, actor, {
    action: 'backups.edit',
    entity: 'backup',
    entityId: id,
    after: { ...inTrail({ ...fields }), ...(await namesOf(tx, fields)) },
  });
  return id;
}

/** Changes an entry. A changed retention holds for what is taken from now on. */
export async function updateBackup(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  key: VersionKey,
  fields: BackupFields,
  today: string,
): Promise<void> {
  await backupDetail(tx, scope, key.id, today);
  await requireKnown(tx, scope, fields, today);
  const { before, after } = await updateVersioned(tx, backups, key, { ...fields, search: searchOf(fields) });
  await recordEvent(tx, actor, {
    action: 'backups.edit',
    entity: 'backup',
    entityId: key.id,
    before: { ...inTrail(before), ...(await namesOf(tx, before)) },
    after: { ...inTrail(after), ...(await namesOf(tx, after)) },
  });
}

/** Writes down that a backup was taken, or failed; one that was taken is due for erasure after the retention. */
export async function takeBackup(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  backupId: string,
  input: {
    readonly takenOn: string;
    readonly succeeded: boolean;
    readonly mediumId: string | null;
    readonly note: string;
  },
  today: string,
): Promise<string> {
  const backup = await backupDetail(tx, scope, backupId, today);
  if (input.takenOn > today) throw InvalidInput.at('takenOn', t.ref('date.future'));
  if (input.mediumId !== null) {
    const medium = await holdMedium(tx, scope, input.mediumId);
    if (medium.state === 'disposed')
      throw InvalidInput.at('mediumId', t.ref('medium.disposed', { number: medium.number }));
  }
  const taken = await tx.execute(sql`select 1 from backup_sets where organisation_id = ${tx.organisationId}
    and backup_id = ${backupId}::uuid and taken_on = ${input.takenOn}::date`);
  if (taken.rows.length > 0) throw InvalidInput.at('takenOn', t.ref('backup.takenTwice'));
  const id = newId();
  const row = { ...input, backupId, eraseDueOn: addDays(input.takenOn, backup.retentionDays) };
  await tx.insert(backupSets).values({ organisationId: tx.organisationId, id, ...row });
  await recordEvent(tx, actor, {
    action: 'backups.take',
    entity: 'backup',
    entityId: backupId,
    facts: inTrail(row),
  });
  return id;
}

/** Writes down that restoring was tried. */
export async function testRestore(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  backupId: string,
  input: {
    readonly testedOn: string;
    readonly succeeded: boolean;
    readonly tester: string;
    readonly note: string;
  },
  today: string,
): Promise<string> {
  await backupDetail(tx, scope, backupId, today);
  if (input.testedOn > today) throw InvalidInput.at('testedOn', t.ref('date.future'));
  const id = newId();
  await tx.insert(restoreTests).values({ organisationId: tx.organisationId, id, backupId, ...input });
  await recordEvent(tx, actor, {
    action: 'backups.test',
    entity: 'backup',
    entityId: backupId,
    facts: { ...input },
  });
  return id;
}

async function requireKnown(tx: Tx, scope: Scope, fields: BackupFields, today: string): Promise<void> {
  await requireOwner(tx, scope, fields, today);
  if (fields.placeId !== null) await requirePlace(tx, fields.placeId);
  if (
    fields.informationId !== null &&
    !(await visibleInformation(tx, scope, [fields.informationId])).has(fields.informationId)
  ) {
    throw InvalidInput.at('informationId', t.ref('information.notFound'));
  }
}

const searchOf = (fields: BackupFields): string => searchText(fields.name, fields.method, fields.note);
