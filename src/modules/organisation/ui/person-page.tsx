import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../kit/ui/session.ts';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import type { PersonDetail } from './calls.ts';
import { lastDayOf, periodText } from './parts.tsx';
import { AbsenceDialog, EditPersonDialog, EndPostDialog, PostDialog } from './person-dialogs.tsx';

/** One person: posts, roles and absences, past ones included. */
export default function PersonPage() {
  const { personId } = useParams('personId');
  const person = useData<PersonDetail>(`/api/v1/people/${personId}`);
  return <LoadedPage query={person}>{(detail) => <Person key={detail.id} person={detail} />}</LoadedPage>;
}

type Opened =
  | { readonly dialog: 'none' | 'edit' | 'post' | 'absence' }
  | { readonly dialog: 'endPost'; readonly post: PersonDetail['posts'][number] }
  | { readonly dialog: 'editAbsence'; readonly absence: PersonDetail['absences'][number] };

function Person({ person }: { readonly person: PersonDetail }) {
  const { today } = useSession();
  const mayEdit = useMay('organisation.edit');
  const mayDuties = useMay('duties.read');
  const [opened, setOpened] = useState<Opened>({ dialog: 'none' });
  const close = () => setOpened({ dialog: 'none' });
  const absent = person.absences.some(
    (each) => each.validFrom <= today && (each.validTo === null || today < each.validTo),
  );
  const left = person.leftOn !== null && person.leftOn <= today;
  return (
    <>
      <PageHeader
        title={person.name}
        status={
          left ? (
            <Badge>{t('person.left')}</Badge>
          ) : (
            absent && <Badge tone="orange">{t('person.absentNow')}</Badge>
          )
        }
        actions={
          <>
            {mayEdit && <Button onClick={() => setOpened({ dialog: 'edit' })}>{t('action.edit')}</Button>}
            {mayDuties && <ButtonLink to={`/people/${person.id}/duties`}>{t('person.duties')}</ButtonLink>}
          </>
        }
      />
      <DescriptionList
        entries={[
          [t('person.number'), person.number],
          [t('person.kana'), person.kana],
          [t('person.employment'), t(`employment.${person.employment}`)],
          [t('person.email'), person.email],
          [t('person.joinedOn'), person.joinedOn === null ? null : formatDate(person.joinedOn)],
          [t('person.leftOn'), person.leftOn === null ? null : formatDate(lastDayOf(person.leftOn))],
        ]}
      />
      <Posts
        person={person}
        actions={
          mayEdit && (
            <Button variant="outline" size="sm" onClick={() => setOpened({ dialog: 'post' })}>
              {t('person.addPost')}
            </Button>
          )
        }
        end={mayEdit ? (post) => setOpened({ dialog: 'endPost', post }) : null}
      />
      <Roles person={person} />
      <Absences
        person={person}
        actions={
          mayEdit && (
            <Button variant="outline" size="sm" onClick={() => setOpened({ dialog: 'absence' })}>
              {t('person.addAbsence')}
            </Button>
          )
        }
        edit={mayEdit ? (absence) => setOpened({ dialog: 'editAbsence', absence }) : null}
      />
      <Section title={t('section.history')}>
        <HistoryPanel path={`/api/v1/people/${person.id}/history`} />
      </Section>
      {opened.dialog === 'edit' && <EditPersonDialog person={person} close={close} />}
      {opened.dialog === 'post' && <PostDialog personId={person.id} close={close} />}
      {opened.dialog === 'endPost' && <EndPostDialog personId={person.id} post={opened.post} close={close} />}
      {opened.dialog === 'absence' && <AbsenceDialog personId={person.id} absence={null} close={close} />}
      {opened.dialog === 'editAbsence' && (
        <AbsenceDialog personId={person.id} absence={opened.absence} close={close} />
      )}
    </>
  );
}

function Posts({
  person,
  actions,
  end,
}: {
  readonly person: PersonDetail;
  readonly actions: React.ReactNode;
  readonly end: ((post: PersonDetail['posts'][number]) => void) | null;
}) {
  return (
    <Section title={t('person.posts')} actions={actions}>
      {person.posts.length === 0 ? (
        <p>{t('person.noPosts')}</p>
      ) : (
        <Table
          caption={t('person.posts')}
          rows={person.posts}
          rowKey={(row) => row.id}
          columns={[
            {
              name: 'unit',
              label: t('person.unit'),
              heading: true,
              cell: (row) => <Link to={`/units/${row.unitId}`}>{row.unit}</Link>,
            },
            { name: 'title', label: t('post.title'), cell: (row) => row.title },
            {
              name: 'main',
              label: t('post.kind'),
              cell: (row) => t(row.main ? 'post.main' : 'post.additional'),
            },
            {
              name: 'period',
              label: t('column.period'),
              cell: (row) => periodText(row.validFrom, row.validTo),
            },
            {
              name: 'end',
              label: t('column.deed'),
              cell: (row) =>
                end !== null &&
                row.validTo === null && (
                  <Button variant="outline" size="xs" onClick={() => end(row)}>
                    {t('person.endPost')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function Roles({ person }: { readonly person: PersonDetail }) {
  return (
    <Section title={t('person.roles')}>
      {person.roles.length === 0 ? (
        <p>{t('person.noRoles')}</p>
      ) : (
        <Table
          caption={t('person.roles')}
          rows={person.roles}
          rowKey={(row) => row.id}
          columns={[
            {
              name: 'role',
              label: t('appointment.role'),
              heading: true,
              cell: (row) => (row.deputy ? t('person.deputy', { role: row.role }) : row.role),
            },
            {
              name: 'scope',
              label: t('appointment.scope'),
              cell: (row) => row.scope ?? t('scope.organisation'),
            },
            {
              name: 'period',
              label: t('responsibility.term'),
              cell: (row) => periodText(row.validFrom, row.validTo),
            },
            { name: 'decision', label: t('appointment.decision'), cell: (row) => row.decision },
          ]}
        />
      )}
    </Section>
  );
}

function Absences({
  person,
  actions,
  edit,
}: {
  readonly person: PersonDetail;
  readonly actions: React.ReactNode;
  readonly edit: ((absence: PersonDetail['absences'][number]) => void) | null;
}) {
  return (
    <Section title={t('person.absences')} lead={t('person.absenceHint')} actions={actions}>
      {person.absences.length === 0 ? (
        <p>{t('person.noAbsences')}</p>
      ) : (
        <Table
          caption={t('person.absences')}
          rows={person.absences}
          rowKey={(row) => row.id}
          columns={[
            {
              name: 'reason',
              label: t('absence.reason'),
              heading: true,
              cell: (row) => t(`absence.${row.reason}`),
            },
            {
              name: 'period',
              label: t('column.period'),
              cell: (row) => periodText(row.validFrom, row.validTo),
            },
            {
              name: 'edit',
              label: t('column.deed'),
              cell: (row) =>
                edit !== null && (
                  <Button variant="outline" size="xs" onClick={() => edit(row)}>
                    {t('action.edit')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
