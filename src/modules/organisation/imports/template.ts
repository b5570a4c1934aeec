import { fileName } from '../../../kit/server/export.ts';
import type { ImportColumns } from '../../../kit/server/import-table.ts';
import { type SheetColumn, writeSpreadsheet, XLSX_TYPE } from '../../../platform/documents/spreadsheet.ts';
import { type Download, download } from '../../../platform/http/route.ts';
import { t } from '../messages.ts';

/** One line of an example, by field. */
export type ExampleRow = Readonly<Record<string, string>>;

/**
 * The form of an import: an empty sheet with the headers and lists of choices, a sheet with filled examples, and
 * one that says of each column whether it is needed and how it is written.
 */
export async function templateFile(
  title: string,
  columns: ImportColumns,
  examples: readonly ExampleRow[],
): Promise<Download> {
  const heads = Object.entries(columns).map(
    ([key, column]): SheetColumn => ({
      key,
      header: column.header,
      kind: column.kind,
      width: Math.max(14, column.header.length * 2 + 4),
      ...(column.choices ? { choices: column.choices } : {}),
    }),
  );
  const asText = heads.map(
    ({ key, header, width }): SheetColumn => ({
      key,
      header,
      kind: 'text',
      ...(width !== undefined && { width }),
    }),
  );
  const bytes = await writeSpreadsheet({
    title,
    sheets: [
      { name: title, columns: heads, rows: [], roomForRows: 1000 },
      { name: t('template.examples'), columns: asText, rows: examples, filter: false },
      {
        name: t('template.help'),
        columns: helpColumns,
        rows: Object.values(columns).map(helpRow),
        filter: false,
      },
    ],
  });
  return download(fileName(t('template.fileName', { title }), 'xlsx'), XLSX_TYPE, Buffer.from(bytes));
}

const helpColumns: readonly SheetColumn[] = [
  { key: 'header', header: t('template.column'), kind: 'text', width: 24 },
  { key: 'required', header: t('template.required'), kind: 'text', width: 8 },
  { key: 'form', header: t('template.form'), kind: 'text', width: 50 },
  { key: 'aliases', header: t('template.aliases'), kind: 'text', width: 40 },
];

const helpRow = (column: ImportColumns[string]) => ({
  header: column.header,
  required: column.required ? '○' : '',
  form: column.choices
    ? t('template.choices', { choices: column.choices.join('、') })
    : t(`template.kind.${column.kind}`),
  aliases: (column.aliases ?? []).join('、'),
});
