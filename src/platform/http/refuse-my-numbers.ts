import { type FieldProblem, InvalidInput } from '../../kernel/errors.ts';
import { looksLikeMyNumber } from '../../kernel/japanese.ts';
import { t } from './messages.ts';

/** Fields that are not kept as text: passwords are hashed, the answer of an authenticator is bytes in letters. */
const notText = /password$|^response$/i;

/** Refuses a request whose texts hold an individual number (個人番号), wherever they stand. Throws InvalidInput. */
export function refuseMyNumbers(body: unknown): void {
  const problems = [...textsOf(body)].flatMap(([field, text]): FieldProblem[] =>
    // Twelve digits do not fit into less; most values of a form are shorter, and need no closer look.
    text.length >= 12 && looksLikeMyNumber(text) ? [{ field, message: t.ref('myNumber') }] : [],
  );
  if (problems.length > 0) throw new InvalidInput(t.ref('myNumber'), problems);
}

/**
 * Every text with its place, as problem details name it: `answers.0.reason`. A pile instead of recursion: what is nested
 * a thousand times costs no more than what lies flat.
 */
function* textsOf(body: unknown): Generator<readonly [string, string]> {
  const open: (readonly [string, unknown])[] = [['', body]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [place, value] = next;
    if (typeof value === 'string') yield [place, value];
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value).reverse()) {
      if (!notText.test(key)) open.push([place === '' ? key : `${place}.${key}`, inner]);
    }
  }
}
