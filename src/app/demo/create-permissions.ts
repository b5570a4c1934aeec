import { sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../kernel/dates.ts';
import { keepPermissions } from '../../modules/permissions/clock.ts';
import { addType, changeType } from '../../modules/permissions/commands/change-type.ts';
import { decideRequest } from '../../modules/permissions/commands/decide-request.ts';
import { revokeRequest, withdrawRequest } from '../../modules/permissions/commands/end-request.ts';
import { extendRequest } from '../../modules/permissions/commands/extend-request.ts';
import type { Doer } from '../../modules/permissions/commands/require-deed.ts';
import { createRequest } from '../../modules/permissions/commands/save-request.ts';
import { seatsOf, submitRequest } from '../../modules/permissions/commands/submit-request.ts';
import {
  confirmRequest,
  reportRequest,
  startRequest,
} from '../../modules/permissions/commands/use-request.ts';
import type { DecisionKind, FormValues } from '../../modules/permissions/model.ts';
import { type Desk, loadDesk, requireType } from '../../modules/permissions/queries/desk.ts';
import type { PermissionRequest } from '../../modules/permissions/tables.ts';
import { type HeldRole, systemActor } from '../../platform/authorisation/actor.ts';
import { inOrganisation, type Tx } from '../../platform/database/database.ts';
import { heldRoles } from '../../platform/identity/load-session.ts';
import type { Services } from '../../platform/services.ts';
import type { DemoPerson } from './create-demo.ts';
import { t } from './messages.ts';
import { readSample } from './sample.ts';
import { readPermissions, type SampleDeed, type SampleRequest } from './sample-permissions.ts';

interface Stage {
  readonly tx: Tx;
  readonly services: Services;
  readonly desk: Desk;
  readonly day: IsoDate;
  readonly employee: string;
  /** Colleagues in the division of the visitor who decides, officers left out. */
  readonly colleagues: readonly string[];
  readonly assets: ReadonlyMap<string, string>;
}

/** The permission desk of the sample: an own type, a changed one, and a request in every state. */
export async function createDemoPermissions(
  services: Services,
  organisationId: string,
  day: IsoDate,
): Promise<void> {
  const { changes, ownTypes, requests } = readPermissions();
  const actor = systemActor(organisationId, t('actor'));
  await inOrganisation(services.database, organisationId, async (tx) => {
    for (const { typeId, change } of changes)
      await changeType(tx, actor, await loadDesk(tx), typeId, { version: null, change, keep: [] }, day);
    for (const type of ownTypes) await addType(tx, actor, await loadDesk(tx), type);
    const stage = await setStage(tx, services, day);
    for (const given of requests.toSorted((a, b) => b.daysAgo - a.daysAgo)) await play(stage, given);
  });
  await keepPermissions(services, organisationId, day);
}

async function setStage(tx: Tx, services: Services, day: IsoDate): Promise<Stage> {
  const found = await tx.execute<{ people: readonly DemoPerson[] }>(
    sql`select settings -> 'demoPeople' as people from organisations where id = ${tx.organisationId}`,
  );
  const people = found.rows[0]?.people ?? [];
  const visitor = (role: string) => {
    const person = people[readSample().visitors.findIndex((each) => each.role === role)];
    if (!person) throw new Error(`the sample has no visitor ${role}`);
    return person.personId;
  };
  const colleagues = await tx.execute<{ id: string }>(sql`
    select po.person_id as id from posts po where po.organisation_id = ${tx.organisationId} and po.main
      and po.unit_id = (select unit_id from posts where organisation_id = ${tx.organisationId} and main
        and person_id = ${visitor('division_officer')}::uuid)
      and not exists (select 1 from appointments ap where ap.organisation_id = po.organisation_id and ap.person_id = po.person_id)
      and not exists (select 1 from absences ab where ab.organisation_id = po.organisation_id and ab.person_id = po.person_id)
    order by po.person_id limit 3`);
  const assets = await tx.execute<{ id: string; code: string }>(
    sql`select id, code from assets where organisation_id = ${tx.organisationId}`,
  );
  return {
    ...{ tx, services, day, desk: await loadDesk(tx), employee: visitor('employee') },
    colleagues: colleagues.rows.map((row) => row.id),
    assets: new Map(assets.rows.map((row) => [row.code, row.id])),
  };
}

/** Somebody at work on a day of the sample. */
async function caller(stage: Stage, personId: string, on: IsoDate): Promise<Doer> {
  const { tx, services } = stage;
  const found = await tx.execute<{ name: string; account: string | null; roles: HeldRole[] }>(sql`
    select p.name, a.id as account, ${heldRoles(sql`p.organisation_id`, sql`p.id`, on)} as roles from people p
    left join accounts a on a.organisation_id = p.organisation_id and a.person_id = p.id
    where p.organisation_id = ${tx.organisationId} and p.id = ${personId}::uuid`);
  const { name = '', account = null, roles = [] } = found.rows[0] ?? {};
  const actor = { ...systemActor(tx.organisationId, name), accountId: account, personId, roles };
  const { authorisation, config } = services;
  const sees = { personId, read: null, manage: null, today: on };
  return { actor, authorisation, ...sees, publicUrl: config.publicUrl };
}

async function play(stage: Stage, given: SampleRequest): Promise<void> {
  const personId = given.applicant === 'employee' ? stage.employee : stage.colleagues[given.applicant];
  // A very small sample has fewer colleagues.
  if (personId === undefined) return;
  const asked = addDays(stage.day, -given.daysAgo);
  const applicant = await caller(stage, personId, asked);
  const values = valuesOf(stage, given);
  let request = await createRequest(stage.tx, applicant, stage.desk, { typeId: given.typeId, values });
  for (const deed of given.play) request = await perform(stage, given, deed, request, applicant);
  await dateBack(stage, request, asked);
}

function valuesOf(stage: Stage, given: SampleRequest): FormValues {
  const { type } = requireType(stage.desk, given.typeId);
  const entries = Object.entries(given.form).map(([id, value]): [string, FormValues[string]] => {
    const kind = type.fields.find((field) => field.id === id)?.kind;
    if (!Array.isArray(value)) return [id, value as string | number | boolean];
    const [first, second, third] = value as readonly number[];
    if (kind === 'classes')
      return [id, { confidentiality: first, integrity: second, availability: third } as FormValues[string]];
    if (kind === 'period')
      return [id, { from: addDays(stage.day, first ?? 0), to: addDays(stage.day, second ?? 0) }];
    return [id, value as readonly string[]];
  });
  const field = type.fields.find((each) => each.kind === 'system' || each.kind === 'area');
  const assetId = given.asset === undefined ? undefined : stage.assets.get(given.asset);
  return Object.fromEntries(field && assetId ? [...entries, [field.id, assetId]] : entries);
}

async function perform(
  stage: Stage,
  given: SampleRequest,
  deed: SampleDeed,
  request: PermissionRequest,
  applicant: Doer,
): Promise<PermissionRequest> {
  const { tx, desk, day } = stage;
  const { id, version } = request;
  const key = { id, version };
  const { reason = '', note = '', conditions = '' } = given;
  const inUse = { ...applicant, today: earlier(request.startsOn ?? day, day) };
  switch (deed) {
    case 'submit':
      return submitRequest(tx, applicant, desk, key, null);
    case 'withdraw':
      return withdrawRequest(tx, applicant, key, reason);
    case 'start':
      return startRequest(tx, inUse, key);
    case 'report': {
      const on = earlier(request.endsOn ?? day, day);
      return reportRequest(tx, { ...applicant, today: on }, desk, key, { on, note });
    }
    case 'confirm': {
      const officer = await caller(stage, await waitingFor(tx, id), day);
      return confirmRequest(tx, officer, key, { ok: true, note: '' });
    }
    case 'revoke': {
      const decided = (await seatsOf(tx, id)).find((seat) => seat.kind === 'decide' && seat.state === 'done');
      return revokeRequest(tx, await caller(stage, decided?.personId ?? '', day), key, reason);
    }
    case 'extend': {
      const until = addDays(request.endsOn ?? day, 7);
      await extendRequest(tx, { ...applicant, today: day }, desk, key, { until, reason });
      return request;
    }
    default:
      return decideAll(stage, request, deed, { reason, conditions }, applicant.today);
  }
}

const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);

/** Everybody for whom it waits decides alike, one after the other. */
async function decideAll(
  stage: Stage,
  given: PermissionRequest,
  decision: DecisionKind,
  words: { readonly reason: string; readonly conditions: string },
  on: IsoDate,
): Promise<PermissionRequest> {
  let request = given;
  while (request.state === 'submitted') {
    const officer = await caller(stage, await waitingFor(stage.tx, request.id), on);
    const key = { id: request.id, version: request.version };
    const conditions = request.conditions === '' ? words.conditions : '';
    request = await decideRequest(stage.tx, officer, stage.desk, key, {
      decision,
      reason: decision === 'permit' ? '' : words.reason,
      conditions,
      resolution: null,
    });
  }
  return request;
}

async function waitingFor(tx: Tx, requestId: string): Promise<string> {
  const seat = (await seatsOf(tx, requestId)).find((each) => each.state === 'waiting');
  if (!seat) throw new Error('nobody is waited for');
  return seat.personId;
}

/** What happens at once in the sample happened on its days. */
async function dateBack({ tx, day }: Stage, request: PermissionRequest, asked: IsoDate): Promise<void> {
  const at = (date: IsoDate, time: string) =>
    new Date(Math.min(Date.parse(`${date}T${time}+09:00`), Date.now() - 60_000));
  const begun = at(asked, '10:15:00');
  const decided = at(earlier(addDays(asked, 1), day), '14:40:00');
  const key = sql`organisation_id = ${tx.organisationId}`;
  await tx.execute(sql`
    update permission_requests set created_at = ${begun}::timestamptz,
      submitted_at = case when submitted_at is null then null else ${begun}::timestamptz end,
      decided_at = case when decided_at is null then null else ${decided}::timestamptz end
    where ${key} and id = ${request.id}`);
  await tx.execute(
    sql`update permission_decisions set at = ${decided}::timestamptz where ${key} and request_id = ${request.id}`,
  );
  await tx.execute(sql`
    update permission_seats set since = case when kind = 'confirm' then ${decided}::timestamptz else ${begun}::timestamptz end
    where ${key} and request_id = ${request.id}`);
}
