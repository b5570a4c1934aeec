import { describe, expect, it } from 'vitest';
import { defaultBands } from '../../../kernel/rates.ts';
import { cellText, type TableBlock } from '../../../platform/documents/report-document.ts';
import { t } from '../messages.ts';
import type { ItemTally } from '../rates/tally.ts';
import { reportDocument } from './document.ts';
import { comparable, type ResultGroup, type YearResult } from './history.ts';
import { type AnnualReport, buildReport, type ReportData, weakest } from './model.ts';
import { notesOf, summaryOf } from './summary.ts';

const group = (
  roleGroup: string,
  title: string,
  people: readonly [population: number, heard: number],
  items: readonly ItemTally[],
): ResultGroup => ({
  roleGroup,
  title,
  population: people[0],
  excluded: 0,
  heard: people[1],
  items,
  withDuty: people[1],
  attained: { 100: 1, 95: 2, 90: 2 },
});

const item = (name: string, done: number, notDone: number): ItemTally => ({
  item: name,
  title: `${name}の内容`,
  done,
  notDone,
});

const year = (fiscalYear: number, over: Partial<YearResult> = {}): YearResult => ({
  fiscalYear,
  packId: 'standard',
  edition: '第1版',
  focus: 'all',
  interim: false,
  groups: [
    group('officers', '責任者等', [10, 10], [item('1.1', 10, 0), item('1.2', 9, 1)]),
    group(
      'staff',
      '行政事務従事者',
      [5000, 4900],
      [item('1.1', 4899, 1), item('2.1', 0, 0), item('2.2', 3000, 1000)],
    ),
  ],
  printed: [],
  ...over,
});

const data = (over: Partial<ReportData> = {}): ReportData => ({
  organisation: '見本省',
  standard: '見本基準',
  year: year(2026),
  focusReason: '',
  baseDate: '2026-10-01',
  opensOn: '2026-10-15',
  closesOn: '2026-11-30',
  interim: false,
  asOf: '2026-12-01',
  rolesOfGroup: new Map([['officers', ['課室の責任者', '区域の責任者']]]),
  exclusions: [{ reason: '長期休暇', count: 12 }],
  units: [
    {
      unitId: 'u1',
      name: '総務局',
      depth: 0,
      coverage: { n: 3, d: 4 },
      implementation: { n: 0, d: 0 },
    },
  ],
  previous: [],
  bands: defaultBands,
  method: 'pooled',
  ...over,
});

const tablesOf = (report: AnnualReport): TableBlock[] =>
  reportDocument(report).sections.flatMap((section) =>
    section.blocks.filter((block) => block.kind === 'table'),
  );
const tableOf = (report: AnnualReport, caption: Parameters<typeof t>[0]) => {
  const table = tablesOf(report).find((each) => each.caption === t(caption));
  if (!table) throw new Error(`no table ${caption}`);
  return table;
};
const texts = (table: TableBlock) => table.rows.map((row) => row.cells.map(cellText));

describe('the report', () => {
  it('states exact figures of groups and of the whole', () => {
    const report = buildReport(data());
    expect(
      report.groups.map((each) => [each.title, each.coverage.display, each.implementation.display]),
    ).toEqual([
      ['責任者等', '100.0', '95.0'],
      ['行政事務従事者', '98.0', '88.8'],
    ]);
    expect(report.whole.coverage).toMatchObject({ n: 4910, d: 5010, grade: 'B' });
    expect(report.whole.implementation.pooled).toMatchObject({ n: 7918, d: 8920 });
    expect(report.whole.implementation.meanOfItems).toMatchObject({ count: 4, leftOut: 1 });
    expect(report.whole.implementation.meanOfSubjects).toMatchObject({ count: 2, leftOut: 0 });
    expect(report.whole.attainment.item[100]).toMatchObject({ n: 1, d: 4 });
    expect(report.whole.attainment.person[95]).toMatchObject({ n: 4, d: 4910 });
    expect(report.emptyItems).toBe(1);
  });

  it('lists the weakest items by the exact value, never one that is complete or empty', () => {
    const report = buildReport(data());
    expect(report.weakItems.map((each) => [each.item, each.rate.display, each.rate.roundedUp])).toEqual([
      ['2.2', '75.0', false],
      ['1.2', '90.0', false],
      ['1.1', '100.0', true],
    ]);
    const tie = report.items.map((each) => ({ ...each, rate: { ...each.rate, n: 1, d: 2 } }));
    const larger = { ...tie[0], item: 'larger', rate: { ...tie[0]?.rate, n: 10, d: 20 } } as (typeof tie)[0];
    expect(weakest([...tie, larger])[0]?.item).toBe('larger');
    expect(weakest([...tie, larger], 2)).toHaveLength(2);
  });

  it('breaks the series where items or edition change, and compares only across unbroken years', () => {
    const previous = [
      year(2025, { focus: 'focused' }),
      year(2024, { focus: 'focused' }),
      year(2023),
      year(2022),
      year(2021),
    ];
    const report = buildReport(data({ previous }));
    expect(report.history.years.map((each) => [each.fiscalYear, each.breakBefore])).toEqual([
      [2022, false],
      [2023, false],
      [2024, true],
      [2025, false],
      [2026, true],
    ]);
    expect(report.yearOnYear.map((each) => each.implementation)).toEqual([null, null, null]);
    expect(report.yearOnYear.at(-1)?.coverage).toBe('±0.0');
    expect(summaryOf(report)).toContain(t('report.summary.noComparison'));
    const rules = tableOf(report, 'report.table.implementation').rows.map((row) => row.ruleAbove);
    expect(rules).toEqual([false, false, true, false, true]);
    expect(comparable(year(2025), year(2026, { edition: '第2版' }))).toBe(false);
  });

  it('takes the difference before rounding', () => {
    const groups = [group('staff', '行政事務従事者', [1000, 1000], [item('1.1', 9494, 506)])];
    const later = [group('staff', '行政事務従事者', [1000, 1000], [item('1.1', 9506, 494)])];
    const report = buildReport(
      data({ year: year(2026, { groups: later }), previous: [year(2025, { groups })] }),
    );
    expect(
      report.history.implementation.at(-1)?.cells.map((cell) => 'display' in cell && cell.display),
    ).toEqual(['94.9', '95.1']);
    expect(report.yearOnYear.at(-1)?.implementation).toBe('+0.1');
    expect(summaryOf(report).at(-1)).toContain('+0.1');
  });

  it('shows what an older report printed as it stood, without calculating with it', () => {
    const printed = [
      { roleGroup: 'staff', title: '行政事務従事者', coverage: '98.6', implementation: '96.8' },
      { roleGroup: null, title: '全体', coverage: '98.5', implementation: null },
    ];
    const report = buildReport(data({ previous: [year(2025, { groups: [], printed })] }));
    const table = tableOf(report, 'report.table.implementation');
    expect(texts(table)[0]).toEqual(['令和7年度', '全項目', '－', '96.8', '－']);
    expect(table.notes).toContain(t('report.note.printed'));
    expect(report.yearOnYear.every((each) => each.implementation === null)).toBe(true);
  });

  it('says in plain words what matters', () => {
    expect(summaryOf(buildReport(data()))).toEqual([
      '令和8年度の自己点検は延べ5,010人を対象とし、4,910人の結果を把握しました（把握率98.0%、評価B）。',
      'まだ結果がわからない人が100人います。',
      '行うべき対策8,920件のうち7,918件が実施されていました（実施率88.8%、評価B）。',
      '区分では「行政事務従事者」の実施率が最も低く、88.8%です。',
      '最も実施率が低い項目は「2.2 2.2の内容」（行政事務従事者、75.0%）で、1,000人が実施していません。',
    ]);
    const nobody = buildReport(data({ year: year(2026, { groups: [] }), interim: true }));
    expect(summaryOf(nobody)).toEqual([
      'この報告は令和8年12月1日時点の途中経過です。回答が進むと数値は変わります。',
      t('report.summary.nobody'),
      t('report.summary.noDuty'),
    ]);
    const complete = [group('staff', '行政事務従事者', [5, 5], [item('1.1', 5, 0)])];
    expect(summaryOf(buildReport(data({ year: year(2026, { groups: complete }) })))).toContain(
      t('report.summary.allDone'),
    );
  });

  it('prints the mark and its footnote where 100 is not all', () => {
    const report = buildReport(data());
    const rows = texts(tableOf(report, 'report.table.items'));
    expect(rows[2]).toEqual(['行政事務従事者', '1.1', '1.1の内容', '4,899', '4,900', '100.0*']);
    expect(rows[3]).toEqual(['行政事務従事者', '2.1', '2.1の内容', '0', '0', '該当なし']);
    expect(notesOf(report)).toContain(t('report.note.roundedUp'));
    expect(notesOf(report)).toContain(t('report.note.leftOut', { count: 1 }));
    expect(notesOf(report)).toContain(t('report.note.excluded', { count: 12 }));
    expect(notesOf(report).at(-1)).toBe('評価の基準: Aは100%、Bは80%以上、Cは60%以上、Dはそれ未満');
  });

  it('has every table with as many cells as columns', () => {
    const report = buildReport(data({ previous: [year(2025), year(2024, { focus: 'focused' })] }));
    const tables = tablesOf(report);
    expect(tables.map((table) => table.caption)).toEqual([
      '表1　点検の対象',
      '表1の2　対象から除いた人',
      '表2　区分ごとの把握率',
      '表2の2　把握率の推移',
      '表3　区分ごとの実施率の推移',
      '表3の2　前年度との差',
      '表3の3　到達率',
      '表3の4　全体の実施率（集計方法別）',
      '表4　項目ごとの実施率',
      '表5　把握率と実施率の評価',
      '表6　実施率の低い項目',
      '表7　部局ごとの把握率と実施率',
    ]);
    for (const table of tables) {
      for (const row of table.rows) expect(row.cells, table.caption).toHaveLength(table.columns.length);
    }
    const figures = reportDocument(report).sections.flatMap((section) =>
      section.blocks.filter((block) => block.kind === 'figure'),
    );
    expect(figures.map((figure) => figure.categories)).toEqual([
      ['責任者等', '行政事務従事者', '全体'],
      ['令和7年度', '令和8年度'],
    ]);
    expect(figures[1]?.notes).toEqual([
      '点検項目または基準の版が変わった令和7年度からの推移を示しています。',
    ]);
  });
});
