/** The guide pages of a pack, and how they are searched. */
import { normaliseForSearch } from '../../kernel/japanese.ts';

/** A text of a pack. */
interface PackText {
  readonly ja: string;
  readonly en?: string;
}

/** A line of advice; with `orgKinds` only for these kinds of organisation. */
export interface Line {
  readonly text: PackText;
  readonly orgKinds?: readonly string[];
}

/** Something that happened elsewhere, told as a fact. */
export interface Case {
  readonly when?: PackText;
  readonly text: PackText;
  readonly source: PackText;
}

/** Ledgers in which the situation leaves a record. */
export const recordKinds = ['information', 'marking', 'lending', 'carry-book', 'disposals'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** What to know and to do in a situation. What it is called, and asks of the adviser, stands in `handling.json`. */
export interface SituationPage {
  readonly id: string;
  readonly chapter: string;
  readonly headline: PackText;
  /** Something is happening: report first. */
  readonly urgent?: boolean;
  readonly cases: readonly Case[];
  readonly do: readonly Line[];
  readonly dont: readonly Line[];
  readonly notes: readonly Line[];
  /** Ids of requirements or titles of the same pack. */
  readonly clauses: readonly string[];
  readonly terms: readonly { readonly term: PackText; readonly text: PackText }[];
  readonly keywords: readonly string[];
  /** Ids of permission types of the same pack. */
  readonly permissions: readonly string[];
  readonly records: readonly RecordKind[];
  /** Ends in a report of what happened. */
  readonly report?: boolean;
}

/** A page with the name of its situation, and what the adviser is asked there. */
export interface Situation extends SituationPage {
  readonly title: PackText;
  readonly ask?: { readonly action: string; readonly medium?: string };
}

/** `guide.json` of a pack. */
export interface GuideFile {
  readonly chapters: readonly { readonly id: string; readonly title: PackText }[];
  readonly situations: readonly SituationPage[];
}

/** The guide of a pack to be read: its pages under the names of their situations. */
export interface Guide extends GuideFile {
  readonly situations: readonly Situation[];
}

/** The lines that concern a kind of organisation, as texts. */
export const linesFor = (lines: readonly Line[], orgKind: string): string[] =>
  lines.filter(({ orgKinds }) => orgKinds?.includes(orgKind) ?? true).map(({ text }) => text.ja);

/** What a page is found by: its parts with how much each weighs. */
export interface Searchable {
  readonly title: string;
  readonly keywords: readonly string[];
  readonly headline: string;
  readonly text: readonly string[];
}

/**
 * How well a page answers a query: 0 when a word of it is nowhere, otherwise more for words in the title than in the text.
 * Widths, katakana and hiragana, long vowels and case do not matter. An empty query finds everything alike.
 */
export function relevance(page: Searchable, query: string): number {
  const words = query
    .split(/[\s　]+/u)
    .map(normaliseForSearch)
    .filter((word) => word !== '');
  const fields = [
    { weight: 20, text: normaliseForSearch(page.title) },
    { weight: 10, text: page.keywords.map(normaliseForSearch).join(' ') },
    { weight: 4, text: normaliseForSearch(page.headline) },
    { weight: 1, text: page.text.map(normaliseForSearch).join(' ') },
  ];
  const scores = words.map((word) =>
    fields.reduce((sum, { weight, text }) => sum + (text.includes(word) ? weight : 0), 0),
  );
  return scores.includes(0) ? 0 : 1 + scores.reduce((sum, score) => sum + score, 0);
}

/** Whether these clauses name one, a part of it, or what it is a part of. */
export const isAbout = (clauses: readonly string[], clause: string): boolean =>
  clauses.some((each) => isWithin(clause, each) || isWithin(each, clause));

/** Whether a citation is this clause or a part of it: 8.1.1(3)(h)(ア) is a part of 8.1.1(3)(h). */
export const isWithin = (citation: string, clause: string): boolean =>
  citation === clause || (citation.startsWith(clause) && /^[(（]/.test(citation.slice(clause.length)));
