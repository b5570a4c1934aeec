import { describe, expect, it } from 'vitest';
import type { TypeView } from '../calls.ts';
import { type Prefill, prefilled, usualPeriod, withEntry } from './prefill.ts';

const empty: Prefill = {
  ...{ asset: '', system: '', area: '', service: '' },
  ...{ c: '', i: '', a: '', medium: '', place: '', purpose: '', information: '', encrypted: '' },
};
const field = (id: string, kind: TypeView['fields'][number]['kind'], options: readonly string[] = []) => ({
  ...{ id, kind, label: id, hint: '', required: false, requiredWhen: null, showWhen: null },
  options: options.map((option) => ({ id: option, label: option })),
});
const fields = [
  field('classes', 'classes'),
  field('asset', 'asset'),
  field('medium', 'choice', ['usb', 'paper']),
  field('place', 'text'),
  field('purpose', 'textarea'),
  field('period', 'period'),
];
const asset = '01a1fdf8-8633-704a-914e-03fe8ff139b5';

describe('an address that brings values along', () => {
  it('fills the fields that the form has', () => {
    const given = { ...empty, c: '3', i: '1', medium: 'usb', place: '庁外', purpose: '会議', asset };
    expect(prefilled(fields, given)).toEqual({
      classes: { confidentiality: 3, integrity: 1, availability: null },
      medium: 'usb',
      place: '庁外',
      purpose: '会議',
      asset,
    });
    expect(prefilled([], given)).toEqual({});
  });

  it('leaves out what a field cannot hold', () => {
    const given = { ...empty, c: '4', i: 'x', a: '-1', medium: 'cloud', asset: 'x"><script>' };
    expect(prefilled(fields, given)).toEqual({});
    expect(prefilled([field('place', 'text')], { ...empty, place: 'あ'.repeat(300) }).place).toHaveLength(
      200,
    );
  });

  it('takes the classes of the register entry where it names none', () => {
    const entry = { confidentiality: 2, integrity: 2, availability: null } as const;
    expect(withEntry({ ...empty, c: '3' }, { name: '名簿', classes: entry })).toMatchObject({
      ...{ c: '3', i: '2', a: '', information: '名簿' },
    });
    expect(withEntry({ ...empty, information: '写し' }, { name: '名簿' }).information).toBe('写し');
    expect(withEntry(empty, undefined)).toEqual(empty);
  });

  it('proposes the usual period from today', () => {
    const validity = { defaultDays: 7, maxDays: 30 };
    expect(usualPeriod({ fields, validity }, '2026-11-21')).toEqual({
      period: { from: '2026-11-21', to: '2026-11-27' },
    });
    expect(usualPeriod({ fields, validity: null }, '2026-11-21')).toEqual({});
    expect(usualPeriod({ fields: [], validity }, '2026-11-21')).toEqual({});
  });
});
