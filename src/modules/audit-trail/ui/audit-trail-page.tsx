import { formatInstant } from '../../../kernel/dates.ts';
import type { Answer } from '../../../kit/ui/api.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import type { auditStatus, listAuditEvents } from '../routes.ts';

type Event = Answer<typeof listAuditEvents>['items'][number];

const outcomes = ['done', 'refused', 'failed'] as const;
const tones = { done: 'neutral', refused: 'orange', failed: 'red' } as const;

/** The trail for auditors and officers: what happened, who did it, what was refused, and how it is sealed. */
export default function AuditTrailPage() {
  return (
    <>
      <PageHeader title={t('page.title')} lead={t('page.lead')} />
      <Seal />
      <Ledger<Event>
        title={t('page.title')}
        path="/api/v1/audit-events"
        rowKey={(row) => row.id}
        columns={[
          { name: 'at', label: t('column.at'), cell: (row) => formatInstant(new Date(row.at)) },
          { name: 'actor', label: t('column.actor'), cell: (row) => row.actorName },
          { name: 'action', label: t('column.action'), cell: (row) => row.actionTitle },
          {
            name: 'outcome',
            label: t('column.outcome'),
            cell: (row) => <Badge tone={tones[row.outcome]}>{t(`outcome.${row.outcome}`)}</Badge>,
          },
          { name: 'detail', label: t('column.detail'), cell: (row) => <Changes event={row} /> },
        ]}
        filters={[
          {
            name: 'outcome',
            label: t('filter.outcome'),
            options: outcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
          },
        ]}
        exports
        empty={{ title: t('empty.title'), text: t('empty.detail') }}
      />
    </>
  );
}

function Seal() {
  const status = useData<Answer<typeof auditStatus>>('/api/v1/audit-events/status');
  return (
    <Section title={t('status.title')}>
      <Loaded query={status}>
        {(seal) => (
          <>
            <DescriptionList
              entries={[
                [t('status.sealed'), t('status.count', { count: seal.sealed })],
                [t('status.waiting'), t('status.count', { count: seal.waiting })],
                [
                  t('status.sealedAt'),
                  seal.sealedAt ? formatInstant(new Date(seal.sealedAt)) : t('status.none'),
                ],
                [
                  t('status.root'),
                  <code key="root" className="break-all">
                    {seal.root ?? '—'}
                  </code>,
                ],
              ]}
            />
            <p className="mt-2 text-std-16N-170 text-solid-gray-700">{t('status.explain')}</p>
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** The fields that changed, before and after; long ones are folded away. */
function Changes({ event }: { readonly event: Event }) {
  const before = event.detail?.before ?? {};
  const after = event.detail?.after ?? {};
  const facts = Object.entries(event.detail?.facts ?? {});
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (fields.length === 0 && facts.length === 0) return <span>{event.entity}</span>;
  return (
    <Disclosure summary={event.entity || t('column.detail')}>
      <ul className="list-disc pl-6">
        {fields.map((field) => (
          <li key={field} className="break-all">
            {field}: {textOf(before[field])} → {textOf(after[field])}
          </li>
        ))}
        {facts.map(([name, value]) => (
          <li key={name} className="break-all">
            {name}: {textOf(value)}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return t('detail.none');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
