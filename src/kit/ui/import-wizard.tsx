import { useState } from 'react';
import type { ImportStrategy } from '../server/import.ts';
import { ApiError, api } from './api.ts';
import { Button } from './button.tsx';
import { RadioGroup } from './choice.tsx';
import { useDeed } from './data.tsx';
import { FileField } from './file-field.tsx';
import { ErrorSummary } from './form.tsx';
import { type ImportPreview, type ImportResult, importStrategies, rowsToWrite } from './import-model.ts';
import { PreviewOfImport } from './import-preview.tsx';
import { FileLink } from './link.tsx';
import { t } from './messages.ts';
import { Notice } from './notice.tsx';
import { Steps } from './steps.tsx';

export interface ImportWizardProps {
  /** `POST path/preview` with the file, then `POST path` with the file and the strategy; both multipart. */
  readonly path: string;
  /** An empty form with the headings. */
  readonly templateHref?: string;
  /** Path prefixes of the API whose answers an import changes. */
  readonly changes: readonly string[];
  readonly accept?: readonly string[];
  readonly onDone?: (result: ImportResult) => void;
}

interface Sending {
  readonly file: File;
  readonly strategy?: ImportStrategy;
}

function formOf({ file, strategy }: Sending): FormData {
  const form = new FormData();
  // Fields first: a server that streams reads them before the file.
  if (strategy !== undefined) form.append('strategy', strategy);
  form.append('file', file);
  return form;
}

/** File → what it would do → how to treat what is there already → done. Nothing is changed before the last step. */
export function ImportWizard({
  path,
  templateHref,
  changes,
  accept = ['.xlsx', '.csv'],
  onDone,
}: ImportWizardProps) {
  const [file, setFile] = useState<File | null>(null);
  const [strategy, setStrategy] = useState<ImportStrategy>('update');
  const preview = useDeed<Sending, ImportPreview>({
    run: (sending) => api.post(`${path}/preview`, formOf(sending)),
  });
  const commit = useDeed<Sending, ImportResult>({
    run: (sending) => api.post(path, formOf(sending)),
    changes,
    ...(onDone && { done: onDone }),
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
            onClick={() => file && preview.mutate({ file })}
          >
            {t('import.check')}
          </Button>
        </div>
      )}
      {step === 1 && preview.data && file && (
        <>
          <PreviewOfImport preview={preview.data} />
          <CommitPart
            counts={preview.data.counts}
            strategy={strategy}
            setStrategy={setStrategy}
            busy={commit.isPending}
            commit={() => commit.mutate({ file, strategy })}
            restart={restart}
          />
        </>
      )}
      {step === 2 && commit.data && <Done result={commit.data} restart={restart} />}
    </div>
  );
}

interface CommitProps {
  readonly counts: ImportPreview['counts'];
  readonly strategy: ImportStrategy;
  readonly setStrategy: (strategy: ImportStrategy) => void;
  readonly busy: boolean;
  readonly commit: () => void;
  readonly restart: () => void;
}

function CommitPart({ counts, strategy, setStrategy, busy, commit, restart }: CommitProps) {
  const rows = rowsToWrite(counts, strategy);
  const nothing = counts.new + counts.changed === 0;
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

function Done({ result, restart }: { readonly result: ImportResult; readonly restart: () => void }) {
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
      {t('import.summary', { ...result })}
    </Notice>
  );
}
