import { useState } from 'react';
import { ApiError, api } from './api.ts';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';
import { RadioGroup } from './choice.tsx';
import { useDeed } from './data.tsx';
import { Disclosure } from './disclosure.tsx';
import { FileField } from './file-field.tsx';
import { ErrorSummary } from './form.tsx';
import {
  type ImportChange,
  type ImportPreview,
  type ImportResult,
  type ImportStrategy,
  importStrategies,
  rowsToWrite,
} from './import-model.ts';
import { FileLink } from './link.tsx';
import { t } from './messages.ts';
import { Notice } from './notice.tsx';
import { Steps } from './steps.tsx';
import { Table, type TableColumn } from './table.tsx';

export interface ImportWizardProps {
  /** `POST path/preview` with `file`, then `POST path` with `file` and `strategy`, both multipart. */
  readonly path: string;
  /** An empty file with the headings. */
  readonly templateHref?: string;
  /** Path prefixes of the API that an import changes. */
  readonly changes: readonly string[];
  /** Parameters that both requests carry besides the file. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly accept?: readonly string[];
  readonly onDone?: (result: ImportResult) => void;
}

function formOf(file: File, fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  // Fields first: a server that streams reads them before the file.
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return form;
}

/** File → what it would do → how to treat what is there already → done. Nothing is changed before the last step. */
export function ImportWizard({
  path,
  templateHref,
  changes,
  fields = {},
  accept = ['.xlsx', '.csv'],
  onDone,
}: ImportWizardProps) {
  const [file, setFile] = useState<File | null>(null);
  const [strategy, setStrategy] = useState<ImportStrategy>('update');
  const check = useDeed<File, ImportPreview>({
    run: (chosen) => api.post(`${path}/preview`, formOf(chosen, fields)),
  });
  const commit = useDeed<File, ImportResult>({
    run: (chosen) => api.post(path, formOf(chosen, { ...fields, strategy })),
    changes,
    ...(onDone && { done: onDone }),
  });
  const restart = () => {
    setFile(null);
    check.reset();
    commit.reset();
  };
  const failure = check.error ?? commit.error;
  const step = commit.data ? 2 : check.data ? 1 : 0;
  return (
    <div className="flex flex-col gap-8">
      <Steps
        labels={[t('import.step.upload'), t('import.step.preview'), t('import.step.done')]}
        current={step}
      />
      <ErrorSummary problems={failure instanceof ApiError ? failure.problems : []} failure={failure} />
      {step === 0 && (
        <div className="flex flex-col items-start gap-6">
          <FileField
            label={t('import.file')}
            required
            support={t('import.fileSupport')}
            file={file}
            onChange={setFile}
            accept={accept}
            className="w-full"
          />
          {templateHref && <FileLink href={templateHref}>{t('import.template')}</FileLink>}
          <Button
            size="lg"
            disabled={file === null}
            busy={check.isPending}
            onClick={() => file && check.mutate(file)}
          >
            {t('import.check')}
          </Button>
        </div>
      )}
      {step === 1 && check.data && file && (
        <>
          <PreviewOfImport preview={check.data} />
          <CommitPart
            preview={check.data}
            strategy={strategy}
            setStrategy={setStrategy}
            busy={commit.isPending}
            commit={() => commit.mutate(file)}
            restart={restart}
          />
        </>
      )}
      {step === 2 && commit.data && (
        <Notice
          kind="success"
          title={t('import.finished')}
          role="status"
          actions={
            <Button variant="outline" size="sm" onClick={restart}>
              {t('import.another')}
            </Button>
          }
        >
          {t('import.summary', { ...commit.data })}
        </Notice>
      )}
    </div>
  );
}

const shownProblems = 100;

const changeColumns: readonly TableColumn<ImportChange>[] = [
  { name: 'row', label: t('import.row'), cell: (change) => change.row, align: 'right', width: 'w-16' },
  {
    name: 'kind',
    label: t('import.kind'),
    cell: (change) => (
      <Badge tone={change.kind === 'new' ? 'green' : 'blue'}>{t(`import.${change.kind}`)}</Badge>
    ),
    width: 'w-24',
  },
  { name: 'name', label: t('import.name'), cell: (change) => change.name },
  {
    name: 'fields',
    label: t('import.fields'),
    cell: (change) =>
      change.fields?.map((field) => (
        <p key={field.label}>{`${field.label}：${field.before} → ${field.after}`}</p>
      )),
  },
];

function PreviewOfImport({ preview }: { readonly preview: ImportPreview }) {
  const { counts, problems, changes = [] } = preview;
  const figures = [
    ['new', 'green'],
    ['changed', 'blue'],
    ['unchanged', 'neutral'],
    ['rejected', counts.rejected > 0 ? 'red' : 'neutral'],
  ] as const;
  return (
    <div className="flex flex-col gap-6">
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {figures.map(([name, tone]) => (
          <div key={name} className="rounded-8 border border-solid-gray-420 p-4">
            <dt>
              <Badge tone={tone}>{t(`import.${name}`)}</Badge>
            </dt>
            <dd className="mt-2 text-std-22B-150 tabular-nums">
              {t('import.rows', { count: counts[name].toLocaleString('ja-JP') })}
            </dd>
          </div>
        ))}
      </dl>
      {counts.rejected > 0 && (
        <Notice kind="warning">{t('import.rejectedNotice', { count: counts.rejected })}</Notice>
      )}
      {problems.length > 0 && (
        <div>
          <Table
            caption={t('import.problems')}
            showCaption
            dense
            rows={problems.slice(0, shownProblems)}
            rowKey={(problem) => `${problem.row ?? ''} ${problem.column ?? ''} ${problem.message}`}
            columns={[
              {
                name: 'row',
                label: t('import.row'),
                cell: (problem) => problem.row ?? '',
                align: 'right',
                width: 'w-16',
              },
              {
                name: 'column',
                label: t('import.column'),
                cell: (problem) => problem.column ?? '',
                width: 'w-40',
              },
              { name: 'message', label: t('import.problem'), cell: (problem) => problem.message },
            ]}
          />
          {problems.length > shownProblems && (
            <p className="mt-2">{t('import.problemsMore', { count: problems.length - shownProblems })}</p>
          )}
        </div>
      )}
      {changes.length > 0 && (
        <Disclosure summary={t('import.changes', { count: changes.length })}>
          <Table
            caption={t('import.changes', { count: changes.length })}
            dense
            rows={changes}
            rowKey={(change) => `${change.row} ${change.name}`}
            columns={changeColumns}
          />
        </Disclosure>
      )}
    </div>
  );
}

function CommitPart({
  preview,
  strategy,
  setStrategy,
  busy,
  commit,
  restart,
}: {
  readonly preview: ImportPreview;
  readonly strategy: ImportStrategy;
  readonly setStrategy: (strategy: ImportStrategy) => void;
  readonly busy: boolean;
  readonly commit: () => void;
  readonly restart: () => void;
}) {
  const count = rowsToWrite(preview, strategy);
  const known = preview.counts.changed + preview.counts.unchanged > 0;
  return (
    <div className="flex flex-col gap-6">
      {known && (
        <RadioGroup
          label={t('import.strategy')}
          value={strategy}
          onChange={setStrategy}
          options={importStrategies.map((value) => ({ value, label: t(`import.strategy.${value}`) }))}
        />
      )}
      {preview.counts.new + preview.counts.changed === 0 && <Notice>{t('import.nothing')}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button size="lg" busy={busy} disabled={count === null || count === 0} onClick={commit}>
          {t('import.commit', { count: (count ?? 0).toLocaleString('ja-JP') })}
        </Button>
        <Button size="lg" variant="outline" onClick={restart}>
          {t('import.another')}
        </Button>
      </div>
    </div>
  );
}
