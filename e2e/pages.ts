import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { PageDefinition } from '../src/kit/ui/pages.ts';
import { settled } from './support.ts';

const root = join(import.meta.dirname, '..');

/** The address patterns of all pages that modules put on screen, and those of the shell. */
export async function pagePatterns(): Promise<string[]> {
  const patterns = ['/', '/report-incident', '/account'];
  for (const file of globSync('src/modules/*/ui/pages.tsx', { cwd: root }).sort()) {
    const module = (await import(join(root, file))) as { pages: readonly PageDefinition[] };
    patterns.push(...module.pages.map((page) => page.path));
  }
  return patterns;
}

/** The pattern that an address is one of; the one with the fewest parameters wins, as in the router. */
export function patternOf(path: string, patterns: readonly string[]): string | undefined {
  return [...patterns]
    .sort((a, b) => a.split('$').length - b.split('$').length)
    .find((pattern) => new RegExp(`^${pattern.replace(/\$\w+/g, '[^/]+')}$`).test(path));
}

/**
 * Walks from the home page along every link inside the product and stops at one page of each pattern.
 * Resolves to the patterns that were met.
 */
export async function walk(
  page: Page,
  patterns: readonly string[],
  visit: (pattern: string) => Promise<void>,
): Promise<Set<string>> {
  const met = new Set<string>();
  const queue = ['/'];
  const seen = new Set(queue);
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const pattern = patternOf(new URL(address, 'http://x').pathname, patterns);
    if (pattern === undefined || met.has(pattern)) continue;
    met.add(pattern);
    await page.goto(address);
    await settled(page);
    await visit(pattern);
    for (const link of await linksUnderTabs(page)) {
      if (!seen.has(link)) queue.push(link);
      seen.add(link);
    }
  }
  return met;
}

/** The links of a page as it opens, and those of each of its tabs. */
async function linksUnderTabs(page: Page): Promise<string[]> {
  const links = await linksOn(page);
  const tabs = page.getByRole('tab');
  for (let index = 1; index < (await tabs.count()); index += 1) {
    await tabs.nth(index).click();
    await settled(page);
    links.push(...(await linksOn(page)));
  }
  return links;
}

function linksOn(page: Page): Promise<string[]> {
  return page.$$eval('a[href^="/"]:not([download])', (anchors) =>
    anchors
      .map((anchor) => anchor.getAttribute('href') ?? '')
      .filter((href) => !href.startsWith('/api/'))
      .map((href) => href.replace(/#.*$/, '')),
  );
}
