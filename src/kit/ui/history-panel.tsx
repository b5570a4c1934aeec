import { useState } from 'react';
import type { HistoryEntry } from '../server/history.ts';
import { ApiError, api } from './api.ts';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';
import { Loaded, useData, useDeed } from './data.tsx';
import { Disclosure } from './disclosure.tsx';
import { t } from './messages.ts';
import { Table } from './table.tsx';
import { showInstant, showValue } from './values.ts';

const pageSize = 50;

interface HistoryPanelProps {
  /** Answers `HistoryEntry[]` (`kit/server/history.ts`), newest first, with `before` and `limit`. */
  readonly path: string;
}

/** Who did what to a record, when, and what it was before. Says so where the history is not for this person. */
export function HistoryPanel({ path }: HistoryPanelProps) {
  const first = useData<readonly HistoryEntry[]>(path, { limit: pageSize });
  if (first.error instanceof ApiError && [403, 404].includes(first.error.status)) {
    return <p className="text-std-16N-170 text-solid-gray-700">{t('history.hidden')}</p>;
  }
  return (
    <Loaded query={first}>{(entries) => <Entries key={entries[0]?.id} path={path} first={entries} />}</Loaded>
  );
}

function Entries({ first, path }: HistoryPanelProps & { readonly first: readonly HistoryEntry[] }) {
  const [older, setOlder] = useState<readonly HistoryEntry[]>([]);
  const [last, setLast] = useState(first.length < pageSize);
  const entries = [...first, ...older];
  const more = useDeed<string, HistoryEntry[]>({
    run: (before) => api.get<HistoryEntry[]>(path, { before, limit: pageSize }),
    done: (next) => {
      setOlder((now) => [...now, ...next]);
      setLast(next.length < pageSize);
    },
  });
  const end = entries.at(-1);
  if (end === undefined) return <p className="text-std-16N-170 text-solid-gray-700">{t('history.empty')}</p>;
  return (
    <div>
      <ol className="border-t border-solid-gray-300">
        {entries.map((entry) => (
          <li key={entry.id} className="border-b border-solid-gray-300 py-3">
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
      {!last && (
        <Button variant="outline" className="mt-4" busy={more.isPending} onClick={() => more.mutate(end.id)}>
          {t('history.more')}
        </Button>
      )}
    </div>
  );
}

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-dns-16N-130">
        <time dateTime={entry.at} className="tabular-nums text-solid-gray-700">
          {showInstant(entry.at)}
        </time>
        <span className="text-dns-16B-130">{entry.actionTitle}</span>
        <span>{entry.actor === '' ? t('history.system') : entry.actor}</span>
        {entry.outcome !== 'done' && <Badge tone="red">{t('history.refused')}</Badge>}
      </p>
      {entry.facts.length > 0 && (
        <p className="mt-1 text-std-16N-170">
          {entry.facts.map(({ title, value }) => `${title}：${showValue(value)}`).join('　')}
        </p>
      )}
      {entry.changes.length > 0 && (
        <div className="mt-1">
          <Disclosure summary={t('history.details', { count: entry.changes.length })}>
            <Table
              caption={t('history.details', { count: entry.changes.length })}
              dense
              rows={entry.changes}
              rowKey={(change) => change.field}
              columns={[
                {
                  name: 'field',
                  label: t('history.field'),
                  cell: (change) => change.title,
                  heading: true,
                },
                {
                  name: 'before',
                  label: t('history.before'),
                  cell: (change) => <Lines value={change.before} />,
                },
                {
                  name: 'after',
                  label: t('history.after'),
                  cell: (change) => <Lines value={change.after} />,
                },
              ]}
            />
          </Disclosure>
        </div>
      )}
    </>
  );
}

/** A value in words; several are one a line. */
const Lines = ({ value }: { readonly value: unknown }) => (
  <span className="whitespace-pre-line">{showValue(value)}</span>
);
