import { stateOf } from './roles.ts';
import { accessibilityProblems, expect, settled, tabTo, test } from './support.ts';

test.use({ storageState: stateOf('headOfficer') });

test('conditions of a list are kept under a name by keyboard, called up and forgotten', async ({ page }) => {
  await page.goto('/people?q=見本');
  await settled(page);
  await tabTo(page, /条件の保存・呼出し/);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('保存した条件はありません。');
  await expect(dialog).toContainText('検索「見本」');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: '保存する' }).click();
  await expect(dialog.getByRole('alert')).toContainText('名前を入力してください');
  await dialog.getByLabel('今の条件に付ける名前').fill('見本の人');
  await page.keyboard.press('Enter');
  await expect(page.getByText('「見本の人」を保存しました。')).toBeVisible();

  await page.goto('/people');
  await settled(page);
  await page.getByRole('button', { name: '条件の保存・呼出し' }).click();
  await expect(dialog).toContainText('先に検索や絞込みをしてください');
  await dialog.getByRole('link', { name: '見本の人' }).click();
  await expect(page).toHaveURL(/\/people\?q=/);
  await expect(page.getByRole('searchbox')).toHaveValue('見本');
  await settled(page);

  await page.getByRole('button', { name: '条件の保存・呼出し' }).click();
  await dialog.getByRole('button', { name: '「見本の人」を削除' }).click();
  await expect(dialog).toContainText('保存した条件はありません。');
});
