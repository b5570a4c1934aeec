import type { Page } from '@playwright/test';
import { stateOf } from './roles.ts';
import { expect, settled, tabTo, test } from './support.ts';

/** This year's campaign of the sample, not one that another test has made. */
const sheetOfTheYear = '情報セキュリティ対策の自己点検';

test.use({ storageState: stateOf('employee') });

test('an employee answers the whole sheet by keyboard alone, leaves, comes back and hands it in', async ({
  page,
}) => {
  await page.goto('/my/self-check');
  await settled(page);
  await tabTo(page, /^(回答する|続きから回答する)/, { within: sheetOfTheYear });
  await page.keyboard.press('Enter');
  const questions = page.getByRole('article');
  // The list stays on screen until the sheet has come: only its questions show that it is there.
  await expect(questions.nth(10)).toBeVisible();
  const count = await questions.count();

  // Up to the first question, then one key for each answer.
  await page.locator('body').press('Escape');
  await focusFirstQuestion(page);
  const began = Date.now();
  for (let at = 0; at < count; at += 1) await page.keyboard.press('1');
  await expect(page.getByRole('radio', { name: '実施', exact: false }).first()).toBeChecked();
  await expect(page.getByText(`実施 ${count}件`)).toBeVisible();
  expect(Date.now() - began).toBeLessThan(60_000);

  // Somebody who comes back finds the answers saved.
  await expect(page.getByText(/保存しました|保存済み/).first()).toBeVisible();
  await page.reload();
  await settled(page);
  await expect(page.getByText(`実施 ${count}件`)).toBeVisible();

  // From the last question on, and round the end of the page if need be.
  await tabTo(page, /^(提出する|提出済み)$/, { key: 'Shift+Tab' });
  await page.keyboard.press('Enter');
  await expect(page.getByText('提出しました。ご協力ありがとうございました。')).toBeVisible();
});

async function focusFirstQuestion(page: Page): Promise<void> {
  await tabToRadio(page);
  for (let step = 0; step < 80; step += 1) await page.keyboard.press('k');
}

/** From the top of the page to the answers, as somebody without a mouse gets there. */
async function tabToRadio(page: Page): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    const on = await page.evaluate(() => document.activeElement?.getAttribute('type') === 'radio');
    if (on) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach the answers');
}

test('“not applicable” asks for its reason, and an individual number is refused', async ({ page }) => {
  await page.goto('/my/self-check');
  await page.getByRole('listitem').filter({ hasText: sheetOfTheYear }).getByRole('link').first().click();
  const question = page.getByRole('article').nth(2);
  await question.getByRole('radio', { name: /該当なし/ }).check();
  const reason = question.getByRole('textbox', { name: /該当なしの理由/ });
  await expect(reason).toBeVisible();
  await reason.fill('1234 5678 9018');
  await reason.blur();
  await expect(page.getByText(/個人番号/).first()).toBeVisible();
  await reason.fill('外部への持ち出しがないため');
  await reason.blur();
  await expect(page.getByText(/保存しました|保存済み/).first()).toBeVisible();
});
