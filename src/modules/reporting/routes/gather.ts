import { type FieldProblem, InvalidInput } from '../../../kernel/errors.ts';
import { writeCsv } from '../../../platform/documents/csv.ts';
import { route, type Upload } from '../../../platform/http/route.ts';
import { t } from '../messages.ts';
import { figuresOf } from '../rates/figures.ts';
import type { FileProblems, RowSource } from '../rates/file-problems.ts';
import { gather } from '../rates/gather.ts';
import { figureHeader, figureRows } from '../rates/rows.ts';
import { gatheredReport } from './schemas.ts';

/** Lists are counted where they are read and then forgotten: nothing of them is stored. */
export const gatherRates = route({
  method: 'POST',
  path: '/api/v1/rates/gathered',
  summary: 'Rates of several organisations from uploaded lists; stores nothing',
  access: { action: 'rates.read' },
  upload: true,
  rateLimit: 20,
  response: gatheredReport,
  handle: async ({ files }) => {
    const items = files.get('items');
    const result = gather({
      population: required(files, 'population'),
      answers: required(files, 'answers'),
      ...(items && items.content.length > 0 ? { items: sourceOf(items) } : {}),
    });
    if ('problems' in result) {
      const { problems } = result;
      throw new InvalidInput(t.ref('gather.refused', { count: problems.count }), fieldProblems(problems));
    }
    const report = figuresOf(result.tallies);
    const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      writeCsv(figureHeader(), figureRows(report)),
    );
    return { ...report, csv };
  },
});

function required(files: ReadonlyMap<string, Upload>, name: 'population' | 'answers'): RowSource {
  const file = files.get(name);
  if (file && file.content.length > 0) return sourceOf(file);
  throw InvalidInput.at(name, t.ref('gather.missing', { file: t(`gather.${name}`) }));
}

const sourceOf = (file: Upload): RowSource => ({ file: file.fileName, bytes: file.content });

const fieldProblems = (problems: FileProblems): FieldProblem[] =>
  problems.list.map(({ file, row, column, message }) => ({
    field: file,
    message,
    ...(row === null ? {} : { row }),
    ...(column === null ? {} : { column }),
  }));
