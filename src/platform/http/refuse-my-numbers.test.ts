import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../kernel/errors.ts';
import { refuseMyNumbers } from './refuse-my-numbers.ts';

/** The problems of a refusal, in their order; none when it is taken. */
function fieldsOf(body: unknown): readonly string[] {
  try {
    refuseMyNumbers(body);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.problems.map(({ field }) => field);
  }
}

describe('individual numbers in what is sent', () => {
  it('are found wherever they stand, in the order of the form', () => {
    const number = '1234-5678-9018';
    const body = { name: number, answers: [{ reason: '無し' }, { reason: number }], password: number };
    expect(fieldsOf(body)).toEqual(['name', 'answers.1.reason']);
    expect(fieldsOf({ name: '架空 太郎', count: 12, nothing: null })).toEqual([]);
  });

  it('are looked for in no more time when the texts lie deep', () => {
    const texts = Array.from({ length: 50_000 }, () => '十二文字を超える長さの文章');
    const deep = Array.from({ length: 3000 }).reduce<unknown>((inner) => [inner], texts);
    const begun = performance.now();
    expect(fieldsOf({ deep })).toEqual([]);
    // One step for each level and each text takes a fraction of a second; each text through every level took minutes.
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
