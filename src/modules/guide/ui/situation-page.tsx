import type { ReactNode } from 'react';
import { useData } from '../../../kit/ui/data.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { GUIDE, type GuidePage } from './calls.ts';
import { Contacts } from './contacts.tsx';

/** One situation: what to do now comes first, why and whence after it. */
export default function SituationPage() {
  const { situationId } = useParams('situationId');
  const page = useData<GuidePage>(`${GUIDE}/situations/${encodeURIComponent(situationId)}`, undefined, {
    keepPrevious: false,
  });
  return <LoadedPage query={page}>{(data) => <View page={data} />}</LoadedPage>;
}

function View({ page }: { readonly page: GuidePage }) {
  return (
    <>
      <PageHeader
        title={page.title}
        lead={<span className="text-std-18N-160 text-solid-gray-900">{page.headline}</span>}
      />
      {page.urgent && (
        <Notice
          kind="error"
          title={t('situation.urgent')}
          className="mb-6"
          actions={
            <ButtonLink to="/report-incident" variant="danger">
              {t('situation.report')}
            </ButtonLink>
          }
        />
      )}
      {page.unit !== null && <p className="mb-4 text-solid-gray-700">{t('list.of', { unit: page.unit })}</p>}
      <Body text={page.body} />
      <div className="grid gap-6 md:grid-cols-2">
        <Lines title={t('situation.do')} lines={page.do} sign="○" look="border-success-2 text-success-2" />
        <Lines title={t('situation.dont')} lines={page.dont} sign="×" look="border-error-2 text-error-2" />
      </div>
      <Now page={page} />
      <Additions page={page} />
      {page.notes.length > 0 && (
        <Section title={t('situation.notes')}>
          <Texts lines={page.notes} />
        </Section>
      )}
      <Cases page={page} />
      <Clauses page={page} />
      <Terms page={page} />
      <Section title={t('contact.title')}>
        <Contacts contacts={page.contacts} />
      </Section>
    </>
  );
}

const Body = ({ text }: { readonly text: string }): ReactNode =>
  text !== '' && <p className="mb-6 max-w-4xl text-std-16N-170 whitespace-pre-wrap">{text}</p>;

const Texts = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul className="flex max-w-4xl list-disc flex-col gap-2 pl-6 text-std-16N-170">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

/** What to do or not to do. The sign repeats what the heading says, so it is for the eyes only. */
function Lines({
  title,
  lines,
  sign,
  look,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly sign: string;
  readonly look: string;
}) {
  if (lines.length === 0) return null;
  return (
    <section className={`rounded-8 border-2 p-4 ${look}`} aria-label={title}>
      <h2 className="mb-3 text-std-18B-160">{title}</h2>
      <ul className="flex flex-col gap-3">
        {lines.map((line) => (
          <li key={line} className="flex gap-2 text-std-16N-170">
            <span aria-hidden="true" className="font-bold">
              {sign}
            </span>
            <span className="text-solid-gray-900">{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const records = {
  information: { to: '/information', action: 'information.read' },
  marking: { to: '/marking', action: 'marking.use' },
  lending: { to: '/lending', action: 'loans.read' },
  'carry-book': { to: '/carry-book', action: 'carrying.read' },
  disposals: { to: '/disposals', action: 'disposals.read' },
} as const;

function Now({ page }: { readonly page: GuidePage }) {
  const { ask, permissions } = page;
  const medium = ask?.medium ? `&medium=${encodeURIComponent(ask.medium)}` : '';
  const report = page.report && !page.urgent;
  if (!ask && permissions.length === 0 && page.records.length === 0 && !report) return null;
  return (
    <Section title={t('situation.now')}>
      <div className="flex flex-wrap gap-3">
        {report && (
          <ButtonLink to="/report-incident" variant="danger">
            {t('situation.report')}
          </ButtonLink>
        )}
        {ask && (
          <ButtonLink variant="solid" to={`/handling?action=${encodeURIComponent(ask.action)}${medium}`}>
            {t('situation.ask')}
          </ButtonLink>
        )}
        {permissions.map(({ id, title }) => (
          <ButtonLink key={id} to={`/permissions/new?type=${encodeURIComponent(id)}`} variant="outline">
            {t('situation.permission', { title })}
          </ButtonLink>
        ))}
        {page.records.map((kind) => (
          <RecordLink key={kind} kind={kind} />
        ))}
      </div>
    </Section>
  );
}

/** A ledger, for who may open it. */
function RecordLink({ kind }: { readonly kind: keyof typeof records }) {
  const { to, action } = records[kind];
  return useMay(action) ? (
    <ButtonLink to={to} variant="outline">
      {t(`record.${kind}`)}
    </ButtonLink>
  ) : null;
}

function Additions({ page }: { readonly page: GuidePage }) {
  if (page.additions.length === 0) return null;
  return (
    <Section title={t('situation.additions')}>
      <div className="flex flex-col gap-4">
        {page.additions.map((addition) => (
          <article key={addition.id} className="rounded-8 border border-key-900 bg-key-50 p-4">
            <h3 className="text-std-17B-170">{addition.title}</h3>
            {addition.unit !== null && (
              <p className="text-dns-14N-130 text-solid-gray-700">{t('list.of', { unit: addition.unit })}</p>
            )}
            {addition.headline !== '' && <p className="text-std-16N-170">{addition.headline}</p>}
            {addition.body !== '' && (
              <p className="mt-2 text-std-16N-170 whitespace-pre-wrap">{addition.body}</p>
            )}
            <Group title={t('situation.do')} lines={addition.do} />
            <Group title={t('situation.dont')} lines={addition.dont} />
          </article>
        ))}
      </div>
    </Section>
  );
}

const Group = ({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactNode =>
  lines.length > 0 && (
    <div className="mt-3">
      <h4 className="text-std-16B-170">{title}</h4>
      <Texts lines={lines} />
    </div>
  );

function Cases({ page }: { readonly page: GuidePage }) {
  if (page.cases.length === 0) return null;
  return (
    <Section title={t('situation.cases')}>
      <div className="flex max-w-4xl flex-col gap-4">
        {page.cases.map(({ when, text, source }) => (
          <figure key={text} className="border-l-4 border-solid-gray-420 pl-4">
            <p className="text-std-16N-170">
              {when !== '' && <b>{t('situation.when', { when })}</b>}
              {text}
            </p>
            <figcaption className="text-dns-14N-130 text-solid-gray-700">
              {t('situation.source', { source })}
            </figcaption>
          </figure>
        ))}
      </div>
    </Section>
  );
}

/** Most titles of standards say their edition already. */
const titleWithEdition = ({ packTitle, edition }: GuidePage): string =>
  packTitle.includes(edition) ? packTitle : `${packTitle} ${edition}`;

function Clauses({ page }: { readonly page: GuidePage }) {
  const mayRead = useMay('standards.read');
  if (page.clauses.length === 0) return null;
  const title = t('situation.clauses', { title: titleWithEdition(page) });
  return (
    <Section title={title}>
      <ul className="flex max-w-4xl flex-col gap-2 text-std-16N-170">
        {page.clauses.map(({ id, text }) => (
          <li key={id} className="grid gap-x-4 sm:grid-cols-[9rem_1fr]">
            {mayRead ? (
              <Link to={`/standards/${page.packId ?? ''}/requirements/${encodeURIComponent(id)}`}>{id}</Link>
            ) : (
              <b>{id}</b>
            )}
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Terms({ page }: { readonly page: GuidePage }) {
  if (page.terms.length === 0) return null;
  return (
    <Section title={t('situation.terms')}>
      <div className="max-w-4xl border-t border-solid-gray-420">
        {page.terms.map(({ term, text }) => (
          <Disclosure key={term} summary={term} framed open>
            <p className="text-std-16N-170">{text}</p>
          </Disclosure>
        ))}
      </div>
    </Section>
  );
}
