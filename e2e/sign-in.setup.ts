import { stateOf, visitors } from './roles.ts';
import { expect, test } from './support.ts';

for (const [index, visitor] of visitors.entries()) {
  test(`signs in as ${visitor} with one click`, async ({ page }) => {
    await page.goto('/sign-in');
    const people = page.getByRole('main').getByRole('listitem').getByRole('button');
    await people.nth(index).click();
    await expect(page).toHaveURL('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.context().storageState({ path: stateOf(visitor) });
  });
}
