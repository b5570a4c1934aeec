import { useState } from 'react';
import type { AttachmentsAnswer } from '../server/attachments.ts';
import { api } from './api.ts';
import { Button } from './button.tsx';
import { FailureNotice, Loaded, useData, useDeed } from './data.tsx';
import { ConfirmDialog } from './dialog.tsx';
import { FileField } from './file-field.tsx';
import { FileLink } from './link.tsx';
import { t } from './messages.ts';
import { useToast } from './toast.tsx';
import { fileSize, showInstant } from './values.ts';

export interface AttachmentsProps {
  /** The record's address in the API; `attachmentRoutes` of the kit answers below it. */
  readonly path: string;
}

/** The files of a record, each to download, and the field for another where the caller may add one. */
export function Attachments({ path }: AttachmentsProps) {
  const address = `${path}/attachments`;
  const list = useData<AttachmentsAnswer>(address);
  return (
    <Loaded query={list}>
      {(answer) => (
        <div className="flex flex-col gap-6">
          {answer.items.length === 0 ? (
            <p className="text-std-16N-170 text-solid-gray-700">{t('attachments.empty')}</p>
          ) : (
            <ul className="border-t border-solid-gray-300">
              {answer.items.map((item) => (
                <AttachedFile key={item.id} item={item} address={address} writable={answer.writable} />
              ))}
            </ul>
          )}
          {/* The key empties the file input after each file that was added. */}
          {answer.writable && <NewFile key={answer.items.length} address={address} answer={answer} />}
        </div>
      )}
    </Loaded>
  );
}

function AttachedFile({
  item,
  address,
  writable,
}: {
  readonly item: AttachmentsAnswer['items'][number];
  readonly address: string;
  readonly writable: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const remove = useDeed({ run: () => api.delete(`${address}/${item.id}`), changes: [address] });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-solid-gray-300 py-3 text-dns-16N-130">
      <span className="min-w-0 break-all">
        {item.removed ? (
          t('attachments.removed', { name: item.fileName })
        ) : (
          <FileLink href={`${address}/${item.id}`}>{item.fileName}</FileLink>
        )}
      </span>
      <span className="text-solid-gray-700">{fileSize(item.size)}</span>
      <span className="text-solid-gray-700">{item.author}</span>
      <time dateTime={item.addedAt} className="tabular-nums text-solid-gray-700">
        {showInstant(item.addedAt)}
      </time>
      {item.own && writable && (
        <Button
          variant="text"
          size="xs"
          aria-label={t('attachments.removeOf', { name: item.fileName })}
          onClick={() => setAsking(true)}
        >
          {t('attachments.remove')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('attachments.removeTitle')}
        confirm={t('attachments.remove')}
        danger
        onConfirm={() => remove.mutateAsync()}
      >
        {t('attachments.removeText', { name: item.fileName })}
      </ConfirmDialog>
    </li>
  );
}

function NewFile({ address, answer }: { readonly address: string; readonly answer: AttachmentsAnswer }) {
  const [file, setFile] = useState<File | null>(null);
  const toast = useToast();
  const add = useDeed<File>({
    run: (chosen) => {
      const form = new FormData();
      form.append('file', chosen);
      return api.post(address, form);
    },
    changes: [address],
    done: () => toast({ text: t('attachments.added') }),
  });
  return (
    <div className="flex flex-col gap-3">
      {add.isError && <FailureNotice error={add.error} />}
      <FileField
        label={t('attachments.file')}
        support={t('attachments.support', {
          limit: `${Math.floor(answer.maxSize / 1024 / 1024)}MB`,
          accept: answer.accept.map((ending) => ending.slice(1)).join('、'),
        })}
        file={file}
        onChange={setFile}
        accept={answer.accept}
        maxSize={answer.maxSize}
      />
      {file !== null && (
        <div>
          <Button variant="outline" busy={add.isPending} onClick={() => add.mutate(file)}>
            {t('attachments.add')}
          </Button>
        </div>
      )}
    </div>
  );
}
