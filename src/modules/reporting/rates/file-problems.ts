import { InvalidInput } from '../../../kernel/errors.ts';
import { type MessageParams, type MessageRef, resolveMessage } from '../../../kernel/messages.ts';
import { type ReportingKey, t } from '../messages.ts';
import { BrokenRow, comparable, readDelimited } from './delimited.ts';

/** A list handed in, with the name by which its problems are reported. */
export interface RowSource {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** One refusal: where it is, as a spreadsheet counts rows, and what to mend. */
export interface FileProblem {
  readonly file: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly message: MessageRef;
}

/** How many problems are reported one by one; the rest are only counted. */
const REPORTED = 100;

/** What is wrong with the lists, in the order in which it was found. */
export class FileProblems {
  readonly list: FileProblem[] = [];
  count = 0;

  add(
    source: RowSource,
    row: number | null,
    column: string | null,
    key: ReportingKey,
    params: MessageParams = {},
  ): void {
    this.addRef(source, row, column, t.ref(key, params));
  }

  addRef(source: RowSource, row: number | null, column: string | null, message: MessageRef): void {
    this.count += 1;
    if (this.list.length < REPORTED) this.list.push({ file: source.file, row, column, message });
  }

  /** One line per problem: file, row, column, what is wrong. */
  lines(): string[] {
    const lines = this.list.map(problemLine);
    const more = this.count - this.list.length;
    return more > 0 ? [...lines, t('rates.moreProblems', { count: more })] : lines;
  }
}

function problemLine({ file, row, column, message }: FileProblem): string {
  const text = resolveMessage(message);
  if (row === null) return t('rates.problemInFile', { file, text });
  return column === null
    ? t('rates.problemInRow', { file, row, text })
    : t('rates.problemInCell', { file, row, column, text });
}

/**
 * Hands over every row under the heading, its cells in the order `required` then `optional`; columns may stand in any
 * order and others are ignored. False when the heading is incomplete; what cannot be read becomes a problem.
 */
export function tableRows(
  source: RowSource,
  required: readonly string[],
  optional: readonly string[],
  problems: FileProblems,
  each: (cells: readonly string[], row: number) => void,
): boolean {
  let heading: Heading | null = null;
  try {
    for (const { row, cells } of readDelimited(source.bytes)) {
      if (heading === null) {
        heading = headingOf(source, row, cells, required, optional, problems);
        if (heading === null) return false;
        continue;
      }
      if (cells.length > heading.width && cells.slice(heading.width).some((cell) => cell.trim() !== '')) {
        problems.add(source, row, null, 'rates.tooManyCells', { width: heading.width });
        continue;
      }
      each(heading.inOrder ? cells : heading.positions.map((at) => cells[at] ?? ''), row);
    }
  } catch (error) {
    addReadProblem(source, problems, error);
    return false;
  }
  if (heading === null) problems.add(source, null, null, 'rates.fileEmpty');
  return heading !== null;
}

interface Heading {
  readonly width: number;
  readonly positions: readonly number[];
  /** Whether the cells can be handed over as they stand. */
  readonly inOrder: boolean;
}

function headingOf(
  source: RowSource,
  row: number,
  cells: readonly string[],
  required: readonly string[],
  optional: readonly string[],
  problems: FileProblems,
): Heading | null {
  const names = cells.map((cell) => comparable(cell).toLowerCase());
  const wanted = [...required, ...optional];
  const missing = required.filter((name) => !names.includes(name));
  for (const name of missing)
    problems.add(source, row, name, 'rates.columnMissing', { columns: required.join(',') });
  const twice = wanted.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  for (const name of twice) problems.add(source, row, name, 'rates.columnTwice');
  if (missing.length + twice.length > 0) return null;
  const positions = wanted.map((name) => names.indexOf(name));
  return {
    width: trimmedWidth(names),
    positions,
    inOrder: positions.every((position, at) => position === at),
  };
}

/** Spreadsheets leave empty heading cells at the end; they are no columns. */
function trimmedWidth(names: readonly string[]): number {
  return names.findLastIndex((name) => name !== '') + 1;
}

function addReadProblem(source: RowSource, problems: FileProblems, error: unknown): void {
  if (error instanceof BrokenRow) problems.add(source, error.row, null, 'rates.brokenRow');
  else if (error instanceof InvalidInput) problems.addRef(source, null, null, error.ref);
  else throw error;
}
