import { describe, expect, it } from 'vitest';
import { conditionWords, type LedgerFilter } from './ledger-model.ts';

describe('the conditions of a ledger in words', () => {
  const columns = [
    { name: 'name', label: '氏名' },
    { name: 'unit', label: '所属' },
  ];
  const filters: readonly LedgerFilter[] = [
    { name: 'kind', label: '種別', options: [{ value: 'regular', label: '常勤' }] },
    { name: 'left', label: '退職者を含む', kind: 'check' },
    { name: 'state', label: '状態', options: [{ value: 'open', label: '受付中' }], initial: 'open' },
  ];
  const words = (state: Record<string, string>) =>
    conditionWords(columns, filters, 'name', { q: '', sort: 'name', state: 'open', ...state });

  it('are none at the beginning, a filter that is set from the start included', () => {
    expect(words({})).toBe('');
    expect(words({ page: '3' })).toBe('');
  });

  it('name what is searched for, each filter and another order', () => {
    expect(words({ q: '総務', kind: 'regular', left: 'true', sort: '-unit' })).toBe(
      '検索「総務」、種別「常勤」、退職者を含む「はい」、所属（降順）',
    );
  });

  it('say that a filter set from the start was taken away', () => {
    expect(words({ state: '' })).toBe('状態「すべて」');
  });
});
