import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Answer, ApiError, onSignedOut, rememberCsrfToken, request } from '../../kit/ui/api.ts';
import type { Session } from '../../kit/ui/session.ts';
import type { sessionRoute } from '../../modules/installation/routes/session.ts';

const sessionKey = ['/api/v1/session', ''];

async function readSession(): Promise<Session | null> {
  try {
    const session = await request<Answer<typeof sessionRoute>>('GET', '/api/v1/session');
    rememberCsrfToken(session.csrfToken);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** The session of the browser; null when nobody is signed in, also when a later request says so. */
export function useSessionState(): UseQueryResult<Session | null, Error> {
  const client = useQueryClient();
  useEffect(() => {
    // Asked again rather than believed: the cookie may just have been renewed by another request.
    onSignedOut(() => void client.invalidateQueries({ queryKey: sessionKey }));
  }, [client]);
  return useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: 5 * 60_000 });
}

/** Reads the session anew, after signing in or out; everything of the person before is forgotten. */
export function useChangeOfPerson(): () => Promise<Session | null> {
  const client = useQueryClient();
  return async () => {
    rememberCsrfToken(null);
    const session = await readSession();
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
    client.setQueryData(sessionKey, session);
    return session;
  };
}
