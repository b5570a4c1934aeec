import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPacks, loadPack } from '../modules/standards/index.ts';
import { authorisationTable } from './authorisation-table.ts';
import { modules } from './modules.ts';

const actions = new Set(modules.flatMap((module) => module.actions.map((action) => action.id)));
const routes = modules.flatMap((module) => module.routes);

describe('authorisation', () => {
  it('is documented as it is', () => {
    const documented = readFileSync(join(import.meta.dirname, '../../docs/authorisation.md'), 'utf8');
    expect(documented).toBe(`${authorisationTable()}\n`);
  });

  it('every route asks for an action that exists', () => {
    const asked = routes.flatMap((route) => (typeof route.access === 'string' ? [] : [route.access.action]));
    expect(asked.filter((action) => !actions.has(action))).toEqual([]);
  });

  it('packs grant only actions that exist', () => {
    const granted = listPacks().flatMap(({ id }) => loadPack(id).roles.flatMap((role) => role.grants));
    expect([...new Set(granted)].filter((action) => !actions.has(action))).toEqual([]);
  });

  it('packs grant nothing that is reserved to the installation', () => {
    const reserved = modules.flatMap((module) =>
      module.actions.flatMap((action) => (action.reserved ? [action.id] : [])),
    );
    const granted = listPacks().flatMap(({ id }) => loadPack(id).roles.flatMap((role) => role.grants));
    expect(granted.filter((action) => reserved.includes(action))).toEqual([]);
    expect(reserved).toContain('accounts.edit');
  });

  it('packs grant nothing to roles that everybody holds: nobody is appointed to them', () => {
    const everybody = listPacks().flatMap(({ id }) => loadPack(id).roles.filter((role) => role.everyone));
    expect(everybody.flatMap((role) => role.grants)).toEqual([]);
    expect(everybody.length).toBeGreaterThan(0);
  });

  it('who audits changes nothing', () => {
    const auditors = listPacks().flatMap(({ id }) =>
      loadPack(id).roles.filter((role) => /(^|_)auditor$/.test(role.id)),
    );
    expect(auditors.length).toBeGreaterThan(2);
    const changing = auditors
      .flatMap((role) => role.grants)
      .filter((action) => !/\.(read|progress)$/.test(action));
    expect(changing).toEqual([]);
  });

  it('every action is granted to somebody', () => {
    const granted = new Set(
      listPacks().flatMap(({ id }) => loadPack(id).roles.flatMap((role) => role.grants)),
    );
    const all = modules.flatMap((module) => module.actions);
    const idle = all.filter((action) => !granted.has(action.id) && !action.everyone && !action.administrator);
    expect(idle.map((action) => action.id)).toEqual([]);
  });

  it('public routes are few and known', () => {
    const open = routes
      .filter((route) => route.access === 'public')
      .map((route) => `${route.method} ${route.path}`);
    expect(open.every((path) => /\/(session|sign-in|setup|demo|recovery)/.test(path))).toBe(true);
  });
});
