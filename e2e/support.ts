import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { stateOf, type Visitor } from './roles.ts';

export { expect };

/**
 * The test of every journey: besides what it says, no page may ask anything of another host, break the content
 * security policy, or throw.
 */
export const test = base.extend<{ watched: undefined }>({
  watched: [
    async ({ context, baseURL }, use) => {
      const complaints: string[] = [];
      const hosts = new Set(['localhost']);
      context.on('request', (request) => {
        const url = new URL(request.url());
        const inside = hosts.has(url.hostname) || url.protocol === 'blob:' || url.protocol === 'data:';
        if (!inside) complaints.push(`${baseURL} asked ${url.href}`);
      });
      context.on('weberror', (error) => complaints.push(String(error.error())));
      context.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
      });
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** What a visitor does in a window of their own, which closes when they are done. */
export async function as(
  browser: Browser,
  visitor: Visitor,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ storageState: stateOf(visitor) });
  const page = await context.newPage();
  await work(page);
  await context.close();
}

/** Waits until a page shows its content: the heading stands, and nothing is being loaded. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** What axe finds against WCAG 2.2 AA, one line each. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} — ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    ),
  );
}

/** How many pixels the page is wider than the window, right now. */
function excessWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/**
 * How many pixels the page stays wider than the window; a reader on a phone should never scroll sideways.
 * Charts draw themselves anew some frames after the window has changed, later still on a busy machine: what
 * counts is the width that remains.
 */
export async function settledExcessWidth(page: Page): Promise<number> {
  const deadline = Date.now() + 5_000;
  let excess = await excessWidth(page);
  while (excess > 0 && Date.now() < deadline) {
    await page.waitForTimeout(100);
    excess = await excessWidth(page);
  }
  return excess;
}

/** Keeps a picture of the whole page for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '..', 'test-results', 'pictures');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Moves by keyboard alone until the focus is on something with this name, in a list item with that text if given. */
export async function tabTo(
  page: Page,
  name: RegExp,
  { within = '', key = 'Tab' }: { readonly within?: string; readonly key?: 'Tab' | 'Shift+Tab' } = {},
): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press(key);
    if (await focusIsOn(page, name, within)) return;
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

function focusIsOn(page: Page, name: RegExp, within: string): Promise<boolean> {
  return page.evaluate(
    ([pattern, text]) => {
      const element = document.activeElement;
      const label = element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
      const around = text === '' || element?.closest('li')?.textContent?.includes(text);
      return new RegExp(pattern).test(label) && around === true;
    },
    [name.source, within] as const,
  );
}
