import { z } from 'zod';
import { formatDate } from '../../../kernel/dates.ts';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { classesSchema } from '../../information/index.ts';
import { findMedium, loseMedium } from '../commands/lose-medium.ts';
import { createMedium, updateMedium } from '../commands/save-medium.ts';
import { t } from '../messages.ts';
import { classText, type Fact, findBreaches, placeQualities, returnChecks, returnFacts } from '../model.ts';
import { type MediumRow, mediumDetail, mediumList, mediumSorts, subjectOf } from '../queries/media.ts';
import { chooseInformation, choosePeople, choosePlaces, chooseSystems } from '../queries/visible.ts';
import { type AdoptedRule, loadRules } from '../rules.ts';
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
  mediumKind,
  mediumState,
  named,
  presentBreach,
  typed,
  version,
  yes,
} from './shared.ts';

const mediumFields = z.object({
  number: filled(50),
  kind: mediumKind,
  name: filled(100),
  quantity: count,
  unitId: z.uuid(),
  systemId: z.uuid().nullable(),
  placeId: z.uuid().nullable(),
  approved: z.boolean(),
  approvedOn: dayOrNull,
  encrypted: z.boolean(),
  empty: z.boolean(),
  ...classesSchema.shape,
  specificPersonal: z.boolean(),
  longTerm: z.boolean(),
  writeProtected: z.boolean(),
  acquiredOn: dayOrNull,
  note: typed(2000),
  contents: z.array(z.uuid()).max(200),
});

const mediumRow = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: mediumKind,
  name: z.string(),
  quantity: z.int(),
  state: mediumState,
  approved: z.boolean(),
  encrypted: z.boolean(),
  empty: z.boolean(),
  ...classesSchema.shape,
  specificPersonal: z.boolean(),
  longTerm: z.boolean(),
  writeProtected: z.boolean(),
  unit: named,
  system: named.nullable(),
  place: named.nullable(),
  borrower: z.string().nullable(),
  dueOn: dayOrNull,
  findings: z.array(z.string()),
  note: z.string(),
  version,
});

/** Which rules of storage a row breaks, in words. */
const worded = (row: MediumRow, rules: readonly AdoptedRule[]) => ({
  ...row,
  findings: row.findings.flatMap((at) => {
    const rule = rules[at];
    return rule === undefined ? [] : [t('finding.line', { text: rule.text.ja, clause: rule.clause })];
  }),
});

export const listMedia = route({
  method: 'GET',
  path: '/api/v1/media',
  summary: 'The ledger of media within the scope; `format` gives a file',
  access: { action: 'media.read' },
  query: listQuery(mediumSorts, {
    kind: mediumKind.optional(),
    state: mediumState.optional(),
    unitId: z.uuid().optional(),
    placeId: z.uuid().optional(),
    finding: yes.optional(),
    /** Only what belongs to units that are closed: after a split nobody answers for it. */
    closed: yes.optional(),
  }),
  response: listAnswer(mediumRow),
  handle: async ({ tx, scope, query, today }) => {
    const { rules } = await loadRules(tx);
    const { closed, ...filter } = query;
    const source = mediumList(tx, scope, { ...filter, ...(closed && { closedOn: today }) }, rules);
    if (query.format === undefined) {
      const page = await listPage(tx, source, query);
      return { ...page, items: page.items.map((row) => worded(row, rules)) };
    }
    const rows = (await listAll(source)).map((row) => worded(row, rules));
    return exportList({ title: t('page.media'), columns, rows, format: query.format, today });
  },
});

type Row = z.input<typeof mediumRow>;
const mark = (value: boolean) => (value ? '○' : '');
const columns: readonly ListColumn<Row>[] = [
  { key: 'number', header: t('medium.number'), value: (row) => row.number },
  { key: 'kind', header: t('medium.kind'), value: (row) => t(`kind.${row.kind}`) },
  { key: 'name', header: t('medium.name'), value: (row) => row.name },
  { key: 'quantity', header: t('medium.quantity'), kind: 'integer', value: (row) => row.quantity },
  { key: 'unit', header: t('medium.unit'), value: (row) => row.unit.name },
  { key: 'system', header: t('medium.system'), value: (row) => row.system?.name ?? '' },
  { key: 'place', header: t('medium.place'), value: (row) => row.place?.name ?? '' },
  { key: 'state', header: t('medium.state'), value: (row) => t(`state.${row.state}`) },
  { key: 'classes', header: t('medium.classes'), value: (row) => classText(row) },
  { key: 'approved', header: t('medium.approved'), value: (row) => mark(row.approved) },
  { key: 'encrypted', header: t('medium.encrypted'), value: (row) => mark(row.encrypted) },
  { key: 'longTerm', header: t('medium.longTerm'), value: (row) => mark(row.longTerm) },
  { key: 'writeProtected', header: t('medium.writeProtected'), value: (row) => mark(row.writeProtected) },
  { key: 'borrower', header: t('loan.borrower'), value: (row) => row.borrower ?? '' },
  {
    key: 'dueOn',
    header: t('loan.dueOn'),
    value: (row) => (row.dueOn === null ? '' : formatDate(row.dueOn)),
  },
  { key: 'findings', header: t('medium.findings'), value: (row) => row.findings.join('\n') },
  { key: 'note', header: t('medium.note'), value: (row) => row.note },
];

export const showMedium = route({
  method: 'GET',
  path: '/api/v1/media/:id',
  summary: 'One medium with its effective classes, what is on it, and the rules it breaks',
  access: { action: 'media.read' },
  params: idParams,
  response: mediumRow.omit({ findings: true }).extend({
    ownClasses: classesSchema,
    approvedOn: dayOrNull,
    acquiredOn: dayOrNull,
    lostOn: dayOrNull,
    lostNote: z.string(),
    placeQualities: z.array(z.enum(placeQualities)),
    contents: z.array(named.extend({ number: z.string() })),
    findings: z.array(breachShape),
    /** Rules that stand against lending it as it is. */
    lending: z.array(breachShape),
    returnChecks: z.array(z.enum(returnFacts)),
  }),
  handle: async ({ tx, scope, params }) => {
    const { rules } = await loadRules(tx);
    const medium = await mediumDetail(tx, scope, params.id, rules);
    const subject = subjectOf(medium);
    const own = factsOf(medium);
    const broken = medium.findings.flatMap((at) => rules[at] ?? []);
    return {
      ...medium,
      placeQualities: [...medium.placeQualities],
      contents: [...medium.contents],
      findings: findBreaches(broken, 'store', subject, own).map(presentBreach),
      lending: findBreaches(rules, 'lend', subject, own).map(presentBreach),
      returnChecks: returnChecks(rules, subject),
    };
  },
});

type Detail = Awaited<ReturnType<typeof mediumDetail>>;

const factsOf = (medium: Detail): ReadonlySet<Fact> =>
  new Set<Fact>([
    ...medium.placeQualities,
    ...(medium.approved ? (['approved'] as const) : []),
    ...(medium.encrypted ? (['encrypted'] as const) : []),
    ...(medium.writeProtected ? (['write_protected'] as const) : []),
  ]);

export const addMedium = route({
  method: 'POST',
  path: '/api/v1/media',
  summary: 'Enter a medium in the ledger',
  access: { action: 'media.edit' },
  body: mediumFields,
  response: created,
  handle: async ({ tx, actor, scope, body, today }) => ({
    id: await createMedium(tx, actor, scope, body, today),
  }),
});

export const changeMedium = route({
  method: 'PUT',
  path: '/api/v1/media/:id',
  summary: 'Change a medium of the ledger',
  access: { action: 'media.edit' },
  params: idParams,
  body: mediumFields.extend({ version }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...fields }, today }) => {
    await updateMedium(tx, actor, scope, { id: params.id, version: seen }, fields, today);
    return undefined;
  },
});

export const reportLost = route({
  method: 'POST',
  path: '/api/v1/media/:id/lose',
  summary: 'Mark a medium as lost',
  access: { action: 'media.edit' },
  params: idParams,
  body: z.object({ version, lostOn: day, lostNote: filled(2000) }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...lost }, today }) => {
    await loseMedium(tx, actor, scope, { id: params.id, version: seen }, lost, today);
    return undefined;
  },
});

export const reportFound = route({
  method: 'POST',
  path: '/api/v1/media/:id/find',
  summary: 'Take a lost medium that turned up back into the ledger',
  access: { action: 'media.edit' },
  params: idParams,
  body: z.object({ version, note: filled(2000) }),
  handle: async ({ tx, actor, scope, params, body }) => {
    await findMedium(tx, actor, scope, { id: params.id, version: body.version }, body.note);
    return undefined;
  },
});

const mediumHistory = historyRoute({
  path: '/api/v1/media/:id',
  entity: 'medium',
  summary: 'What happened to a medium',
  action: 'media.read',
  open: ({ tx, scope }, id) => mediumDetail(tx, scope, id, []),
});

export const informationChoices = route({
  method: 'GET',
  path: '/api/v1/media-choices/information',
  summary: 'Entries of the information register to choose from',
  access: { action: 'media.read' },
  query: choiceQuery,
  response: choices,
  handle: async ({ tx, scope, query }) => ({ items: [...(await chooseInformation(tx, scope, query.q))] }),
});

export const personChoices = route({
  method: 'GET',
  path: '/api/v1/media-choices/people',
  summary: 'People to lend to, by name, kana or number',
  access: { action: 'media.read' },
  query: choiceQuery,
  response: choices,
  handle: async ({ tx, query, today }) => ({ items: [...(await choosePeople(tx, query.q, today))] }),
});

export const systemChoices = route({
  method: 'GET',
  path: '/api/v1/media-choices/systems',
  summary: 'Information systems that a medium serves',
  access: { action: 'media.read' },
  query: choiceQuery,
  response: choices,
  handle: async ({ tx, query, today }) => ({ items: [...(await chooseSystems(tx, query.q, today))] }),
});

export const placeChoices = route({
  method: 'GET',
  path: '/api/v1/media-choices/places',
  summary: 'Places of storage to choose from',
  access: { action: 'media.read' },
  query: choiceQuery,
  response: choices,
  handle: async ({ tx, query }) => ({ items: [...(await choosePlaces(tx, query.q))] }),
});

export const mediaRoutes = [
  listMedia,
  showMedium,
  addMedium,
  changeMedium,
  reportLost,
  reportFound,
  mediumHistory,
  informationChoices,
  personChoices,
  systemChoices,
  placeChoices,
] as const;
