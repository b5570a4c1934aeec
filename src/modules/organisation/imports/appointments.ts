import { sql } from 'drizzle-orm';
import { newId } from '../../../kernel/ids.ts';
import { normaliseForSearch } from '../../../kernel/japanese.ts';
import {
  type ImportDefinition,
  type LineProblem,
  type Resolved,
  resolved,
} from '../../../kit/server/import.ts';
import { codeColumn, dateColumn, required, textColumn } from '../../../kit/server/import-columns.ts';
import { insertMany, updateMany } from '../../../kit/server/sets.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Tx } from '../../../platform/database/database.ts';
import type { Role } from '../../standards/index.ts';
import { carryOver } from '../commands/carry-over.ts';
import { t } from '../messages.ts';
import type { ScopeKind } from '../model.ts';
import { loadProfile, requirePack } from '../queries/organisation.ts';
import { appointments } from '../tables.ts';
import { joinChains, type Link, linkColumns } from './chains.ts';
import { lastDayColumn, personNumber, validFromColumn } from './columns.ts';
import { afterLastDay, endsBefore, given, peopleByNumber, unitsByCode } from './lookups.ts';

const columns = {
  role: required(textColumn(t('appointment.role'), { aliases: ['役割名', '責任者の種別'] })),
  number: personNumber,
  unitCode: codeColumn(t('column.scopeUnitCode'), { aliases: ['組織コード'] }),
  assetCode: codeColumn(t('column.scopeAssetCode'), { aliases: ['管理番号', 'システムID'] }),
  deputyFor: codeColumn(t('column.deputyFor'), { aliases: ['代理元職員番号'] }),
  validFrom: validFromColumn,
  validTo: lastDayColumn,
  decision: textColumn(t('appointment.decision'), { aliases: ['決裁番号'] }),
  decidedOn: dateColumn(t('appointment.decidedOn')),
};

interface AppointmentRecord {
  readonly roleId: string;
  readonly personId: string;
  readonly scopeKind: ScopeKind;
  readonly unitId: string | null;
  readonly assetId: string | null;
  /** The person that this one stands in for; null for an appointment of one's own. */
  readonly principalId: string | null;
  readonly validFrom: string;
  readonly validTo?: string | null;
  readonly decision?: string;
  readonly decidedOn?: string | null;
}
interface Existing extends Required<AppointmentRecord> {
  readonly id: string;
  readonly version: number;
}
interface Context {
  readonly packId: string;
  readonly roles: ReadonlyMap<string, Role>;
  readonly people: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, { readonly id: string }>;
  /** `kind code` → id. */
  readonly assets: ReadonlyMap<string, string>;
  readonly existing: ReadonlyMap<string, Existing>;
  /** Seats (role, scope, person) held in the database or in the file: where a deputy can stand in. */
  readonly seats: ReadonlySet<string>;
}
type Values = Parameters<ReturnType<typeof appointmentImport>['keyOf']>[0];

/** Appointments of the adopted pack's roles, by title, alias or id; deputies name whom they stand in for. */
export const appointmentImport = (
  today: string,
): ImportDefinition<typeof columns, Context, AppointmentRecord> => ({
  title: t('import.appointments'),
  action: 'appointments.edit',
  columns,
  keyOf: (values) =>
    keyOf(
      normaliseForSearch(values.role ?? ''),
      values.number,
      values.unitCode ?? values.assetCode,
      values.deputyFor,
      values.validFrom,
    ),
  async load(tx, lines) {
    const pack = requirePack(await loadProfile(tx));
    const numbers = lines.flatMap(({ values }) => [values.number, values.deputyFor]);
    const known = {
      packId: pack.id,
      roles: rolesByName(pack.roles),
      people: await peopleByNumber(tx, numbers),
      units: await unitsByCode(tx, today),
      assets: await assetIds(tx),
    };
    const existing = await existingAppointments(tx, pack.id, pack.roles, today);
    const inFile = lines.flatMap(({ values }) => {
      const record = toRecord(values, known);
      return 'record' in record && record.record.principalId === null ? [seatOf(record.record)] : [];
    });
    return {
      ...known,
      existing,
      seats: new Set([
        ...[...existing.values()].filter((each) => each.principalId === null).map(seatOf),
        ...inFile,
      ]),
    };
  },
  resolve({ values }, context) {
    const read = toRecord(values, context);
    if (!('record' in read) || read.record.principalId === null) return read;
    const seat = seatOf({ ...read.record, personId: read.record.principalId });
    if (context.seats.has(seat)) return read;
    const number = values.deputyFor ?? '';
    return { problem: t.ref('import.principalUnknown', { number }), field: 'deputyFor' };
  },
  current: (key, context) => {
    const found = context.existing.get(key) ?? context.existing.get(aliasKey(key, context.roles));
    if (!found) return undefined;
    const { id: _id, version: _version, ...record } = found;
    return record;
  },
  async apply(tx, actor, plan, context) {
    const { organisationId } = tx;
    const created = plan.created.map(({ record }) => ({
      validTo: null,
      decision: '',
      decidedOn: null,
      ...record,
      id: newId(),
    }));
    const principals = new Map(
      [...context.existing.values(), ...created]
        .filter((each) => each.principalId === null)
        .map((each) => [seatOf(each), each.id]),
    );
    const row = ({ principalId, ...each }: (typeof created)[number]) => ({
      organisationId,
      ...each,
      packId: context.packId,
      deputyOf:
        principalId === null ? null : (principals.get(seatOf({ ...each, personId: principalId })) ?? null),
      version: 1,
    });
    await insertMany(tx, appointments, created.filter((each) => each.principalId === null).map(row));
    await insertMany(tx, appointments, created.filter((each) => each.principalId !== null).map(row));
    await carryOver(
      tx,
      'appointments',
      created.flatMap((each) => (each.unitId === null ? [] : [each.unitId])),
    );
    const changed = plan.changed.flatMap(({ key, record }) => {
      const before = context.existing.get(key) ?? context.existing.get(aliasKey(key, context.roles));
      return before ? [{ before, after: { ...before, ...record } }] : [];
    });
    await updateMany(
      tx,
      appointments,
      changed.map(({ after: { id, version, validTo, decision, decidedOn } }) => ({
        id,
        version,
        validTo,
        decision,
        decidedOn,
      })),
    );
    await recordEvents(tx, actor, [
      ...created.map((after) => ({
        action: 'appointments.edit',
        entity: 'appointment',
        entityId: after.id,
        after,
      })),
      ...changed.map(({ before, after }) => ({
        action: 'appointments.edit',
        entity: 'appointment',
        entityId: after.id,
        before: { ...before },
        after: { ...after },
      })),
    ]);
  },
});

const keyOf = (...parts: readonly (string | null | undefined)[]): string =>
  parts.map((part) => part ?? '').join(' ');

/** Lines may name a role by alias or id; records in the database are keyed by its title. */
function aliasKey(key: string, roles: ReadonlyMap<string, Role>): string {
  const [name = '', ...rest] = key.split(' ');
  const title = roles.get(name)?.title.ja;
  return title === undefined ? key : keyOf(normaliseForSearch(title), ...rest);
}

const seatOf = (each: Pick<AppointmentRecord, 'roleId' | 'unitId' | 'assetId' | 'personId'>): string =>
  `${each.roleId} ${each.unitId ?? each.assetId ?? ''} ${each.personId}`;

function rolesByName(roles: readonly Role[]): Map<string, Role> {
  const names = (role: Role) => [role.id, ...(role.aliases ?? []), role.title.ja];
  return new Map(roles.flatMap((role) => names(role).map((name) => [normaliseForSearch(name), role])));
}

type Known = Pick<Context, 'roles' | 'people' | 'units' | 'assets'>;

function toRecord(values: Values, known: Known): Resolved<AppointmentRecord> {
  const { number, deputyFor, validFrom, validTo, decision, decidedOn } = values;
  const role = known.roles.get(normaliseForSearch(values.role ?? ''));
  const personId = known.people.get(number ?? '');
  const principalId = deputyFor ? known.people.get(deputyFor) : null;
  const place = role === undefined ? nowhere : placeOf(role, values, known);
  const optional = given({
    validTo: validTo === undefined ? undefined : afterLastDay(validTo),
    decision: decision === null ? '' : decision,
    decidedOn,
  });
  return resolved(
    [
      role === undefined && {
        problem: t.ref('import.roleUnknown', { role: values.role ?? '' }),
        field: 'role',
      },
      role?.everyone === true && {
        problem: t.ref('appointment.roleEveryone', { role: role.title.ja }),
        field: 'role',
      },
      personId === undefined && {
        problem: t.ref('import.personUnknown', { number: number ?? '' }),
        field: 'number',
      },
      principalId === undefined && {
        problem: t.ref('import.personUnknown', { number: deputyFor ?? '' }),
        field: 'deputyFor',
      },
      'problem' in place && place,
      endsBefore(validFrom, validTo),
    ],
    () =>
      ({
        roleId: role?.id,
        personId,
        scopeKind: role?.scope,
        ...place,
        principalId,
        validFrom: validFrom ?? '',
        ...optional,
      }) as AppointmentRecord,
  );
}

const nowhere = { unitId: null, assetId: null };

function placeOf(
  role: Role,
  values: Values,
  known: Known,
): LineProblem | Pick<AppointmentRecord, 'unitId' | 'assetId'> {
  if (role.scope === 'organisation') return nowhere;
  if (role.scope === 'unit') {
    const unit = known.units.get(values.unitCode ?? '');
    if (!unit)
      return { problem: t.ref('import.unitUnknown', { code: values.unitCode ?? '' }), field: 'unitCode' };
    return { unitId: unit.id, assetId: null };
  }
  const assetId = known.assets.get(`${role.scope} ${values.assetCode ?? ''}`);
  if (assetId === undefined)
    return { problem: t.ref('import.assetUnknown', { code: values.assetCode ?? '' }), field: 'assetCode' };
  return { unitId: null, assetId };
}

async function assetIds(tx: Tx): Promise<Map<string, string>> {
  const result = await tx.execute<{ key: string; id: string }>(
    sql`select a.kind || ' ' || a.code as key, a.id from assets a where a.organisation_id = ${tx.organisationId}`,
  );
  return new Map(result.rows.map((row) => [row.key, row.id]));
}

type AppointmentLink = Existing & Link & { readonly number: string; readonly principal: string | null };

async function existingAppointments(
  tx: Tx,
  packId: string,
  roles: readonly Role[],
  today: string,
): Promise<Map<string, Existing>> {
  const result = await tx.execute<AppointmentLink & Record<string, unknown>>(sql`
    select ap.id, ap.version, ap.role_id as "roleId", ap.person_id as "personId", ap.scope_kind as "scopeKind", ap.unit_id as "unitId",
      ap.asset_id as "assetId", pr.person_id as "principalId", ap.valid_from as "validFrom", ap.valid_to as "validTo",
      ap.decision, ap.decided_on as "decidedOn", p.number, coalesce(u.code, a.code) as code, pp.number as principal, ${linkColumns}
    from appointments ap
    join people p on p.organisation_id = ap.organisation_id and p.id = ap.person_id
    left join units u on u.organisation_id = ap.organisation_id and u.id = ap.unit_id
    left join assets a on a.organisation_id = ap.organisation_id and a.id = ap.asset_id
    left join appointments pr on pr.organisation_id = ap.organisation_id and pr.id = ap.deputy_of
    left join people pp on pp.organisation_id = pr.organisation_id and pp.id = pr.person_id
    where ap.organisation_id = ${tx.organisationId} and ap.pack_id = ${packId}`);
  const titles = new Map(roles.map((role) => [role.id, normaliseForSearch(role.title.ja)]));
  const seat = (row: AppointmentLink) => `${row.roleId} ${row.personId} ${row.principalId}`;
  return new Map(
    joinChains<AppointmentLink>(result.rows, seat, today).map(
      ({ number, code, principal, unitEnd: _end, successors: _successors, ...row }) => [
        keyOf(titles.get(row.roleId) ?? row.roleId, number, code, principal, row.validFrom),
        row,
      ],
    ),
  );
}
