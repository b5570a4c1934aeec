/** Reading and changing the address from a page. Search parameters are plain strings, never JSON. */
import { useRouter, useParams as useRouterParams, useRouterState } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

/** Goes to an address inside the product, search part included: `navigate('/units?q=総務')`. */
export function useNavigate(): (href: string, options?: { readonly replace?: boolean }) => void {
  const { history } = useRouter();
  return useCallback(
    (href, options) => (options?.replace ? history.replace(href) : history.push(href)),
    [history],
  );
}

/** The parameters of the page's path; throws when the page's pattern has no such name. */
export function useParams<Name extends string>(...names: readonly Name[]): Readonly<Record<Name, string>> {
  const params: Readonly<Record<string, string | undefined>> = useRouterParams({ strict: false });
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = params[name];
    if (value === undefined) throw new Error(`no parameter $${name} in this page's path`);
    found[name] = value;
  }
  return found as Record<Name, string>;
}

/** The path of the current address, without search. */
export function usePathname(): string {
  return useRouterState({ select: (state) => state.location.pathname });
}

export type UrlState = Readonly<Record<string, string>>;

/**
 * State that lives in the address, so that a list can be bookmarked and the back button works.
 * Values equal to the default are left out of the address. Setting replaces the history entry
 * unless `push` is given.
 */
export function useUrlState<State extends UrlState>(
  defaults: State,
): [State, (change: Partial<State>, options?: { readonly push?: boolean }) => void] {
  const { history } = useRouter();
  const pathname = usePathname();
  const searchText = useRouterState({ select: (state) => state.location.searchStr });
  const defaultsText = JSON.stringify(defaults);
  const state = useMemo(
    () => readUrlState(searchText, JSON.parse(defaultsText) as State),
    [searchText, defaultsText],
  );
  const set = useCallback(
    (change: Partial<State>, options?: { readonly push?: boolean }) => {
      const current = new URLSearchParams(history.location.search);
      const href = pathname + writeUrlState(current, JSON.parse(defaultsText) as State, change);
      if (options?.push) history.push(href);
      else history.replace(href);
    },
    [history, pathname, defaultsText],
  );
  return [state, set];
}

/** The state that a search text such as `?q=a&page=2` carries, completed by the defaults. */
export function readUrlState<State extends UrlState>(searchText: string, defaults: State): State {
  const search = new URLSearchParams(searchText);
  return Object.fromEntries(
    Object.entries(defaults).map(([name, fallback]) => [name, search.get(name) ?? fallback]),
  ) as State;
}

/** The search text after a change; other parameters stay, defaults are dropped. `''` when nothing remains. */
export function writeUrlState<State extends UrlState>(
  current: URLSearchParams,
  defaults: State,
  change: Partial<State>,
): string {
  const next = new URLSearchParams(current);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === defaults[name]) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? '' : `?${text}`;
}
