// `npm start`: installs and builds what is missing, then serves. Arguments go to `kijun serve`.
import { ensurePackages, exitWith, runTypeScript } from './bootstrap.mjs';

await exitWith(async () => {
  await ensurePackages();
  const built = await runTypeScript('scripts/build.ts', ['--if-changed']);
  if (built !== 0) return built;
  return runTypeScript('src/app/cli.ts', ['serve', ...process.argv.slice(2)], { NODE_ENV: 'production' });
});
