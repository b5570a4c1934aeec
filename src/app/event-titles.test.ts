import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getTableColumns, type Table } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createEventTitles } from '../modules/audit-trail/index.ts';
import { namedActions } from '../modules/audit-trail/messages.events.ts';
import { informationAssets } from '../modules/information/tables.ts';
import {
  backups,
  carryEntries,
  disposals,
  media,
  mediaLoans,
  storagePlaces,
} from '../modules/media/tables.ts';
import { absences, appointments, assets, people, posts, units } from '../modules/organisation/tables.ts';
import { annualResults } from '../modules/reporting/tables.ts';
import { campaigns, improvements } from '../modules/self-check/tables.ts';
import { organisationPacks } from '../modules/standards/index.ts';
import { modules } from './modules.ts';

const titles = createEventTitles(modules.flatMap((module) => module.actions));
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Every source of the server: what it records under a literal name can be read from it. */
const sources = readdirSync(join(import.meta.dirname, '..'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|testing\.ts$|(^|\/)(ui|web)\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(import.meta.dirname, '..', path), 'utf8') }));

/** What a pattern finds in all sources, with the file that says it first. */
function found(pattern: RegExp): Map<string, string> {
  const names = new Map<string, string>();
  for (const { path, text } of sources) {
    for (const [, name = ''] of text.matchAll(pattern)) if (!names.has(name)) names.set(name, path);
  }
  return names;
}

const untitled = (names: ReadonlyMap<string, string>, title: (name: string) => string) =>
  [...names].flatMap(([name, path]) => (japanese.test(title(name)) ? [] : [`${name} (${path})`]));

describe('the audit trail has words', () => {
  it('for every action that a source names', () => {
    const actions = found(/\baction: ['"]([^'"]+)['"]/g);
    expect(actions.size).toBeGreaterThan(30);
    expect(untitled(actions, titles.action)).toEqual([]);
  });

  it('for every action that a source puts together', () => {
    const built = [...found(/\baction: `([^`]+)`/g).keys()];
    expect(built.length).toBeGreaterThan(0);
    const unmatched = built.filter((template) => {
      const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[a-z-]+')}$`);
      return !namedActions.some(({ code }) => pattern.test(code));
    });
    expect(unmatched).toEqual([]);
  });

  it("for every deed on one's own account", () => {
    const own = found(/\brecordOwn\(\s*\w+,\s*\w+,\s*'([^']+)'/g);
    expect(own.size).toBeGreaterThan(3);
    expect(untitled(own, titles.action)).toEqual([]);
  });

  it('for every action that a route asks for: a refusal is recorded under it', () => {
    const asked = new Map(
      modules.flatMap(({ name, routes }) =>
        routes.flatMap(({ access }): [string, string][] =>
          typeof access === 'object' ? [[String(access.action), name]] : [],
        ),
      ),
    );
    expect(asked.size).toBeGreaterThan(3);
    expect(untitled(asked, titles.action)).toEqual([]);
  });

  it('for every kind of record', () => {
    const entities = found(/\bentity: ['"]([^'"]+)['"]/g);
    expect(entities.size).toBeGreaterThan(8);
    expect(untitled(entities, titles.entity)).toEqual([]);
  });

  it('for the columns of what is edited', () => {
    const edited: readonly (readonly [string, Table])[] = [
      ['unit', units],
      ['person', people],
      ['person', posts],
      ['person', absences],
      ['asset', assets],
      ['information', informationAssets],
      ['appointment', appointments],
      ['pack', organisationPacks],
      ['campaign', campaigns],
      ['improvement', improvements],
      ['annual-result', annualResults],
      ['medium', media],
      ['storage-place', storagePlaces],
      ['medium-loan', mediaLoans],
      ['carry-entry', carryEntries],
      ['disposal', disposals],
      ['backup', backups],
    ];
    const unseen = [
      'organisationId',
      'id',
      'version',
      'search',
      'groups',
      'source',
      'settledAt',
      'settledBy',
    ];
    const missing = edited.flatMap(([entity, table]) =>
      Object.keys(getTableColumns(table))
        .filter((field) => !unseen.includes(field) && !japanese.test(titles.field(entity, field)))
        .map((field) => `${entity}.${field}`),
    );
    expect(missing).toEqual([]);
  });
});
