/** Reading and changing data from a page: React Query with the kit's errors, waiting states and toasts. */
import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError, api, errorText, NetworkError, queryText, type RequestOptions } from './api.ts';
import { Button } from './button.tsx';
import { t } from './messages.ts';
import { Notice } from './notice.tsx';
import { Skeleton } from './skeleton.tsx';

/** The query client of the product: refusals are not repeated, lost connections are, twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (count, error) => error instanceof NetworkError && count < 2,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/**
 * Reads an address of the API; `null` waits. The previous answer stays on screen while parameters change.
 * Everything read under a path is read again after `useDeed({ changes: [path] })`.
 */
export function useData<Result>(
  path: string | null,
  query?: RequestOptions['query'],
  options?: { readonly refetchInterval?: number | false; readonly keepPrevious?: boolean },
): UseQueryResult<Result, Error> {
  return useQuery<Result, Error>({
    queryKey: [path, queryText(query)],
    queryFn: ({ signal }) => api.get<Result>(path ?? '', query, signal),
    enabled: path !== null,
    refetchInterval: options?.refetchInterval ?? false,
    ...(options?.keepPrevious !== false && { placeholderData: keepPreviousData }),
  });
}

export interface Deed<Input, Result> {
  readonly run: (input: Input) => Promise<Result>;
  /** Path prefixes of the API whose answers this deed changes: `['/api/v1/units']`. */
  readonly changes?: readonly string[];
  readonly done?: (result: Result, input: Input) => void;
}

/** A deed that changes something on the server; afterwards what it changed is read again. */
export function useDeed<Input = void, Result = unknown>({
  run,
  changes = [],
  done,
}: Deed<Input, Result>): UseMutationResult<Result, Error, Input> {
  const refresh = useRefresh();
  return useMutation<Result, Error, Input>({
    mutationFn: run,
    onSuccess: async (result, input) => {
      await refresh(changes);
      done?.(result, input);
    },
  });
}

/** Has everything read under these path prefixes read again. */
export function useRefresh(): (prefixes: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  return async (prefixes) => {
    if (prefixes.length === 0) return;
    const concerned: Parameters<typeof client.removeQueries>[0] = {
      predicate: ({ queryKey: [path] }) =>
        typeof path === 'string' && prefixes.some((prefix) => path.startsWith(prefix)),
    };
    // What no page shows at the moment is forgotten, so that no page begins with the state before the change.
    client.removeQueries({ ...concerned, type: 'inactive' });
    await client.invalidateQueries(concerned);
  };
}

/** Shows a query: a placeholder while it loads, the reason when it failed, else its data. */
export function Loaded<Result>({
  query,
  children,
  waiting,
}: {
  readonly query: UseQueryResult<Result, Error>;
  readonly children: (data: Result) => ReactNode;
  readonly waiting?: ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <FailureNotice error={query.error} retry={() => void query.refetch()} />;
  return waiting ?? <Skeleton />;
}

/** Says why something could not be shown (`retry` shows it again) or, without it, could not be done. */
export function FailureNotice({
  error,
  retry,
  title = t(retry === undefined ? 'error.deed' : 'error.title'),
}: {
  readonly error: unknown;
  readonly retry?: () => void;
  readonly title?: string;
}) {
  const hopeless = error instanceof ApiError && [403, 404].includes(error.status);
  return (
    <Notice
      kind={hopeless ? 'warning' : 'error'}
      title={title}
      role="alert"
      actions={
        retry !== undefined &&
        !hopeless && (
          <Button variant="outline" size="sm" onClick={retry}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      {errorText(error)}
    </Notice>
  );
}
