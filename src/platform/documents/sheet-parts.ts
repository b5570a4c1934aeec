import type { DataValidation, SheetChart, WriteSheet } from 'hucre/xlsx';
import { t } from './messages.ts';
import { type ChartContents, columnLetter, type SheetColumn, type SheetContents } from './spreadsheet.ts';

/**
 * A name that Excel accepts for a sheet and that no other sheet in `used` has: at most 31 characters, without
 * the forbidden ones. Adds it to `used`.
 */
export function pickSheetName(wanted: string, used: Set<string>): string {
  const clean =
    wanted
      .replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Sheet';
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const name = clean.slice(0, 31 - suffix.length).trimEnd() + suffix;
    if (!used.has(name.toLowerCase()) && name.toLowerCase() !== 'history') {
      used.add(name.toLowerCase());
      return name;
    }
  }
}

interface Choices {
  /** The range of each list that does not fit into a validation, by `listKey`. */
  readonly ranges: ReadonlyMap<string, string>;
  /** The hidden sheet with those lists; none when every list fits. */
  readonly sheets: readonly WriteSheet[];
}

const listKey = (choices: readonly string[]): string => JSON.stringify(choices);

/** Excel takes at most 255 characters in a validation itself, and no commas or quotes within a value. */
const fits = (choices: readonly string[]): boolean =>
  choices.join(',').length <= 255 && !choices.some((choice) => /[,"]/.test(choice));

/** Puts the lists that do not fit into a validation on a hidden sheet of their own, one list a column. */
export function choiceList(sheets: readonly SheetContents[], used: Set<string>): Choices {
  const lists = new Map<string, readonly string[]>();
  for (const column of sheets.flatMap((sheet) => sheet.columns)) {
    if (column.choices && column.choices.length > 0 && !fits(column.choices))
      lists.set(listKey(column.choices), column.choices);
  }
  if (lists.size === 0) return { ranges: new Map(), sheets: [] };
  const name = pickSheetName(t('xlsx.choices'), used);
  const columns = [...lists.values()];
  const height = Math.max(...columns.map((list) => list.length));
  const rows = Array.from({ length: height }, (_, row) => columns.map((list) => list[row] ?? null));
  const ranges = [...lists].map(([key, list], index): [string, string] => {
    const letter = columnLetter(index);
    return [key, `'${name}'!$${letter}$1:$${letter}$${list.length}`];
  });
  return { ranges: new Map(ranges), sheets: [{ name, rows, hidden: true }] };
}

/** The validation of one column over its body rows; nothing when the column has no choices or the table no rows. */
export function choiceRange(
  column: SheetColumn,
  index: number,
  header: number,
  lastRow: number,
  ranges: ReadonlyMap<string, string>,
): DataValidation[] {
  if (!column.choices || column.choices.length === 0 || lastRow <= header) return [];
  const letter = columnLetter(index);
  const range = ranges.get(listKey(column.choices));
  return [
    {
      type: 'list',
      range: `${letter}${header + 1}:${letter}${lastRow}`,
      allowBlank: true,
      showErrorMessage: true,
      errorTitle: t('xlsx.choiceTitle'),
      errorMessage: t('xlsx.choiceError'),
      ...(range === undefined ? { values: [...column.choices] } : { formula1: range }),
    },
  ];
}

/** The chart of a sheet, placed under its table and notes. `header` is the 1-based row of the header. */
export function chartBelow(chart: ChartContents, sheet: SheetContents, header: number): SheetChart {
  const last = header + sheet.rows.length;
  const range = (key: string) => {
    const letter = columnLetter(sheet.columns.findIndex((column) => column.key === key));
    return `${letter}${header + 1}:${letter}${last}`;
  };
  const top = last + (sheet.notes?.length ?? 0) + 1;
  return {
    type: chart.shape,
    title: chart.title,
    altText: chart.description,
    series: chart.series.map((key) => ({
      name: sheet.columns.find((column) => column.key === key)?.header ?? key,
      values: range(key),
      categories: range(chart.categories),
    })),
    anchor: { from: { row: top, col: 0 }, to: { row: top + 18, col: Math.max(4, sheet.columns.length) } },
  };
}
