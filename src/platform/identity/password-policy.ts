import { InvalidInput } from '../../kernel/errors.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import { commonWords } from './common-passwords.ts';
import { t } from './messages.ts';

export const passwordLength = { min: 12, max: 128 } as const;

/** What a password must not simply repeat: login name, name, address, organisation. */
export interface PasswordContext {
  readonly names: readonly string[];
}

/**
 * Refuses a password that is too short, too long, or easily guessed. There are no rules of composition:
 * length is what protects, and such rules make people write passwords down.
 * @param field where the refusal is shown in the form
 */
export function checkPassword(password: string, context: PasswordContext, field = 'password'): void {
  const problem = problemOf(password.normalize('NFKC'), context);
  if (problem) throw new InvalidInput(t.ref('password.refused'), [{ field, message: problem }]);
}

function problemOf(password: string, { names }: PasswordContext): MessageRef | null {
  const length = Array.from(password).length;
  if (length < passwordLength.min) return t.ref('password.short', { min: passwordLength.min });
  if (length > passwordLength.max) return t.ref('password.long', { max: passwordLength.max });
  const plain = password.toLowerCase();
  if (leftover(plain, commonWords).length < 4) return t.ref('password.common');
  if (leftover(plain, names.flatMap(partsOf)).length < 4) return t.ref('password.likeName');
  return null;
}

/** The parts of a name that a password may be made of: the whole, and the words of an address or a full name. */
function partsOf(name: string): string[] {
  const plain = name.normalize('NFKC').toLowerCase().trim();
  return [plain, ...plain.split(/[\s@.\-_]+/)].filter((part) => part.length >= 3);
}

/** What remains of a password when known words, digits, signs and runs of characters are taken away. */
function leftover(password: string, words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const without = longestFirst.reduce((rest, word) => rest.replaceAll(word, ' '), password);
  return withoutRuns(without).replace(/[\p{Nd}\p{P}\p{S}\s]/gu, '');
}

/** Takes away repetitions (aaaa) and sequences (abcd, 4321): three or more neighbours at the same distance. */
function withoutRuns(text: string): string {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const step = (index: number) => (codes[index + 1] ?? Number.NaN) - (codes[index] ?? Number.NaN);
  const inRun = new Set<number>();
  for (let index = 0; index + 2 < codes.length; index += 1) {
    const distance = step(index);
    if (Math.abs(distance) <= 1 && distance === step(index + 1)) {
      for (const each of [index, index + 1, index + 2]) inRun.add(each);
    }
  }
  return Array.from(text)
    .filter((_character, index) => !inRun.has(index))
    .join('');
}
