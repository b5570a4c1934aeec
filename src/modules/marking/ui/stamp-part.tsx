import { useState } from 'react';
import { requestFile } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { t } from '../messages.ts';
import { FilesField } from './files-field.tsx';
import { MarkingChoice } from './marking-choice.tsx';
import { saveFile } from './save-file.ts';
import { useFileWork } from './use-file-work.ts';
import { WorkList } from './work-list.tsx';

const accepted = '.docx .docm .xlsx .xlsm .pptx .pptm .pdf'.split(' ');

interface Stamped {
  readonly text: string;
  readonly content: Blob;
}

/** The marking, chosen or written, into the headers of files; each comes back to be saved. */
export function StampPart() {
  // A register entry brings its marking along.
  const [given] = useUrlState({ text: '' });
  const [text, setText] = useState(given.text);
  const [missing, setMissing] = useState(false);
  const { works, busy, start, clear } = useFileWork<Stamped>(async (file) => {
    const body = new FormData();
    body.set('text', text);
    body.set('file', file);
    return { text, content: await requestFile('/api/v1/marking/stamp', body) };
  });
  const begin = (files: readonly File[]) => {
    setMissing(text.trim() === '');
    if (text.trim() !== '') void start(files);
  };
  const done = works.filter(({ state }) => state === 'done');
  return (
    <div className="flex flex-col gap-6">
      <MarkingChoice onText={setText} />
      <TextField
        label={t('stamp.text')}
        required
        support={t('stamp.support')}
        value={text}
        onChange={(value) => {
          setText(value);
          setMissing(false);
        }}
        error={missing ? t('textMissing') : undefined}
        maxLength={100}
        width="full"
      />
      <FilesField
        label={t('stamp.files')}
        support={t('stamp.filesSupport')}
        accept={accepted}
        disabled={busy}
        onFiles={begin}
      />
      <WorkList works={works}>
        {(result, work) => (
          <div className="flex flex-wrap items-center gap-4">
            <Button size="sm" onClick={() => saveFile(result.content, work.file.name)}>
              {t('stamp.save')}
            </Button>
            <span className="text-std-16N-170 break-all">{t('stamp.written', { text: result.text })}</span>
          </div>
        )}
      </WorkList>
      {works.length > 0 && !busy && (
        <div className="flex flex-wrap gap-3">
          {done.length > 1 && (
            <Button
              onClick={() => {
                for (const { file, result } of done) if (result) saveFile(result.content, file.name);
              }}
            >
              {t('stamp.saveAll', { count: done.length })}
            </Button>
          )}
          <Button variant="outline" onClick={clear}>
            {t('works.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}
