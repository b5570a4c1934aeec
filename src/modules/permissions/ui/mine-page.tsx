import { useState } from 'react';
import { normaliseForSearch } from '../../../kernel/japanese.ts';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { Tabs } from '../../../kit/ui/tabs.tsx';
import { showInstant } from '../../../kit/ui/values.ts';
import { t as words } from '../messages.ts';
import { requestStates } from '../model.ts';
import type { RequestRow, TypeRow } from './calls.ts';
import { t } from './messages.ts';
import { applyHref, PeriodCell, StateBadges, SubjectCell } from './parts.tsx';

/** What I may apply for, and what became of what I applied for. */
export default function MinePage() {
  return (
    <>
      <PageHeader title={t('page.mine')} lead={t('page.mineLead')} />
      <Tabs
        label={t('page.mine')}
        tabs={[
          { name: 'apply', label: t('mine.apply'), content: () => <Apply /> },
          { name: 'mine', label: t('mine.requests'), content: () => <Mine /> },
        ]}
      />
    </>
  );
}

function Mine() {
  return (
    <Ledger<RequestRow>
      title={t('mine.requests')}
      path="/api/v1/me/permission-requests"
      exports
      rowKey={(row) => row.id}
      rowLink={(row) => `/permissions/${row.id}`}
      pageSize={10}
      filters={[
        {
          name: 'state',
          label: t('column.state'),
          options: requestStates.map((value) => ({ value, label: words(`state.${value}`) })),
        },
      ]}
      columns={[
        { name: 'subject', label: t('column.subject'), cell: (row) => <SubjectCell row={row} /> },
        { name: 'state', label: t('column.state'), cell: (row) => <StateBadges row={row} /> },
        {
          name: 'period',
          label: t('column.period'),
          cell: (row) => <PeriodCell row={row} />,
        },
        {
          name: 'number',
          label: t('column.number'),
          cell: (row) => <span className="whitespace-nowrap">{row.number || t('row.draft')}</span>,
        },
        {
          name: 'submittedAt',
          label: t('column.submittedAt'),
          cell: (row) => (row.submittedAt === null ? '' : showInstant(row.submittedAt)),
        },
      ]}
      empty={{ title: t('mine.none'), text: t('mine.noneText') }}
    />
  );
}

const matches = (row: TypeRow, wanted: string): boolean =>
  normaliseForSearch(`${row.number} ${row.title} ${row.lead} ${row.clauses.join(' ')}`).includes(
    normaliseForSearch(wanted),
  );

function Apply() {
  const types = useData<{ items: readonly TypeRow[] }>('/api/v1/permission-types');
  const [text, setText] = useState('');
  return (
    <>
      <TextField
        type="search"
        label={t('mine.search')}
        support={t('mine.applyLead')}
        width="md"
        value={text}
        onChange={setText}
      />
      <Loaded query={types}>
        {({ items }) => {
          const found = items.filter((row) => matches(row, text.trim()));
          const mine = found.filter((row) => row.mine);
          const others = found.filter((row) => !row.mine);
          return (
            <>
              <p role="status" className="my-3 text-dns-16N-130 text-solid-gray-700">
                {mine.length === 0 ? t('mine.noType') : t('mine.count', { count: mine.length })}
              </p>
              <TypeList rows={mine.filter((row) => row.packId !== null)} />
              <OwnTypes rows={mine.filter((row) => row.packId === null)} />
              {others.length > 0 && (
                <div className="mt-4">
                  <Disclosure summary={t('mine.others', { count: others.length })}>
                    <p className="mb-3">{t('mine.othersLead')}</p>
                    <TypeList rows={others} />
                  </Disclosure>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

/** What this office has added to the standard. */
function OwnTypes({ rows }: { readonly rows: readonly TypeRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={t('mine.own')} className="mt-6">
      <h2 className="mb-3 text-std-18B-160 text-solid-gray-900">{t('mine.own')}</h2>
      <TypeList rows={rows} />
    </section>
  );
}

function TypeList({ rows }: { readonly rows: readonly TypeRow[] }) {
  const [{ asset }] = useUrlState({ asset: '' });
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {rows.map((row) => (
        <li key={row.id} className="rounded-8 border border-solid-gray-420 p-4">
          {row.mine ? (
            <Link to={applyHref(row, asset)}>{row.title}</Link>
          ) : (
            <span className="font-bold">{row.title}</span>
          )}
          {row.lead !== '' && <p className="mt-1 text-std-16N-170">{row.lead}</p>}
          <p className="mt-2 text-dns-14N-130 text-solid-gray-700">
            {row.desk !== 'permissions'
              ? t('type.toExceptions')
              : t('type.deciders', { deciders: row.deciders })}
          </p>
          {!row.mine && (
            <p className="text-dns-14N-130 text-solid-gray-700">
              {t('type.applicants', { applicants: row.applicants })}
            </p>
          )}
          {row.clauses.length > 0 && (
            <p className="text-dns-14N-130 text-solid-gray-700">
              {t('type.clauses', {
                clauses: t('type.editionOf', {
                  edition: row.edition,
                  clauses: row.clauses.join('、'),
                }).trim(),
              })}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
