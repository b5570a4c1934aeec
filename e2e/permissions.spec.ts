import type { Browser, Page } from '@playwright/test';
import { stateOf, type Visitor } from './roles.ts';
import { accessibilityProblems, expect, settled, settledExcessWidth, tabTo, test } from './support.ts';

/** Somebody who is signed in, in a window of their own. */
async function as(browser: Browser, visitor: Visitor, path = '/'): Promise<Page> {
  const context = await browser.newContext({ storageState: stateOf(visitor) });
  const page = await context.newPage();
  await page.goto(path);
  await settled(page);
  return page;
}

const nameOf = async (page: Page): Promise<string> => {
  const session = (await (await page.request.get('/api/v1/session')).json()) as { account: { name: string } };
  return session.account.name;
};

const run = Date.now().toString(36);
const ownType = `carry_${run}`;
const typeTitle = `媒体の持出し ${run}`;

test.describe.configure({ mode: 'serial' });

test('an administrator makes a type of the office’s own from a copy and names who decides', async ({
  browser,
}) => {
  const officer = await as(browser, 'divisionOfficer');
  const decider = await nameOf(officer);
  const page = await as(browser, 'headOfficer', '/permissions/types/usb_outside');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: '写して新しい種類を作る' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('識別名').fill('Not An Id');
  await dialog.getByRole('button', { name: '作る' }).click();
  await expect(dialog.getByRole('alert')).toContainText('名称を入力してください');
  await dialog.getByLabel('新しい種類の名称').fill(typeTitle);
  await dialog.getByLabel('番号').fill('E1');
  await dialog.getByLabel('識別名').fill(ownType);
  await dialog.getByRole('button', { name: '作る' }).click();
  await expect(page.getByRole('heading', { level: 1, name: typeTitle })).toBeVisible();

  await page.getByLabel('1人目の決裁者の決め方').selectOption({ label: '特定の職員' });
  await page.getByRole('combobox', { name: '職員' }).fill(decider);
  await page.getByRole('option', { name: decider }).first().click();
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('保存しました。')).toBeVisible();
});

test('an administrator begins a type from nothing, is told what it lacks, and combines conditions', async ({
  browser,
}) => {
  const page = await as(browser, 'administrator', '/permissions/types');
  await page.getByRole('button', { name: '新しい種類を作る' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('新しい種類の名称').fill(`電算室の見学 ${run}`);
  await dialog.getByLabel('番号').fill('内1');
  await dialog.getByLabel('識別名').fill(`visit_${run}`);
  await dialog.getByRole('button', { name: '作る' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `電算室の見学 ${run}` })).toBeVisible();

  await page.getByRole('button', { name: '項目を追加する' }).click();
  await page.locator('summary').filter({ hasText: '新しい項目' }).click();
  await page.locator('[name="fields.2.label"]').fill('写真を撮る理由');
  await page.locator('[name="fields.2.showWhen"]').selectOption({ label: '件名' });
  await page.getByRole('button', { name: '「この項目を表示するとき」に条件を加える' }).last().click();
  await page.getByLabel('条件2', { exact: true }).selectOption({ label: '目的・理由' });
  await page.getByRole('radio', { name: 'どれかに当てはまるとき' }).check();
  await page.getByRole('button', { name: '知らせる人を追加する' }).click();
  await page.getByRole('checkbox', { name: '出入口の確認用一覧に載せる' }).check();
  await page.locator('[name="record"]').fill('');
  await page.getByRole('button', { name: '保存する' }).click();
  const refusal = page.getByRole('alert').first();
  await expect(refusal).toBeFocused();
  await refusal.getByRole('button', { name: '「記録簿の名称」を入力してください。' }).click();
  await expect(page.locator('[name="record"]')).toBeFocused();
  await page.keyboard.type('見学の記録');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await settledExcessWidth(page)).toBe(0);
  await page.getByRole('button', { name: '保存する' }).click();
  await expect(page.getByText('保存しました。')).toBeVisible();
  await page.reload();
  await page.locator('summary').filter({ hasText: '写真を撮る理由' }).click();
  await expect(page.getByRole('radio', { name: 'どれかに当てはまるとき' })).toBeChecked();
});

/** The address that the adviser leads to, with what it knows. */
const address = (purpose: string): string =>
  `/permissions/new?${new URLSearchParams({ type: ownType, c: '3', i: '1', a: '1', place: '第2庁舎', purpose })}`;

async function apply(page: Page, item: string): Promise<string> {
  await page.locator('[name="items"]').fill(item);
  await page.locator('[name="information"]').fill('説明会の資料');
  await page.getByRole('checkbox', { name: /暗号化/ }).check();
  await page.getByRole('button', { name: '申請する' }).click();
  await expect(page).toHaveURL(/\/permissions\/[0-9a-f-]{36}$/);
  await expect(page.getByText('審査中').first()).toBeVisible();
  return page.url();
}

test('a request opens filled in, says who will decide, and is decided in two presses', async ({
  browser,
}) => {
  test.slow();
  const officer = await as(browser, 'divisionOfficer');
  const decider = await nameOf(officer);
  const employee = await as(browser, 'employee', address('説明会のため'));
  await expect(employee.locator('[name="purpose"]')).toHaveValue('説明会のため');
  await expect(employee.getByRole('radio', { name: '機密性3' })).toBeChecked();
  await expect(employee.getByRole('region', { name: '決裁の流れ' })).toContainText(decider);
  expect(await accessibilityProblems(employee)).toEqual([]);
  await employee.setViewportSize({ width: 360, height: 740 });
  expect(await settledExcessWidth(employee)).toBe(0);

  // What is missing is said at its field, and what was entered is kept as a draft meanwhile.
  await employee.getByRole('button', { name: '申請する' }).click();
  await expect(employee.getByRole('alert').first()).toContainText('入力してください');
  await expect(employee).toHaveURL(/draft=/);
  await employee.reload();
  await settled(employee);
  await expect(employee.locator('[name="purpose"]')).toHaveValue('説明会のため');
  const url = await apply(employee, `USB-${run}`);

  await officer.goto('/permissions/inbox');
  const row = officer.getByRole('listitem').filter({ hasText: `USB-${run}` });
  await row.locator('summary').click();
  await expect(row).toContainText('第2庁舎');
  await expect(row).toContainText('届いた理由');
  expect(await accessibilityProblems(officer)).toEqual([]);
  await row.getByRole('button', { name: '許可する' }).click();
  await expect(officer.getByText('許可しました。')).toBeVisible();
  await expect(row).toHaveCount(0);

  await employee.goto(url);
  await settled(employee);
  await expect(employee.getByRole('img', { name: /二次元コード/ })).toBeVisible();
  expect(await settledExcessWidth(employee)).toBe(0);
  expect(await accessibilityProblems(employee)).toEqual([]);
  const number = (await employee.getByRole('heading', { level: 1 }).innerText()).split(' ')[0] ?? '';

  await checkGate(browser, number);
  await giveBack(employee, officer, url, `USB-${run}`);
});

/** The gate finds the number, and says so when there is none. */
async function checkGate(browser: Browser, number: string): Promise<void> {
  const gate = await as(browser, 'headOfficer', '/permissions/gate');
  await gate.getByRole('textbox', { name: '受付番号' }).fill(number);
  await gate.getByRole('button', { name: '確かめる' }).click();
  await expect(gate.getByRole('alert')).toContainText('許可されています');
  await gate.getByRole('textbox', { name: '受付番号' }).fill('1999-99999');
  await gate.getByRole('button', { name: '確かめる' }).click();
  await expect(gate.getByRole('alert')).toContainText('見つかりません');
}

/** The applicant says that it is back, the officer confirms it. */
async function giveBack(employee: Page, officer: Page, url: string, item: string): Promise<void> {
  await employee.goto(url);
  const start = employee.getByRole('button', { name: '使用を始める' });
  const report = employee.getByRole('button', { name: '返却・完了を報告する' });
  await expect(start.or(report).first()).toBeVisible();
  if (await start.isVisible()) {
    await start.click();
    await employee.getByRole('dialog').getByRole('button', { name: '使用を始める' }).click();
  }
  await report.click();
  await employee.getByRole('dialog').getByRole('button', { name: '返却・完了を報告する' }).click();
  await expect(employee.getByText('返却・完了の確認待ち').first()).toBeVisible();
  await officer.goto('/permissions/inbox?task=confirm');
  const row = officer.getByRole('listitem').filter({ hasText: item });
  await row.locator('summary').click();
  await row.getByRole('button', { name: '返却・完了を確認する' }).click();
  await expect(officer.getByText('返却・完了を確認しました。')).toBeVisible();
  await employee.reload();
  await expect(employee.getByText('完了', { exact: true }).first()).toBeVisible();
}

test('by keyboard alone: sending back needs a reason, which the applicant reads and mends', async ({
  browser,
}) => {
  const employee = await as(browser, 'employee', address('差戻しの確認'));
  const url = await apply(employee, `BACK-${run}`);
  const officer = await as(browser, 'divisionOfficer', '/permissions/inbox');
  const inRow = { within: `BACK-${run}` };
  await tabTo(officer, /BACK-/, inRow);
  // The check box of the row comes first, then the row itself.
  const onBox = await officer.evaluate(() => document.activeElement?.getAttribute('type') === 'checkbox');
  if (onBox) await officer.keyboard.press('Tab');
  await officer.keyboard.press('Enter');
  await tabTo(officer, /^差し戻す$/, inRow);
  await officer.keyboard.press('Enter');
  const row = officer.getByRole('listitem').filter({ hasText: `BACK-${run}` });
  await expect(row.getByRole('textbox', { name: '理由' })).toBeFocused();
  await tabTo(officer, /^差し戻す$/, inRow);
  await officer.keyboard.press('Enter');
  await expect(row).toContainText('理由を入力してください');
  await tabTo(officer, /^/, { ...inRow, key: 'Shift+Tab' });
  await officer.keyboard.type('期間を短くしてください。');
  await tabTo(officer, /^差し戻す$/, inRow);
  await officer.keyboard.press('Enter');
  await expect(officer.getByText('差し戻しました。')).toBeVisible();

  await employee.goto(url);
  await settled(employee);
  await expect(employee.getByText('期間を短くしてください。').first()).toBeVisible();
  await employee.locator('[name="purpose"]').fill('差戻しの確認（期間を短縮）');
  await employee.getByRole('button', { name: '直して申請し直す' }).click();
  await expect(employee.getByText('審査中').first()).toBeVisible();
});

test('several are decided together; a comment and a file reach whoever sees the request', async ({
  browser,
}) => {
  const employee = await as(browser, 'employee', address('一括の確認1'));
  const first = await apply(employee, `BULK-${run}-1`);
  await employee.goto(address('一括の確認2'));
  await apply(employee, `BULK-${run}-2`);

  await employee.goto(first);
  await employee.getByRole('textbox', { name: 'コメント' }).fill('急ぎません。');
  await employee.getByRole('button', { name: 'コメントを送る' }).click();
  await expect(employee.getByText('急ぎません。', { exact: true })).toBeVisible();
  const file = { name: '見取図.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') };
  await employee.getByLabel('添付するファイル').setInputFiles(file);
  await employee.getByRole('button', { name: '添付する', exact: true }).click();
  await expect(employee.getByRole('link', { name: '見取図.pdf' })).toBeVisible();

  const officer = await as(browser, 'divisionOfficer', '/permissions/inbox');
  for (const item of [1, 2]) {
    await officer.getByRole('checkbox', { name: new RegExp(`BULK-${run}-${item}`) }).check();
  }
  await officer.getByRole('button', { name: 'まとめて許可する' }).click();
  const dialog = officer.getByRole('dialog');
  await expect(dialog).toContainText(`BULK-${run}-2`);
  await dialog.getByRole('button', { name: 'まとめて許可する' }).click();
  await expect(officer.getByText('2件を決裁しました。')).toBeVisible();
  await officer.goto(first);
  await settled(officer);
  await expect(officer.getByText('急ぎません。', { exact: true })).toBeVisible();
  await expect(officer.getByRole('link', { name: '見取図.pdf' })).toBeVisible();
});

test('an overdue return stands on the officer’s home and in the list, and the applicant is told', async ({
  browser,
}) => {
  const officer = await as(browser, 'divisionOfficer');
  await officer.locator('a[href="/permissions/office?overdue=true"]').first().click();
  await settled(officer);
  await expect(officer.getByText('返却遅れ').first()).toBeVisible();
  expect(await accessibilityProblems(officer)).toEqual([]);
  const employee = await as(browser, 'employee', '/permissions?tab=mine&state=in_use');
  await expect(employee.getByText('返却遅れ').first()).toBeVisible();
  expect(await accessibilityProblems(employee)).toEqual([]);
});
