import { type DragEvent, useState } from 'react';
import { cx } from '../../../kit/ui/cx.ts';
import { Field } from '../../../kit/ui/field.tsx';
import { fileProblem } from '../../../kit/ui/file-field.tsx';
import { t } from '../messages.ts';

const MAX_FILES = 50;
const MAX_SIZE = 20 * 1024 * 1024;

/** Several files, chosen or dropped. Those that are too large or of another kind are named and left out. */
export function FilesField({
  label,
  support,
  accept,
  disabled,
  onFiles,
}: {
  readonly label: string;
  readonly support: string;
  readonly accept: readonly string[];
  readonly disabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    const problems = files.map((file) => fileProblem(file, accept, MAX_SIZE));
    const sound = files.filter((_, at) => problems[at] === undefined);
    const named = files.flatMap((file, at) => {
      const reason = problems[at];
      return reason === undefined ? [] : [t('files.leftOut', { file: file.name, reason })];
    });
    const many = sound.length > MAX_FILES ? [t('files.tooMany', { limit: MAX_FILES })] : [];
    setRefusals([...many, ...named]);
    if (sound.length > 0) onFiles(sound.slice(0, MAX_FILES));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) take(event.dataTransfer.files);
  };
  return (
    <div>
      <Field label={label} support={support}>
        {(control) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition to the native input inside
          <div
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={onDrop}
            className={cx(
              'flex max-w-3xl flex-col gap-2 rounded-8 border-2 border-dashed p-6',
              over ? 'border-key-900 bg-key-50' : 'border-solid-gray-536',
            )}
          >
            <input
              {...control}
              type="file"
              multiple
              disabled={disabled}
              accept={accept.join(',')}
              onChange={(event) => {
                take(event.target.files);
                // The same file may be chosen again after it was mended.
                event.target.value = '';
              }}
              className="max-w-full text-std-16N-170 file:mr-4 file:min-h-11 file:rounded-8 file:border file:border-solid file:border-key-900 file:bg-white file:px-4 file:text-oln-16B-100 file:text-key-900 hover:file:bg-key-50 disabled:opacity-60"
            />
            <p className="text-dns-14N-130 text-solid-gray-700">{t('files.drop')}</p>
          </div>
        )}
      </Field>
      {refusals.length > 0 && (
        <ul role="alert" className="mt-2 list-disc pl-6 text-dns-16N-130 text-error-2">
          {refusals.map((refusal) => (
            <li key={refusal}>{refusal}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
