/** A cell of a list on its way out: text stays text, `null` is an empty cell. */
export type CellValue = string | number | boolean | null;

/**
 * Characters with which a spreadsheet program takes text for a formula. The full-width forms are there because
 * Japanese Excel reads ＝１＋１ as a formula too.
 */
const TRIGGERS = '=+\\-@\\t\\r＝＋－＠';
const GUARDED = new RegExp(`^'*[${TRIGGERS}]`);
const GUARD_ADDED = new RegExp(`^'+[${TRIGGERS}]`);

/**
 * Neutralises text that a spreadsheet program would run as a formula, by one leading apostrophe.
 * Text that already has apostrophes before such a character gets one more, so that `unguardFormula`
 * gives back exactly what was written.
 */
export function guardFormula(text: string): string {
  return GUARDED.test(text) ? `'${text}` : text;
}

/** The inverse of `guardFormula`: takes one apostrophe off text that looks guarded. */
export function unguardFormula(text: string): string {
  return GUARD_ADDED.test(text) ? text.slice(1) : text;
}

/** Columns that text takes in a monospaced grid: full-width characters count 2, half-width 1, marks 0. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character.codePointAt(0) ?? 0);
  return width;
}

function characterWidth(code: number): number {
  if (code >= 0x300 && code <= 0x36f) return 0;
  if (code === 0x3099 || code === 0x309a || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
  if (code >= 0xe0100 && code <= 0xe01ef) return 0;
  if (code < 0x1100) return code > 0xff ? 2 : 1;
  return code >= 0xff61 && code <= 0xffdc ? 1 : 2;
}
