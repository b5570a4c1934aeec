import { useState } from 'react';
import { type Answer, ApiError, api, type Problem } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { FailureNotice, useDeed } from '../../../kit/ui/data.tsx';
import { FileField } from '../../../kit/ui/file-field.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import type { gatherRates } from '../routes/gather.ts';
import { GatheredResult } from './gathered-result.tsx';

export type Gathered = Answer<typeof gatherRates>;

interface Files {
  readonly population: File | null;
  readonly answers: File | null;
  readonly items: File | null;
}

const accept = ['.csv', '.txt'];

/** Figures from lists that were gathered outside this product; nothing is stored. */
export default function GatherPage() {
  const [files, setFiles] = useState<Files>({ population: null, answers: null, items: null });
  const deed = useDeed({ run: () => send(files) });
  const choose = (name: keyof Files) => (file: File | null) => {
    setFiles((now) => ({ ...now, [name]: file }));
    deed.reset();
  };
  const ready = files.population !== null && files.answers !== null;
  return (
    <>
      <PageHeader title={t('page.gather')} lead={t('page.gatherLead')} />
      <div className="mb-8 flex flex-col gap-6">
        <FileField
          label={t('ui.gatherPopulation')}
          support={t('ui.gatherPopulationHint')}
          required
          file={files.population}
          onChange={choose('population')}
          accept={accept}
        />
        <FileField
          label={t('ui.gatherAnswers')}
          support={t('ui.gatherAnswersHint')}
          required
          file={files.answers}
          onChange={choose('answers')}
          accept={accept}
        />
        <FileField
          label={t('ui.gatherItems')}
          support={t('ui.gatherItemsHint')}
          file={files.items}
          onChange={choose('items')}
          accept={accept}
        />
        <div className="flex flex-wrap items-center gap-4">
          <Button size="lg" onClick={() => deed.mutate()} busy={deed.isPending} disabled={!ready}>
            {t('ui.gatherRun')}
          </Button>
          {!ready && <p className="text-std-16N-170 text-solid-gray-700">{t('ui.gatherNeedsFiles')}</p>}
        </div>
      </div>
      {deed.isError && <Refusal error={deed.error} />}
      {deed.data && <GatheredResult result={deed.data} />}
    </>
  );
}

function send(files: Files): Promise<Gathered> {
  const form = new FormData();
  for (const [name, file] of Object.entries(files)) if (file instanceof File) form.append(name, file);
  return api.post<Gathered>('/api/v1/rates/gathered', form);
}

function Refusal({ error }: { readonly error: unknown }) {
  if (!(error instanceof ApiError) || error.problems.length === 0) return <FailureNotice error={error} />;
  return (
    <Notice kind="error" title={t('ui.gatherProblems')} role="alert">
      <p>{error.message}</p>
      <ul className="mt-2 list-disc pl-6">
        {error.problems.map((problem) => {
          const text = problemText(problem);
          return <li key={text}>{text}</li>;
        })}
      </ul>
    </Notice>
  );
}

function problemText({ field: file, message, row, column }: Problem): string {
  if (row === undefined) return t('ui.gatherFileOnly', { file, message });
  return column === undefined
    ? t('ui.gatherRowOnly', { file, row, message })
    : t('ui.gatherRow', { file, row, column, message });
}
