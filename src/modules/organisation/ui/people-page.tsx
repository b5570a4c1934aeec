import { formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { employments } from '../model.ts';
import type { PersonRow, RoleInfo, UnitTree } from './calls.ts';
import { lastDayOf } from './parts.tsx';

const states = ['current', 'absent', 'left', 'all'] as const;

/** The people of the organisation, as far as one may see them. */
export default function PeoplePage() {
  const mayEdit = useMay('organisation.edit');
  const mayImport = useMay('organisation.import');
  const roles = useData<readonly RoleInfo[]>('/api/v1/roles');
  const tree = useData<UnitTree>('/api/v1/units');
  return (
    <>
      <PageHeader
        title={t('page.people')}
        lead={t('people.lead')}
        actions={
          <>
            {mayEdit && (
              <ButtonLink to="/people/new" variant="solid">
                {t('page.newPerson')}
              </ButtonLink>
            )}
            {mayImport && <ButtonLink to="/organisation/imports?kind=people">{t('page.imports')}</ButtonLink>}
          </>
        }
      />
      <Ledger<PersonRow>
        title={t('page.people')}
        path="/api/v1/people"
        rowKey={(row) => row.id}
        rowLink={(row) => `/people/${row.id}`}
        search={{ placeholder: t('people.search') }}
        columns={[
          { name: 'kana', label: t('person.name'), sortable: true, cell: (row) => row.name },
          {
            name: 'number',
            label: t('person.number'),
            sortable: true,
            cell: (row) => row.number,
            width: 'w-32',
          },
          { name: 'unit', label: t('person.unit'), cell: (row) => <Post row={row} /> },
          {
            name: 'employment',
            label: t('person.employment'),
            sortable: true,
            cell: (row) => t(`employment.${row.employment}`),
            width: 'w-32',
          },
          { name: 'state', label: t('people.state'), cell: (row) => <State row={row} />, width: 'w-44' },
        ]}
        filters={[
          {
            name: 'unitId',
            label: t('person.unit'),
            options: (tree.data?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name })),
          },
          {
            name: 'employment',
            label: t('person.employment'),
            options: employments.map((value) => ({ value, label: t(`employment.${value}`) })),
          },
          {
            name: 'roleId',
            label: t('appointment.role'),
            options: (roles.data ?? [])
              .filter((role) => !role.everyone)
              .map((role) => ({ value: role.id, label: role.title })),
          },
          {
            name: 'state',
            label: t('people.state'),
            initial: 'current',
            options: states.map((value) => ({ value, label: t(`people.state.${value}`) })),
          },
        ]}
        exports
        empty={{ title: t('people.empty'), text: t('people.emptyHint') }}
      />
    </>
  );
}

function Post({ row }: { readonly row: PersonRow }) {
  return (
    <>
      {[row.post?.unit, row.post?.title].filter(Boolean).join(' ')}
      {row.additionalPosts > 0 && (
        <span className="block text-solid-gray-700">
          {t('people.additional', { count: row.additionalPosts })}
        </span>
      )}
    </>
  );
}

function State({ row }: { readonly row: PersonRow }) {
  if (row.leftOn !== null) return <Badge>{`${t('person.left')} ${formatDate(lastDayOf(row.leftOn))}`}</Badge>;
  return row.absent ? <Badge tone="orange">{t('person.absentNow')}</Badge> : t('people.state.current');
}
