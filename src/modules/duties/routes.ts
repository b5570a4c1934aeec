import { z } from 'zod';
import { NotFound } from '../../kernel/errors.ts';
import { exportList, type ListColumn } from '../../kit/server/export.ts';
import type { Tx } from '../../platform/database/database.ts';
import { type AnyRoute, route } from '../../platform/http/route.ts';
import { t } from './messages.ts';
import { dutiesOf } from './model.ts';
import { type DutyFilter, type DutyView, filterDuties, presentDuties } from './present.ts';
import { findPerson, loadHoldings, loadPacksInForce } from './queries.ts';

const duty = z.object({
  packId: z.string(),
  edition: z.string(),
  id: z.string(),
  headings: z.array(z.object({ id: z.string(), title: z.string() })),
  summary: z.string(),
  evidence: z.string(),
  subItems: z.array(z.string()),
  cadence: z.string(),
  reasons: z.array(
    z.object({
      roleId: z.string(),
      role: z.string(),
      scopeKind: z.enum(['organisation', 'unit', 'system', 'area', 'service']),
      scopeId: z.string().nullable(),
      scopeName: z.string(),
      text: z.string(),
    }),
  ),
});

const choice = z.object({ value: z.string(), label: z.string() });

const answer = z.object({
  person: z.object({ id: z.uuid(), name: z.string(), number: z.string(), unitName: z.string() }).nullable(),
  /** What the list can be narrowed to. */
  roles: z.array(choice),
  places: z.array(choice),
  total: z.number().int(),
  duties: z.array(duty),
});

const query = z.object({
  q: z.string().max(200).optional(),
  role: z.string().max(100).optional(),
  place: z.uuid().optional(),
  format: z.enum(['csv', 'xlsx']).optional(),
});

/** Every duty of a person on a day. */
async function dutiesOn(tx: Tx, personId: string, date: string): Promise<readonly DutyView[]> {
  const packs = await loadPacksInForce(tx);
  const holdings = await loadHoldings(tx, personId, date, packs);
  return presentDuties(
    dutiesOf(holdings, packs),
    packs.map((each) => each.pack),
  );
}

/** The filtered list with the choices of the whole one. */
function listOf(duties: readonly DutyView[], filter: DutyFilter) {
  const reasons = duties.flatMap((each) => each.reasons);
  const choices = (pairs: readonly (readonly [string, string])[]) =>
    [...new Map(pairs)].map(([value, label]) => ({ value, label }));
  return {
    roles: choices(reasons.map((reason) => [reason.roleId, reason.role])),
    places: choices(
      reasons.flatMap((reason) =>
        reason.scopeId === null ? [] : [[reason.scopeId, reason.scopeName] as const],
      ),
    ),
    total: duties.length,
    duties: filterDuties(duties, filter).map((each) => ({
      ...each,
      headings: [...each.headings],
      subItems: [...each.subItems],
      reasons: [...each.reasons],
    })),
  };
}

const columns: readonly ListColumn<DutyView>[] = [
  { key: 'edition', header: t('column.edition'), value: (row) => row.edition },
  { key: 'id', header: t('column.id'), value: (row) => row.id },
  {
    key: 'heading',
    header: t('column.heading'),
    value: (row) => row.headings.map((each) => each.title).join('／'),
  },
  { key: 'summary', header: t('column.summary'), value: (row) => row.summary, width: 50 },
  { key: 'evidence', header: t('column.evidence'), value: (row) => row.evidence, width: 40 },
  {
    key: 'reasons',
    header: t('column.reasons'),
    value: (row) => row.reasons.map((each) => each.text).join('\n'),
    width: 40,
  },
];

const exportDuties = (rows: readonly DutyView[], format: 'csv' | 'xlsx', title: string, today: string) =>
  exportList({ title, columns, rows, format, today });

export const getMyDuties = route({
  method: 'GET',
  path: '/api/v1/me/duties',
  summary: 'What binds me, each requirement once, with every reason',
  access: 'signed-in',
  query,
  response: answer,
  handle: async ({ tx, actor, query: filter, today }) => {
    const duties = actor.personId === null ? [] : await dutiesOn(tx, actor.personId, today);
    if (filter.format)
      return exportDuties(filterDuties(duties, filter), filter.format, t('list.title'), today);
    return { person: null, ...listOf(duties, filter) };
  },
});

export const getPersonDuties = route({
  method: 'GET',
  path: '/api/v1/people/:id/duties',
  summary: 'What binds a person, each requirement once, with every reason',
  access: { action: 'duties.read' },
  params: z.object({ id: z.uuid() }),
  query,
  response: answer,
  handle: async ({ tx, scope, params, query: filter, today }) => {
    const person = await findPerson(tx, scope, params.id, today);
    if (!person) throw new NotFound(t.ref('person.missing'));
    const duties = await dutiesOn(tx, person.id, today);
    if (filter.format) {
      const title = `${t('list.title')}_${person.name}`;
      return exportDuties(filterDuties(duties, filter), filter.format, title, today);
    }
    return { person, ...listOf(duties, filter) };
  },
});

export const routes: readonly AnyRoute[] = [getMyDuties, getPersonDuties];
