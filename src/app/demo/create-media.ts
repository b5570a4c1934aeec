import { sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../kernel/dates.ts';
import { loseLoan, returnLoan } from '../../modules/media/commands/close-loan.ts';
import { confirmCarry, returnCarry } from '../../modules/media/commands/end-carry.ts';
import { createBackup, takeBackup, testRestore } from '../../modules/media/commands/keep-backup.ts';
import { lendMedium } from '../../modules/media/commands/lend-medium.ts';
import { recordCarry } from '../../modules/media/commands/record-carry.ts';
import { type NewDisposal, recordDisposal } from '../../modules/media/commands/record-disposal.ts';
import { createMedium } from '../../modules/media/commands/save-medium.ts';
import { createPlace } from '../../modules/media/commands/save-place.ts';
import { placeQualities } from '../../modules/media/model.ts';
import { type Actor, systemActor } from '../../platform/authorisation/actor.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/services.ts';
import type { Ground } from './create-information.ts';
import { t } from './messages.ts';
import {
  type At,
  type Levels,
  type Player,
  readMedia,
  type SampleBackup,
  type SampleMedia,
  type SampleMedium,
} from './sample-media.ts';

interface Stage {
  readonly tx: Tx;
  readonly day: IsoDate;
  readonly ground: Ground;
  readonly scope: Scope;
  readonly sample: SampleMedia;
  /** Ids by the keys of the sample, with where they belong. */
  readonly ids: Map<string, string>;
}

/** Media, loans, carrying, disposals and backups in every state, made by the commands of the product itself. */
export async function createDemoMedia(
  services: Services,
  organisationId: string,
  ground: Ground,
  day: IsoDate,
): Promise<void> {
  const scope = { organisationId, whole: true, unitPaths: [], assetIds: [], personId: null };
  await inOrganisation(services.database, organisationId, async (tx) => {
    const stage: Stage = { tx, day, ground, scope, sample: readMedia(), ids: new Map() };
    await enterPlaces(stage);
    for (const medium of stage.sample.media) await enterMedium(stage, medium);
    await lendAll(stage);
    await carryAll(stage);
    for (const backup of stage.sample.backups) await keepBackup(stage, backup);
    await disposeAll(stage);
    await tx.execute(sql`analyze media, media_loans, carry_entries, disposals, backups, backup_sets`);
  });
}

const toClasses = ([confidentiality, integrity, availability]: Levels) => ({
  confidentiality,
  integrity,
  availability,
});
const nothing: Levels = [null, null, null];

function unitAt({ ground }: Stage, [bureau, division]: At) {
  const found = ground.plan.bureaus[bureau]?.divisions[division];
  if (!found) throw new Error(`the sample has no division ${bureau} ${division}`);
  return found;
}

/** A person of the division. Those without a role, in the order of the plan, are staff, staff2 and staff3. */
function personAt(stage: Stage, at: At, player: Player): { readonly id: string; readonly name: string } {
  const { ground } = stage;
  const { people } = unitAt(stage, at);
  const officer = ground.planned.find(
    (each) =>
      each.role === 'division_officer' &&
      each.row.deputyOf === null &&
      each.bureau === at[0] &&
      each.division === at[1],
  );
  const busy = new Set(ground.planned.map(({ personId }) => personId));
  const staff = people.filter((id) => !busy.has(id) && !ground.visitors.has(id));
  const ids: Readonly<Record<Player, string | undefined>> = {
    officer: officer?.personId,
    visitor: people.find((id) => !busy.has(id) && ground.visitors.has(id)),
    staff: staff[0],
    staff2: staff[1],
    staff3: staff[2],
  };
  const person = ground.plan.people.find(({ id }) => id === ids[player]);
  if (!person) throw new Error(`nobody plays ${player} in ${at.join(' ')}`);
  return { id: person.id, name: person.name };
}

function actorAt(stage: Stage, at: At, player: Player): Actor {
  const { id, name } = personAt(stage, at, player);
  return { ...systemActor(stage.tx.organisationId, name), personId: id };
}

const mediumOf = ({ sample }: Stage, key: string): SampleMedium => {
  const found = sample.media.find((medium) => medium.key === key);
  if (!found) throw new Error(`the sample has no medium ${key}`);
  return found;
};
const idOf = ({ ids }: Stage, key: string): string => ids.get(key) ?? '';
/** Half past ten in Tokyo of the day. */
const morning = (day: IsoDate): Date => new Date(`${day}T10:30:00+09:00`);

async function enterPlaces(stage: Stage): Promise<void> {
  const { tx, scope, sample, ids, day } = stage;
  for (const { key, at, qualities, lowDisaster = false, ...place } of sample.places) {
    const held = Object.fromEntries(placeQualities.map((each) => [each, qualities.includes(each)])) as Record<
      (typeof placeQualities)[number],
      boolean
    >;
    const fields = { ...place, ...held, lowDisaster, unitId: unitAt(stage, at).id, note: '' };
    ids.set(key, await createPlace(tx, actorAt(stage, at, 'officer'), scope, fields, day));
  }
}

async function enterMedium(stage: Stage, medium: SampleMedium): Promise<void> {
  const { tx, scope, ground, day, ids } = stage;
  const fields = {
    number: medium.number,
    kind: medium.kind,
    name: medium.name,
    quantity: medium.quantity ?? 1,
    unitId: unitAt(stage, medium.at).id,
    systemId: ground.plan.assetIds.get(medium.system ?? '')?.id ?? null,
    placeId: idOf(stage, medium.place),
    approved: medium.approved !== undefined,
    approvedOn: medium.approved === undefined ? null : addDays(day, medium.approved),
    encrypted: medium.encrypted ?? false,
    empty: medium.classes === undefined,
    ...toClasses(medium.classes ?? nothing),
    specificPersonal: medium.specificPersonal ?? false,
    longTerm: medium.longTerm ?? false,
    writeProtected: medium.writeProtected ?? false,
    acquiredOn: addDays(day, medium.approved ?? -1000),
    note: '',
    contents: [],
  };
  ids.set(medium.key, await createMedium(tx, actorAt(stage, medium.at, 'officer'), scope, fields, day));
}

async function lendAll(stage: Stage): Promise<void> {
  const { tx, scope, sample, day } = stage;
  for (const loan of sample.loans) {
    const { at, quantity = 1 } = mediumOf(stage, loan.medium);
    const officer = actorAt(stage, at, 'officer');
    const lent = {
      mediumId: idOf(stage, loan.medium),
      borrowerId: personAt(stage, at, loan.by).id,
      purpose: loan.purpose,
      lentOn: addDays(day, loan.lent),
      dueOn: addDays(day, loan.due),
    };
    const key = { id: await lendMedium(tx, officer, scope, lent, day), version: 1 };
    const closeNote = loan.note ?? '';
    if (loan.back !== undefined) {
      const end = {
        closedOn: addDays(day, loan.back),
        checks: loan.checks ?? [],
        returnedQuantity: quantity,
      };
      await returnLoan(tx, officer, scope, key, { ...end, closeNote }, day);
    }
    if (loan.lost !== undefined) {
      await loseLoan(tx, officer, scope, key, { closedOn: addDays(day, loan.lost), closeNote }, day);
    }
  }
}

async function carryAll(stage: Stage): Promise<void> {
  const { tx, scope, sample, day } = stage;
  for (const { by, outsider, at, days, due, back, confirmed, medium, ...entry } of sample.carrying) {
    const officer = actorAt(stage, at, 'officer');
    const person = by === undefined ? null : personAt(stage, at, by);
    const carrier = {
      personId: person?.id ?? null,
      personName: person?.name ?? outsider ?? '',
      unitId: unitAt(stage, at).id,
    };
    const actor = by === undefined ? officer : actorAt(stage, at, by);
    const carried = {
      ...entry,
      mediumId: medium === undefined ? null : idOf(stage, medium),
      carriedAt: morning(addDays(day, days)),
      dueOn: addDays(day, due),
      protection: entry.protection ?? ('none' as const),
      permissionNote: '',
    };
    const id = await recordCarry(tx, actor, scope, carrier, carried, day);
    if (back === undefined) continue;
    const returned = { returnedOn: addDays(day, back), erased: true };
    await returnCarry(tx, actor, scope, { id, version: 1 }, returned, day);
    if (confirmed) await confirmCarry(tx, officer, scope, { id, version: 2 }, '', day);
  }
}

async function keepBackup(stage: Stage, backup: SampleBackup): Promise<void> {
  const { tx, scope, ground, day } = stage;
  const officer = actorAt(stage, backup.at, 'officer');
  const fields = {
    name: backup.name,
    unitId: unitAt(stage, backup.at).id,
    systemId: ground.plan.assetIds.get(backup.system ?? '')?.id ?? null,
    informationId: null,
    ...toClasses(backup.classes),
    method: backup.method,
    placeId: idOf(stage, backup.place),
    separateSite: backup.separateSite,
    cycleDays: backup.cycle,
    retentionDays: backup.retention,
    restoreSteps: backup.steps,
    testMonths: backup.test,
    endedOn: backup.ended === undefined ? null : addDays(day, backup.ended),
    note: '',
  };
  const id = await createBackup(tx, officer, scope, fields, day);
  for (const set of backup.sets) {
    const taken = {
      takenOn: addDays(day, set.days),
      succeeded: set.failed !== true,
      mediumId: set.medium === undefined ? null : idOf(stage, set.medium),
      note: set.note ?? '',
    };
    const setId = await takeBackup(tx, officer, scope, id, taken, day);
    if (set.erased === undefined) continue;
    const erased = { deed: 'erase' as const, method: 'overwrite', treatment: t('media.erased') };
    await dispose(stage, officer, { ...erased, backupSetId: setId }, set.erased);
  }
  for (const test of backup.tests) {
    const tested = {
      testedOn: addDays(day, test.days),
      succeeded: test.failed !== true,
      tester: officer.name,
      note: test.note,
    };
    await testRestore(tx, officer, scope, id, tested, day);
  }
}

async function disposeAll(stage: Stage): Promise<void> {
  const { sample, day } = stage;
  for (const { medium, days, certificate, certificateDays, ...record } of sample.disposals) {
    const officer = actorAt(stage, mediumOf(stage, medium).at, 'officer');
    const certified = {
      certificateNumber: certificate ?? '',
      certificateOn: certificateDays === undefined ? null : addDays(day, certificateDays),
    };
    await dispose(stage, officer, { ...record, ...certified, mediumId: idOf(stage, medium) }, days);
  }
}

async function dispose(
  { tx, scope, day }: Stage,
  officer: Actor,
  record: Pick<NewDisposal, 'deed' | 'method' | 'treatment'> & Partial<NewDisposal>,
  days: number,
): Promise<void> {
  const blank = {
    ...{ mediumId: null, informationId: null, backupSetId: null, witness: '', contractor: '', note: '' },
    ...{ certificateNumber: '', certificateOn: null, permissionNote: '' },
  };
  const done = { doneAt: morning(addDays(day, days)), personId: officer.personId ?? '' };
  await recordDisposal(tx, officer, scope, { ...blank, ...record, ...done }, day);
}
