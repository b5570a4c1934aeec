import { useEffect, useState } from 'react';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { ButtonLink, PlainLink } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { GUIDE, type Listed, type ListedPage } from './calls.ts';
import { Contacts } from './contacts.tsx';

/** Typing is looked up after a pause of this length. */
const PAUSE_MS = 250;

/** All situations by chapter; searching narrows them to one list, the nearest first. */
export default function GuidePage() {
  const [address, setAddress] = useUrlState({ q: '', clause: '', pack: '' });
  const [typed, setTyped] = useState(address.q);
  useEffect(() => {
    const timer = setTimeout(() => typed !== address.q && setAddress({ q: typed }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, address.q, setAddress]);
  const mayEdit = useMay('guide.edit');
  const list = useData<Listed>(`${GUIDE}/situations`, address);
  return (
    <>
      <PageHeader
        title={t('page.guide')}
        lead={t('page.lead')}
        actions={
          mayEdit && (
            <ButtonLink to="/guide-edit" variant="outline">
              {t('page.edit')}
            </ButtonLink>
          )
        }
      />
      <search className="mb-6 block max-w-2xl">
        <TextField
          label={t('search.label')}
          support={t('search.support')}
          type="search"
          value={typed}
          onChange={setTyped}
          width="full"
        />
      </search>
      {address.clause !== '' && (
        <Notice
          className="mb-6"
          actions={
            <ButtonLink to="/guide" variant="outline" size="sm">
              {t('search.all')}
            </ButtonLink>
          }
        >
          {t('search.clause', { clause: address.clause })}
        </Notice>
      )}
      <Loaded query={list}>
        {(data) =>
          address.q !== '' || address.clause !== '' ? <Found items={data.items} /> : <Chapters list={data} />
        }
      </Loaded>
    </>
  );
}

function Found({ items }: { readonly items: readonly ListedPage[] }) {
  if (items.length === 0) return <EmptyState title={t('search.none')}>{t('search.noneHint')}</EmptyState>;
  return (
    <>
      <p role="status" className="mb-4 text-std-16N-170">
        {t('search.found', { count: items.length })}
      </p>
      <Cards items={items} level="h2" />
    </>
  );
}

function Chapters({ list }: { readonly list: Listed }) {
  const urgent = list.items.filter((item) => item.urgent);
  const calm = list.items.filter((item) => !item.urgent);
  if (list.items.length === 0) return <EmptyState title={t('list.none')}>{t('list.noneHint')}</EmptyState>;
  return (
    <>
      {urgent.length > 0 && (
        <Section title={t('list.urgent')} lead={t('list.urgentLead')}>
          <Cards items={urgent} level="h3" urgent />
        </Section>
      )}
      {list.chapters.map(({ id, title }) => (
        <Section key={id} title={title}>
          <Cards items={calm.filter(({ chapter }) => (chapter ?? '') === id)} level="h3" />
        </Section>
      ))}
      <Section title={t('contact.title')}>
        <Contacts contacts={list.contacts} />
      </Section>
    </>
  );
}

function Cards({
  items,
  level: Heading,
  urgent = false,
}: {
  readonly items: readonly ListedPage[];
  readonly level: 'h2' | 'h3';
  readonly urgent?: boolean;
}) {
  const frame = urgent ? 'border-error-2 border-2' : 'border-solid-gray-420 border';
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {items.map((item) => (
        <li key={item.id}>
          <PlainLink
            to={`/guide/${item.id}`}
            className={`focus-ring block h-full rounded-8 p-4 hover:bg-key-50 ${frame}`}
          >
            <Heading className="text-std-17B-170 text-key-900 underline underline-offset-3">
              {item.title}
            </Heading>
            <p className="mt-1 text-std-16N-170 text-solid-gray-800">{item.headline}</p>
          </PlainLink>
        </li>
      ))}
    </ul>
  );
}
