import { stateOf } from './roles.ts';
import { accessibilityProblems, expect, settled, test } from './support.ts';

test.use({ storageState: stateOf('employee') });

test('an employee asks before acting and comes to the form with everything filled in', async ({ page }) => {
  await page.goto('/handling');
  await settled(page);
  await page.getByText('よくある場面から選ぶ').click();
  await page.getByRole('button', { name: 'テレワークをする' }).click();
  const answer = page.getByRole('region', { name: '答え' });
  await expect(answer.getByText('機密性が決まっていないため')).toBeVisible();
  await page.getByRole('radio', { name: '機密性3' }).check();
  await page.getByRole('radio', { name: '支給以外の端末（私物など）' }).check();
  await expect(answer.getByText('必要な許可（2件。それぞれ申請します）')).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await answer.getByRole('link', { name: '「要管理対策区域外での情報処理」の申請書を開く' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: '要管理対策区域外での情報処理の申請' }),
  ).toBeVisible();
  await expect(page.getByRole('radio', { name: '機密性3' })).toBeChecked();
  await page.goBack();
  await expect(answer.getByText('許可が必要です')).toBeVisible();
});

test('what is forbidden leads to an exception, what is free says so', async ({ page }) => {
  await page.goto('/handling?action=store&c=2&i=1&a=1&medium=terms_service');
  await settled(page);
  const answer = page.getByRole('region', { name: '答え' });
  await expect(answer.getByText('できません', { exact: true })).toBeVisible();
  await answer.getByRole('link', { name: '例外措置を申請する' }).click();
  await page.waitForURL(/\/exceptions\/new\?pack=common-standards-h30&clause=4\.1\.2/);
  await page.goto('/handling?action=process&c=1&i=1&a=1');
  await expect(answer.getByText('できます', { exact: true })).toBeVisible();
});
