import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { type Contact, type Editable, GUIDE, type OwnPage } from './calls.ts';
import { ContactDialog } from './contact-dialog.tsx';
import { PageDialog } from './page-dialog.tsx';

/** What the office adds: pages of its own, words to a situation, whom to ask. */
export default function EditPage() {
  const data = useData<Editable>(`${GUIDE}/pages`);
  return (
    <>
      <PageHeader title={t('page.edit')} lead={t('page.editLead')} />
      <Loaded query={data}>{(editable) => <Lists editable={editable} />}</Loaded>
    </>
  );
}

function Lists({ editable }: { readonly editable: Editable }) {
  const [page, setPage] = useState<OwnPage | 'new' | null>(null);
  const [contact, setContact] = useState<Contact | 'new' | null>(null);
  const titles = new Map(editable.situations.map(({ id, title }) => [id, title]));
  return (
    <>
      <Section
        title={t('edit.pages')}
        actions={<Button onClick={() => setPage('new')}>{t('page.newPage')}</Button>}
      >
        {editable.pages.length === 0 ? (
          <EmptyState title={t('edit.pagesNone')} />
        ) : (
          <Table<OwnPage>
            caption={t('edit.pages')}
            rows={editable.pages}
            rowKey={(row) => row.id}
            columns={[
              { name: 'title', label: t('field.title'), cell: (row) => row.title },
              {
                name: 'edit',
                label: t('edit.open'),
                cell: (row) => <EditButton name={row.title} open={() => setPage(row)} />,
              },
              {
                name: 'situation',
                label: t('field.situationId'),
                cell: (row) => titles.get(row.situationId ?? '') ?? t('edit.by'),
              },
              { name: 'unit', label: t('field.unitId'), cell: (row) => row.unit ?? t('field.unitWhole') },
              { name: 'headline', label: t('field.headline'), cell: (row) => row.headline },
            ]}
          />
        )}
      </Section>
      <Section
        title={t('edit.contacts')}
        actions={<Button onClick={() => setContact('new')}>{t('page.newContact')}</Button>}
      >
        {editable.contacts.length === 0 ? (
          <EmptyState title={t('edit.contactsNone')} />
        ) : (
          <Table<Contact>
            caption={t('edit.contacts')}
            rows={editable.contacts}
            rowKey={(row) => row.id}
            columns={[
              { name: 'name', label: t('field.name'), cell: (row) => row.name },
              {
                name: 'edit',
                label: t('edit.open'),
                cell: (row) => <EditButton name={row.name} open={() => setContact(row)} />,
              },
              { name: 'unit', label: t('field.unitId'), cell: (row) => row.unit ?? t('field.unitWhole') },
              { name: 'phone', label: t('field.phone'), cell: (row) => row.phone },
              { name: 'email', label: t('field.email'), cell: (row) => row.email },
              { name: 'hours', label: t('field.hours'), cell: (row) => row.hours },
            ]}
          />
        )}
      </Section>
      {page !== null && (
        <PageDialog page={page === 'new' ? null : page} editable={editable} close={() => setPage(null)} />
      )}
      {contact !== null && (
        <ContactDialog
          contact={contact === 'new' ? null : contact}
          editable={editable}
          close={() => setContact(null)}
        />
      )}
    </>
  );
}

const EditButton = ({ name, open }: { readonly name: string; readonly open: () => void }) => (
  <Button size="sm" variant="outline" onClick={open}>
    {t('edit.open')}
    <span className="sr-only">{name}</span>
  </Button>
);
