import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shapeMessage } from './shape-messages.ts';

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: shapeMessage }).error?.issues.map(({ message }) => message);

describe('what is wrong with a shape', () => {
  it.each([
    ['a missing value', z.string(), undefined, '入力してください。'],
    ['an empty text', z.string().min(1), '', '入力してください。'],
    ['a text that is too long', z.string().max(3), '四文字だ', '3文字以内で入力してください。'],
    ['a text that is too short', z.string().min(8), 'abc', '8文字以上で入力してください。'],
    ['a text for a number', z.int(), '十', '数で入力してください。'],
    ['a number out of range', z.int().max(12), 13, '12以下にしてください。'],
    ['too few entries', z.array(z.string()).min(2), ['a'], '2件以上にしてください。'],
    ['a date that is none', z.iso.date(), '令和8年', '日付は 2026-04-01 のように入力してください。'],
    ['an id that is none', z.uuid(), '12', '番号の形が正しくありません。一覧から選び直してください。'],
    ['none of the choices', z.enum(['a', 'b']), 'c', '決められた中から選んでください（a、b）。'],
    ['a field that nobody knows', z.strictObject({}), { x: 1 }, '知らない項目が含まれています（x）。'],
    ['a list for an object', z.object({}), [], '入力の形が正しくありません。'],
  ])('says of %s what to do', (_, schema, value, message) => {
    expect(said(schema, value)).toEqual([message]);
  });
});
