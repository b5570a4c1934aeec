import { formatInstant } from '../../../kernel/dates.ts';
import type { Answer } from '../../../kit/ui/api.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { showValue } from '../../../kit/ui/values.ts';
import { namedEntities } from '../messages.events.ts';
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
        search={{ placeholder: t('search.placeholder') }}
        filters={[
          { name: 'from', label: t('filter.from'), kind: 'date' },
          { name: 'to', label: t('filter.to'), kind: 'date' },
          {
            name: 'entity',
            label: t('filter.entity'),
            options: namedEntities.map(({ code, title }) => ({ value: code, label: title })),
          },
          {
            name: 'outcome',
            label: t('filter.outcome'),
            options: outcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
          },
        ]}
        exports
        empty={{ title: t('empty.title'), text: t('empty.detail') }}
      />
      <Seal />
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

/** The fields that changed, before and after; folded away, they can be many. */
function Changes({ event }: { readonly event: Event }) {
  const count = event.changes.length + event.facts.length;
  if (event.expired) return <span>{t('detail.expired')}</span>;
  if (event.withheld) return <span>{t('detail.withheldOf', { entity: event.entityTitle })}</span>;
  if (count === 0) return <span>{event.entityTitle}</span>;
  return (
    <Disclosure summary={t('detail.count', { entity: event.entityTitle || t('column.detail'), count })}>
      <ul className="list-disc pl-6">
        {event.changes.map(({ field, title, before, after }) => (
          <li key={field} className="break-all">
            {t('detail.change', { title, before: showValue(before), after: showValue(after) })}
          </li>
        ))}
        {event.facts.map(({ field, title, value }) => (
          <li key={field} className="break-all">
            {t('detail.fact', { title, value: showValue(value) })}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
