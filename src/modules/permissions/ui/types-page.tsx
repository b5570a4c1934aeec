import { useState } from 'react';
import { normaliseForSearch } from '../../../kernel/japanese.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { FormTemplateSection } from '../../../kit/ui/form-template-section.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import type { TypeProblem, TypeRow } from './calls.ts';
import { t } from './messages.ts';
import { NewTypeDialog } from './types/new-type-dialog.tsx';

/** The types of the organisation: what hinders them first, then each with who decides. */
export default function TypesPage() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <PageHeader
        title={t('page.types')}
        lead={t('page.typesLead')}
        actions={
          <Button variant="outline" onClick={() => setOpen(true)}>
            {t('types.new')}
          </Button>
        }
      />
      <Problems />
      <Types />
      <FormTemplateSection address="/api/v1/permission-templates/form" />
      {open && <NewTypeDialog from={null} close={() => setOpen(false)} />}
    </>
  );
}

/** Seats that nobody fills and roles that nobody holds, before anybody applies. */
function Problems() {
  const problems = useData<{ items: readonly TypeProblem[] }>('/api/v1/permission-type-problems');
  return (
    <Loaded query={problems}>
      {({ items }) =>
        items.length === 0 ? (
          <Notice kind="success">{t('types.noProblems')}</Notice>
        ) : (
          <Notice kind="warning" title={t('types.problems')}>
            <p className="mb-2">
              {t('types.problemsText')} <Link to="/appointments">{t('types.toAppointments')}</Link>
            </p>
            <ul className="flex flex-col gap-3">
              {items.map((problem) => (
                <li key={`${problem.typeId} ${problem.seat} ${problem.message}`}>
                  <Link to={`/permissions/types/${problem.typeId}`}>{problem.typeTitle}</Link>
                  <span className="block">
                    {t(`types.problem.${problem.problem}`, { seat: problem.seat })}
                  </span>
                  {problem.places.length > 0 && (
                    <span className="block text-dns-16N-130 text-solid-gray-700">
                      {t('types.places', { places: problem.places.join('、') })}
                      {problem.more > 0 && `、${t('types.more', { count: problem.more })}`}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </Notice>
        )
      }
    </Loaded>
  );
}

function Types() {
  const types = useData<{ items: readonly TypeRow[] }>('/api/v1/permission-types', { all: 'true' });
  const [text, setText] = useState('');
  const wanted = normaliseForSearch(text.trim());
  return (
    <Section title={t('page.types')}>
      <TextField type="search" label={t('types.filter')} width="md" value={text} onChange={setText} />
      <Loaded query={types}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('types.none')}>{t('types.noneText')}</EmptyState>
          ) : (
            <div className="mt-4">
              <Table
                caption={t('page.types')}
                rows={items.filter((row) =>
                  normaliseForSearch(`${row.number} ${row.title} ${row.clauses.join(' ')}`).includes(wanted),
                )}
                rowKey={(row) => row.id}
                columns={[
                  {
                    name: 'title',
                    label: t('type.name'),
                    heading: true,
                    cell: (row) => (
                      <>
                        <Link to={`/permissions/types/${row.id}`}>{row.title}</Link>
                        <TypeBadges row={row} />
                      </>
                    ),
                  },
                  { name: 'number', label: t('types.newNumber'), cell: (row) => row.number },
                  { name: 'deciders', label: t('column.deciders'), cell: (row) => row.deciders },
                  {
                    name: 'clauses',
                    label: t('column.clauses'),
                    width: 'w-48',
                    cell: (row) => row.clauses.join('、'),
                  },
                ]}
              />
            </div>
          )
        }
      </Loaded>
    </Section>
  );
}

function TypeBadges({ row }: { readonly row: TypeRow }) {
  return (
    <span className="mt-1 flex flex-wrap gap-1 font-normal empty:hidden">
      {row.off && <Badge tone="orange">{t('types.off')}</Badge>}
      {row.packId === null && <Badge tone="blue">{t('types.own')}</Badge>}
      {row.packId !== null && row.changed && <Badge tone="blue">{t('types.changed')}</Badge>}
      {row.packSince && <Badge tone="orange">{t('types.packSince')}</Badge>}
    </span>
  );
}
