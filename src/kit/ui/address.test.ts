import { describe, expect, it } from 'vitest';
import { fillApiPath, queryText } from './api.ts';
import { fieldName } from './form.tsx';
import { activeFilters, exportHref, ledgerDefaults, nextSort } from './ledger-model.ts';
import { readUrlState, writeUrlState } from './navigation.ts';
import { visiblePages } from './pagination.tsx';

describe('the state in the address', () => {
  const defaults = { q: '', page: '1' };

  it('reads what is there and fills up with defaults, as text', () => {
    expect(readUrlState('?q=%E7%B7%8F%E5%8B%99&page=2&other=x', defaults)).toEqual({ q: '総務', page: '2' });
    expect(readUrlState('?q=1', defaults)).toEqual({ q: '1', page: '1' });
  });

  it('drops defaults and keeps what belongs to others', () => {
    expect(writeUrlState(new URLSearchParams('q=a&page=3&tab=x'), defaults, { page: '1' })).toBe(
      '?q=a&tab=x',
    );
    expect(writeUrlState(new URLSearchParams('q=a'), defaults, { q: '' })).toBe('');
  });
});

describe('requests', () => {
  it('leaves out what is empty and repeats lists', () => {
    expect(queryText({ q: '', page: 2, kind: null, unit: ['a', 'b'], all: false })).toBe(
      '?page=2&unit=a&unit=b&all=false',
    );
    expect(queryText({})).toBe('');
  });

  it('fills Fastify paths', () => {
    expect(fillApiPath('/api/v1/units/:id/people', { id: 'a b' })).toBe('/api/v1/units/a%20b/people');
  });
});

describe('the ledger', () => {
  const filters = [
    { name: 'kind', label: '種類' },
    { name: 'state', label: '状態', initial: 'open' },
  ];

  it('counts only filters that differ from their beginning', () => {
    const state = ledgerDefaults(filters, 'name');
    expect(activeFilters(filters, state)).toBe(0);
    expect(activeFilters(filters, { ...state, kind: 'a', state: '' })).toBe(2);
  });

  it('turns the direction of the sorted column and begins others ascending', () => {
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('-name', 'name')).toBe('name');
    expect(nextSort('-name', 'kind')).toBe('kind');
  });

  it('exports everything that the conditions find, not the page', () => {
    expect(
      exportHref('/api/v1/units', 'csv', { q: '課', page: '4', sort: '', kind: 'a' }, { year: 2026 }),
    ).toBe('/api/v1/units?year=2026&q=%E8%AA%B2&kind=a&format=csv');
  });
});

describe('visiblePages', () => {
  it('shows ends and neighbours, with a gap only where pages are left out', () => {
    expect(visiblePages(1, 1)).toEqual([1]);
    expect(visiblePages(5, 9)).toEqual([1, null, 4, 5, 6, null, 9]);
    expect(visiblePages(2, 4)).toEqual([1, 2, 3, 4]);
  });
});

describe('fieldName', () => {
  it('takes the request part off the paths of the server', () => {
    expect(fieldName('body.name')).toBe('name');
    expect(fieldName('/period/from')).toBe('period.from');
    expect(fieldName('name')).toBe('name');
  });
});
