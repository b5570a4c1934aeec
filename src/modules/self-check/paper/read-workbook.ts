import { InvalidInput } from '../../../kernel/errors.ts';
import { looksLikeMyNumber } from '../../../kernel/japanese.ts';
import type { MessageRef } from '../../../kernel/messages.ts';
import type { TextRow } from '../../../platform/documents/csv.ts';
import { readSpreadsheet } from '../../../platform/documents/spreadsheet.ts';
import type { Upload } from '../../../platform/http/route.ts';
import { t } from '../messages.ts';
import { type AnswerState, answerStates } from '../model.ts';
import { paperHeaders, parseRowKey, type RowKey } from './write-workbook.ts';

/** An answer as it was written into a sheet. */
export interface PaperAnswer {
  readonly key: RowKey;
  readonly state: AnswerState;
  readonly reason: string;
  readonly comment: string;
  readonly evidence: string;
  /** Where it stands, for telling what is wrong with it. */
  readonly sheet: string;
  readonly row: number;
}

/** What is wrong with a cell. */
export interface PaperProblem {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly message: MessageRef;
}

export interface ReadSheets {
  readonly answers: readonly PaperAnswer[];
  readonly problems: readonly PaperProblem[];
}

type Field = keyof typeof paperHeaders;
type Cells = Readonly<Record<Field, string>>;

const level = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');
const stateOfWord = new Map(answerStates.map((state) => [level(t(`state.${state}`)), state]));

/** Reads filled sheets. Rows without an answer are left out: whoever leaves a row empty leaves the answer as it is. */
export async function readSheets(file: Upload | undefined): Promise<ReadSheets> {
  if (!file || file.content.length === 0) throw new InvalidInput(t.ref('paper.fileMissing'));
  const answers: PaperAnswer[] = [];
  const problems: PaperProblem[] = [];
  let pages = 0;
  for (const { name, hidden, rows } of await readSpreadsheet(file.content)) {
    const places = hidden ? null : findHeader(rows);
    if (!places) continue;
    pages += 1;
    for (const row of rows.filter((each) => each.row > places.row)) {
      const cells = cellsOf(row, places.columns);
      if (cells.key === '' || cells.state === '') continue;
      const where = { sheet: name, row: row.row };
      const found = problemsOf(cells);
      problems.push(
        ...found.map(({ field, message }) => ({ ...where, column: paperHeaders[field], message })),
      );
      const key = parseRowKey(cells.key);
      const state = stateOfWord.get(level(cells.state));
      if (found.length > 0 || !key || !state) continue;
      const { reason, comment, evidence } = cells;
      answers.push({ key, state, reason, comment, evidence, ...where });
    }
  }
  if (pages === 0) throw new InvalidInput(t.ref('paper.noSheet'));
  return { answers, problems };
}

interface Places {
  readonly row: number;
  readonly columns: Readonly<Record<Field, number>>;
}

/** The row with the headers, wherever it stands. */
function findHeader(rows: readonly TextRow[]): Places | null {
  for (const { row, cells } of rows.slice(0, 20)) {
    const levelled = cells.map(level);
    const columns = Object.fromEntries(
      Object.entries(paperHeaders).map(([field, header]) => [field, levelled.indexOf(level(header))]),
    ) as Record<Field, number>;
    if (columns.key >= 0 && columns.state >= 0) return { row, columns };
  }
  return null;
}

const cellsOf = (row: TextRow, columns: Places['columns']): Cells =>
  Object.fromEntries(
    Object.entries(columns).map(([field, at]) => [field, at < 0 ? '' : (row.cells[at] ?? '').trim()]),
  ) as Cells;

function problemsOf(cells: Cells): { readonly field: Field; readonly message: MessageRef }[] {
  const problems: { field: Field; message: MessageRef }[] = [];
  const state = stateOfWord.get(level(cells.state));
  if (!parseRowKey(cells.key)) problems.push({ field: 'key', message: t.ref('paper.keyBroken') });
  if (!state)
    problems.push({
      field: 'state',
      message: t.ref('paper.stateUnknown', { value: cells.state.slice(0, 20) }),
    });
  if (state === 'not_applicable' && cells.reason === '') {
    problems.push({ field: 'reason', message: t.ref('paper.reasonMissing') });
  }
  for (const field of ['reason', 'comment', 'evidence'] as const) {
    if (cells[field].length > 2000)
      problems.push({ field, message: t.ref('paper.tooLong', { limit: 2000 }) });
    if (looksLikeMyNumber(cells[field])) problems.push({ field, message: t.ref('paper.myNumber') });
  }
  return problems;
}
