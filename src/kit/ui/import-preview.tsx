import { Badge } from './badge.tsx';
import { Disclosure } from './disclosure.tsx';
import type { ImportPreview } from './import-model.ts';
import { t } from './messages.ts';
import { Notice } from './notice.tsx';
import { Table } from './table.tsx';

type Change = ImportPreview['changes'][number];
type ShownProblem = ImportPreview['problems'][number];

const figures = [
  ['new', 'green'],
  ['changed', 'blue'],
  ['unchanged', 'neutral'],
  ['rejected', 'red'],
] as const;

/** What a file would do: counts, what is wrong with it by row and column, and examples of the changes. */
export function PreviewOfImport({ preview }: { readonly preview: ImportPreview }) {
  const { counts, ignoredColumns } = preview;
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
      <Problems problems={preview.problems} rejected={counts.rejected} />
      <Changes changes={preview.changes} />
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

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  const caption = t('import.changes', { count: changes.length });
  const shown = (value: string) => (value === '' ? t('common.none') : value);
  return (
    <Disclosure summary={caption}>
      <Table<Change>
        caption={caption}
        dense
        rows={changes}
        rowKey={(change) => `${change.row}`}
        columns={[
          { name: 'row', label: t('import.row'), cell: (change) => change.row, align: 'right' },
          {
            name: 'kind',
            label: t('import.kind'),
            cell: (change) => (
              <Badge tone={change.kind === 'new' ? 'green' : 'blue'}>{t(`import.${change.kind}`)}</Badge>
            ),
          },
          { name: 'name', label: t('import.name'), cell: (change) => change.name, width: 'min-w-32' },
          {
            name: 'fields',
            label: t('import.fields'),
            width: 'min-w-64',
            cell: (change) =>
              change.fields.map(({ label, before, after }) => (
                <p key={label}>
                  {t('import.change', { field: label, before: shown(before), after: shown(after) })}
                </p>
              )),
          },
        ]}
      />
    </Disclosure>
  );
}
