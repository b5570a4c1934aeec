import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useContext } from 'react';
import { Loaded } from './data.tsx';
import { PageContext, PageHeader } from './page-header.tsx';

/**
 * A page about one record. While the record loads, and when it cannot be shown, the page still has its heading and
 * the way back; afterwards the record's own header takes its place.
 */
export function LoadedPage<Result>({
  query,
  children,
}: {
  readonly query: UseQueryResult<Result, Error>;
  readonly children: (data: Result) => ReactNode;
}) {
  const { page } = useContext(PageContext);
  if (query.data !== undefined) return children(query.data);
  return (
    <>
      <PageHeader title={page?.title ?? ''} />
      <Loaded query={query}>{children}</Loaded>
    </>
  );
}
