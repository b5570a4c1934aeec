import { useState } from 'react';
import { Checkbox } from '../../../kit/ui/choice.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Select } from '../../../kit/ui/inputs.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import type { Inbox, InboxItem } from './calls.ts';
import { BulkBar } from './inbox/bulk-bar.tsx';
import { InboxRow } from './inbox/inbox-row.tsx';
import { t } from './messages.ts';

const tasks = ['decide', 'view', 'confirm'] as const;

/** What waits for me: a glance opens a row, two presses decide it; like ones are decided together. */
export default function InboxPage() {
  const [state, set] = useUrlState({ task: '' });
  const inbox = useData<Inbox>('/api/v1/permission-requests/inbox', { task: state.task });
  return (
    <>
      <PageHeader title={t('page.inbox')} lead={t('page.inboxLead')} />
      <Select
        label={t('inbox.task')}
        placeholder={t('inbox.task.all')}
        value={state.task}
        onChange={(task) => set({ task })}
        options={tasks.map((value) => ({ value, label: t(`inbox.task.${value}`) }))}
      />
      <Loaded query={inbox}>{({ items }) => <Waiting items={items} />}</Loaded>
    </>
  );
}

/** A resolution of a body is written down for one request at a time. */
const mayBundle = (item: InboxItem): boolean => item.task === 'decide' && !item.body;

function Waiting({ items }: { readonly items: readonly InboxItem[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const bundle = items.filter(mayBundle);
  // What was decided in the meantime is no longer among them.
  const selected = bundle.filter(({ id }) => chosen.has(id));
  const toggle = (id: string, on: boolean) =>
    setChosen((now) => new Set(on ? [...now, id] : [...now].filter((each) => each !== id)));
  if (items.length === 0) {
    return (
      <div className="mt-6">
        <EmptyState title={t('inbox.none')}>{t('inbox.noneText')}</EmptyState>
      </div>
    );
  }
  return (
    <div className="mt-6">
      <p role="status" className="mb-2 text-dns-16N-130 text-solid-gray-700">
        {t('inbox.count', { count: items.length })}
      </p>
      {bundle.length > 1 && (
        <div className="flex flex-wrap items-center gap-4 rounded-8 bg-solid-gray-50 px-3 py-2">
          <Checkbox
            label={t('inbox.selectAll', { count: bundle.length })}
            checked={selected.length === bundle.length}
            indeterminate={selected.length > 0 && selected.length < bundle.length}
            onChange={(on) => setChosen(new Set(on ? bundle.map(({ id }) => id) : []))}
          />
          {selected.length > 0 && <BulkBar items={selected} done={() => setChosen(new Set())} />}
        </div>
      )}
      <ul className="border-t border-solid-gray-420">
        {items.map((item) => (
          <InboxRow
            key={`${item.id} ${item.task}`}
            item={item}
            {...(mayBundle(item) && bundle.length > 1
              ? { selected: chosen.has(item.id), select: (on: boolean) => toggle(item.id, on) }
              : {})}
          />
        ))}
      </ul>
    </div>
  );
}
