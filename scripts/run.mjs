// Runs one TypeScript (or JavaScript) file on a Node that can: node scripts/run.mjs FILE [ARGUMENT…]
import { ensurePackages, exitWith, runTypeScript } from './bootstrap.mjs';

const [file, ...args] = process.argv.slice(2);

await exitWith(async () => {
  if (!file) throw new Error('使い方: node scripts/run.mjs ファイル [引数…]');
  await ensurePackages();
  return runTypeScript(file, args);
});
