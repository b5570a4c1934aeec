import { useState } from 'react';
import type { ImportAnswer, ImportStrategy } from '../server/import.ts';
import { ApiError, api } from './api.ts';
import { Button } from './button.tsx';
import { RadioGroup } from './choice.tsx';
import { useDeed } from './data.tsx';
import { FileField } from './file-field.tsx';
import { ErrorSummary } from './form.tsx';
import { importStrategies, rowsToWrite } from './import-model.ts';
import { ImportPreview } from './import-preview.tsx';
import { FileLink } from './link.tsx';
import { t } from './messages.ts';
import { Notice } from './notice.tsx';
import { Steps } from './steps.tsx';

export interface ImportWizardProps {
  /** A route with `importBody` and `importAnswer` of `kit/server/import.ts`: once to see, once with `commit`. */
  readonly path: string;
  /** An empty form with the headings. */
  readonly templateHref?: string;
  /** Path prefixes of the API whose answers an import changes. */
  readonly changes: readonly string[];
  /** The name of a field in words, for the examples of changes. */
  readonly fieldLabel?: (field: string) => string;
  readonly accept?: readonly string[];
  readonly onDone?: (answer: ImportAnswer, strategy: ImportStrategy) => void;
}

interface Sending {
  readonly file: File;
  readonly strategy: ImportStrategy;
  readonly commit: boolean;
}

function send(path: string, { file, strategy, commit }: Sending): Promise<ImportAnswer> {
  const form = new FormData();
  // Fields first: a server that streams reads them before the file.
  form.append('strategy', strategy);
  form.append('commit', String(commit));
  form.append('file', file);
  return api.post<ImportAnswer>(path, form);
}

/** File → what it would do → how to treat what is there already → done. Nothing is changed before the last step. */
export function ImportWizard({
  path,
  templateHref,
  changes,
  fieldLabel = (field) => field,
  accept = ['.xlsx', '.csv'],
  onDone,
}: ImportWizardProps) {
  const [file, setFile] = useState<File | null>(null);
  const [strategy, setStrategy] = useState<ImportStrategy>('update');
  const preview = useDeed<Sending, ImportAnswer>({ run: (sending) => send(path, sending) });
  const commit = useDeed<Sending, ImportAnswer>({
    run: (sending) => send(path, sending),
    changes,
    done: (answer, sending) => onDone?.(answer, sending.strategy),
  });
  const restart = () => {
    setFile(null);
    preview.reset();
    commit.reset();
  };
  const step = commit.data ? 2 : preview.data ? 1 : 0;
  const failure = preview.error ?? commit.error;
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
            busy={preview.isPending}
            onClick={() => file && preview.mutate({ file, strategy, commit: false })}
          >
            {t('import.check')}
          </Button>
        </div>
      )}
      {step === 1 && preview.data && file && (
        <>
          <ImportPreview answer={preview.data} fieldLabel={fieldLabel} />
          <CommitPart
            counts={preview.data.counts}
            strategy={strategy}
            setStrategy={setStrategy}
            busy={commit.isPending}
            commit={() => commit.mutate({ file, strategy, commit: true })}
            restart={restart}
          />
        </>
      )}
      {step === 2 && commit.data && (
        <Done
          counts={commit.data.counts}
          strategy={commit.variables?.strategy ?? strategy}
          restart={restart}
        />
      )}
    </div>
  );
}

interface CommitProps {
  readonly counts: ImportAnswer['counts'];
  readonly strategy: ImportStrategy;
  readonly setStrategy: (strategy: ImportStrategy) => void;
  readonly busy: boolean;
  readonly commit: () => void;
  readonly restart: () => void;
}

function CommitPart({ counts, strategy, setStrategy, busy, commit, restart }: CommitProps) {
  const rows = rowsToWrite(counts, strategy);
  const nothing = counts.created + counts.changed === 0;
  return (
    <div className="flex flex-col gap-6">
      {counts.rejected === 0 && counts.changed > 0 && (
        <RadioGroup
          label={t('import.strategy')}
          value={strategy}
          onChange={setStrategy}
          options={importStrategies.map((value) => ({ value, label: t(`import.strategy.${value}`) }))}
        />
      )}
      {counts.rejected === 0 && nothing && <Notice>{t('import.nothing')}</Notice>}
      <div className="flex flex-wrap gap-3">
        {counts.rejected === 0 && !nothing && (
          <Button size="lg" busy={busy} disabled={rows === null || rows === 0} onClick={commit}>
            {t('import.commit', { count: (rows ?? 0).toLocaleString('ja-JP') })}
          </Button>
        )}
        <Button size="lg" variant="outline" onClick={restart}>
          {t('import.another')}
        </Button>
      </div>
    </div>
  );
}

function Done({
  counts,
  strategy,
  restart,
}: {
  readonly counts: ImportAnswer['counts'];
  readonly strategy: ImportStrategy;
  readonly restart: () => void;
}) {
  const updated = strategy === 'update' ? counts.changed : 0;
  return (
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
      {t('import.summary', {
        created: counts.created,
        updated,
        unchanged: counts.unchanged,
        skipped: counts.changed - updated,
      })}
    </Notice>
  );
}
