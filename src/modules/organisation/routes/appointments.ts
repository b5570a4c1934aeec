import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { type Finding, findingCodes } from '../checks/model.ts';
import { appoint, appointDeputy } from '../commands/appoint.ts';
import { endAppointment, updateAppointment } from '../commands/change-appointment.ts';
import { t } from '../messages.ts';
import {
  type AppointmentRow,
  appointmentFor,
  appointmentList,
  appointmentSorts,
} from '../queries/appointments.ts';
import { findGaps, tryChange } from '../queries/gaps.ts';
import { loadProfile, primaryPack, requirePack } from '../queries/organisation.ts';
import { roleTitle } from './holder.ts';
import {
  created,
  dateQuery,
  day,
  dayOrNull,
  idParams,
  lastDay,
  named,
  scopeKind,
  typed,
  unitKind,
  version,
} from './shared.ts';

const term = { validFrom: day, validTo: dayOrNull.default(null) };
const decision = { decision: typed(200).default(''), decidedOn: dayOrNull.default(null) };

const appointmentRow = z.object({
  id: z.uuid(),
  roleId: z.string(),
  role: z.string(),
  person: named.extend({ number: z.string() }),
  scopeKind,
  scope: named.nullable(),
  deputy: z.boolean(),
  validFrom: day,
  validTo: dayOrNull,
  decision: z.string(),
  decidedOn: dayOrNull,
  version,
});
type TitledRow = z.output<typeof appointmentRow>;

const columns: readonly ListColumn<TitledRow>[] = [
  { key: 'role', header: t('appointment.role'), value: (row) => row.role },
  {
    key: 'scope',
    header: t('appointment.scope'),
    value: (row) => row.scope?.name ?? t('scope.organisation'),
  },
  { key: 'number', header: t('person.number'), value: (row) => row.person.number },
  { key: 'person', header: t('person.name'), value: (row) => row.person.name },
  { key: 'deputy', header: t('appointment.deputy'), value: (row) => (row.deputy ? '○' : '') },
  { key: 'validFrom', header: t('period.from'), kind: 'date', value: (row) => row.validFrom },
  { key: 'validTo', header: t('period.to'), kind: 'date', value: (row) => lastDay(row.validTo) },
  { key: 'decision', header: t('appointment.decision'), value: (row) => row.decision },
  { key: 'decidedOn', header: t('appointment.decidedOn'), kind: 'date', value: (row) => row.decidedOn },
];

export const listAppointments = route({
  method: 'GET',
  path: '/api/v1/appointments',
  summary: 'Appointments within the scope; `format` gives a file',
  access: { action: 'appointments.read' },
  query: listQuery(appointmentSorts, {
    roleId: z.string().max(100).optional(),
    personId: z.uuid().optional(),
    unitId: z.uuid().optional(),
    assetId: z.uuid().optional(),
    state: z.enum(['current', 'coming', 'ended', 'all']).default('current'),
  }),
  response: listAnswer(appointmentRow),
  handle: async ({ tx, scope, query, today }) => {
    const pack = requirePack(await loadProfile(tx));
    const titled = (row: AppointmentRow): TitledRow => ({
      ...row,
      role: roleTitle(pack, row.roleId),
      deputy: row.deputyOf !== null,
    });
    const source = appointmentList(tx, scope, pack, query, today);
    if (query.format === undefined) {
      const page = await listPage(tx, source, query);
      return { ...page, items: page.items.map(titled) };
    }
    const rows = (await listAll(source)).map(titled);
    return exportList({ title: t('page.appointments'), columns, rows, format: query.format, today });
  },
});

export const listRoles = route({
  method: 'GET',
  path: '/api/v1/roles',
  summary: 'The roles of the adopted pack that apply to this kind of organisation',
  access: { action: 'organisation.consult' },
  response: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      scope: scopeKind,
      unitKind: unitKind.nullable(),
      min: z.int(),
      max: z.int().nullable(),
      perScope: z.boolean(),
      everyone: z.boolean(),
      body: z.boolean(),
      clause: z.string(),
    }),
  ),
  handle: async ({ tx }) => {
    const profile = await loadProfile(tx);
    const roles = primaryPack(profile)?.roles.filter((role) => role.orgKinds.includes(profile.kind)) ?? [];
    return roles.map((role) => ({
      id: role.id,
      title: role.title.ja,
      scope: role.scope,
      unitKind: role.unitKind ?? null,
      min: role.count.min,
      max: role.count.max,
      perScope: role.perScope,
      everyone: role.everyone === true,
      body: role.body === true,
      clause: role.clause ?? '',
    }));
  },
});

const seat = {
  roleId: z.string().min(1).max(100),
  personId: z.uuid(),
  unitId: z.uuid().nullable().default(null),
  assetId: z.uuid().nullable().default(null),
};

export const addAppointment = route({
  method: 'POST',
  path: '/api/v1/appointments',
  summary: 'Appoint a person to a role',
  access: { action: 'appointments.edit' },
  body: z.object({ ...seat, ...term, ...decision }),
  response: created,
  handle: async ({ tx, actor, scope, body, today }) => ({ id: await appoint(tx, actor, scope, body, today) }),
});

export const addDeputy = route({
  method: 'POST',
  path: '/api/v1/appointments/:id/deputies',
  summary: 'Appoint a deputy to an appointment',
  access: { action: 'appointments.edit' },
  params: idParams,
  body: z.object({ personId: z.uuid(), ...term, ...decision }),
  response: created,
  handle: async ({ tx, actor, scope, params, body, today }) => ({
    id: await appointDeputy(tx, actor, scope, { ...body, deputyOf: params.id }, today),
  }),
});

export const changeAppointment = route({
  method: 'PUT',
  path: '/api/v1/appointments/:id',
  summary: 'Correct the term or the decision of an appointment',
  access: { action: 'appointments.edit' },
  params: idParams,
  body: z.object({ version, ...term, ...decision }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    await updateAppointment(tx, actor, scope, { id: params.id, version: seen }, fields, today);
    return undefined;
  },
});

export const finishAppointment = route({
  method: 'POST',
  path: '/api/v1/appointments/:id/end',
  summary: 'End an appointment and its deputies; the day is the first without it',
  access: { action: 'appointments.edit' },
  params: idParams,
  body: z.object({ version, validTo: day }),
  handle: async ({ tx, actor, scope, params, body, today }) => {
    await endAppointment(tx, actor, scope, { id: params.id, version: body.version }, body.validTo, today);
    return undefined;
  },
});

const appointmentHistory = historyRoute({
  path: '/api/v1/appointments/:id',
  entity: 'appointment',
  summary: 'What happened to an appointment',
  action: 'appointments.read',
  open: ({ tx, scope, today }, id) => appointmentFor(tx, scope, id, today),
});

const finding = z.object({
  key: z.string(),
  code: z.enum(findingCodes),
  severity: z.enum(['error', 'warning']),
  roleId: z.string(),
  roleTitle: z.string(),
  scope: z.object({ kind: scopeKind, id: z.string().nullable(), name: z.string() }),
  people: z.array(named),
  clause: z.string(),
  message: z.string(),
  advice: z.string(),
});

const toFinding = (each: Finding): z.input<typeof finding> => ({ ...each, people: [...each.people] });

export const checkChange = route({
  method: 'POST',
  path: '/api/v1/appointments/check',
  summary: 'What a change would add to the findings and what it would settle; nothing is written',
  access: { action: 'appointments.edit' },
  body: z.object({
    appoint: z
      .array(z.object({ ...seat, scopeKind, deputyOf: z.uuid().nullable().default(null), ...term }))
      .max(50)
      .default([]),
    /** Appointments that would not hold on the day. */
    end: z.array(z.uuid()).max(50).default([]),
    /** The day on which the change is looked at; today when absent. */
    date: day.optional(),
  }),
  response: z.object({ added: z.array(finding), removed: z.array(finding) }),
  handle: async ({ tx, scope, body, today }) => {
    const draft = { appoint: body.appoint.map((each) => ({ id: newId(), ...each })), end: body.end };
    const difference = await tryChange(tx, scope, draft, body.date ?? today);
    return { added: difference.added.map(toFinding), removed: difference.removed.map(toFinding) };
  },
});

const gapColumns: readonly ListColumn<Finding>[] = [
  { key: 'severity', header: t('gap.severity'), value: (row) => t(`severity.${row.severity}`) },
  { key: 'role', header: t('appointment.role'), value: (row) => row.roleTitle },
  { key: 'scope', header: t('appointment.scope'), value: (row) => row.scope.name },
  { key: 'people', header: t('gap.people'), value: (row) => row.people.map((each) => each.name).join('、') },
  { key: 'message', header: t('gap.message'), value: (row) => row.message },
  { key: 'advice', header: t('gap.advice'), value: (row) => row.advice },
  { key: 'clause', header: t('gap.clause'), value: (row) => row.clause },
];

export const listGaps = route({
  method: 'GET',
  path: '/api/v1/appointments/gaps',
  summary: 'Gaps and conflicts of the appointments on a day; `format` gives a file',
  access: { action: 'appointments.read' },
  query: dateQuery.extend({ format: z.enum(['csv', 'xlsx']).optional() }),
  response: z.object({ date: day, findings: z.array(finding) }),
  handle: async ({ tx, scope, query, today }) => {
    const date = query.date ?? today;
    const findings = await findGaps(tx, scope, date);
    if (query.format === undefined) return { date, findings: findings.map(toFinding) };
    return exportList({
      title: t('page.gaps'),
      columns: gapColumns,
      rows: findings,
      format: query.format,
      today: date,
    });
  },
});

export const appointmentRoutes = [
  listAppointments,
  listRoles,
  checkChange,
  listGaps,
  addAppointment,
  addDeputy,
  changeAppointment,
  finishAppointment,
  appointmentHistory,
] as const;
