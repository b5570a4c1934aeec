import { addDays, today } from '../src/kernel/dates.ts';
import { as, expect, settled, test } from './support.ts';

/** One exceptional measure from the application to its end, through the eyes of those who take part in it. */
test.describe.configure({ mode: 'serial' });

const title = '試験用のソフトウェアの使用';
let address = '';

test('an employee asks, is told what is missing, and hands it in', async ({ browser }) => {
  await as(browser, 'employee', async (page) => {
    await page.goto('/exceptions/new?pack=common-standards-h30&clause=8.1.1(3)(e)&purpose=実験のため');
    await settled(page);
    await page.getByRole('button', { name: '提出する', exact: true }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByLabel('件名').fill(title);
    await page.getByRole('radio', { name: '別の方法を採る' }).check();
    await page.getByLabel('理由の区分').selectOption({ index: 1 });
    await page.getByLabel('代わりに採る方法').fill('検証用の端末だけにつなぐ。');
    await page.getByLabel('想定されるリスク').fill('端末の停止。');
    await page.getByLabel('開始日').fill(today());
    await page.getByLabel('終了日（期限）').fill(addDays(today(), 40));
    await page.getByRole('button', { name: '提出する', exact: true }).click();
    await page.waitForURL(/\/exceptions\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByText('審査待ち').first()).toBeVisible();
    await expect(page.getByRole('button', { name: '審査する', exact: true })).toHaveCount(0);
    address = new URL(page.url()).pathname;
  });
});

test('the authority finds it among the tasks and permits it with a condition', async ({ browser }) => {
  await as(browser, 'bureauOfficer', async (page) => {
    await page.goto('/');
    await settled(page);
    await page
      .getByRole('link', { name: new RegExp(`例外措置を審査する：${title}`) })
      .first()
      .click();
    await settled(page);
    await page.getByRole('button', { name: '審査する', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '条件を付けて許可する' }).check();
    await dialog.getByLabel('判断の理由').fill('端末を限るため。');
    await dialog.getByLabel('条件1', { exact: false }).first().fill('使用した端末を記録する');
    await dialog.getByLabel('条件1の実施期限').fill(addDays(today(), 20));
    await dialog.getByRole('button', { name: '決定する' }).click();
    await expect(page.getByText('審査結果を記録しました。')).toBeVisible();
    await expect(page.getByText('適用中').first()).toBeVisible();
  });
});

test('the employee sees it on the duty, carries the condition out, and ends it', async ({ browser }) => {
  await as(browser, 'employee', async (page) => {
    await page.goto('/my/duties?q=8.1.1(3)(e)');
    await settled(page);
    await expect(page.getByText(new RegExp(title)).first()).toBeVisible();
    await page.goto(address);
    await settled(page);
    await page.getByRole('button', { name: '実施を記録する' }).click();
    await page.getByRole('dialog').getByLabel('実施の内容').fill('記録した');
    await page.getByRole('dialog').getByRole('button', { name: '実施を記録する' }).click();
    await expect(page.getByText('実施済み').first()).toBeVisible();
    await page.getByRole('button', { name: '終了する', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '終了する', exact: true }).click();
    await expect(page.getByText('終了を記録しました。')).toBeVisible();
    await page.goto('/my/duties?q=8.1.1(3)(e)');
    await settled(page);
    await expect(page.getByText(new RegExp(title))).toHaveCount(0);
  });
});
