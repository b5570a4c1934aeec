/** Who is signed in and what they may do, from `GET /api/v1/session`. */
import { createContext, useContext } from 'react';

interface SessionRole {
  readonly label: string;
  /** What the role is for: the unit, system or area; null for the whole organisation. */
  readonly scope: string | null;
  readonly deputy: boolean;
}

export interface Session {
  readonly organisation: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly kind: string;
    /** 令和8年度 */
    readonly fiscalYearLabel: string;
  };
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly loginName: string;
    readonly administrator: boolean;
  };
  /** Null for accounts that belong to no member of staff. */
  readonly person: { readonly id: string; readonly name: string; readonly unitName: string | null } | null;
  readonly roles: readonly SessionRole[];
  readonly actions: readonly string[];
  readonly csrfToken: string;
  /** Today in Tokyo, `YYYY-MM-DD`. */
  readonly today: string;
  readonly demo: boolean;
}

export const SessionContext = createContext<Session | null>(null);

/** The session of a page behind the sign-in; pages that anybody may open use `useOptionalSession`. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('this page needs a session');
  return session;
}

/** The session, or null on a page that anybody may open. */
export function useOptionalSession(): Session | null {
  return useContext(SessionContext);
}

/** Whether the signed-in person may do an action; for hiding buttons, the server decides all the same. */
export function useMay(action: string): boolean {
  return useContext(SessionContext)?.actions.includes(action) ?? false;
}
