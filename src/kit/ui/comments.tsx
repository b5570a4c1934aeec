import { useState } from 'react';
import type { CommentsAnswer } from '../server/comments.ts';
import { api } from './api.ts';
import { Button } from './button.tsx';
import { FailureNotice, Loaded, useData, useDeed } from './data.tsx';
import { ConfirmDialog } from './dialog.tsx';
import { TextArea } from './inputs.tsx';
import { t } from './messages.ts';
import { useToast } from './toast.tsx';
import { showInstant } from './values.ts';

export interface CommentsProps {
  /** The record's address in the API: `/api/v1/permission-requests/…`; `commentRoutes` of the kit answers below it. */
  readonly path: string;
}

/** The comments of a record, oldest first, and the field for a new one where the caller may write. */
export function Comments({ path }: CommentsProps) {
  const address = `${path}/comments`;
  const list = useData<CommentsAnswer>(address);
  return (
    <Loaded query={list}>
      {({ items, writable }) => (
        <div className="flex flex-col gap-6">
          {items.length === 0 ? (
            <p className="text-std-16N-170 text-solid-gray-700">{t('comments.empty')}</p>
          ) : (
            <ol className="border-t border-solid-gray-300">
              {items.map((item) => (
                <CommentItem key={item.id} item={item} address={address} writable={writable} />
              ))}
            </ol>
          )}
          {writable && <NewComment address={address} />}
        </div>
      )}
    </Loaded>
  );
}

function CommentItem({
  item,
  address,
  writable,
}: {
  readonly item: CommentsAnswer['items'][number];
  readonly address: string;
  readonly writable: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const remove = useDeed({ run: () => api.delete(`${address}/${item.id}`), changes: [address] });
  return (
    <li className="border-b border-solid-gray-300 py-3">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-dns-16N-130">
        <span className="text-dns-16B-130">{item.author}</span>
        <time dateTime={item.writtenAt} className="tabular-nums text-solid-gray-700">
          {showInstant(item.writtenAt)}
        </time>
        {item.own && writable && (
          <Button variant="text" size="xs" onClick={() => setAsking(true)}>
            {t('comments.remove')}
          </Button>
        )}
      </p>
      <p className="mt-1 max-w-[42em] whitespace-pre-wrap break-words text-std-16N-170">
        {item.removed ? t('comments.removed') : item.body}
      </p>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('comments.removeTitle')}
        confirm={t('comments.remove')}
        danger
        onConfirm={() => remove.mutateAsync()}
      >
        {t('comments.removeText')}
      </ConfirmDialog>
    </li>
  );
}

function NewComment({ address }: { readonly address: string }) {
  const [text, setText] = useState('');
  const toast = useToast();
  const send = useDeed({
    run: () => api.post(address, { body: text }),
    changes: [address],
    done: () => {
      setText('');
      toast({ text: t('comments.sent') });
    },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!send.isPending) send.mutate();
      }}
    >
      {send.isError && <FailureNotice error={send.error} />}
      <TextArea
        label={t('comments.write')}
        support={t('comments.writeSupport')}
        value={text}
        onChange={setText}
        rows={3}
        maxLength={4000}
      />
      <div>
        <Button type="submit" variant="outline" busy={send.isPending}>
          {t('comments.send')}
        </Button>
      </div>
    </form>
  );
}
