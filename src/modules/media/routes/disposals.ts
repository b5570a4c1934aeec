import { z } from 'zod';
import { formatDate, formatInstant } from '../../../kernel/dates.ts';
import { attachmentRoutes } from '../../../kit/server/attachments.ts';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { classesSchema } from '../../information/index.ts';
import { findTarget } from '../commands/disposal-target.ts';
import { addCertificate, recordDisposal } from '../commands/record-disposal.ts';
import { t } from '../messages.ts';
import { classText, disposalDeeds, ruleApplies } from '../model.ts';
import { type DisposalRow, disposalDetail, disposalList, disposalSorts } from '../queries/disposals.ts';
import { chooseInformation } from '../queries/visible.ts';
import { type AdoptedMethod, loadRules } from '../rules.ts';
import {
  breachShape,
  choiceQuery,
  choices,
  created,
  day,
  dayOrNull,
  filled,
  idParams,
  instant,
  named,
  presentBreach,
  typed,
  version,
  yes,
} from './shared.ts';

const disposalShape = z.object({
  id: z.uuid(),
  deed: z.enum(disposalDeeds),
  unit: named,
  mediumId: z.uuid().nullable(),
  informationId: z.uuid().nullable(),
  backupId: z.uuid().nullable(),
  subject: z.string(),
  quantity: z.int(),
  ...classesSchema.shape,
  electronic: z.boolean(),
  empty: z.boolean(),
  doneAt: z.iso.datetime(),
  personName: z.string(),
  method: z.string(),
  unrecoverable: z.boolean(),
  treatment: z.string(),
  witness: z.string(),
  contractor: z.string(),
  certificateNumber: z.string(),
  certificateOn: dayOrNull,
  permissionRequestId: z.uuid().nullable(),
  permissionNote: z.string(),
  note: z.string(),
  version,
});

/** The method by its title; one that no adopted pack has any more keeps its id. */
const presenter = (methods: readonly AdoptedMethod[]) => (row: DisposalRow) => ({
  ...row,
  doneAt: row.doneAt.toISOString(),
  method: methods.find((method) => method.id === row.method)?.title.ja ?? row.method,
});
type Presented = ReturnType<ReturnType<typeof presenter>>;

export const listDisposals = route({
  method: 'GET',
  path: '/api/v1/disposals',
  summary: 'Records of erasure, sanitising and disposal within the scope; `format` gives a file',
  access: { action: 'disposals.read' },
  query: listQuery(disposalSorts, {
    deed: z.enum(disposalDeeds).optional(),
    of: z.enum(['medium', 'information', 'backup']).optional(),
    mediumId: z.uuid().optional(),
    open: yes.optional(),
  }),
  response: listAnswer(disposalShape),
  handle: async ({ tx, scope, query, today }) => {
    const source = disposalList(tx, scope, query);
    const present = presenter((await loadRules(tx)).methods);
    if (query.format === undefined) {
      const page = await listPage(tx, source, query);
      return { ...page, items: page.items.map(present) };
    }
    const rows = (await listAll(source)).map(present);
    return exportList({ title: t('page.disposals'), columns, rows, format: query.format, today });
  },
});

const columns: readonly ListColumn<Presented>[] = [
  { key: 'doneAt', header: t('disposal.doneAt'), value: (row) => formatInstant(new Date(row.doneAt)) },
  { key: 'deed', header: t('disposal.deed'), value: (row) => t(`deed.${row.deed}`) },
  { key: 'subject', header: t('disposal.subject'), value: (row) => row.subject },
  { key: 'quantity', header: t('medium.quantity'), kind: 'integer', value: (row) => row.quantity },
  { key: 'classes', header: t('medium.classes'), value: (row) => classText(row) },
  { key: 'unit', header: t('carry.unit'), value: (row) => row.unit.name },
  { key: 'person', header: t('disposal.person'), value: (row) => row.personName },
  { key: 'method', header: t('disposal.method'), value: (row) => row.method },
  {
    key: 'unrecoverable',
    header: t('fact.unrecoverable'),
    value: (row) => (row.unrecoverable ? '○' : ''),
  },
  { key: 'treatment', header: t('disposal.treatment'), value: (row) => row.treatment },
  { key: 'witness', header: t('disposal.witness'), value: (row) => row.witness },
  { key: 'contractor', header: t('disposal.contractor'), value: (row) => row.contractor },
  { key: 'certificate', header: t('disposal.certificateNumber'), value: (row) => row.certificateNumber },
  {
    key: 'certificateOn',
    header: t('disposal.certificateOn'),
    value: (row) => (row.certificateOn === null ? '' : formatDate(row.certificateOn)),
  },
  { key: 'permission', header: t('carry.permission'), value: (row) => row.permissionNote },
  { key: 'note', header: t('medium.note'), value: (row) => row.note },
];

export const showDisposal = route({
  method: 'GET',
  path: '/api/v1/disposals/:id',
  summary: 'One record of erasure or disposal',
  access: { action: 'disposals.read' },
  params: idParams,
  response: disposalShape,
  handle: async ({ tx, scope, params }) => {
    const { methods } = await loadRules(tx);
    return presenter(methods)(await disposalDetail(tx, scope, params.id));
  },
});

const target = {
  mediumId: z.uuid().nullable().default(null),
  informationId: z.uuid().nullable().default(null),
  backupSetId: z.uuid().nullable().default(null),
};

export const prepareDisposal = route({
  method: 'GET',
  path: '/api/v1/disposals/form',
  summary: 'What the form for an entry offers: the methods that fit it, and the rules that hold for it',
  access: { action: 'disposals.record' },
  query: z.object({
    mediumId: z.uuid().optional(),
    informationId: z.uuid().optional(),
    backupSetId: z.uuid().optional(),
  }),
  response: z.object({
    subject: z.string(),
    classes: z.string(),
    electronic: z.boolean(),
    methods: z.array(z.object({ id: z.string(), title: z.string(), unrecoverable: z.boolean() })),
    rules: z.array(breachShape.extend({ deed: z.enum(disposalDeeds) })),
  }),
  handle: async ({ tx, scope, query }) => {
    const { mediumId = null, informationId = null, backupSetId = null } = query;
    const found = await findTarget(tx, scope, { mediumId, informationId, backupSetId });
    const { rules, methods } = await loadRules(tx);
    const { electronic, empty, classes } = found.subject;
    const fits = methods.filter(
      (method) => method.material === 'any' || (method.material === 'electronic') === electronic,
    );
    return {
      subject: found.name,
      classes: classText({ ...classes, empty, electronic }),
      electronic,
      methods: fits.map(({ id, title, unrecoverable }) => ({ id, title: title.ja, unrecoverable })),
      rules: disposalDeeds.flatMap((deed) =>
        rules
          .filter((rule) => rule.on === deed && !rule.contractor && ruleApplies(rule, found.subject))
          .map((rule) => ({ deed, ...presentBreach({ rule, missing: rule.require }) })),
      ),
    };
  },
});

export const addDisposal = route({
  method: 'POST',
  path: '/api/v1/disposals',
  summary: 'Record that something was erased, sanitised or disposed of',
  access: { action: 'disposals.record' },
  body: z.object({
    ...target,
    deed: z.enum(disposalDeeds),
    doneAt: instant,
    personId: z.uuid(),
    method: z.string().max(100),
    treatment: filled(1000),
    witness: typed(100),
    contractor: typed(200),
    certificateNumber: typed(100),
    certificateOn: dayOrNull,
    permissionNote: typed(100),
    note: typed(2000),
  }),
  response: created,
  handle: async ({ tx, actor, scope, body, today }) => ({
    id: await recordDisposal(tx, actor, scope, body, today),
  }),
});

export const addDisposalCertificate = route({
  method: 'POST',
  path: '/api/v1/disposals/:id/certificate',
  summary: 'Add the certificate of the contractor',
  access: { action: 'disposals.record' },
  params: idParams,
  body: z.object({ version, certificateNumber: filled(100), certificateOn: day }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...certificate }, today }) => {
    await addCertificate(tx, actor, scope, { id: params.id, version: seen }, certificate, today);
    return undefined;
  },
});

export const disposableInformation = route({
  method: 'GET',
  path: '/api/v1/disposals/information',
  summary: 'Entries of the information register that can be disposed of',
  access: { action: 'disposals.record' },
  query: choiceQuery,
  response: choices,
  handle: async ({ tx, scope, query }) => ({ items: [...(await chooseInformation(tx, scope, query.q))] }),
});

const disposalHistory = historyRoute({
  path: '/api/v1/disposals/:id',
  entity: 'disposal',
  summary: 'What happened to a record of disposal',
  action: 'disposals.read',
  open: ({ tx, scope }, id) => disposalDetail(tx, scope, id),
});

/** The contractor's certificate as a file: added by who records disposals, seen by who sees the record. */
const certificates = attachmentRoutes({
  path: '/api/v1/disposals/:id',
  entity: 'disposal',
  access: { action: 'disposals.read' },
  open: async ({ tx, actor, authorisation }, id) => {
    await disposalDetail(tx, authorisation.authorise(actor, 'disposals.read'), id);
    return { writable: authorisation.allowed(actor).includes('disposals.record') };
  },
});

export const disposalRoutes = [
  listDisposals,
  prepareDisposal,
  disposableInformation,
  showDisposal,
  addDisposal,
  addDisposalCertificate,
  disposalHistory,
  ...certificates,
] as const;
