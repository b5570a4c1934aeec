import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkCrosswalk, checkPackFolder, checkPacks } from './check-pack.ts';
import { findCrosswalk, loadPack, packFolder, packIds, shippedFolder } from './load-pack.ts';
import { bindingRequirements, conditionsHold, isBinding } from './model.ts';
import { actions } from './policy.ts';

const standards = loadPack('common-standards-h30');
const municipal = loadPack('local-government-h30');

describe('the shipped packs', () => {
  it('pass the check, with their crosswalks', () => {
    expect(checkPacks(packIds(), true)).toEqual([]);
  });

  it('are complete', () => {
    const sizes = packIds().map((id) => [id, loadPack(id).requirements.length, loadPack(id).subItems.length]);
    expect(sizes).toEqual([
      ['common-standards-h30', 288, 88],
      ['common-standards-r3-staff', 48, 7],
      ['local-government-h30', 390, 0],
      ['my-number-measures', 19, 21],
      ['unified-norm', 23, 0],
    ]);
  });

  it.each(packIds())('%s asks a question in Japanese of everything', (id) => {
    const wrong = loadPack(id).requirements.filter(
      ({ question }) => !/^.{8,160}か(（.+）)?。$/u.test(question.ja),
    );
    expect(wrong.map(({ id: each, question }) => `${each} ${question.ja}`)).toEqual([]);
  });

  it.each(packIds())('%s grants only well-formed actions, and reading to everyone appointed', (id) => {
    for (const role of loadPack(id).roles) {
      expect(new Set(role.grants).size).toBe(role.grants.length);
      // What everybody may do is the product's own; nobody is appointed to a role that everybody holds.
      if (role.everyone) expect(role.grants).toEqual([]);
      else if (role.body !== true || role.grants.length > 0) expect(role.grants).toContain('standards.read');
    }
    expect(actions.map((action) => action.id)).toContain('standards.read');
  });

  it('count the actors as the document does', () => {
    const count = (actor: string) =>
      standards.requirements.filter(({ actors }) => actors.includes(actor)).length;
    expect([count('employee'), count('head_officer'), count('ciso'), count('csirt')]).toEqual([
      65, 38, 20, 9,
    ]);
    expect(standards.requirements.filter(({ orgKinds }) => orgKinds.length < 3).map(({ id }) => id)).toEqual([
      '2.1.1(7)(d)',
      '2.2.4(2)(i)',
      '3.1.1(5)(c)',
    ]);
  });
});

describe('conditionsHold', () => {
  const holds = (conditions: string[], ...attributes: string[]) =>
    conditionsHold(conditions, Object.fromEntries(attributes.map((each) => [each, true])), standards);

  it('takes codes of one family as alternatives and asks for every family', () => {
    expect(holds([])).toBe(true);
    expect(holds(['server', 'terminal'], 'terminal')).toBe(true);
    expect(holds(['server', 'handles_availability'], 'server')).toBe(false);
    expect(holds(['server', 'handles_availability'], 'server', 'handles_availability')).toBe(true);
  });

  it('lets protected information follow from any of the three', () => {
    expect(holds(['handles_protected'], 'handles_integrity')).toBe(true);
    expect(holds(['handles_confidential'], 'handles_protected')).toBe(false);
  });

  it('never holds for a code that the pack does not know', () => {
    expect(holds(['unheard_of'], 'unheard_of')).toBe(false);
  });

  it('frees a system that the internet does not reach from 6.2.3', () => {
    const duty = standards.requirements.find(({ id }) => id === '6.2.3(1)(a)');
    expect(holds([...(duty?.conditions ?? [])], 'handles_availability')).toBe(false);
    expect(holds([...(duty?.conditions ?? [])], 'handles_availability', 'internet_facing')).toBe(true);
  });
});

describe('levels', () => {
  it('make a recommendation a duty only when it is adopted', () => {
    const recommended = municipal.requirements.find(({ level }) => level === 'R');
    expect(recommended).toBeDefined();
    if (recommended === undefined) return;
    expect(isBinding(recommended, municipal, new Set())).toBe(false);
    expect(isBinding(recommended, municipal, new Set([recommended.id]))).toBe(true);
    const binding = bindingRequirements(municipal, 'local');
    expect(binding.length).toBe(366);
    expect(bindingRequirements(municipal, 'local', new Set([recommended.id])).length).toBe(367);
    expect(bindingRequirements(municipal, 'national')).toEqual([]);
  });

  it('make everything a duty in a pack without levels', () => {
    expect(bindingRequirements(standards, 'national').length).toBe(287);
    expect(bindingRequirements(standards, 'agency').length).toBe(286);
  });
});

describe('the check', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  type Loose = Record<string, unknown>;

  /** A copy of the pack with one file changed; what the check says of it. */
  const damage = (file: string, change: (data: unknown) => unknown): string => {
    folder = mkdtempSync(join(tmpdir(), 'kijun-pack-'));
    cpSync(packFolder('common-standards-h30') ?? '', folder, { recursive: true });
    const path = join(folder, file);
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
    return checkPackFolder(folder, 'common-standards-h30')
      .map(({ file: where, at, message }) => `${where} ${at} ${message}`)
      .join('\n');
  };
  /** The first entry of a list, or the object itself, with other fields; undefined takes a field away. */
  const patched = (data: unknown, patch: Loose): unknown => {
    if (!Array.isArray(data)) return { ...(data as Loose), ...patch };
    return [{ ...(data[0] as Loose), ...patch }, ...data.slice(1)];
  };
  const bands = [...standards.reporting.gradeBands].reverse();

  it.each<[string, string, Loose, RegExp]>([
    ['an unknown role', 'requirements.json', { actors: ['nobody'] }, /役割「nobody」/],
    ['an unknown condition', 'requirements.json', { conditions: ['wet'] }, /条件「wet」/],
    ['an unknown heading', 'requirements.json', { path: ['9'] }, /見出し/],
    ['a field that does not exist', 'requirements.json', { colour: 'red' }, /書式/],
    ['a missing question', 'requirements.json', { question: undefined }, /書式/],
    ['an unknown family', 'conditions.json', { family: 'weather' }, /系統「weather」/],
    ['an orphan', 'sub-items.json', { parent: '9.9.9' }, /要件「9.9.9」/],
    ['a heading without its parent', 'titles.json', { parent: '99' }, /見出し「99」/],
    ['a body nobody answers for', 'roles.json', { representedBy: undefined }, /representedBy/],
    ['another kind of organisation', 'roles.json', { orgKinds: ['local'] }, /対象ではありません/],
    ['an unordered scale', 'reporting.json', { gradeBands: bands }, /高い順/],
    ['another folder name', 'pack.json', { id: 'other' }, /フォルダー名/],
  ])('finds %s', (_what, file, patch, expected) => {
    expect(damage(file, (data) => patched(data, patch))).toMatch(expected);
  });

  it('finds a number that stands twice', () => {
    const twice = (data: unknown) => [...(data as Loose[]), { ...(data as Loose[])[0], notes: '二つ目' }];
    expect(damage('requirements.json', twice)).toMatch(/「2.1.1\(1\)\(a\)」が重複/);
  });

  it('finds a file that is not JSON or missing', () => {
    damage('roles.json', (data) => data);
    writeFileSync(join(folder, 'roles.json'), '[');
    rmSync(join(folder, 'titles.json'));
    const problems = checkPackFolder(folder, 'common-standards-h30').map(({ file }) => file);
    expect(problems).toEqual(expect.arrayContaining(['roles.json', 'titles.json']));
  });

  it('finds a crosswalk that points nowhere', () => {
    const crosswalk = findCrosswalk('common-standards-h30', 'common-standards-r3');
    expect(crosswalk).not.toBeNull();
    if (crosswalk === null) return;
    const wrong = { ...crosswalk, entries: [{ from: '1.1.1(1)(z)', to: null, relation: 'same' as const }] };
    expect(checkCrosswalk(wrong).length).toBeGreaterThanOrEqual(3);
  });

  it('knows every file by its schema', () => {
    expect(() => readFileSync(join(shippedFolder, 'schema', 'crosswalk.schema.json'))).not.toThrow();
  });
});
