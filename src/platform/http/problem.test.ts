import { afterEach, describe, expect, it } from 'vitest';
import { Conflict } from '../../kernel/errors.ts';
import { type EventTitles, eventTitles, setEventTitles } from '../audit/event-titles.ts';
import { t } from './messages.ts';
import { problemOf } from './problem.ts';

const before = eventTitles();
afterEach(() => setEventTitles(before));

const told = (difference: { field: string; yours: unknown; current: unknown }) =>
  problemOf(new Conflict(t.ref('invalid'), [difference], 2), 'r1').differences?.[0];

describe('a conflict', () => {
  it('says in words what differs where it is a code, and keeps the code to be sent back', () => {
    const words: Readonly<Record<string, string>> = { bureau: '部局', division: '課室' };
    const value: EventTitles['value'] = (field, code) =>
      field === 'kind' ? (words[String(code)] ?? code) : code;
    setEventTitles({ ...before, value });
    expect(told({ field: 'kind', yours: 'bureau', current: 'division' })).toEqual({
      field: 'kind',
      yours: 'bureau',
      current: 'division',
      inWords: { yours: '部局', current: '課室' },
    });
  });

  it('leaves everything else as it is', () => {
    const difference = { field: 'name', yours: '甲', current: '乙' };
    expect(told(difference)).toEqual(difference);
  });
});
