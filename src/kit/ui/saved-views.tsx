/** The conditions of a list under names of one's own: kept, called up and forgotten in one dialog. */
import { useState } from 'react';
import type { SavedView } from '../server/saved-views.ts';
import { api } from './api.ts';
import { Button } from './button.tsx';
import { FailureNotice, Loaded, useData, useDeed } from './data.tsx';
import { Dialog } from './dialog.tsx';
import { Form, useForm } from './form.tsx';
import { TextField } from './inputs.tsx';
import { Link } from './link.tsx';
import { t } from './messages.ts';
import { usePathname } from './navigation.ts';
import { useToast } from './toast.tsx';

const address = '/api/v1/saved-views';

export interface SavedViewsProps {
  /** What is listed; names the dialog. */
  readonly title: string;
  /** The search part of the address as it is now, without the page number. */
  readonly query: string;
  /** The present conditions in words; empty when there are none. */
  readonly words: string;
}

/** The button of a ledger's toolbar and its dialog. What was kept is read when the dialog opens, not with each list. */
export function SavedViews(props: SavedViewsProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="text" size="sm" onClick={() => setOpen(true)}>
        {t('views.open')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('views.title', { title: props.title })}>
        <Kept {...props} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Kept({ query, words, close }: SavedViewsProps & { readonly close: () => void }) {
  const page = usePathname();
  const list = useData<{ readonly items: readonly SavedView[] }>(address, { page });
  return (
    <div className="flex flex-col gap-6">
      <Loaded query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-std-16N-170">{t('views.none')}</p>
          ) : (
            <ul className="border-t border-solid-gray-300">
              {items.map((view) => (
                <KeptView key={view.id} view={view} href={page + view.query} close={close} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {words === '' ? (
        <p className="text-std-16N-170 text-solid-gray-700">{t('views.noConditions')}</p>
      ) : (
        <Keep page={page} query={query} words={words} close={close} />
      )}
    </div>
  );
}

function KeptView({
  view,
  href,
  close,
}: {
  readonly view: SavedView;
  readonly href: string;
  readonly close: () => void;
}) {
  const toast = useToast();
  const remove = useDeed({
    run: () => api.delete(`${address}/${view.id}`),
    changes: [address],
    done: () => toast({ text: t('views.removed', { name: view.name }) }),
  });
  return (
    <li className="border-b border-solid-gray-300 py-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Link to={href} onClick={close} className="min-w-0 break-words">
          {view.name}
        </Link>
        <Button
          variant="text"
          size="xs"
          busy={remove.isPending}
          aria-label={t('views.removeOf', { name: view.name })}
          onClick={() => remove.mutate()}
        >
          {t('views.remove')}
        </Button>
      </div>
      {remove.isError && <FailureNotice error={remove.error} />}
    </li>
  );
}

function Keep({
  page,
  query,
  words,
  close,
}: {
  readonly page: string;
  readonly query: string;
  readonly words: string;
  readonly close: () => void;
}) {
  const toast = useToast();
  const save = useDeed({
    run: (name: string) => api.put(address, { page, query, name }),
    changes: [address],
    done: (_, name) => {
      toast({ text: t('views.saved', { name }) });
      close();
    },
  });
  const form = useForm({ initial: { name: '' }, send: ({ name }) => save.mutateAsync(name.trim()) });
  return (
    <Form form={form} submit={t('views.save')}>
      <TextField
        label={t('views.name')}
        support={t('views.nameSupport', { words })}
        {...form.text('name')}
        maxLength={60}
      />
    </Form>
  );
}
