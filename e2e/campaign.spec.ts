import type { Browser, Page } from '@playwright/test';
import { addDays, today } from '../src/kernel/dates.ts';
import type { Visitor } from './roles.ts';
import { as, expect, settled, test } from './support.ts';

/** One campaign from the plan to the report, through the eyes of those who take part in it. */
test.describe.configure({ mode: 'serial' });

const title = '臨時の自己点検';
let address = '';

/** Presses a button that asks back, and agrees. */
async function confirmDeed(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('the head officer plans a campaign, chooses what is asked, and decides the plan', async ({
  browser,
}) => {
  await as(browser, 'headOfficer', async (page) => {
    await page.goto('/self-check/new');
    await settled(page);
    await page.getByLabel('名称').fill(title);
    await page.getByLabel('基準日', { exact: false }).first().fill(today());
    await page.getByLabel('開始日', { exact: false }).first().fill(today());
    await page.getByLabel('終了日', { exact: false }).first().fill(addDays(today(), 20));
    await page.getByRole('radio', { name: /重点化/ }).check();
    await page.getByLabel('重点化の理由').fill('誤送信が続いたため');
    await page.getByRole('button', { name: '作成して点検項目を選ぶ' }).click();
    await page.waitForURL(/\?tab=items/);
    address = new URL(page.url()).pathname;
    await settled(page);
    await page.getByRole('searchbox', { name: /項目を検索/ }).fill('8.1.1(5)');
    await page.getByRole('button', { name: /表示中の\d+項目を選ぶ/ }).click();
    await page.getByRole('button', { name: '点検項目を保存する' }).click();
    await expect(page.getByText('点検項目を保存しました。')).toBeVisible();
    await page.goto(`${address}?tab=plan`);
    await settled(page);
    await confirmDeed(page, '計画を決定する');
    await expect(page.getByText('計画を決定しました。')).toBeVisible();
  });
});

test('a bureau’s officer orders it, and the head officer opens it', async ({ browser }) => {
  await as(browser, 'bureauOfficer', async (page) => {
    await page.goto(`${address}?tab=orders`);
    await settled(page);
    // Only one's own bureau is for this officer to order.
    await expect(page.getByRole('button', { name: '実施を指示する', exact: true })).toHaveCount(1);
    await confirmDeed(page, '実施を指示する');
    await expect(page.getByText('実施を指示しました。')).toBeVisible();
  });
  await as(browser, 'headOfficer', async (page) => {
    await page.goto(`${address}?tab=plan`);
    await settled(page);
    await page.getByRole('button', { name: '自己点検を開始する', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: '自己点検を開始する' }).click();
    await expect(page.getByText('実施中').first()).toBeVisible({ timeout: 40_000 });
  });
});

test('an employee finds it among the tasks and answers it', async ({ browser }) => {
  await as(browser, 'employee', async (page) => {
    await page.goto('/');
    await settled(page);
    await page
      .getByRole('link', { name: new RegExp(title) })
      .first()
      .click();
    await settled(page);
    const questions = page.getByRole('article');
    await expect(questions.first()).toBeVisible();
    for (const question of await questions.all()) await question.getByRole('radio').first().check();
    await page.getByRole('button', { name: '提出する', exact: true }).click();
    await expect(page.getByText('提出しました。ご協力ありがとうございました。')).toBeVisible();
  });
});

test('the officer of a division sees who has not answered, and urges them', async ({ browser }) => {
  await as(browser, 'divisionOfficer', async (page) => {
    await page.goto(`${address}?tab=progress`);
    await settled(page);
    const urge = page.getByRole('button', { name: /回答を督促する/ }).first();
    await urge.click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /督促する/ })
      .click();
    await expect(page.getByText(/人に督促しました/)).toBeVisible();
  });
});

test('it is closed and evaluated from the bureau up to the CISO', async ({ browser }) => {
  await as(browser, 'headOfficer', async (page) => {
    await page.goto(`${address}?tab=plan`);
    await settled(page);
    await confirmDeed(page, '受付を終了する');
    await expect(page.getByText('受付を終了しました。')).toBeVisible();
  });
  await evaluate(browser, 'bureauOfficer', '部局の評価', '評価を確定する');
  await evaluate(browser, 'headOfficer', '共通する課題の評価', '評価を確定する');
  await evaluate(browser, 'ciso', '最終評価', '評価を確定して終える');
});

async function evaluate(browser: Browser, visitor: Visitor, level: string, button: string): Promise<void> {
  await as(browser, visitor, async (page) => {
    await page.goto(`${address}?tab=evaluation`);
    await settled(page);
    const section = page.getByRole('region', { name: level });
    await section.getByLabel('評価（課題）').first().fill('未回答が多い。');
    await section.getByRole('button', { name: button, exact: true }).first().click();
    await expect(page.getByText('評価を確定しました。')).toBeVisible();
  });
}

test('the report of the year opens on screen and downloads as Word, Excel and PDF', async ({ browser }) => {
  await as(browser, 'headOfficer', async (page) => {
    await page.goto('/reports');
    await settled(page);
    for (const [name, magic] of [
      ['Wordで保存', 'PK'],
      ['Excelで保存', 'PK'],
      ['PDFで保存', '%PDF'],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().click();
      const chunks: Buffer[] = [];
      for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).subarray(0, magic.length).toString()).toBe(magic);
    }
  });
});
