import type { Page } from '@playwright/test';
import { as, expect, settled, test } from './support.ts';

/** Two windows on one record: whoever saves second chooses, and nobody's input is lost. */
const dialogOf = (page: Page) => page.getByRole('dialog').first();

async function openEditor(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
  await page.getByRole('button', { name: '編集する', exact: true }).click();
}

const employmentOf = (page: Page) => dialogOf(page).getByLabel('雇用形態');

async function save(page: Page, employment: string | { label: string }): Promise<void> {
  await employmentOf(page).selectOption(employment);
  await dialogOf(page).getByRole('button', { name: '保存する', exact: true }).click();
}

test('whoever saves second is shown what differs in words, once more when it changed again, and decides', async ({
  browser,
}) => {
  await as(browser, 'headOfficer', async (page) => {
    const list = await page.request.get('/api/v1/people?pageSize=1');
    const { items } = (await list.json()) as { items: { id: string }[] };
    const address = `/people/${items[0]?.id}`;
    const other = await page.context().newPage();
    for (const window of [page, other]) await openEditor(window, address);
    const before = await employmentOf(page).inputValue();
    await save(page, { label: '非常勤' });
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await save(other, { label: '派遣' });
    const conflict = other.getByRole('dialog', { name: 'ほかの人が先に変更しています' });
    await expect(conflict.getByRole('radio')).toHaveCount(2);
    await expect(conflict.getByText('派遣')).toBeVisible();
    await expect(conflict.getByText('非常勤')).toBeVisible();
    await openEditor(page, address);
    await save(page, { label: '再任用' });
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await conflict.getByRole('button', { name: '選んだ内容で保存する' }).click();
    await expect(conflict.getByRole('alert')).toBeVisible();
    await expect(conflict.getByText('再任用')).toBeVisible();
    await conflict.getByRole('button', { name: '選んだ内容で保存する' }).click();
    await expect(other.getByRole('dialog')).toHaveCount(0);
    await expect(other.getByText('派遣').first()).toBeVisible();
    // Other journeys meet the person as they were.
    await openEditor(other, address);
    await save(other, before);
    await expect(other.getByRole('dialog')).toHaveCount(0);
  });
});
