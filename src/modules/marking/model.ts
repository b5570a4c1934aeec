/** What is found in files, and the marking that is put into them. Nothing here is kept. */

/** The kinds of files that the room understands. */
export const formats = ['docx', 'xlsx', 'pptx', 'pdf', 'image'] as const;
export type Format = (typeof formats)[number];

/** What a file may hold that a reader does not see, in the order in which it is listed. */
export const findingKinds = [
  'author',
  'editor',
  'company',
  'property',
  'custom-property',
  'template',
  'tracked-change',
  'comment',
  'speaker-notes',
  'hidden-text',
  'covered-text',
  'hidden-sheet',
  'hidden-row',
  'hidden-column',
  'hidden-name',
  'hidden-slide',
  'hidden-shape',
  'off-page',
  'hidden-layer',
  'cropped-image',
  'position',
  'camera',
  'embedded-object',
  'attachment',
  'cached-data',
  'external-link',
  'macro',
  'script',
  'annotation',
  'earlier-version',
  'custom-xml',
  'thumbnail',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** One hidden thing: what it is, where it lies and how it begins. */
export interface Finding {
  readonly kind: FindingKind;
  /** For a person: 「3枚目のスライド」. */
  readonly where: string;
  /** The beginning of what is hidden; empty when there is nothing to show. */
  readonly excerpt: string;
}

/** A line that stands in a header, and where. */
export interface HeaderLine {
  readonly where: string;
  readonly text: string;
}

/** What can be asked of a file. */
export type Job =
  | { readonly deed: 'check' | 'read'; readonly bytes: Uint8Array }
  | {
      readonly deed: 'stamp';
      readonly bytes: Uint8Array;
      readonly text: string;
      /** The marking set as a page of its own, for PDF. */
      readonly label: Uint8Array | null;
    };

/** What comes of it. */
export type Outcome =
  | {
      readonly deed: 'check';
      readonly format: Format;
      readonly findings: readonly Finding[];
      /** As in `read`: what is to be published says how it may be handled. */
      readonly marking: string | null;
    }
  | {
      readonly deed: 'read';
      readonly format: Format;
      /** The marking that this product put in; null when there is none. */
      readonly marking: string | null;
      readonly headers: readonly HeaderLine[];
    }
  | { readonly deed: 'stamp'; readonly format: Format; readonly bytes: Uint8Array };

/** The longest marking, in characters: one line of a header. */
export const MAX_MARKING = 100;

/** The marking as one line: spaces levelled, control characters taken out. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

const EXCERPT = 80;

/** The beginning of a text, in one line. */
export function excerptOf(text: string): string {
  const line = oneLine(text);
  const characters = [...line];
  return characters.length > EXCERPT ? `${characters.slice(0, EXCERPT).join('')}…` : line;
}

/** Consecutive numbers as ranges: 2, 3, 4, 7 → [2, 4], [7, 7]. The numbers ascend. */
export function rangesOf(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && number <= last[1] + 1) last[1] = Math.max(last[1], number);
    else ranges.push([number, number]);
  }
  return ranges;
}

/** The letters of a spreadsheet's column: 1 is A, 27 is AA. */
export function columnName(number: number): string {
  let rest = number;
  let name = '';
  while (rest > 0) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    rest = Math.floor((rest - 1) / 26);
  }
  return name;
}
