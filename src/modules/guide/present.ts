import { z } from 'zod';
import { actionsOf, type Book, clausesOf, formsOf, searchable } from './book.ts';
import { t } from './messages.ts';
import { linesFor, recordKinds, relevance, type Situation } from './model.ts';
import type { Contact, OwnPage } from './queries.ts';

const named = z.object({ id: z.string(), title: z.string() });

export const contactAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  hours: z.string(),
  note: z.string(),
  urgent: z.boolean(),
  /** Whose people it is for; null for the whole organisation. */
  unitId: z.uuid().nullable(),
  unit: z.string().nullable(),
  position: z.int(),
  version: z.int(),
});

export const listedPage = z.object({
  id: z.string(),
  chapter: z.string().nullable(),
  title: z.string(),
  headline: z.string(),
  urgent: z.boolean(),
});

export const listAnswer = z.object({
  packId: z.string().nullable(),
  chapters: z.array(named),
  items: z.array(listedPage),
  contacts: z.array(contactAnswer),
});

const addition = z.object({
  id: z.uuid(),
  unit: z.string().nullable(),
  title: z.string(),
  headline: z.string(),
  body: z.string(),
  do: z.array(z.string()),
  dont: z.array(z.string()),
});

export const pageAnswer = z.object({
  id: z.string(),
  own: z.boolean(),
  /** Of a page of one's own, the unit that wrote it; null for the organisation. */
  unit: z.string().nullable(),
  packId: z.string().nullable(),
  packTitle: z.string(),
  edition: z.string(),
  title: z.string(),
  headline: z.string(),
  body: z.string(),
  urgent: z.boolean(),
  report: z.boolean(),
  cases: z.array(z.object({ when: z.string(), text: z.string(), source: z.string() })),
  do: z.array(z.string()),
  dont: z.array(z.string()),
  notes: z.array(z.string()),
  clauses: z.array(z.object({ id: z.string(), text: z.string() })),
  terms: z.array(z.object({ term: z.string(), text: z.string() })),
  ask: z.object({ action: z.string(), medium: z.string().nullable() }).nullable(),
  permissions: z.array(named),
  records: z.array(z.enum(recordKinds)),
  additions: z.array(addition),
  contacts: z.array(contactAnswer),
});
type PageAnswer = z.input<typeof pageAnswer>;

const toAddition = (page: OwnPage): z.input<typeof addition> => ({
  id: page.id,
  unit: page.unit,
  title: page.title,
  headline: page.headline,
  body: page.body,
  do: page.doLines,
  dont: page.dontLines,
});

/** The pages that a query finds, the nearest first; without one, in the order of the guide, the office's own last. */
export function presentList(
  book: Book,
  own: readonly OwnPage[],
  query: string,
  about: (situation: Situation) => boolean,
): z.input<typeof listedPage>[] {
  const added = (situationId: string) =>
    own.filter((page) => page.situationId === situationId).flatMap(ownTexts);
  const standard = book.guide.situations.filter(about).map((situation) => {
    const page = searchable(book, situation);
    return {
      score: relevance({ ...page, text: [...page.text, ...added(situation.id)] }, query),
      item: {
        id: situation.id,
        chapter: situation.chapter,
        title: situation.title.ja,
        headline: situation.headline.ja,
        urgent: situation.urgent === true,
      },
    };
  });
  const separate = own
    .filter(({ situationId }) => situationId === null)
    .map((page) => ({
      score: relevance(
        { title: page.title, keywords: page.keywords, headline: page.headline, text: ownTexts(page) },
        query,
      ),
      item: { id: page.id, chapter: null, title: page.title, headline: page.headline, urgent: false },
    }));
  return [...standard, ...separate]
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

const ownTexts = (page: OwnPage): string[] => [
  page.title,
  page.headline,
  page.body,
  ...page.doLines,
  ...page.dontLines,
  ...page.keywords,
];

/** A situation of the pack, with what the office added to it. */
export function presentSituation(
  book: Book,
  situation: Situation,
  own: readonly OwnPage[],
  contacts: readonly Contact[],
): PageAnswer {
  const { pack, orgKind } = book;
  const added = own.filter(({ situationId }) => situationId === situation.id);
  const forms = new Map(formsOf(book).map((form) => [form.id, form]));
  const wanted = [...situation.permissions, ...added.flatMap(({ permissionType }) => permissionType ?? [])];
  return {
    id: situation.id,
    own: false,
    unit: null,
    packId: pack?.id ?? null,
    packTitle: pack?.title.ja ?? '',
    edition: pack?.edition ?? '',
    title: situation.title.ja,
    headline: situation.headline.ja,
    body: '',
    urgent: situation.urgent === true,
    report: situation.report === true,
    cases: situation.cases.map(({ when, text, source }) => ({
      when: when?.ja ?? '',
      text: text.ja,
      source: source.ja,
    })),
    do: linesFor(situation.do, orgKind),
    dont: linesFor(situation.dont, orgKind),
    notes: linesFor(situation.notes, orgKind),
    clauses: clausesOf(book, situation),
    terms: situation.terms.map(({ term, text }) => ({ term: term.ja, text: text.ja })),
    ask: situation.ask ? { action: situation.ask.action, medium: situation.ask.medium ?? null } : null,
    permissions: [...new Set(wanted)].flatMap((id) => forms.get(id) ?? []),
    records: [...situation.records],
    additions: added.map(toAddition),
    contacts: [...contacts],
  };
}

/** A page of the office's own. What it refers to and the pack no longer has is left out. */
export function presentOwn(book: Book, page: OwnPage, contacts: readonly Contact[]): PageAnswer {
  const action = actionsOf(book).find(({ id }) => id === page.action);
  return {
    id: page.id,
    own: true,
    unit: page.unit,
    packId: null,
    packTitle: '',
    edition: '',
    title: page.title,
    headline: page.headline,
    body: page.body,
    urgent: false,
    report: false,
    cases: [],
    do: page.doLines,
    dont: page.dontLines,
    notes: [],
    clauses: [],
    terms: [],
    ask: action ? { action: action.id, medium: null } : null,
    permissions: formsOf(book).filter(({ id }) => id === page.permissionType),
    records: [],
    additions: [],
    contacts: [...contacts],
  };
}

/** The chapters as headings; the office's own pages stand under one of theirs. */
export const chaptersOf = ({ guide }: Book, items: readonly { readonly chapter: string | null }[]) => {
  const chapters = guide.chapters.map(({ id, title }) => ({ id, title: title.ja }));
  const own = items.some(({ chapter }) => chapter === null) ? [{ id: '', title: t('list.own') }] : [];
  return [...chapters, ...own];
};
