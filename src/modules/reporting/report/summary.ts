import { formatEraDate, formatFiscalYear } from '../../../kernel/dates.ts';
import { compareFractions, exactValue } from '../../../kernel/rates.ts';
import { t } from '../messages.ts';
import type { ShownRate } from './history.ts';
import type { AnnualReport, GroupReport, ItemReport } from './model.ts';

/** The report in a few plain sentences, for a reader who has never seen one. */
export function summaryOf(report: AnnualReport): string[] {
  return [
    ...(report.interim ? [t('report.summary.interim', { date: formatEraDate(report.asOf) })] : []),
    ...coverageSentences(report),
    ...implementationSentences(report),
    ...comparisonSentence(report),
  ];
}

/** The notes that every reader of the figures needs: rounding, method, who is counted, what is left out. */
export function notesOf(report: AnnualReport): string[] {
  const excluded = report.exclusions.reduce((sum, { count }) => sum + count, 0);
  return [
    t('report.note.rounding'),
    ...(hasRoundedUp(report) ? [t('report.note.roundedUp')] : []),
    t('report.note.method', { method: t(`rates.method.${report.method}`) }),
    t('report.note.persons'),
    ...(excluded > 0 ? [t('report.note.excluded', { count: excluded })] : []),
    ...(report.emptyItems > 0 ? [t('report.note.leftOut', { count: report.emptyItems })] : []),
    t('report.note.unanswered'),
    bandsNote(report),
  ];
}

/** The notes under the five-year table. */
export function historyNotes(report: AnnualReport): string[] {
  const { years, coverage, implementation } = report.history;
  const breaks = years.filter((year) => year.breakBefore);
  const cells = [...coverage, ...implementation].flatMap((row) => row.cells);
  return [
    ...breaks.map((year) => t('report.note.break', { year: formatFiscalYear(year.fiscalYear) })),
    ...years
      .filter((year) => year.interim)
      .map((year) => t('report.note.interim', { year: formatFiscalYear(year.fiscalYear) })),
    ...(cells.some((cell) => cell.kind === 'printed') ? [t('report.note.printed')] : []),
  ];
}

/** What an item is called in running text. */
const itemName = ({ item, title }: ItemReport): string => (title === '' ? item : `${item} ${title}`);

/** The printed percentage with the mark of one that only prints as 100. */
export const markedDisplay = (rate: ShownRate): string => rate.display + (rate.roundedUp ? '*' : '');

function coverageSentences({ whole, fiscalYear }: AnnualReport): string[] {
  const { n, d, grade } = whole.coverage;
  if (d === 0) return [t('report.summary.nobody')];
  const figures = {
    year: formatFiscalYear(fiscalYear),
    population: grouped(d),
    heard: grouped(n),
    rate: markedDisplay(whole.coverage),
    grade: grade ?? '',
  };
  const sentence = t('report.summary.coverage', figures);
  return n < d ? [sentence, t('report.summary.missing', { count: grouped(d - n) })] : [sentence];
}

function implementationSentences({ whole, groups, weakItems }: AnnualReport): string[] {
  const rate = whole.implementation.pooled;
  if (rate.d === 0) return [t('report.summary.noDuty')];
  const sentence = t('report.summary.implementation', {
    n: grouped(rate.n),
    d: grouped(rate.d),
    rate: markedDisplay(rate),
    grade: rate.grade ?? '',
  });
  if (rate.n === rate.d) return [sentence, t('report.summary.allDone')];
  return [sentence, ...lowestGroup(groups), ...lowestItem(weakItems[0])];
}

function lowestGroup(groups: readonly GroupReport[]): string[] {
  const rated = groups.filter((group) => group.implementation.d > 0);
  if (rated.length < 2) return [];
  const [lowest] = rated.toSorted((a, b) => {
    const [x, y] = [exactValue(a.implementation), exactValue(b.implementation)];
    return x && y ? compareFractions(x, y) : 0;
  });
  if (!lowest) return [];
  return [
    t('report.summary.lowestGroup', { group: lowest.title, rate: markedDisplay(lowest.implementation) }),
  ];
}

function lowestItem(item: ItemReport | undefined): string[] {
  if (!item) return [];
  return [
    t('report.summary.lowestItem', {
      item: itemName(item),
      group: item.groupTitle,
      rate: markedDisplay(item.rate),
      count: grouped(item.rate.d - item.rate.n),
    }),
  ];
}

function comparisonSentence({ yearOnYear, history }: AnnualReport): string[] {
  const change = yearOnYear.find((each) => each.roleGroup === null)?.implementation ?? null;
  if (change !== null) return [t('report.summary.change', { change })];
  return history.years.at(-1)?.breakBefore ? [t('report.summary.noComparison')] : [];
}

function bandsNote({ bands }: AnnualReport): string {
  const texts = bands.map(({ grade, min }, at) => {
    if (min.n === min.d) return t('report.note.fullBand', { grade });
    if (min.n === 0 && at === bands.length - 1) return t('report.note.lowestBand', { grade });
    return t('report.note.band', { grade, percent: (min.n * 100) / min.d });
  });
  return t('report.note.bands', { bands: texts.join('、') });
}

function hasRoundedUp(report: AnnualReport): boolean {
  const rates = [
    report.whole.coverage,
    report.whole.implementation.pooled,
    ...report.groups.flatMap((group) => [group.coverage, group.implementation]),
    ...report.items.map((item) => item.rate),
    ...report.units.flatMap((unit) => [unit.coverage, unit.implementation]),
  ];
  return rates.some((rate) => rate.roundedUp);
}

const grouped = (count: number): string => count.toLocaleString('ja-JP');
