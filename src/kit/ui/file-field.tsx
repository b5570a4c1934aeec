import { type DragEvent, useState } from 'react';
import { cx } from './cx.ts';
import { Field, type FieldProps } from './field.tsx';
import { t } from './messages.ts';
import { fileSize } from './values.ts';

export interface FileFieldProps extends FieldProps {
  readonly file: File | null;
  readonly onChange: (file: File | null) => void;
  readonly name?: string;
  /** Endings with their dot: `['.xlsx', '.csv']`. */
  readonly accept?: readonly string[];
  /** In bytes; the server takes 20 MB. */
  readonly maxSize?: number;
}

/** Why a file cannot be used, before it is sent; undefined when it can. */
export function fileProblem(
  file: { readonly name: string; readonly size: number },
  accept: readonly string[],
  maxSize: number,
): string | undefined {
  if (accept.length > 0 && !accept.some((ending) => file.name.toLowerCase().endsWith(ending))) {
    return t('file.wrongKind', { accept: accept.join('、') });
  }
  return file.size > maxSize
    ? t('file.tooLarge', { size: fileSize(file.size), limit: fileSize(maxSize) })
    : undefined;
}

/** One file, chosen or dropped. */
export function FileField({
  file,
  onChange,
  name,
  accept = [],
  maxSize = 20 * 1024 * 1024,
  error,
  ...field
}: FileFieldProps) {
  const [refusal, setRefusal] = useState<string | undefined>();
  const [over, setOver] = useState(false);
  const take = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    const problem = fileProblem(chosen, accept, maxSize);
    setRefusal(problem);
    onChange(problem === undefined ? chosen : null);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <Field {...field} name={name} error={refusal ?? error}>
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
            'flex max-w-2xl flex-col gap-2 rounded-8 border border-dashed p-4',
            over ? 'border-key-900 bg-key-50' : 'border-solid-gray-600',
          )}
        >
          <input
            {...control}
            type="file"
            name={name}
            accept={accept.join(',')}
            onChange={(event) => take(event.target.files?.[0])}
            className="max-w-full text-std-16N-170 file:mr-4 file:min-h-11 file:rounded-8 file:border file:border-solid file:border-key-900 file:bg-white file:px-4 file:text-oln-16B-100 file:text-key-900 hover:file:bg-key-50"
          />
          <p className="text-dns-14N-130 text-solid-gray-700">
            {file === null ? t('file.drop') : `${file.name}（${fileSize(file.size)}）`}
          </p>
        </div>
      )}
    </Field>
  );
}
