import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Encoding from 'encoding-japanese';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ratesCommand } from './cli.ts';
import type { RatesReport } from './rates/figures.ts';

const populationHeading = 'organisation,unit,person,role_group,excluded';
const answersHeading = 'organisation,person,role_group,item,state';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kijun-rates-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

type Content = string | Uint8Array;

async function run(population: Content, answers: Content, items?: Content, json = true): Promise<Outcome> {
  const files = { population: join(folder, 'population.csv'), answers: join(folder, 'answers.csv') };
  await writeFile(files.population, population);
  await writeFile(files.answers, answers);
  const args = ['--population', files.population, '--answers', files.answers];
  if (items !== undefined) {
    await writeFile(join(folder, 'items.csv'), items);
    args.push('--items', join(folder, 'items.csv'));
  }
  return call(json ? [...args, '--json'] : args);
}

async function call(args: string[]): Promise<Outcome> {
  const written = { out: '', err: '' };
  const code = await ratesCommand(args, {
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
  });
  return { code, ...written };
}

const lines = (heading: string, rows: readonly string[]) => `${[heading, ...rows].join('\n')}\n`;
const population = lines(populationHeading, [
  '見本省,総務課,A,責任者等,',
  '見本省,総務課,A,行政事務従事者,',
  '見本省,総務課,B,行政事務従事者,',
  '見本省,総務課,C,行政事務従事者,長期休暇',
  '見本省,会計課,D,行政事務従事者,',
  '見本省,会計課,E,行政事務従事者,',
  '支援機構,総務部,A,行政事務従事者,',
]);
const answers = lines(answersHeading, [
  '見本省,A,責任者等,1.1,done',
  '見本省,A,責任者等,1.2,done',
  '見本省,A,行政事務従事者,1.1,done',
  '見本省,A,行政事務従事者,2.1,not_done',
  '見本省,B,行政事務従事者,1.1,done',
  '見本省,B,行政事務従事者,2.1,not_applicable',
  '見本省,D,行政事務従事者,1.1,not_applicable',
  '見本省,D,行政事務従事者,2.1,unanswered',
  '見本省,E,行政事務従事者,1.1,unanswered',
  '見本省,E,行政事務従事者,2.1,unanswered',
]);

const none = { n: 0, d: 0, display: '該当なし', grade: null };
const full = (n: number) => ({ n, d: n, display: '100.0', grade: 'A' });

describe('the figures', () => {
  it('follow the definitions, count by count', async () => {
    const { code, out, err } = await run(population, answers);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual({
      organisations: [
        {
          organisation: '支援機構',
          coverage: { n: 0, d: 1, display: '0.0', grade: 'D' },
          implementation: none,
          attainment: { item: { 100: none, 95: none, 90: none }, person: { 100: none, 95: none, 90: none } },
          roleGroups: [
            {
              roleGroup: '行政事務従事者',
              coverage: { n: 0, d: 1, display: '0.0', grade: 'D' },
              implementation: none,
              attainment: {
                item: { 100: none, 95: none, 90: none },
                person: { 100: none, 95: none, 90: none },
              },
              items: [],
            },
          ],
        },
        {
          organisation: '見本省',
          coverage: { n: 4, d: 5, display: '80.0', grade: 'B' },
          implementation: { n: 4, d: 5, display: '80.0', grade: 'B' },
          attainment: {
            item: every({ n: 3, d: 4, display: '75.0', grade: 'C' }),
            person: every({ n: 2, d: 3, display: '66.7', grade: 'C' }),
          },
          roleGroups: [
            {
              roleGroup: '行政事務従事者',
              coverage: { n: 3, d: 4, display: '75.0', grade: 'C' },
              implementation: { n: 2, d: 3, display: '66.7', grade: 'C' },
              attainment: {
                item: every({ n: 1, d: 2, display: '50.0', grade: 'D' }),
                person: every({ n: 1, d: 2, display: '50.0', grade: 'D' }),
              },
              items: [
                { item: '1.1', implementation: full(2) },
                { item: '2.1', implementation: { n: 0, d: 1, display: '0.0', grade: 'D' } },
              ],
            },
            {
              roleGroup: '責任者等',
              coverage: full(1),
              implementation: full(2),
              attainment: { item: every(full(2)), person: every(full(1)) },
              items: [
                { item: '1.1', implementation: full(1) },
                { item: '1.2', implementation: full(1) },
              ],
            },
          ],
        },
      ],
      whole: {
        coverage: {
          pooled: { n: 4, d: 6, display: '66.7', grade: 'C' },
          meanOfOrgs: { value: '2/5', display: '40.0', grade: 'D', count: 2, leftOut: 0 },
        },
        implementation: {
          pooled: { n: 4, d: 5, display: '80.0', grade: 'B' },
          meanOfItems: { value: '3/4', display: '75.0', grade: 'C', count: 4, leftOut: 0 },
          meanOfSubjects: { value: '5/6', display: '83.3', grade: 'B', count: 2, leftOut: 0 },
          meanOfOrgs: { value: '4/5', display: '80.0', grade: 'B', count: 1, leftOut: 1 },
        },
      },
    });
  });

  it('are 該当なし throughout when nobody is in the population', async () => {
    const { code, out } = await run(lines(populationHeading, []), lines(answersHeading, []));
    const empty = { value: null, display: '該当なし', grade: null, count: 0, leftOut: 0 };
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      organisations: [],
      whole: {
        coverage: { pooled: none, meanOfOrgs: empty },
        implementation: { pooled: none, meanOfItems: empty, meanOfSubjects: empty, meanOfOrgs: empty },
      },
    });
  });

  it('show listed items that nobody has a duty for, once where they belong', async () => {
    const items = lines('item,role_group,title', [
      '1.1,,共通',
      '2.1,行政事務従事者,',
      '1.2,責任者等,',
      '9.9,,新しい項目',
    ]);
    const { code, out } = await run(population, answers, items);
    const report = JSON.parse(out) as RatesReport;
    expect(code).toBe(0);
    const listed = report.organisations.map((each) =>
      each.roleGroups.map((group) => group.items.map(({ item }) => item)),
    );
    expect(listed).toEqual([
      [['1.1', '2.1', '9.9']],
      [
        ['1.1', '2.1', '9.9'],
        ['1.1', '1.2', '9.9'],
      ],
    ]);
    expect(report.organisations[0]?.roleGroups[0]?.items[0]?.implementation).toEqual(none);
    expect(report.whole.implementation.meanOfItems).toMatchObject({ count: 4, leftOut: 2 });
  });

  it('do not depend on encoding, width or column order', async () => {
    const { out: expected } = await run(population, answers);
    const sjis = (text: string) =>
      Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }));
    expect((await run(sjis(population), sjis(answers))).out).toBe(expected);
    const marked = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    expect((await run(marked(population), marked(answers))).out).toBe(expected);
    const wide = answers.replaceAll(',A,', ',Ａ,').replaceAll(',done', ', ｄｏｎｅ ');
    expect((await run(population, wide)).out).toBe(expected);
    const turned = answers
      .trim()
      .split('\n')
      .map((line) => `備考,${line.split(',').reverse().join(',')}`);
    expect((await run(population, `${turned.join('\n')}\n`)).out).toBe(expected);
  });

  it('read well without --json, with the mark for what only prints as 100', async () => {
    const people = Array.from({ length: 5000 }, (_, at) => `見本省,課,P${at},行政事務従事者,`);
    const given = people.map((_, at) => `見本省,P${at},行政事務従事者,1.1,${at === 0 ? 'not_done' : 'done'}`);
    const items = lines('item,title', ['1.1,格付の明示']);
    const { code, out } = await run(
      lines(populationHeading, people),
      lines(answersHeading, given),
      items,
      false,
    );
    expect(code).toBe(0);
    expect(out).toContain('100.0* (4999/5000)');
    expect(out).toContain('A / B');
    expect(out).toContain('1.1 格付の明示');
    expect(out).toContain('組織の平均');
  });
});

const every = <Figure>(figure: Figure) => ({ 100: figure, 95: figure, 90: figure });

describe('refusals', () => {
  const bad: [string, { population?: string; answers?: string; items?: string }, string][] = [
    [
      'an unknown person',
      { answers: `${answers}見本省,X,行政事務従事者,1.1,done\n` },
      'answers.csv: 12行目 person列',
    ],
    [
      'an unknown organisation',
      { answers: `${answers}他省,A,行政事務従事者,1.1,done\n` },
      'answers.csv: 12行目 organisation列',
    ],
    [
      'a group that the person is not in',
      { answers: `${answers}見本省,B,責任者等,1.1,done\n` },
      'answers.csv: 12行目 role_group列',
    ],
    [
      'an excluded person',
      { answers: `${answers}見本省,C,行政事務従事者,1.1,unanswered\n` },
      'answers.csv: 12行目 person列',
    ],
    [
      'an unknown state',
      { answers: `${answers}見本省,E,行政事務従事者,3.1,yes\n` },
      'answers.csv: 12行目 state列',
    ],
    ['a second answer', { answers: `${answers}見本省,A,責任者等,1.1,done\n` }, 'answers.csv: 12行目 item列'],
    ['an empty cell', { answers: `${answers}見本省,A,責任者等,,done\n` }, 'answers.csv: 12行目 item列'],
    [
      'a person twice in a group',
      { population: `${population}見本省,他課,Ａ,責任者等,\n` },
      'population.csv: 9行目 person列',
    ],
    ['a missing column', { population: population.replace('unit,', '') }, 'population.csv: 1行目 unit列'],
    ['a column twice', { answers: answers.replace('state', 'state,state') }, 'answers.csv: 1行目 state列'],
    [
      'more cells than columns',
      { population: `${population}見本省,課,F,責任者等,育休,産休\n` },
      'population.csv: 9行目',
    ],
    [
      'an open quotation mark',
      { answers: `${answers}"見本省,E,行政事務従事者,3.1,done\n` },
      'answers.csv: 12行目',
    ],
    ['an empty file', { answers: '' }, 'answers.csv: '],
    ['an unlisted item', { items: 'item\n1.1\n2.1\n' }, 'answers.csv: 3行目 item列'],
    ['an item listed twice', { items: 'item\n1.1\n1.2\n2.1\n2.1\n' }, 'items.csv: 5行目 item列'],
  ];

  it.each(bad)('name file, row and column of %s, and give no figures', async (_name, files, place) => {
    const result = await run(files.population ?? population, files.answers ?? answers, files.items);
    expect(result.err).toContain(place);
    expect([result.code, result.out]).toEqual([2, '']);
  });

  it('tell all of them at once, but not without end', async () => {
    const wrong = Array.from({ length: 250 }, (_, at) => `見本省,X${at},行政事務従事者,1.1,done`);
    const { code, err } = await run(population, lines(answersHeading, wrong));
    expect(code).toBe(2);
    expect(err.match(/person列/g)).toHaveLength(100);
    expect(err).toContain('ほかに150件');
    expect(err).toContain('誤りが250件');
  });

  it('cover files that are not there and options that are not known', async () => {
    const missing = await call([
      '--population',
      join(folder, 'no.csv'),
      '--answers',
      join(folder, 'no2.csv'),
      '--json',
    ]);
    expect([missing.code, missing.out]).toEqual([2, '']);
    expect(missing.err).toContain('no.csv: ファイルを開けません');
    expect(missing.err).toContain('no2.csv: ファイルを開けません');
    expect(await call(['--answers', 'a.csv'])).toMatchObject({ code: 2, out: '' });
    expect(await call(['--wrong'])).toMatchObject({ code: 2, out: '' });
    expect(await call(['--help'])).toMatchObject({ code: 0, err: '' });
  });
});
