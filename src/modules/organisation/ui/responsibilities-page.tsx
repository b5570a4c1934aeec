import { formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Select } from '../../../kit/ui/inputs.tsx';
import { FileLink, Link } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import type { Responsibilities } from './calls.ts';

const formats = [
  ['xlsx', 'Excel'],
  ['csv', 'CSV'],
  ['docx', 'Word'],
  ['pdf', 'PDF'],
] as const;

/** Who answers for what: the 責任分担表. */
export default function ResponsibilitiesPage() {
  const [{ date, role }, set] = useUrlState({ date: '', role: '' });
  const table = useData<Responsibilities>('/api/v1/organisation/responsibilities', { date });
  return (
    <>
      <PageHeader
        title={t('page.responsibilities')}
        lead={t('responsibilities.lead')}
        actions={formats.map(([format, label]) => (
          <FileLink
            key={format}
            href={`/api/v1/organisation/responsibilities?format=${format}${date === '' ? '' : `&date=${date}`}`}
            button={{ size: 'md' }}
          >
            {label}
          </FileLink>
        ))}
      />
      <Loaded query={table}>
        {(answer) => (
          <>
            <div className="mb-8 grid gap-4 md:grid-cols-2">
              <DateField label={t('gaps.date')} value={date} onChange={(next) => set({ date: next })} />
              <Select
                label={t('responsibilities.filter')}
                value={role}
                onChange={(next) => set({ role: next })}
                options={[...new Map(answer.lines.map((line) => [line.roleId, line.role]))].map(
                  ([value, label]) => ({ value, label }),
                )}
              />
            </div>
            <p className="mb-4 text-solid-gray-700">
              {`${answer.organisation}　${t('chart.date', { date: formatDate(answer.date) })}`}
            </p>
            <Lines lines={answer.lines.filter((line) => role === '' || line.roleId === role)} />
          </>
        )}
      </Loaded>
    </>
  );
}

type Line = Responsibilities['lines'][number];

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const mayRead = useMay('organisation.read');
  if (lines.length === 0) return <EmptyState title={t('responsibilities.empty')} />;
  const groups = groupLines(lines);
  const holder = (line: Line) => {
    if (line.holder === null) return <Badge tone="red">{t('responsibility.vacant')}</Badge>;
    return mayRead && line.personId ? (
      <Link to={`/people/${line.personId}`}>{line.holder}</Link>
    ) : (
      line.holder
    );
  };
  return groups.map(({ title, clause, whole, rows }) => (
    <Section
      key={title}
      title={title}
      lead={clause === '' ? undefined : t('responsibility.clause', { clause })}
    >
      <Table
        caption={t('responsibility.caption', { role: title })}
        dense
        rows={rows}
        rowKey={(line) => `${line.roleId} ${line.scope} ${line.personId ?? ''} ${line.term}`}
        columns={[
          whole
            ? {
                name: 'role',
                label: t('appointment.role'),
                heading: true,
                cell: roleWithClause,
                width: 'min-w-48',
              }
            : {
                name: 'scope',
                label: t('appointment.scope'),
                heading: true,
                cell: (line) => line.scope,
                width: 'min-w-40',
              },
          { name: 'holder', label: t('responsibility.holder'), cell: holder, width: 'min-w-32' },
          { name: 'unit', label: t('responsibility.unit'), cell: (line) => line.unit },
          { name: 'deputies', label: t('appointment.deputy'), cell: (line) => line.deputies },
          { name: 'term', label: t('responsibility.term'), cell: (line) => line.term },
          { name: 'decision', label: t('appointment.decision'), cell: (line) => line.decision },
        ]}
      />
    </Section>
  ));
}

const roleWithClause = (line: Line) => (
  <>
    {line.role}
    {line.clause !== '' && <span className="block text-solid-gray-700">{line.clause}</span>}
  </>
);

interface Group {
  readonly title: string;
  readonly clause: string;
  /** The table of the whole organisation, whose lines name their own roles and clauses. */
  readonly whole: boolean;
  readonly rows: readonly Line[];
}

/** The roles of the whole organisation stand in one table, every other role has its own. */
function groupLines(lines: readonly Line[]): Group[] {
  const whole = lines.filter((line) => line.scopeKind === 'organisation');
  const others = lines.filter((line) => line.scopeKind !== 'organisation');
  const byRole = [...Map.groupBy(others, (line) => line.roleId).values()];
  return [
    ...(whole.length > 0 ? [{ title: t('chart.whole'), clause: '', whole: true, rows: whole }] : []),
    ...byRole.map((rows) => ({
      title: rows[0]?.role ?? '',
      clause: rows[0]?.clause ?? '',
      whole: false,
      rows,
    })),
  ];
}
