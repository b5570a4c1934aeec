// What must be there before any TypeScript can run: the packages, and a Node that is new enough.
// Plain JavaScript without dependencies, because it runs on whatever Node (≥ 20) the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const NEEDED_NODE = 24;
const OLDEST_NODE = 20;

/** The folder of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Messages go to stderr, so that a command's own output stays clean even on first use. */
export function say(message) {
  process.stderr.write(`${message}\n`);
}

/** Installs the packages unless the installed ones are those of the lock file. */
export async function ensurePackages() {
  if (packagesAreThere()) return;
  const lock = await takeLock();
  try {
    if (!packagesAreThere()) install();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The Node to run TypeScript with: this one, or the one among the packages. */
export function newEnoughNode() {
  if (majorOf(process.versions.node) >= NEEDED_NODE) return process.execPath;
  const bundled = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(bundled)) return bundled;
  throw new Error(
    `Node.js ${NEEDED_NODE} 以上が必要です(今の版: ${process.versions.node}、同梱版はこの環境 ${process.platform}-${process.arch} にはありません)。`,
  );
}

/**
 * Runs a TypeScript file to its end with this process's input and output; resolves to its exit code.
 * @param {string} file path from the folder of the checkout, or absolute
 * @param {readonly string[]} args
 * @param {Record<string, string>} environment
 */
export function runTypeScript(file, args = [], environment = {}) {
  const child = spawn(
    newEnoughNode(),
    ['--disable-warning=ExperimentalWarning', resolve(root, file), ...args],
    {
      stdio: 'inherit',
      env: {
        NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
        ...process.env,
        ...environment,
      },
    },
  );
  passSignalsTo(child);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done(signal ? endedBy(signal) : (code ?? 1)));
  });
}

/** Runs a program's `main` and ends the process with its exit code; a failure is one line, not a stack. */
export async function exitWith(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

/** At a terminal the keyboard's interrupt reaches the whole group already; anything else is passed on. */
function passSignalsTo(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
}

/** The shell's convention for a program that a signal ended. */
function endedBy(signal) {
  return { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[signal] ?? 1;
}

function packagesAreThere() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages(join('node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (optional && !installed[path]) || installed[path]?.version === version,
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Without install scripts: nothing that comes from a registry runs on this machine before it is needed. */
function install() {
  if (majorOf(process.versions.node) < OLDEST_NODE) {
    throw new Error(`Node.js ${OLDEST_NODE} 以上を入れてください(今の版: ${process.versions.node})。`);
  }
  say('必要なパッケージを入れています(初回のみ、1分ほど)… / Installing packages');
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const own = process.env.npm_execpath;
  const result = own?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [own, ...args], options)
    : spawnSync('npm', args, options);
  if (result.status !== 0) {
    throw new Error(
      'パッケージを入れられませんでした。上の npm のメッセージとネットワークを確かめてください。',
    );
  }
}

/** One installation at a time: a second command waits for the first. */
async function takeLock() {
  const file = join(root, '.kijun', 'install.lock');
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return file;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(file)) rmSync(file, { force: true });
      else await sleep(500);
    }
  }
}

function isAlive(file) {
  try {
    return process.kill(Number(readFileSync(file, 'utf8')), 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function majorOf(version) {
  return Number.parseInt(version, 10);
}
