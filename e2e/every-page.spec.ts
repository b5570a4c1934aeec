import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { pagePatterns, walk } from './pages.ts';
import { stateOf, type Visitor, visitors } from './roles.ts';
import { accessibilityProblems, expect, picture, settledExcessWidth, test } from './support.ts';

/** What each visitor met, in files: a failing test ends the process that would remember it. */
const notes = join(import.meta.dirname, '..', 'test-results', 'met');

function metByAll(): Set<string> {
  mkdirSync(notes, { recursive: true });
  const files = readdirSync(notes).map((name) => readFileSync(join(notes, name), 'utf8'));
  return new Set(files.flatMap((text) => JSON.parse(text) as string[]));
}

const fileName = (visitor: Visitor, pattern: string) =>
  `${visitor}-${pattern === '/' ? 'home' : pattern.slice(1).replace(/[/$]+/g, '-')}`;

/** Axe on the page as it stands, and its width on a phone and at doubled text size; one line for each problem. */
async function problemsOf(page: Page, name: string): Promise<string[]> {
  const problems = await accessibilityProblems(page);
  await picture(page, name);
  await page.setViewportSize({ width: 360, height: 740 });
  const phone = await settledExcessWidth(page);
  if (phone > 0) problems.push(`is ${phone} px wider than a phone`);
  await picture(page, `${name}-phone`);
  // Zooming a window of 1280 px to 200 % leaves 640 px to lay out in.
  await page.setViewportSize({ width: 640, height: 400 });
  const zoomed = await settledExcessWidth(page);
  if (zoomed > 0) problems.push(`is ${zoomed} px too wide at 200 %`);
  await page.setViewportSize({ width: 1280, height: 800 });
  return problems;
}

for (const visitor of visitors) {
  test.describe(`for ${visitor}`, () => {
    test.use({ storageState: stateOf(visitor) });

    test('every page is accessible and fits a phone and doubled text', async ({ page }) => {
      test.setTimeout(900_000);
      const checked = metByAll();
      const problems: string[] = [];
      const met = await walk(page, await pagePatterns(), async (pattern) => {
        if (checked.has(pattern) && pattern !== '/') return;
        const found = await problemsOf(page, fileName(visitor, pattern));
        problems.push(...found.map((problem) => `${pattern} ${problem}`));
      });
      writeFileSync(join(notes, `${visitor}.json`), JSON.stringify([...met]));
      expect(problems).toEqual([]);
    });
  });
}

test('no page is out of reach of everybody', async () => {
  const met = metByAll();
  expect((await pagePatterns()).filter((pattern) => !met.has(pattern))).toEqual([]);
});
