import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../../dist/web/', import.meta.url));
const manifestFile = `${folder}.vite/manifest.json`;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** The scripts that the browser needs before anything is shown: the entry and what it imports at once. */
function initialScripts(manifest: Readonly<Record<string, Chunk>>): string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (chunk === undefined || found.has(chunk.file)) return;
    found.add(chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(name);
  return [...found].filter((file) => file.endsWith('.js'));
}

describe.skipIf(!existsSync(manifestFile))('the built pages', () => {
  it('load at most 150 kB of script before anything is shown', () => {
    const scripts = initialScripts(JSON.parse(readFileSync(manifestFile, 'utf8')));
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = scripts.map((file) => gzipSync(readFileSync(folder + file)).length);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(150_000);
  });

  it('have no inline script or style, which the content security policy would refuse', () => {
    const page = readFileSync(`${folder}index.html`, 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(page).not.toMatch(/<style|\sstyle=/);
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});
