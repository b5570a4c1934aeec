import { zipSync } from 'fflate';
import { fileName } from '../../../kit/server/export.ts';
import type { SheetView } from '../queries/sheet.ts';
import { writeSheets } from './write-workbook.ts';

export const ZIP_TYPE = 'application/zip';

/** Blank sheets as an archive: a workbook for each unit, numbered in the order of the units, a page for each person. */
export async function writeSheetArchive(title: string, views: readonly SheetView[]): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  const units = [...Map.groupBy(views, (view) => view.person.unitName)];
  const digits = String(units.length).length;
  for (const [at, [unit, own]] of units.entries()) {
    const number = String(at + 1).padStart(digits, '0');
    files[fileName(`${number}_${title}_${unit}`, 'xlsx')] = await writeSheets(title, own, false);
  }
  // The workbooks are compressed already.
  return zipSync(files, { level: 0 });
}
