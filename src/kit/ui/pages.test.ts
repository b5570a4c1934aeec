import { describe, expect, it } from 'vitest';
import { ancestors, buildNavigation, currentPath, definePages, fillPath, mayOpen } from './pages.ts';

const component = () => Promise.resolve({ default: () => null });
const pages = definePages([
  { path: '/units/$unitId/people', title: '職員', parent: '/units/$unitId', component },
  {
    path: '/units',
    title: '組織',
    nav: { group: 'organisation', order: 20 },
    action: 'unit.read',
    component,
  },
  { path: '/units/$unitId', title: '組織の詳細', parent: '/units', component },
  { path: '/people', title: '職員一覧', nav: { group: 'organisation', order: 10, label: '職員' }, component },
  {
    path: '/rates',
    title: '集計',
    nav: { group: 'report', order: 1 },
    action: ['rates.all', 'rates.own'],
    component,
  },
  { path: '/loop', title: '輪', parent: '/loop', component },
]);

describe('buildNavigation', () => {
  it('shows the groups in their order and the links in theirs, without what the actions do not allow', () => {
    expect(buildNavigation(pages, new Set(['unit.read', 'rates.own']))).toEqual([
      { group: 'report', links: [{ path: '/rates', label: '集計' }] },
      {
        group: 'organisation',
        links: [
          { path: '/people', label: '職員' },
          { path: '/units', label: '組織' },
        ],
      },
    ]);
    expect(buildNavigation(pages, new Set()).flatMap((section) => section.links)).toEqual([
      { path: '/people', label: '職員' },
    ]);
  });
});

describe('mayOpen', () => {
  it('wants one of several actions, and none when none is named', () => {
    expect(mayOpen({ action: ['a', 'b'] }, new Set(['b']))).toBe(true);
    expect(mayOpen({ action: ['a', 'b'] }, new Set(['c']))).toBe(false);
    expect(mayOpen({}, new Set())).toBe(true);
  });
});

describe('ancestors', () => {
  it('follows the parents outwards and stops at a circle', () => {
    expect(ancestors('/units/$unitId/people', pages).map((page) => page.path)).toEqual([
      '/units',
      '/units/$unitId',
    ]);
    expect(ancestors('/loop', pages).map((page) => page.path)).toEqual(['/loop']);
    expect(ancestors('/unknown', pages)).toEqual([]);
  });
});

describe('fillPath', () => {
  it('encodes values and leaves unknown names', () => {
    expect(fillPath('/units/$unitId/$other', { unitId: 'a/b' })).toBe('/units/a%2Fb/$other');
  });
});

describe('currentPath', () => {
  it('is the longest link under which the address stands', () => {
    const paths = ['/', '/units', '/units/reorganise', '/people'];
    expect(currentPath('/units/reorganise/x', paths)).toBe('/units/reorganise');
    expect(currentPath('/units/1', paths)).toBe('/units');
    expect(currentPath('/unitswitch', paths)).toBeUndefined();
    expect(currentPath('/', paths)).toBe('/');
  });
});
