/**
 * Takes the pictures of the user guides: node scripts/run.mjs e2e/take-screenshots.ts [ADDRESS]
 * Without the address of a running installation with sample data, one is started for the time it takes.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from './browser.ts';
import { type Visitor, visitors } from './roles.ts';

interface Picture {
  readonly name: string;
  readonly visitor: Visitor;
  /** `{open}` stands for the running self-check, `{past}` for the one before. */
  readonly path: string;
  /** The picture ends here, in pixels from the top of the window. */
  readonly height?: number;
}

const pictures: readonly Picture[] = [
  { name: 'home-staff', visitor: 'employee', path: '/', height: 480 },
  { name: 'sheet', visitor: 'employee', path: '/self-check/{open}/sheet', height: 640 },
  { name: 'duties', visitor: 'employee', path: '/my/duties', height: 720 },
  { name: 'report-incident', visitor: 'employee', path: '/report-incident', height: 760 },
  {
    name: 'handling',
    visitor: 'employee',
    path: '/handling?action=take_out&c=2&i=2&a=1&medium=usb&place=outside',
    height: 740,
  },
  { name: 'guide', visitor: 'employee', path: '/guide/4-3', height: 760 },
  { name: 'marking', visitor: 'employee', path: '/marking', height: 760 },
  { name: 'division-progress', visitor: 'divisionOfficer', path: '/self-check/{open}?tab=progress' },
  { name: 'division-people', visitor: 'divisionOfficer', path: '/self-check/{open}?tab=people' },
  { name: 'register', visitor: 'divisionOfficer', path: '/information', height: 820 },
  { name: 'desk', visitor: 'divisionOfficer', path: '/permissions/inbox', height: 760 },
  { name: 'media', visitor: 'divisionOfficer', path: '/media', height: 720 },
  { name: 'orders', visitor: 'bureauOfficer', path: '/self-check/{open}?tab=orders', height: 560 },
  { name: 'evaluation', visitor: 'bureauOfficer', path: '/self-check/{past}?tab=evaluation' },
  { name: 'improvements', visitor: 'bureauOfficer', path: '/self-check/{past}?tab=improvements' },
  { name: 'exceptions', visitor: 'bureauOfficer', path: '/exceptions', height: 760 },
  { name: 'sheet-system', visitor: 'systemOfficer', path: '/self-check/{open}/sheet', height: 760 },
  { name: 'systems', visitor: 'systemOfficer', path: '/systems', height: 560 },
  { name: 'home-head', visitor: 'headOfficer', path: '/', height: 620 },
  { name: 'plan', visitor: 'headOfficer', path: '/self-check/new', height: 860 },
  { name: 'gaps', visitor: 'headOfficer', path: '/appointments/gaps', height: 640 },
  { name: 'rates', visitor: 'headOfficer', path: '/rates', height: 860 },
  { name: 'report', visitor: 'headOfficer', path: '/reports', height: 660 },
  { name: 'audit-trail', visitor: 'auditor', path: '/audit-trail', height: 760 },
  { name: 'imports', visitor: 'administrator', path: '/organisation/imports', height: 760 },
  { name: 'accounts', visitor: 'administrator', path: '/accounts', height: 640 },
  { name: 'outbox', visitor: 'administrator', path: '/outbox', height: 560 },
];

const OWN_PORT = 34_812;
const folder = join(import.meta.dirname, '..', 'docs', 'guides', 'images');

const given = process.argv[2];
const server = given ? undefined : spawn(process.execPath, serverArguments(), { stdio: 'inherit' });
try {
  await takeAll(given ?? `http://localhost:${OWN_PORT}`);
} finally {
  server?.kill('SIGTERM');
}

function serverArguments(): string[] {
  return [join(import.meta.dirname, 'serve.ts'), String(OWN_PORT), '--demo'];
}

async function takeAll(base: string): Promise<void> {
  await untilReady(base);
  mkdirSync(folder, { recursive: true });
  const { path, environment } = await findBrowser();
  const browser = await chromium.launch({
    executablePath: path,
    env: { ...process.env, ...environment },
    args: ['--no-sandbox'],
  });
  try {
    for (const visitor of visitors) await takeFor(browser, base, visitor);
  } finally {
    await browser.close();
  }
}

async function untilReady(base: string): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const answer = await fetch(`${base}/api/v1/sign-in/options`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(1000);
  }
  throw new Error(`${base} が応答しません。`);
}

/** All pictures through the eyes of one person. */
async function takeFor(browser: Browser, base: string, visitor: Visitor): Promise<void> {
  const wanted = pictures.filter((picture) => picture.visitor === visitor);
  if (wanted.length === 0) return;
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1280, height: 900 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  const options = (await (await context.request.get('/api/v1/sign-in/options')).json()) as {
    demo: { person: string }[];
  };
  const person = options.demo[visitors.indexOf(visitor)]?.person;
  await context.request.post('/api/v1/demo/sign-in', { data: { person } });
  const page = await context.newPage();
  const [open = '', past = ''] = await campaigns(base, browser, options.demo[1]?.person);
  for (const picture of wanted) {
    await page.goto(picture.path.replace('{open}', open).replace('{past}', past));
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    await sleep(800);
    await page.screenshot({
      path: join(folder, `${picture.name}.png`),
      clip: { x: 0, y: 0, width: 1280, height: picture.height ?? 760 },
    });
  }
  await context.close();
}

/** The ids of this year's self-check and of the one before, newest first, as the head officer lists them. */
async function campaigns(base: string, browser: Browser, person: string | undefined): Promise<string[]> {
  const context = await browser.newContext({ baseURL: base });
  await context.request.post('/api/v1/demo/sign-in', { data: { person } });
  const answer = (await (await context.request.get('/api/v1/campaigns')).json()) as {
    items: { id: string }[];
  };
  await context.close();
  return answer.items.map(({ id }) => id);
}
