import { z } from 'zod';
import { formatDate } from '../../../kernel/dates.ts';
import { exportList, type ListColumn } from '../../../kit/server/export.ts';
import { historyRoute } from '../../../kit/server/history.ts';
import { listAll, listAnswer, listPage, listQuery } from '../../../kit/server/list.ts';
import { route } from '../../../platform/http/route.ts';
import { extendLoan, loseLoan, returnLoan } from '../commands/close-loan.ts';
import { lendMedium } from '../commands/lend-medium.ts';
import { t } from '../messages.ts';
import { loanStates, returnFacts } from '../model.ts';
import { type LoanRow, loanDetail, loanList, loanSorts } from '../queries/loans.ts';
import {
  count,
  created,
  day,
  dayOrNull,
  filled,
  idParams,
  mediumKind,
  named,
  typed,
  version,
} from './shared.ts';

const loanShape = z.object({
  id: z.uuid(),
  medium: named.extend({ number: z.string(), kind: mediumKind }),
  borrower: named,
  unit: z.string(),
  purpose: z.string(),
  quantity: z.int(),
  lentOn: day,
  dueOn: day,
  lentBy: z.string(),
  closedOn: dayOrNull,
  state: z.enum(loanStates),
  checks: z.array(z.string()),
  returnedQuantity: z.int().nullable(),
  closeNote: z.string(),
  closedBy: z.string(),
  version,
});

const present = (row: LoanRow) => ({ ...row, checks: [...row.checks] });

export const listLoans = route({
  method: 'GET',
  path: '/api/v1/media-loans',
  summary:
    'The lending book: the loans of one’s own, or of the media within the scope; `format` gives a file',
  access: { action: 'loans.read' },
  query: listQuery(loanSorts, {
    state: z.enum([...loanStates, 'running']).optional(),
    mediumId: z.uuid().optional(),
  }),
  response: listAnswer(loanShape),
  handle: async ({ tx, scope, query, today }) => {
    const source = loanList(tx, scope, query, today);
    if (query.format === undefined) {
      const page = await listPage(tx, source, query);
      return { ...page, items: page.items.map(present) };
    }
    const rows = await listAll(source);
    return exportList({ title: t('page.lending'), columns, rows, format: query.format, today });
  },
});

const columns: readonly ListColumn<LoanRow>[] = [
  { key: 'number', header: t('medium.number'), value: (row) => row.medium.number },
  { key: 'name', header: t('medium.name'), value: (row) => row.medium.name },
  { key: 'unit', header: t('medium.unit'), value: (row) => row.unit },
  { key: 'borrower', header: t('loan.borrower'), value: (row) => row.borrower.name },
  { key: 'purpose', header: t('loan.purpose'), value: (row) => row.purpose },
  { key: 'quantity', header: t('medium.quantity'), kind: 'integer', value: (row) => row.quantity },
  { key: 'lentOn', header: t('loan.lentOn'), value: (row) => formatDate(row.lentOn) },
  { key: 'dueOn', header: t('loan.dueOn'), value: (row) => formatDate(row.dueOn) },
  { key: 'state', header: t('medium.state'), value: (row) => t(`loanState.${row.state}`) },
  {
    key: 'closedOn',
    header: t('loan.closedOn'),
    value: (row) => (row.closedOn === null ? '' : formatDate(row.closedOn)),
  },
  {
    key: 'checks',
    header: t('loan.checks'),
    value: (row) =>
      returnFacts
        .filter((check) => row.checks.includes(check))
        .map((check) => t(`check.return.${check}`))
        .join('、'),
  },
  { key: 'closeNote', header: t('medium.note'), value: (row) => row.closeNote },
  { key: 'lentBy', header: t('loan.lentBy'), value: (row) => row.lentBy },
  { key: 'closedBy', header: t('loan.closedBy'), value: (row) => row.closedBy },
];

export const showLoan = route({
  method: 'GET',
  path: '/api/v1/media-loans/:id',
  summary: 'One loan',
  access: { action: 'loans.read' },
  params: idParams,
  response: loanShape,
  handle: async ({ tx, scope, params, today }) => present(await loanDetail(tx, scope, params.id, today)),
});

export const lend = route({
  method: 'POST',
  path: '/api/v1/media-loans',
  summary: 'Lend a medium that is in store',
  access: { action: 'loans.keep' },
  body: z.object({ mediumId: z.uuid(), borrowerId: z.uuid(), purpose: filled(500), lentOn: day, dueOn: day }),
  response: created,
  handle: async ({ tx, actor, scope, body, today }) => ({
    id: await lendMedium(tx, actor, scope, body, today),
  }),
});

export const takeBack = route({
  method: 'POST',
  path: '/api/v1/media-loans/:id/return',
  summary: 'Take a lent medium back with the checks of the return',
  access: { action: 'loans.keep' },
  params: idParams,
  body: z.object({
    version,
    closedOn: day,
    checks: z.array(z.enum(returnFacts)),
    returnedQuantity: count,
    closeNote: typed(1000),
  }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...input }, today }) => {
    await returnLoan(tx, actor, scope, { id: params.id, version: seen }, input, today);
    return undefined;
  },
});

export const reportLostLoan = route({
  method: 'POST',
  path: '/api/v1/media-loans/:id/lose',
  summary: 'End a loan because the medium is lost',
  access: { action: 'loans.keep' },
  params: idParams,
  body: z.object({ version, closedOn: day, closeNote: filled(1000) }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...input }, today }) => {
    await loseLoan(tx, actor, scope, { id: params.id, version: seen }, input, today);
    return undefined;
  },
});

export const prolong = route({
  method: 'POST',
  path: '/api/v1/media-loans/:id/extend',
  summary: 'Let the borrower keep it longer',
  access: { action: 'loans.keep' },
  params: idParams,
  body: z.object({ version, dueOn: day, reason: filled(500) }),
  handle: async ({ tx, actor, scope, params, body: { version: seen, ...input }, today }) => {
    await extendLoan(tx, actor, scope, { id: params.id, version: seen }, input, today);
    return undefined;
  },
});

const loanHistory = historyRoute({
  path: '/api/v1/media-loans/:id',
  entity: 'medium-loan',
  summary: 'What happened to a loan',
  action: 'loans.read',
  open: ({ tx, scope, today }, id) => loanDetail(tx, scope, id, today),
});

export const loanRoutes = [
  listLoans,
  showLoan,
  lend,
  takeBack,
  reportLostLoan,
  prolong,
  loanHistory,
] as const;
