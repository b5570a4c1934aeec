/** The lock file installs everywhere: npm forgets foreign platforms' packages when it updates a lock in place. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const locked = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages;

/** Where Node would look for a dependency of the package installed at `path`, nearest first. */
function placesFor(dependency: string, path: string): string[] {
  const folders = path.split('/node_modules/');
  const above = folders.map((_, depth) => folders.slice(0, folders.length - depth).join('/node_modules/'));
  return [...above.map((folder) => `${folder}/node_modules/${dependency}`), `node_modules/${dependency}`];
}

it('names the package of every platform', () => {
  const forgotten = Object.entries(locked)
    .filter(([path]) => path !== '')
    .flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((dependency) => !placesFor(dependency, path).some((place) => place in locked))
        .map((dependency) => `${path} → ${dependency}`),
    );
  expect(forgotten).toEqual([]);
});
