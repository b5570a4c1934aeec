import { z } from 'zod';
import { formatDate, formatInstant } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { exportList, fileName, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Authorisation, Scope } from '../../../platform/authorisation/authorise.ts';
import { DOCX_TYPE, renderDocx } from '../../../platform/documents/render-docx.ts';
import { renderPdf } from '../../../platform/documents/render-pdf.ts';
import { renderXlsx } from '../../../platform/documents/render-xlsx.ts';
import type { ReportDocument } from '../../../platform/documents/report-document.ts';
import { XLSX_TYPE } from '../../../platform/documents/spreadsheet.ts';
import { download, route } from '../../../platform/http/route.ts';
import { loadProfile } from '../../organisation/index.ts';
import { changeCarry, confirmAll, confirmCarry, returnCarry } from '../commands/end-carry.ts';
import { mediumToCarry, recordCarry, unlisted } from '../commands/record-carry.ts';
import { t } from '../messages.ts';
import { carryStates, classText, directions, protections, ruleApplies } from '../model.ts';
import { carryRegister } from '../print/carry-register.ts';
import { type CarryRow, carriableMedia, carryDetail, carryList, carrySorts } from '../queries/carrying.ts';
import { subjectOf } from '../queries/media.ts';
import { requirePerson, requireUnit } from '../queries/visible.ts';
import { loadRules } from '../rules.ts';
import {
  breachShape,
  choiceQuery,
  choices,
  count,
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
} from './shared.ts';

const carryShape = z.object({
  id: z.uuid(),
  direction: z.enum(directions),
  unit: named,
  personId: z.uuid().nullable(),
  personName: z.string(),
  medium: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  item: z.string(),
  quantity: z.int(),
  purpose: z.string(),
  place: z.string(),
  carriedAt: z.iso.datetime(),
  dueOn: day,
  protection: z.enum(protections),
  permissionRequestId: z.uuid().nullable(),
  permissionNote: z.string(),
  returnedOn: dayOrNull,
  erased: z.boolean().nullable(),
  confirmedAt: z.iso.datetime().nullable(),
  confirmedBy: z.string(),
  confirmNote: z.string(),
  state: z.enum(carryStates),
  version,
});

const present = (row: CarryRow) => ({
  ...row,
  carriedAt: row.carriedAt.toISOString(),
  confirmedAt: row.confirmedAt?.toISOString() ?? null,
});

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: () => t('input.month') });
const filters = {
  direction: z.enum(directions).optional(),
  state: z.enum(carryStates).optional(),
  unitId: z.uuid().optional(),
  mediumId: z.uuid().optional(),
  month: month.optional(),
};

export const listCarrying = route({
  method: 'GET',
  path: '/api/v1/carry-entries',
  summary: 'The carry-in and carry-out book: one’s own entries, or those of the units within the scope',
  access: { action: 'carrying.read' },
  query: listQuery(carrySorts, filters),
  response: listAnswer(carryShape),
  handle: async ({ tx, scope, query, today }) => {
    const source = carryList(tx, scope, query, today);
    if (query.format === undefined) {
      const page = await listPage(tx, source, query);
      return { ...page, items: page.items.map(present) };
    }
    const rows = await listAll(source);
    return exportList({ title: t('page.carryBook'), columns, rows, format: query.format, today });
  },
});

const dateText = (date: string | null) => (date === null ? '' : formatDate(date));
const columns: readonly ListColumn<CarryRow>[] = [
  { key: 'direction', header: t('carry.direction'), value: (row) => t(`direction.${row.direction}`) },
  { key: 'unit', header: t('carry.unit'), value: (row) => row.unit.name },
  { key: 'person', header: t('carry.person'), value: (row) => row.personName },
  { key: 'carriedAt', header: t('carry.carriedAt'), value: (row) => formatInstant(row.carriedAt) },
  { key: 'item', header: t('carry.item'), value: (row) => row.item },
  { key: 'quantity', header: t('medium.quantity'), kind: 'integer', value: (row) => row.quantity },
  { key: 'purpose', header: t('carry.purpose'), value: (row) => row.purpose },
  { key: 'place', header: t('carry.place'), value: (row) => row.place },
  { key: 'protection', header: t('carry.protection'), value: (row) => t(`protection.${row.protection}`) },
  { key: 'permission', header: t('carry.permission'), value: (row) => row.permissionNote },
  { key: 'dueOn', header: t('carry.dueOn'), value: (row) => dateText(row.dueOn) },
  { key: 'returnedOn', header: t('carry.returnedOn'), value: (row) => dateText(row.returnedOn) },
  { key: 'state', header: t('medium.state'), value: (row) => t(`carryState.${row.state}`) },
  { key: 'confirmedBy', header: t('carry.confirmedBy'), value: (row) => row.confirmedBy },
];

const forms = {
  xlsx: { type: XLSX_TYPE, render: renderXlsx },
  docx: { type: DOCX_TYPE, render: renderDocx },
  pdf: { type: 'application/pdf', render: renderPdf },
} satisfies Record<string, { type: string; render(document: ReportDocument): Promise<Uint8Array> }>;

export const printCarrying = route({
  method: 'GET',
  path: '/api/v1/carry-entries/register',
  summary: 'The register of one month as xlsx, docx or pdf',
  access: { action: 'carrying.read' },
  query: z.object({
    month,
    direction: z.enum(directions),
    unitId: z.uuid().optional(),
    format: z.enum(['xlsx', 'docx', 'pdf']),
  }),
  handle: async ({ tx, scope, query, today }) => {
    const rows = await listAll(carryList(tx, scope, { ...query, sort: 'carriedAt' }, today));
    const { name } = await loadProfile(tx);
    const unit = query.unitId === undefined ? '' : (rows[0]?.unit.name ?? '');
    const document = carryRegister({ ...query, organisation: name, unit, rows, today });
    const { type, render } = forms[query.format];
    return download(fileName(`${document.title}_${query.month}`, query.format), type, () => render(document));
  },
});

export const showCarry = route({
  method: 'GET',
  path: '/api/v1/carry-entries/:id',
  summary: 'One entry of the carry book',
  access: { action: 'carrying.read' },
  params: idParams,
  response: carryShape,
  handle: async ({ tx, scope, params, today }) => present(await carryDetail(tx, scope, params.id, today)),
});

const carryFields = z.object({
  direction: z.enum(directions),
  mediumId: z.uuid().nullable().default(null),
  item: filled(200),
  quantity: count,
  purpose: filled(500),
  place: filled(200),
  carriedAt: instant,
  dueOn: day,
  protection: z.enum(protections),
  permissionNote: typed(100),
});

export const addCarry = route({
  method: 'POST',
  path: '/api/v1/carry-entries',
  summary: 'Record what one carries out or in oneself',
  access: { action: 'carrying.record' },
  body: carryFields,
  response: created,
  handle: async ({ tx, actor, authorisation, body, today }) => {
    const person = actor.personId === null ? null : await requirePerson(tx, actor.personId, today);
    if (person === null || person.unitId === null) throw new InvalidInput(t.ref('carry.noUnit'));
    const carrier = { personId: person.id, personName: person.name, unitId: person.unitId };
    const mediaScope = authorisation.authorise(actor, 'carrying.read');
    return { id: await recordCarry(tx, actor, mediaScope, carrier, body, today) };
  },
});

export const addCarryOfOther = route({
  method: 'POST',
  path: '/api/v1/carry-entries/of-others',
  summary: 'Record what somebody else, such as a visitor, carries out or in',
  access: { action: 'carrying.confirm' },
  body: carryFields.extend({ unitId: z.uuid(), personId: z.uuid().nullable(), personName: typed(100) }),
  response: created,
  handle: async ({ tx, actor, scope, body: { unitId, personId, personName, ...fields }, today }) => {
    await requireUnit(tx, scope, unitId, today);
    const name = personId === null ? personName : (await requirePerson(tx, personId, today)).name;
    if (name === '') {
      throw InvalidInput.at('personName', t.ref('carry.whoMissing'));
    }
    return { id: await recordCarry(tx, actor, scope, { personId, personName: name, unitId }, fields, today) };
  },
});

/** One's own entries, and those that an officer keeps. */
function mayWrite(authorisation: Authorisation, actor: Actor): Scope {
  const own = authorisation.authorise(actor, 'carrying.record');
  const keeps = authorisation.allowed(actor).includes('carrying.confirm');
  return keeps ? { ...authorisation.authorise(actor, 'carrying.confirm'), personId: own.personId } : own;
}

export const changeCarryEntry = route({
  method: 'PUT',
  path: '/api/v1/carry-entries/:id',
  summary: 'Change purpose, place or due date of what is still away',
  access: { action: 'carrying.record' },
  params: idParams,
  body: z.object({ version, purpose: filled(500), place: filled(200), dueOn: day }),
  handle: async ({ tx, actor, authorisation, params, body: { version: seen, ...input }, today }) => {
    await changeCarry(
      tx,
      actor,
      mayWrite(authorisation, actor),
      { id: params.id, version: seen },
      input,
      today,
    );
    return undefined;
  },
});

export const returnCarryEntry = route({
  method: 'POST',
  path: '/api/v1/carry-entries/:id/return',
  summary: 'Record that what was carried is back',
  access: { action: 'carrying.record' },
  params: idParams,
  body: z.object({ version, returnedOn: day, erased: z.boolean() }),
  handle: async ({ tx, actor, authorisation, params, body: { version: seen, ...input }, today }) => {
    await returnCarry(
      tx,
      actor,
      mayWrite(authorisation, actor),
      { id: params.id, version: seen },
      input,
      today,
    );
    return undefined;
  },
});

export const confirmCarryEntry = route({
  method: 'POST',
  path: '/api/v1/carry-entries/:id/confirm',
  summary: 'Confirm a finished entry of somebody else',
  access: { action: 'carrying.confirm' },
  params: idParams,
  body: z.object({ version, note: typed(500) }),
  handle: async ({ tx, actor, scope, params, body, today }) => {
    await confirmCarry(tx, actor, scope, { id: params.id, version: body.version }, body.note, today);
    return undefined;
  },
});

export const confirmCarryEntries = route({
  method: 'POST',
  path: '/api/v1/carry-entries/confirm',
  summary: 'Confirm several finished entries of others at once',
  access: { action: 'carrying.confirm' },
  body: z.object({ ids: z.array(z.uuid()).min(1).max(200) }),
  response: z.object({ confirmed: z.int() }),
  handle: async ({ tx, actor, scope, body }) => ({ confirmed: await confirmAll(tx, actor, scope, body.ids) }),
});

export const carriableChoices = route({
  method: 'GET',
  path: '/api/v1/carry-entries/media',
  summary: 'Media that the caller may carry out now',
  access: { action: 'carrying.read' },
  query: choiceQuery,
  response: choices,
  handle: async ({ tx, scope, query }) => ({ items: [...(await carriableMedia(tx, scope, query.q))] }),
});

export const prepareCarry = route({
  method: 'GET',
  path: '/api/v1/carry-entries/form',
  summary: 'The rules on taking out that hold for a medium, or for what is in no ledger',
  access: { action: 'carrying.record' },
  query: z.object({ mediumId: z.uuid().optional() }),
  response: z.object({
    name: z.string().nullable(),
    classes: z.string().nullable(),
    encrypted: z.boolean(),
    quantity: z.int().nullable(),
    rules: z.array(breachShape),
  }),
  handle: async ({ tx, actor, authorisation, query }) => {
    const scope = authorisation.authorise(actor, 'carrying.read');
    const { mediumId } = query;
    const medium = mediumId === undefined ? null : await mediumToCarry(tx, scope, mediumId, actor.personId);
    const subject = medium === null ? unlisted : subjectOf(medium);
    const { rules } = await loadRules(tx);
    return {
      name: medium === null ? null : `${medium.number} ${medium.name}`,
      classes: medium === null ? null : classText(medium),
      encrypted: medium?.encrypted ?? false,
      quantity: medium?.quantity ?? null,
      rules: rules
        .filter((rule) => rule.on === 'take_out' && ruleApplies(rule, subject))
        .map((rule) => presentBreach({ rule, missing: rule.require })),
    };
  },
});

const carryHistory = historyRoute({
  path: '/api/v1/carry-entries/:id',
  entity: 'carry-entry',
  summary: 'What happened to an entry',
  action: 'carrying.read',
  open: ({ tx, scope, today }, id) => carryDetail(tx, scope, id, today),
});

export const carryingRoutes = [
  listCarrying,
  printCarrying,
  carriableChoices,
  prepareCarry,
  showCarry,
  addCarry,
  addCarryOfOther,
  changeCarryEntry,
  returnCarryEntry,
  confirmCarryEntry,
  confirmCarryEntries,
  carryHistory,
] as const;
