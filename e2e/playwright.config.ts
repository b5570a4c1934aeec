import { defineConfig } from '@playwright/test';
import { DEMO_PORT, demoUrl, EMPTY_PORT, emptyUrl } from './addresses.ts';
import { findBrowser } from './browser.ts';

const browser = await findBrowser();

/** Root cannot use Chromium's sandbox; the pages under test are our own. */
const args = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

const serve = (port: number, url: string, ...rest: string[]) => ({
  command: [process.execPath, 'e2e/serve.ts', port, ...rest].join(' '),
  cwd: '..',
  url: `${url}/readyz`,
  timeout: 120_000,
  reuseExistingServer: process.env.KIJUN_E2E_REUSE === '1',
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 20_000 },
  stdout: 'ignore' as const,
  stderr: 'pipe' as const,
});

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // A machine busy with other work may lose a race once; the report then says “flaky”. A defect fails twice.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: {
    baseURL: demoUrl,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: browser.path,
      args,
      env: { ...process.env, ...browser.environment },
    },
  },
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts' },
    { name: 'journeys', testMatch: '*.spec.ts', dependencies: ['sign-in'] },
  ],
  webServer: [serve(DEMO_PORT, demoUrl, '--demo'), serve(EMPTY_PORT, emptyUrl)],
});
