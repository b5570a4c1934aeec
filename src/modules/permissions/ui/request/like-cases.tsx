import { Badge } from '../../../../kit/ui/badge.tsx';
import { Loaded, useData } from '../../../../kit/ui/data.tsx';
import { Link } from '../../../../kit/ui/link.tsx';
import { Section } from '../../../../kit/ui/page-header.tsx';
import { Table } from '../../../../kit/ui/table.tsx';
import { showInstant } from '../../../../kit/ui/values.ts';
import type { LikeCases, Request } from '../calls.ts';
import { t } from '../messages.ts';

/** How requests of the same type and class were decided before: whoever decides, decides like cases alike. */
export function LikeCasesSection({ request }: { readonly request: Request }) {
  const cases = useData<LikeCases>(`/api/v1/permission-requests/${request.id}/like`);
  return (
    <Section title={t('request.like')} lead={t('request.likeLead')}>
      <Loaded query={cases}>
        {({ permitted, refused, items }) => (
          <>
            <p className="mb-3">
              {permitted + refused === 0
                ? t('request.likeNone')
                : t('request.likeCount', { permitted, refused })}
            </p>
            {items.length > 0 && (
              <Table
                caption={t('request.like')}
                dense
                rows={items}
                rowKey={(row) => row.id}
                columns={[
                  {
                    name: 'number',
                    label: t('column.number'),
                    heading: true,
                    cell: (row) => <Link to={`/permissions/${row.id}`}>{row.number}</Link>,
                  },
                  { name: 'subject', label: t('column.subject'), cell: (row) => row.subject },
                  {
                    name: 'decision',
                    label: t('column.result'),
                    cell: (row) => (
                      <Badge tone={row.decision === 'permit' ? 'green' : 'red'}>
                        {t(`decision.${row.decision}`)}
                      </Badge>
                    ),
                  },
                  {
                    name: 'words',
                    label: t('column.conditions'),
                    cell: (row) => [row.conditions, row.reason].filter((text) => text !== '').join(' '),
                  },
                  { name: 'at', label: t('column.decidedAt'), cell: (row) => showInstant(row.decidedAt) },
                ]}
              />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
