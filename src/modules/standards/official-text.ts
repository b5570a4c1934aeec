import { normaliseForSearch } from '../../kernel/japanese.ts';
import type { Pack, Requirement } from './model.ts';
import { joinLines, type Line, likeness, readLines } from './official-lines.ts';

/** The official wording of clauses found in a document, by id of requirement or sub-item. */
export interface OfficialText {
  readonly requirements: ReadonlyMap<string, string>;
  readonly subItems: ReadonlyMap<string, string>;
}

export interface AttachReport {
  readonly requirements: { readonly matched: number; readonly unmatched: readonly string[] };
  readonly subItems: { readonly matched: number; readonly unmatched: readonly string[] };
}

/** Where in the document the reader is. Items are read only between 遵守事項 and the next heading. */
interface State {
  section: string | null;
  inItems: boolean;
  group: string | null;
  item: string | null;
  sub: string | null;
  lastLetter: string;
  lastKana: string;
  /** Parts of the clause being read; null when its paragraph has ended. */
  open: { id: string; parts: string[]; sub: boolean } | null;
}

const ITEMS_BEGIN = '遵守事項';
const PURPOSE_BEGINS = '目的・趣旨';
const KANA = 'アイウエオカキクケコサシスセソタチツテトナニヌネノ';
/** How a further sentence of the same clause begins. */
const GOES_ON = /^(また|ただし|なお|この場合|その際|さらに|加えて|そのうち)/;
/** What follows a mark when the line only refers to that clause: `(a)(ア)に定める…`, `(b)の規定`. */
const REFERENCE = /^(\(|に|の|を|と|で|が|は、|へ|から|及び|又は|並びに|若しくは|、|」|\)|。|ま)/;

/**
 * Finds the wording of the pack's clauses in the text that a PDF reader gives of the document, clause by clause.
 * A clause is matched only by its own mark under its own headings; a text that does not name one of the clause's
 * actors at its head is left out as well, because it is then the clause of another edition.
 */
export function parseOfficialText(text: string, pack: Pack): OfficialText {
  const lines = readLines(text);
  const runs = findRuns(lines, pack).map((run) => readRun(run, pack));
  const best = runs.reduce<OfficialText>((a, b) => (b.requirements.size > a.requirements.size ? b : a), {
    requirements: new Map(),
    subItems: new Map(),
  });
  return keepOwnText(best, pack);
}

/** What was found and what was not, in the order of the pack. */
export function reportMatches(found: OfficialText, pack: Pack): AttachReport {
  const count = (ids: readonly string[], texts: ReadonlyMap<string, string>) => {
    const unmatched = ids.filter((id) => !texts.has(id));
    return { matched: ids.length - unmatched.length, unmatched };
  };
  return {
    requirements: count(
      pack.requirements.map((requirement) => requirement.id),
      found.requirements,
    ),
    subItems: count(
      pack.subItems.map((item) => item.id),
      found.subItems,
    ),
  };
}

/** A heading `2.1.1 組織・体制の整備` of the pack's titles: number, then its own title, nothing else. */
function headingOf(line: Line, titles: ReadonlyMap<string, string>): string | null {
  const match = /^(\d+(?:\.\d+)+)\s*(\S.*)$/u.exec(line.plain);
  const [, id = '', rest = ''] = match ?? [];
  const title = titles.get(id);
  if (title === undefined || /[。、]$/.test(rest) || REFERENCE.test(rest)) return null;
  return likeness(rest, title) >= 0.7 ? id : null;
}

/**
 * The document may name its headings several times (table of contents, comments). A run is a stretch in which
 * they only go forward; the body is the run with the most clauses in it.
 */
function findRuns(lines: readonly Line[], pack: Pack): readonly (readonly Line[])[] {
  const titles = sectionTitles(pack);
  const order = new Map([...titles.keys()].map((id, at) => [id, at]));
  const runs: Line[][] = [[]];
  let last = -1;
  for (const line of lines) {
    const at = order.get(headingOf(line, titles) ?? '');
    if (at !== undefined) {
      if (at < last) runs.push([]);
      last = at;
    }
    runs.at(-1)?.push(line);
  }
  return runs;
}

const sectionTitles = (pack: Pack): ReadonlyMap<string, string> =>
  new Map(
    pack.titles.filter((title) => /^\d+(\.\d+)+$/.test(title.id)).map((title) => [title.id, title.title.ja]),
  );

function readRun(lines: readonly Line[], pack: Pack): OfficialText {
  const titles = sectionTitles(pack);
  const groups = new Map(pack.titles.map((title) => [title.id, title.title.ja]));
  const known = {
    requirements: new Set(pack.requirements.map((requirement) => requirement.id)),
    subItems: new Set(pack.subItems.map((item) => item.id)),
  };
  const found = { requirements: new Map<string, string>(), subItems: new Map<string, string>() };
  const state: State = emptyState();
  const close = () => {
    if (state.open === null) return;
    const texts = state.open.sub ? found.subItems : found.requirements;
    if (!texts.has(state.open.id)) texts.set(state.open.id, joinLines(state.open.parts));
    state.open = null;
  };
  let previousFull = true;
  for (const [at, line] of lines.entries()) {
    const heading = headingOf(line, titles);
    if (heading !== null || /^第\s*\d+\s*部/.test(line.plain)) {
      close();
      Object.assign(state, emptyState(), { section: heading });
    } else if (line.plain === PURPOSE_BEGINS || line.plain === ITEMS_BEGIN) {
      close();
      Object.assign(state, emptyState(), { section: state.section, inItems: line.plain === ITEMS_BEGIN });
    } else if (state.inItems && !beginGroup(line, lines.slice(at + 1, at + 6), state, groups, close)) {
      if (!beginItem(line, state, known, close)) continueItem(line, state, previousFull, close);
    }
    previousFull = line.full;
  }
  close();
  return found;
}

const emptyState = (): State => ({
  section: null,
  inItems: false,
  group: null,
  item: null,
  sub: null,
  lastLetter: '',
  lastKana: '',
  open: null,
});

/** `(1) …の設置`: the number and the title of a group of the section; a long title may go on in the next line. */
function beginGroup(
  line: Line,
  next: readonly Line[],
  state: State,
  groups: ReadonlyMap<string, string>,
  close: () => void,
): boolean {
  const [, number = '', rest = ''] = /^\((\d+)\)\s*(\S.*)$/u.exec(line.plain) ?? [];
  const id = `${state.section}(${number})`;
  const title = groups.get(id);
  if (number === '' || title === undefined || REFERENCE.test(rest)) return false;
  if (/[。、]$/.test(rest)) return false;
  // The title may go on over lines; ours may be shorter than the printed one. Then the item (a) that follows
  // tells it from running text.
  const end = next.findIndex((line) => line.plain.startsWith('(a)'));
  const printed = [rest, ...next.slice(0, Math.max(end, 0)).map((line) => line.plain)];
  const alike = Math.max(...printed.map((_, at) => likeness(printed.slice(0, at + 1).join(''), title)));
  if (alike < (end >= 0 ? 0.35 : 0.7)) return false;
  close();
  Object.assign(state, { group: id, item: null, sub: null, lastLetter: '', lastKana: '' });
  return true;
}

/** `(a) …` of the group or `(ア) …` of the item: marks go forward; anything else is a reference in running text. */
function beginItem(
  line: Line,
  state: State,
  known: { requirements: ReadonlySet<string>; subItems: ReadonlySet<string> },
  close: () => void,
): boolean {
  const [mark = '', letter = ''] = /^\(([a-z]|[ア-ノ])\)\s*/u.exec(line.plain) ?? [];
  if (letter === '' || REFERENCE.test(line.plain.slice(mark.length))) return false;
  const text = line.text.slice(markLength(line.text)).trim();
  if (/[a-z]/.test(letter)) {
    const id = `${state.group}(${letter})`;
    if (!known.requirements.has(id) || letter <= state.lastLetter) return false;
    close();
    Object.assign(state, { item: id, sub: null, lastLetter: letter, lastKana: '' });
    state.open = { id, parts: [text], sub: false };
    return true;
  }
  const id = `${state.item}(${letter})`;
  if (!known.subItems.has(id) || KANA.indexOf(letter) <= KANA.indexOf(state.lastKana || '-')) return false;
  close();
  Object.assign(state, { sub: id, lastKana: letter });
  state.open = { id, parts: [text], sub: true };
  return true;
}

const markLength = (text: string): number => /^[(（].[)）]\s*/u.exec(text)?.[0].length ?? 0;

/**
 * A line goes on with the open clause, unless the sentence ended before the margin: then the paragraph is over.
 * A sentence that begins with また, ただし … still belongs to it.
 */
function continueItem(line: Line, state: State, previousFull: boolean, close: () => void): void {
  if (state.open === null) return;
  const ended = /。[）)]?$/.test(state.open.parts.at(-1) ?? '');
  if (ended && !previousFull && !GOES_ON.test(line.plain)) close();
  else state.open.parts.push(line.text);
}

/** Leaves out a text that is empty or does not name one of the clause's actors at its head, with its sub-items. */
function keepOwnText(found: OfficialText, pack: Pack): OfficialText {
  const requirements = new Map<string, string>();
  for (const requirement of pack.requirements) {
    const text = found.requirements.get(requirement.id);
    // An actor may stand in the sub-items: 「次の各号に掲げる責任者は」.
    const subs = pack.subItems.filter((item) => item.parent === requirement.id);
    const heads = [text ?? '', ...subs.map((item) => found.subItems.get(item.id) ?? '')];
    if (text !== undefined && namesActor(heads, requirement, pack)) requirements.set(requirement.id, text);
  }
  const subItems = new Map<string, string>();
  for (const item of pack.subItems) {
    const text = found.subItems.get(item.id);
    if (text !== undefined && text !== '' && requirements.has(item.parent)) subItems.set(item.id, text);
  }
  return { requirements, subItems };
}

function namesActor(texts: readonly string[], requirement: Requirement, pack: Pack): boolean {
  const heads = texts.map((text) => normaliseForSearch(text).slice(0, 60));
  return pack.roles
    .filter((role) => requirement.actors.includes(role.id))
    .flatMap((role) => [role.title.ja, ...(role.aliases ?? [])])
    .some((name) => heads.some((head) => head.includes(normaliseForSearch(name))));
}
