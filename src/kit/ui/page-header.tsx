import { useParams as useRouterParams } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { PlainLink } from './link.tsx';
import { t } from './messages.ts';
import { ancestors, fillPath, type PageDefinition } from './pages.ts';

/** Where the page stands among all pages; the shell provides it. */
export const PageContext = createContext<{
  readonly page: PageDefinition | null;
  readonly pages: readonly PageDefinition[];
  readonly productName: string;
}>({ page: null, pages: [], productName: '' });

interface Crumb {
  readonly label: string;
  readonly to: string;
}

export interface PageHeaderProps {
  /** The heading; for a record, its name. Also the title of the browser tab. */
  readonly title: string;
  /** One or two sentences: what this page is for. */
  readonly lead?: ReactNode;
  /** Buttons of the page, the main one first. */
  readonly actions?: ReactNode;
  /** Labels such as the state of the record, beside the heading. */
  readonly status?: ReactNode;
  /** The pages above, when their names depend on data; otherwise they follow from `parent` of the definition. */
  readonly trail?: readonly Crumb[];
}

/** Breadcrumbs, heading, lead and buttons: the beginning of every page. */
export function PageHeader({ title, lead, actions, status, trail }: PageHeaderProps) {
  const { page, pages, productName } = useContext(PageContext);
  const params: Readonly<Record<string, string | undefined>> = useRouterParams({ strict: false });
  const above =
    trail ??
    ancestors(page?.path ?? '', pages).map((one) => ({ label: one.title, to: fillPath(one.path, params) }));
  useEffect(() => {
    document.title = productName === '' ? title : `${title} | ${productName}`;
  }, [title, productName]);
  return (
    <header className="mb-6 flex flex-col gap-3">
      {page !== null && page.path !== '/' && page.layout !== 'focus' && (
        <Breadcrumbs trail={above} current={title} />
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-std-24B-150 text-solid-gray-900 md:text-std-28B-150">{title}</h1>
          {status}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-3">{actions}</div>}
      </div>
      {lead !== undefined && <div className="max-w-4xl text-std-16N-170 text-solid-gray-700">{lead}</div>}
    </header>
  );
}

/** The way from home to this page. */
function Breadcrumbs({ trail, current }: { readonly trail: readonly Crumb[]; readonly current: string }) {
  return (
    <nav aria-label={t('breadcrumbs.label')} className="no-print">
      <ol className="flex flex-wrap items-center gap-x-2 text-oln-14N-100 leading-170">
        {[{ label: t('breadcrumbs.home'), to: '/' }, ...trail].map((crumb) => (
          <li key={crumb.to} className="flex items-center gap-2">
            <PlainLink
              to={crumb.to}
              className="focus-ring text-key-900 underline underline-offset-3 hover:decoration-[3px]"
            >
              {crumb.label}
            </PlainLink>
            <span aria-hidden="true" className="text-solid-gray-600">
              ›
            </span>
          </li>
        ))}
        <li aria-current="page" className="text-solid-gray-700">
          {current}
        </li>
      </ol>
    </nav>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  lead,
  actions,
  children,
  id,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly id?: string;
}) {
  return (
    <section className="mt-10 first:mt-0 [header+&]:mt-0" id={id} aria-label={title}>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-std-20B-150 text-solid-gray-900 md:text-std-22B-150">{title}</h2>
        {actions !== undefined && <div className="flex flex-wrap gap-3">{actions}</div>}
      </div>
      {lead !== undefined && (
        <div className="mb-4 max-w-4xl text-std-16N-170 text-solid-gray-700">{lead}</div>
      )}
      {children}
    </section>
  );
}
