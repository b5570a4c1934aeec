import { describe, expect, it } from 'vitest';
import { askOf, clauseHref, emptyAddress, exceptionHref, permissionHref } from './address.ts';

const address = (change: Partial<typeof emptyAddress>) => ({ ...emptyAddress, ...change });

describe('the question in an address', () => {
  it('is none while no action is chosen', () => {
    expect(askOf(address({ c: '3' }))).toBeNull();
  });

  it('leaves out what was not chosen, and takes wrong classes as not decided', () => {
    expect(askOf(address({ action: 'copy', c: '2', i: '9', a: 'x' }))).toEqual({
      action: 'copy',
      classes: { confidentiality: 2, integrity: null, availability: null },
    });
  });

  it('names an entry of the register instead of classes', () => {
    const asked = askOf(
      address({ action: 'send', asset: 'x', c: '1', encrypted: '1', restrictions: 'no_copy,,' }),
    );
    expect(asked).toEqual({ action: 'send', assetId: 'x', encrypted: true, restrictions: ['no_copy'] });
  });
});

describe('the addresses that an answer leads to', () => {
  it('carry what is known already', () => {
    const classes = { confidentiality: 3, integrity: null, availability: 1 };
    expect(
      permissionHref(
        'own_terminal',
        address({ medium: 'own_terminal', place: 'outside', encrypted: '1' }),
        classes,
      ),
    ).toBe('/permissions/new?type=own_terminal&c=3&a=1&medium=own_terminal&encrypted=1');
    expect(exceptionHref('p', '2(1)', '')).toBe('/exceptions/new?pack=p&clause=2%281%29');
    expect(clauseHref('p', '5.1(1)③(イ)')).toBe(
      `/standards/p/requirements/${encodeURIComponent('5.1(1)③(イ)')}`,
    );
  });
});
