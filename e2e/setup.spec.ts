import { emptyUrl } from './addresses.ts';
import { accessibilityProblems, expect, picture, settled, settledExcessWidth, test } from './support.ts';

test.use({ baseURL: emptyUrl });

test('a new installation shows one page, and registers an organisation of one’s own', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
  await settled(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await picture(page, 'setup');
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await settledExcessWidth(page)).toBe(0);
  await picture(page, 'setup-phone');
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole('button', { name: '登録を始める' }).click();
  await page.getByLabel('組織の名称').fill('試験市');
  await page.getByRole('radio', { name: '地方公共団体' }).check();
  await page.getByLabel('氏名').fill('管理 太郎');
  await page.getByLabel('ログイン名').fill('admin');
  await page.getByLabel('パスワード', { exact: false }).first().fill('短い');
  await page.getByRole('button', { name: 'この内容で始める' }).click();
  await expect(page.getByText('パスワードは12文字以上で入力してください。').first()).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);

  for (const field of await page.getByLabel(/パスワード/).all()) await field.fill('みどりの-teapot-47-階段');
  await page.getByRole('button', { name: 'この内容で始める' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '私の仕事' })).toBeVisible();
  await expect(page.getByText('試験市').first()).toBeVisible();

  await page.goto('/setup');
  await expect(page.getByText('準備はすでに終わっています。')).toBeVisible();
});

test('signs in with the password, and tells nothing about which half was wrong', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('ログイン名').fill('admin');
  await page.getByLabel('パスワード').fill('まちがった-password-1');
  await page.getByRole('button', { name: 'サインインする', exact: true }).click();
  const refusal = page.getByRole('alert').first();
  await expect(refusal).toBeVisible();
  const wrongPassword = await refusal.innerText();
  await page.getByLabel('ログイン名').fill('nobody');
  await page.getByRole('button', { name: 'サインインする', exact: true }).click();
  await expect(refusal).toHaveText(wrongPassword);
  await page.getByLabel('ログイン名').fill('admin');
  await page.getByLabel('パスワード').fill('みどりの-teapot-47-階段');
  await page.getByRole('button', { name: 'サインインする', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '私の仕事' })).toBeVisible();
});
