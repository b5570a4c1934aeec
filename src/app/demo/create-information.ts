import { sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../kernel/dates.ts';
import type { Authority } from '../../modules/information/authority.ts';
import { disposeAsset } from '../../modules/information/commands/keep-asset.ts';
import { registerAsset } from '../../modules/information/commands/register-asset.ts';
import {
  lockRequest,
  requestChange,
  withdrawRequest,
} from '../../modules/information/commands/request-change.ts';
import { decideDirectly, settleRequest } from '../../modules/information/commands/settle-change.ts';
import { type Classes, classesOf, type Scheme } from '../../modules/information/model.ts';
import { loadRulebook } from '../../modules/information/queries/scheme.ts';
import { lockEntry } from '../../modules/information/queries/visible.ts';
import { type Actor, systemActor } from '../../platform/authorisation/actor.ts';
import type { Scope } from '../../platform/authorisation/authorise.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/services.ts';
import type { PlannedAppointment } from './plan-appointments.ts';
import type { PlannedOrganisation } from './plan-organisation.ts';
import { type Part, readInformation, type SampleChange, type SampleEntry } from './sample-information.ts';

/** The plan of the sample, as far as it says who works where. */
export interface Ground {
  readonly plan: PlannedOrganisation;
  readonly planned: readonly PlannedAppointment[];
  /** People as whom visitors sign in. */
  readonly visitors: ReadonlySet<string>;
}

/** Somebody of the sample with what they may decide. */
interface Player {
  readonly actor: Actor;
  readonly authority: Authority;
  readonly scope: Scope;
}

interface Stage {
  readonly tx: Tx;
  readonly day: IsoDate;
  readonly publicUrl: string;
  readonly scheme: Scheme;
  readonly ground: Ground;
  readonly ids: Map<string, string>;
}

/** Entries of the register in every state, made by the commands of the product itself. */
export async function createDemoInformation(
  services: Services,
  organisationId: string,
  ground: Ground,
  day: IsoDate,
): Promise<void> {
  await inOrganisation(services.database, organisationId, async (tx) => {
    const { scheme } = await loadRulebook(tx);
    const { publicUrl } = services.config;
    const stage: Stage = { tx, day, publicUrl, scheme, ground, ids: new Map() };
    for (const entry of readInformation()) await enter(stage, entry);
    for (const entry of readInformation()) {
      for (const deed of entry.deeds ?? []) await play(stage, entry, deed);
    }
    await tx.execute(sql`update information_changes set requested_at = requested_at - interval '3 days'
      where organisation_id = ${organisationId}`);
    // The mails of a sample have gone out long ago.
    await tx.execute(
      sql`delete from mail_messages where organisation_id = ${organisationId} and topic like 'information.%'`,
    );
    await tx.execute(sql`analyze information_assets, information_sources, information_changes`);
  });
}

const toClasses = ([confidentiality, integrity, availability]: SampleEntry['classes']): Classes =>
  classesOf((axis) => ({ confidentiality, integrity, availability })[axis]);

async function enter({ tx, day, ground, ids, ...stage }: Stage, entry: SampleEntry): Promise<void> {
  const { actor, authority, scope } = playerAt({ tx, day, ground, ids, ...stage }, entry, entry.by);
  const on = (days: number | undefined) => (days === undefined ? null : addDays(day, days));
  const id = await registerAsset(
    tx,
    actor,
    scope,
    authority,
    {
      number: entry.number,
      name: entry.name,
      unitId: divisionOf(ground, entry).id,
      form: entry.form,
      origin: entry.origin,
      originNote: entry.originNote ?? '',
      classes: toClasses(entry.classes),
      restrictions: entry.restrictions ?? [],
      deciderId: null,
      sources: (entry.sources ?? []).map(([key, kind]) => ({ id: ids.get(key) ?? '', kind })),
      ask: entry.ask ?? '',
      place: entry.place ?? '',
      systemId: ground.plan.assetIds.get(entry.system ?? '')?.id ?? null,
      retention: entry.retention ?? '',
      retainUntil: on(entry.retain),
      acquiredOn: on(entry.acquired),
      personal: entry.personal ?? 'none',
      marking: entry.marking ?? 'none',
      recoveryHours: entry.recoveryHours ?? null,
      reviewOn: on(entry.review),
      note: '',
    },
    { today: day, publicUrl: stage.publicUrl },
  );
  ids.set(entry.key, id);
}

async function play(stage: Stage, entry: SampleEntry, change: SampleChange): Promise<void> {
  const { tx, scheme } = stage;
  const { actor, authority, scope } = playerAt(stage, entry, change.by);
  const id = stage.ids.get(change.on ?? entry.key) ?? '';
  const found = await lockEntry(tx, scope, actor, id);
  if (change.deed === 'dispose') {
    const disposed = { on: addDays(stage.day, -7), note: change.note };
    await disposeAsset(tx, actor, authority, found, found.version, disposed);
    return;
  }
  const standing = { classes: toClasses(change.classes), restrictions: change.restrictions };
  if (change.deed === 'decide') {
    const decision = { version: found.version, standing, reason: change.reason };
    await decideDirectly(tx, { actor, authority, scheme }, found, decision);
    return;
  }
  if (change.deed === 'answer') {
    const asked = await tx.execute<{ id: string }>(sql`select id from information_changes
      where organisation_id = ${tx.organisationId} and asset_id = ${id}::uuid and state = 'waiting'`);
    const request = await lockRequest(tx, asked.rows[0]?.id ?? '', 1);
    const answer = { approved: true, standing, note: change.reason };
    await settleRequest(tx, { actor, authority, scheme }, found, request, answer, stage.publicUrl);
    return;
  }
  const requestId = await requestChange(tx, actor, scheme, found, standing, change.reason, {
    today: stage.day,
    publicUrl: stage.publicUrl,
  });
  if (change.withdrawn) await withdrawRequest(tx, actor, requestId, 1);
  if (change.answer === undefined) return;
  const judge = playerAt(stage, entry, change.answer.by);
  const request = await lockRequest(tx, requestId, 1);
  const answer = { ...change.answer, standing: null };
  await settleRequest(tx, { ...judge, scheme }, found, request, answer, stage.publicUrl);
}

function divisionOf({ plan }: Ground, { at: [bureau, division] }: SampleEntry) {
  const found = plan.bureaus[bureau]?.divisions[division];
  const above = plan.bureaus[bureau];
  if (!found || !above) throw new Error(`the sample has no division ${bureau} ${division}`);
  return { ...found, path: plan.units.find(({ id }) => id === found.id)?.path ?? '' };
}

/** The person of the division who plays this part, with the reach that their role gives them. */
function playerAt({ tx, ground }: Stage, entry: SampleEntry, part: Part): Player {
  const { path, people } = divisionOf(ground, entry);
  const [bureau, division] = entry.at;
  const officers = ground.planned.filter(
    (each) =>
      each.role === 'division_officer' &&
      each.row.deputyOf === null &&
      each.bureau === bureau &&
      each.division === division,
  );
  const busy = new Set(ground.planned.map(({ personId }) => personId));
  const staff = people.filter((id) => !busy.has(id));
  const personId = {
    officer: officers[0]?.personId,
    visitor: staff.findLast((id) => ground.visitors.has(id)),
    staff: staff.find((id) => !ground.visitors.has(id)),
  }[part];
  const person = ground.plan.people.find(({ id }) => id === personId);
  if (!personId || !person) throw new Error(`nobody plays ${part} in ${bureau} ${division}`);
  const { organisationId } = tx;
  const actor = { ...systemActor(organisationId, person.name), personId, unitPaths: [path] };
  const reach = { organisationId, whole: false, unitPaths: [path], assetIds: [], personId };
  return {
    actor,
    authority: { personId, superior: part === 'officer' ? { ...reach, personId: null } : null },
    scope: part === 'officer' ? reach : { ...reach, unitPaths: [] },
  };
}
