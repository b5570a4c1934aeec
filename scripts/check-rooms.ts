/** Names every import that crosses a wall between rooms. Tests may look anywhere. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './programs.ts';
import { importsOf, whyForbidden } from './rooms.ts';

const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !/\.test\.tsx?$|\/testing\b/.test(file),
);

const problems = files.flatMap((file) =>
  importsOf(readFileSync(join(root, file), 'utf8')).flatMap((used) => {
    const why = whyForbidden(file, used);
    return why ? [`${file}: ${used.specifier} — ${why}`] : [];
  }),
);

for (const problem of problems.sort()) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
