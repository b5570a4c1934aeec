import type { ImportAnswer } from '../server/import.ts';
import { Badge } from './badge.tsx';
import { Disclosure } from './disclosure.tsx';
import { t } from './messages.ts';
import { Notice } from './notice.tsx';
import { Table } from './table.tsx';
import { showValue } from './values.ts';

type Sample = ImportAnswer['samples'][number];
type ShownProblem = ImportAnswer['problems'][number];

const figures = [
  ['created', 'green'],
  ['changed', 'blue'],
  ['unchanged', 'neutral'],
  ['rejected', 'red'],
] as const;

/** What a file would do: counts, what is wrong with it by row and column, and examples of the changes. */
export function ImportPreview({
  answer,
  fieldLabel,
}: {
  readonly answer: ImportAnswer;
  readonly fieldLabel: (field: string) => string;
}) {
  const { counts, ignoredColumns } = answer;
  return (
    <div className="flex flex-col gap-6">
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {figures.map(([name, tone]) => (
          <div key={name} className="rounded-8 border border-solid-gray-420 p-4">
            <dt>
              <Badge tone={name === 'rejected' && counts.rejected === 0 ? 'neutral' : tone}>
                {t(`import.${name}`)}
              </Badge>
            </dt>
            <dd className="mt-2 text-std-22B-150 tabular-nums">
              {t('import.rows', { count: counts[name].toLocaleString('ja-JP') })}
            </dd>
          </div>
        ))}
      </dl>
      {ignoredColumns.length > 0 && (
        <Notice>{t('import.ignored', { columns: ignoredColumns.join('、') })}</Notice>
      )}
      {counts.rejected > 0 && (
        <Notice kind="error" role="alert">
          {t('import.rejectedNotice', { count: counts.rejected })}
        </Notice>
      )}
      <Problems problems={answer.problems} rejected={counts.rejected} />
      <Samples samples={answer.samples} fieldLabel={fieldLabel} />
    </div>
  );
}

function Problems({
  problems,
  rejected,
}: {
  readonly problems: readonly ShownProblem[];
  readonly rejected: number;
}) {
  if (problems.length === 0) return null;
  return (
    <div>
      <Table<ShownProblem>
        caption={t('import.problems')}
        showCaption
        dense
        rows={problems}
        rowKey={(problem) => `${problem.row} ${problem.column} ${problem.message}`}
        columns={[
          { name: 'row', label: t('import.row'), cell: (problem) => problem.row || '', align: 'right' },
          { name: 'column', label: t('import.column'), cell: (problem) => problem.column, width: 'min-w-32' },
          {
            name: 'message',
            label: t('import.problem'),
            cell: (problem) => problem.message,
            width: 'min-w-64',
          },
        ]}
      />
      {rejected > problems.length && (
        <p className="mt-2">{t('import.problemsMore', { count: problems.length })}</p>
      )}
    </div>
  );
}

function Samples({
  samples,
  fieldLabel,
}: {
  readonly samples: readonly Sample[];
  readonly fieldLabel: (field: string) => string;
}) {
  if (samples.length === 0) return null;
  const caption = t('import.changes', { count: samples.length });
  return (
    <Disclosure summary={caption}>
      <Table<Sample>
        caption={caption}
        dense
        rows={samples}
        rowKey={(sample) => `${sample.row}`}
        columns={[
          { name: 'row', label: t('import.row'), cell: (sample) => sample.row, align: 'right' },
          {
            name: 'kind',
            label: t('import.kind'),
            cell: (sample) => (
              <Badge tone={sample.state === 'created' ? 'green' : 'blue'}>
                {t(`import.${sample.state}`)}
              </Badge>
            ),
          },
          { name: 'name', label: t('import.name'), cell: (sample) => sample.key, width: 'min-w-32' },
          {
            name: 'fields',
            label: t('import.fields'),
            width: 'min-w-64',
            cell: (sample) =>
              sample.changes.map((change) => (
                <p key={change.field}>
                  {t('import.change', {
                    field: fieldLabel(change.field),
                    before: showValue(change.before),
                    after: showValue(change.after),
                  })}
                </p>
              )),
          },
        ]}
      />
    </Disclosure>
  );
}
