import { z } from 'zod';
import { formatDate } from '../../../kernel/dates.ts';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { classesSchema } from '../../information/index.ts';
import { createBackup, takeBackup, testRestore, updateBackup } from '../commands/keep-backup.ts';
import { t } from '../messages.ts';
import { classText } from '../model.ts';
import { type BackupRow, backupDetail, backupList, backupSorts, lateKinds } from '../queries/backups.ts';
import { created, day, dayOrNull, filled, idParams, named, typed, version } from './shared.ts';

const whole = (limit: number) =>
  z
    .int({ error: () => t('input.between', { limit }) })
    .min(1, { error: () => t('input.between', { limit }) })
    .max(limit, { error: () => t('input.between', { limit }) });

const backupFields = z.object({
  name: filled(200),
  unitId: z.uuid(),
  systemId: z.uuid().nullable(),
  informationId: z.uuid().nullable(),
  ...classesSchema.shape,
  method: filled(500),
  placeId: z.uuid().nullable(),
  separateSite: z.boolean(),
  cycleDays: whole(3660),
  retentionDays: whole(36600),
  restoreSteps: typed(4000),
  testMonths: whole(120),
  endedOn: dayOrNull,
  note: typed(2000),
});

const backupRow = backupFields
  .omit({ unitId: true, systemId: true, informationId: true, placeId: true })
  .extend({
    id: z.uuid(),
    unit: named,
    system: named.nullable(),
    information: named.nullable(),
    place: named.nullable(),
    lastTaken: dayOrNull,
    kept: z.int(),
    nextErase: dayOrNull,
    lastTest: dayOrNull,
    nextTest: dayOrNull,
    late: z.array(z.enum(lateKinds)),
    version,
  });

const present = (row: BackupRow) => ({ ...row, late: [...row.late] });

export const listBackups = route({
  method: 'GET',
  path: '/api/v1/backups',
  summary: 'The ledger of backups within the scope; `format` gives a file',
  access: { action: 'backups.read' },
  query: listQuery(backupSorts, {
    late: z.enum([...lateKinds, 'any']).optional(),
    ended: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .optional(),
  }),
  response: listAnswer(backupRow),
  handle: async ({ tx, scope, query, today }) => {
    const source = backupList(tx, scope, query, today);
    if (query.format === undefined) {
      const page = await listPage(tx, source, query);
      return { ...page, items: page.items.map(present) };
    }
    const rows = await listAll(source);
    return exportList({ title: t('page.backups'), columns, rows, format: query.format, today });
  },
});

const dateText = (date: string | null) => (date === null ? '' : formatDate(date));
const columns: readonly ListColumn<BackupRow>[] = [
  { key: 'name', header: t('backup.name'), value: (row) => row.name },
  { key: 'unit', header: t('medium.unit'), value: (row) => row.unit.name },
  { key: 'system', header: t('medium.system'), value: (row) => row.system?.name ?? '' },
  { key: 'classes', header: t('medium.classes'), value: (row) => classText(row) },
  { key: 'method', header: t('backup.method'), value: (row) => row.method },
  { key: 'place', header: t('medium.place'), value: (row) => row.place?.name ?? '' },
  { key: 'separateSite', header: t('backup.separateSite'), value: (row) => (row.separateSite ? '○' : '') },
  { key: 'cycle', header: t('backup.cycleDays'), kind: 'integer', value: (row) => row.cycleDays },
  { key: 'retention', header: t('backup.retentionDays'), kind: 'integer', value: (row) => row.retentionDays },
  { key: 'lastTaken', header: t('backup.lastTaken'), value: (row) => dateText(row.lastTaken) },
  { key: 'kept', header: t('backup.kept'), kind: 'integer', value: (row) => row.kept },
  { key: 'nextErase', header: t('backup.nextErase'), value: (row) => dateText(row.nextErase) },
  { key: 'lastTest', header: t('backup.lastTest'), value: (row) => dateText(row.lastTest) },
  { key: 'nextTest', header: t('backup.nextTest'), value: (row) => dateText(row.nextTest) },
  {
    key: 'late',
    header: t('backup.late'),
    value: (row) => row.late.map((kind) => t(`late.${kind}`)).join('、'),
  },
  { key: 'endedOn', header: t('backup.endedOn'), value: (row) => dateText(row.endedOn) },
];

export const showBackup = route({
  method: 'GET',
  path: '/api/v1/backups/:id',
  summary: 'One backup with what was taken, erased and tested',
  access: { action: 'backups.read' },
  params: idParams,
  response: backupRow.extend({
    sets: z.array(
      z.object({
        id: z.uuid(),
        takenOn: day,
        succeeded: z.boolean(),
        medium: z.object({ id: z.uuid(), number: z.string() }).nullable(),
        eraseDueOn: day,
        note: z.string(),
        erased: z.object({ id: z.uuid(), on: day }).nullable(),
      }),
    ),
    tests: z.array(
      z.object({ id: z.uuid(), testedOn: day, succeeded: z.boolean(), tester: z.string(), note: z.string() }),
    ),
  }),
  handle: async ({ tx, scope, params, today }) => {
    const { sets, tests, ...row } = await backupDetail(tx, scope, params.id, today);
    return { ...present(row), sets: [...sets], tests: [...tests] };
  },
});

export const addBackup = route({
  method: 'POST',
  path: '/api/v1/backups',
  summary: 'Enter what is backed up',
  access: { action: 'backups.edit' },
  body: backupFields,
  response: created,
  handle: async ({ tx, actor, scope, body, today }) => ({
    id: await createBackup(tx, actor, scope, body, today),
  }),
});

export const changeBackup = route({
  method: 'PUT',
  path: '/api/v1/backups/:id',
  summary: 'Change an entry of the ledger of backups',
  access: { action: 'backups.edit' },
  params: idParams,
  body: backupFields.extend({ version }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    await updateBackup(tx, actor, scope, { id: params.id, version: seen }, fields, today);
    return undefined;
  },
});

export const addBackupSet = route({
  method: 'POST',
  path: '/api/v1/backups/:id/sets',
  summary: 'Record that a backup was taken or failed',
  access: { action: 'backups.edit' },
  params: idParams,
  body: z.object({ takenOn: day, succeeded: z.boolean(), mediumId: z.uuid().nullable(), note: typed(1000) }),
  response: created,
  handle: async ({ tx, actor, scope, params, body, today }) => ({
    id: await takeBackup(tx, actor, scope, params.id, body, today),
  }),
});

export const addRestoreTest = route({
  method: 'POST',
  path: '/api/v1/backups/:id/tests',
  summary: 'Record a test of restoring',
  access: { action: 'backups.edit' },
  params: idParams,
  body: z.object({ testedOn: day, succeeded: z.boolean(), tester: filled(100), note: typed(1000) }),
  response: created,
  handle: async ({ tx, actor, scope, params, body, today }) => ({
    id: await testRestore(tx, actor, scope, params.id, body, today),
  }),
});

const backupHistory = historyRoute({
  path: '/api/v1/backups/:id',
  entity: 'backup',
  summary: 'What happened to an entry of the ledger of backups',
  action: 'backups.read',
  open: ({ tx, scope, today }, id) => backupDetail(tx, scope, id, today),
});

export const backupRoutes = [
  listBackups,
  showBackup,
  addBackup,
  changeBackup,
  addBackupSet,
  addRestoreTest,
  backupHistory,
] as const;
