/**
 * The contract between a module and the web shell.
 *
 * A module puts its pages on screen by exporting them from `src/modules/<name>/ui/pages.tsx`:
 *
 *     import { definePages } from '../../../kit/ui/pages.ts';
 *     import { t } from '../messages.ts';
 *
 *     export const pages = definePages([
 *       {
 *         path: '/units',
 *         title: t('page.units'),
 *         nav: { group: 'organisation', order: 10 },
 *         action: 'organisation.read',
 *         component: () => import('./units-page.tsx'),
 *       },
 *       {
 *         path: '/units/$unitId',
 *         title: t('page.unit'),
 *         parent: '/units',
 *         action: 'organisation.read',
 *         component: () => import('./unit-page.tsx'),
 *       },
 *     ]);
 *
 * The shell finds every such file by itself; nothing else has to be registered. Only the light definitions are
 * loaded at start, the page files when they are opened, so `pages.tsx` must import no component itself.
 * A page file has a default export, a component without props, which begins with `<PageHeader title=… />`
 * (`page-header.tsx`) and reads its address with `useParams`/`useUrlState` (`navigation.ts`).
 */
import type { ComponentType } from 'react';

/** The headings of the navigation, in this order. `mine` is for every member of staff. */
const navGroups = [
  'mine',
  'handling',
  'media',
  'selfCheck',
  'report',
  'standards',
  'organisation',
  'admin',
] as const;
type NavGroup = (typeof navGroups)[number];

/** Where a page stands in the navigation. Pages without `nav` are reached by links only. */
interface NavEntry {
  readonly group: NavGroup;
  /** Ascending within the group; leave gaps (10, 20 …). */
  readonly order: number;
  /** The text of the link when it differs from the page's title. */
  readonly label?: string;
}

export interface PageDefinition {
  /** Address pattern; a parameter is written `$name`: `/campaigns/$campaignId/items`. */
  readonly path: string;
  /** Title for the browser tab, the breadcrumbs and the navigation. */
  readonly title: string;
  readonly nav?: NavEntry;
  /**
   * The action of the API that the page needs; of several, any one suffices. Without it every signed-in person
   * may open the page. This only hides what would be refused: the server decides.
   */
  readonly action?: string | readonly string[];
  /** Pattern of the page above, for the breadcrumbs; its parameters are taken from this page's address. */
  readonly parent?: string;
  /** Shown to people who are not signed in as well. */
  readonly anonymous?: boolean;
  /** `focus` leaves the navigation out, so that nothing distracts: answering a sheet, set-up, sign-in. */
  readonly layout?: 'standard' | 'focus';
  readonly component: () => Promise<{ readonly default: ComponentType }>;
}

/** Declares the pages of one module; exists so that the compiler checks the literals. */
export function definePages(pages: readonly PageDefinition[]): readonly PageDefinition[] {
  return pages;
}

/** Whether somebody with these actions may open the page. */
export function mayOpen(page: Pick<PageDefinition, 'action'>, actions: ReadonlySet<string>): boolean {
  if (page.action === undefined) return true;
  const wanted = typeof page.action === 'string' ? [page.action] : page.action;
  return wanted.some((action) => actions.has(action));
}

/** One heading of the navigation with the links a person gets to see. */
export interface NavSection {
  readonly group: NavGroup;
  readonly links: readonly { readonly path: string; readonly label: string }[];
}

/** The navigation for somebody with these actions: empty groups are left out. */
export function buildNavigation(
  pages: readonly PageDefinition[],
  actions: ReadonlySet<string>,
): NavSection[] {
  return navGroups
    .map((group) => ({
      group,
      links: pages
        .flatMap((page) =>
          page.nav?.group === group && mayOpen(page, actions) ? [{ page, nav: page.nav }] : [],
        )
        .sort((a, b) => a.nav.order - b.nav.order || a.page.path.localeCompare(b.page.path))
        .map(({ page, nav }) => ({ path: page.path, label: nav.label ?? page.title })),
    }))
    .filter((section) => section.links.length > 0);
}

/** The pages above `path`, outermost first, as the breadcrumbs show them. Stops at an unknown or circular parent. */
export function ancestors(path: string, pages: readonly PageDefinition[]): PageDefinition[] {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const found: PageDefinition[] = [];
  let next = byPath.get(path)?.parent;
  while (next !== undefined) {
    const page = byPath.get(next);
    if (page === undefined || found.includes(page)) break;
    found.unshift(page);
    next = page.parent;
  }
  return found;
}

/** Puts values into a pattern: `/units/$unitId` with `{ unitId: 'x' }` gives `/units/x`. */
export function fillPath(pattern: string, params: Readonly<Record<string, string | undefined>>): string {
  return pattern.replace(/\$(\w+)/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : encodeURIComponent(value);
  });
}

/** The link under which an address stands: the longest that is a beginning of it. */
export function currentPath(pathname: string, paths: readonly string[]): string | undefined {
  return paths
    .filter((path) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)))
    .sort((a, b) => b.length - a.length)[0];
}
