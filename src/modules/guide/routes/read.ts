import { z } from 'zod';
import { NotFound } from '../../../kernel/errors.ts';
import { isId } from '../../../kernel/ids.ts';
import { route } from '../../../platform/http/route.ts';
import { openBook } from '../book.ts';
import { t } from '../messages.ts';
import { isAbout } from '../model.ts';
import { chaptersOf, listAnswer, pageAnswer, presentList, presentOwn, presentSituation } from '../present.ts';
import { listContacts, listOwnPages } from '../queries.ts';

const access = { action: 'guide.read' } as const;

export const listSituations = route({
  method: 'GET',
  path: '/api/v1/guide/situations',
  summary: 'The pages of the guide, found by words or by a clause of the pack',
  access,
  query: z.object({
    q: z.string().max(200).default(''),
    pack: z.string().max(100).optional(),
    clause: z.string().max(100).optional(),
  }),
  response: listAnswer,
  handle: async ({ tx, actor, query }) => {
    const book = await openBook(tx);
    const [own, contacts] = [await listOwnPages(tx, actor), await listContacts(tx, actor)];
    const { clause, pack } = query;
    const otherPack = pack !== undefined && pack !== book.pack?.id;
    const items = presentList(book, clause === undefined ? own : [], query.q, ({ clauses }) => {
      if (clause === undefined) return true;
      return !otherPack && isAbout(clauses, clause);
    });
    return { packId: book.pack?.id ?? null, chapters: chaptersOf(book, items), items, contacts };
  },
});

export const showSituation = route({
  method: 'GET',
  path: '/api/v1/guide/situations/:id',
  summary: 'One page of the guide, with what the office added and whom to ask',
  access,
  params: z.object({ id: z.string().max(100) }),
  response: pageAnswer,
  handle: async ({ tx, actor, params: { id } }) => {
    const book = await openBook(tx);
    const [own, contacts] = [await listOwnPages(tx, actor), await listContacts(tx, actor)];
    const situation = book.guide.situations.find((each) => each.id === id);
    if (situation) return presentSituation(book, situation, own, contacts);
    const page = isId(id) ? own.find((each) => each.id === id) : undefined;
    if (!page) throw new NotFound(t.ref('notFound'));
    return presentOwn(book, page, contacts);
  },
});

export const listGuideClauses = route({
  method: 'GET',
  path: '/api/v1/guide/clauses',
  summary: 'Which clauses of the pack the guide speaks of, and on which pages',
  access,
  response: z.object({
    packId: z.string().nullable(),
    items: z.array(z.object({ clause: z.string(), id: z.string(), title: z.string() })),
  }),
  handle: async ({ tx }) => {
    const { pack, guide } = await openBook(tx);
    const items = guide.situations.flatMap(({ id, title, clauses }) =>
      clauses.map((clause) => ({ clause, id, title: title.ja })),
    );
    return { packId: pack?.id ?? null, items };
  },
});
