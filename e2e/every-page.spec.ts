import { pagePatterns, walk } from './pages.ts';
import { stateOf, type Visitor, visitors } from './roles.ts';
import { accessibilityProblems, excessWidth, expect, picture, test } from './support.ts';

const reached = new Map<Visitor, ReadonlySet<string>>();

const fileName = (visitor: Visitor, pattern: string) =>
  `${visitor}-${pattern === '/' ? 'home' : pattern.slice(1).replace(/[/$]+/g, '-')}`;

test.describe.configure({ mode: 'serial' });

for (const visitor of visitors) {
  test.describe(`for ${visitor}`, () => {
    test.use({ storageState: stateOf(visitor) });

    test('every page is accessible, and none is wider than a phone or a doubled text size', async ({
      page,
    }) => {
      test.setTimeout(240_000);
      const problems: string[] = [];
      const patterns = await pagePatterns();
      const met = await walk(page, patterns, async (pattern) => {
        for (const problem of await accessibilityProblems(page)) problems.push(`${pattern} ${problem}`);
        await picture(page, fileName(visitor, pattern));
        await page.setViewportSize({ width: 360, height: 740 });
        const phone = await excessWidth(page);
        if (phone > 0) problems.push(`${pattern} is ${phone} px wider than a phone`);
        await picture(page, `${fileName(visitor, pattern)}-phone`);
        // Zooming a window of 1280 px to 200 % leaves 640 px to lay out in.
        await page.setViewportSize({ width: 640, height: 400 });
        const zoomed = await excessWidth(page);
        if (zoomed > 0) problems.push(`${pattern} is ${zoomed} px too wide at 200 %`);
        await page.setViewportSize({ width: 1280, height: 800 });
      });
      reached.set(visitor, met);
      expect(problems).toEqual([]);
    });
  });
}

test('no page is out of reach of everybody', async () => {
  const met = new Set([...reached.values()].flatMap((patterns) => [...patterns]));
  expect((await pagePatterns()).filter((pattern) => !met.has(pattern))).toEqual([]);
});
