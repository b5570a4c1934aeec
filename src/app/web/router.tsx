import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { PageDefinition } from '../../kit/ui/pages.ts';
import { Skeleton } from '../../kit/ui/skeleton.tsx';
import { BrokenPage } from './broken-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { PageFrame } from './page-frame.tsx';
import { pages } from './pages.ts';
import { Root } from './root.tsx';

const rootRoute = createRootRoute({ component: Root });

const toRoute = (page: PageDefinition) => {
  const Page = lazyRouteComponent(page.component) as ComponentType;
  return createRoute({
    getParentRoute: () => rootRoute,
    path: page.path,
    component: () => (
      <PageFrame page={page}>
        <Page />
      </PageFrame>
    ),
  });
};

/** Search parameters stay plain text: `?q=1` is the text `1`, for the pages and for the API alike. */
const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));
const stringifySearch = (search: Record<string, unknown>): string => {
  const text = new URLSearchParams(
    Object.entries(search).map(([name, value]) => [name, String(value)]),
  ).toString();
  return text === '' ? '' : `?${text}`;
};

export const router = createRouter({
  routeTree: rootRoute.addChildren(pages.map(toRoute)),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPendingComponent: Skeleton,
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: MissingPage,
});
