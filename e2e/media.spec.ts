import type { Page } from '@playwright/test';
import { addDays, today } from '../src/kernel/dates.ts';
import { as, expect, settled, test } from './support.ts';

/** A medium from lending over an overdue reminder to the return, with its carrying out in between. */
test.describe.configure({ mode: 'serial' });

const number = 'E2E-USB-01';

/** Types into a combobox and takes the first candidate. */
async function pick(page: Page, label: RegExp, words: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(words);
  await page.getByRole('listbox').getByRole('option').first().click();
}

let loan = '';

test('the officer of a division enters a medium and lends it', async ({ browser }) => {
  await as(browser, 'divisionOfficer', async (page) => {
    await page.goto('/media/new');
    await settled(page);
    await page.getByLabel('媒体番号').fill(number);
    await page.getByLabel('品名').fill('試験用USBメモリ');
    await pick(page, /所管する課室等/, '振興総括課');
    await page.getByRole('button', { name: '媒体を登録する' }).click();
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(number) })).toBeVisible();
    // Not approved: it cannot be lent until that is put right.
    await expect(page.getByText('このままでは貸し出せません')).toBeVisible();
    await expect(page.getByRole('button', { name: '貸し出す', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: '登録内容を変更する' }).click();
    await page.getByRole('checkbox', { name: '使用の承認' }).check();
    await page.getByRole('checkbox', { name: '暗号化' }).check();
    await page.getByRole('button', { name: '保存する' }).click();
    await page.getByRole('button', { name: '貸し出す', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await pick(page, /借りる人/, '0');
    await dialog.getByLabel('用途').fill('地方局との打合せ');
    await dialog.getByLabel('貸出日', { exact: false }).first().fill(addDays(today(), -9));
    await dialog.getByLabel('返却期限', { exact: false }).first().fill(addDays(today(), -2));
    await dialog.getByRole('button', { name: '貸し出す', exact: true }).click();
    await page.waitForURL(/\/lending\/[0-9a-f-]+$/);
    loan = new URL(page.url()).pathname;
    await expect(page.getByText('返却期限を過ぎています')).toBeVisible();
  });
});

test('it is overdue on the officer’s home page, and is taken back with its checks', async ({ browser }) => {
  await as(browser, 'divisionOfficer', async (page) => {
    await page.goto('/');
    await settled(page);
    await page
      .getByRole('link', { name: /返却期限を過ぎた貸出/ })
      .first()
      .click();
    await settled(page);
    await expect(page.getByText(number).first()).toBeVisible();
    await page.goto(loan);
    await settled(page);
    await page.getByRole('button', { name: '返却を受け付ける' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: '番号と個数を確かめた' }).check();
    await dialog.getByRole('button', { name: '返却を受け付ける' }).click();
    // What was not checked needs a word.
    await expect(dialog.getByText(/済んでいない確認があります/).first()).toBeVisible();
    await dialog.getByRole('checkbox', { name: '不要な情報を消去した' }).check();
    await dialog.getByRole('checkbox', { name: '不正プログラムの検査をした' }).check();
    await dialog.getByRole('button', { name: '返却を受け付ける' }).click();
    await expect(page.getByText('返却済み').first()).toBeVisible();
  });
});

test('an employee sees their own loans and carries out what they borrowed', async ({ browser }) => {
  await as(browser, 'employee', async (page) => {
    await page.goto('/lending');
    await settled(page);
    await expect(page.getByText('政企-USB-01').first()).toBeVisible();
    await expect(page.getByText(number)).toHaveCount(0);
    await page
      .getByRole('link', { name: /政企-USB-01/ })
      .first()
      .click();
    await settled(page);
    await page.getByRole('link', { name: '持ち出す' }).click();
    await settled(page);
    await page.getByLabel('用途').fill('審議会での投影');
    await page.getByLabel('持出し先').fill('第2合同庁舎');
    await page.getByRole('button', { name: '記録する' }).click();
    await page.waitForURL(/\/carry-book\/[0-9a-f-]+$/);
    await page.getByRole('button', { name: '返却を記録する' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '記録する' }).click();
    await expect(page.getByText('確認待ち').first()).toBeVisible();
  });
});
