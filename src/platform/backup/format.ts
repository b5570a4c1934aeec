import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TarEntry } from './tar.ts';

/** Names of the members that are not rows. */
export const MANIFEST = 'manifest.json';
export const END = 'end.json';
export const FILES = 'files/';

/** What a backup says of itself at its beginning. */
export const manifestSchema = z.object({
  product: z.literal('kijun'),
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** The migrations of the database that was backed up. */
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), tenant: z.boolean() })),
});

/** What it says at its end: how many members and rows came before, and the hash over all of them. */
export const endSchema = z.object({
  entries: z.number().int(),
  rows: z.record(z.string(), z.number().int()),
  sha256: z.string(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type End = z.infer<typeof endSchema>;

/** Counts and hashes members in their order, the same way when writing and when reading. */
export function memberDigest() {
  const hash = createHash('sha256');
  let entries = 0;
  return {
    add({ name, body }: TarEntry): void {
      hash.update(`${name}\n${body.length}\n`).update(body);
      entries += 1;
    },
    result: () => ({ entries, sha256: hash.digest('hex') }),
  };
}

/** Member name of a part of a table's rows: `tables/03-people/000001.copy`. */
export function partName(tables: readonly { name: string }[], index: number, part: number): string {
  const name = tables[index]?.name ?? '';
  return `tables/${String(index).padStart(3, '0')}-${name}/${String(part).padStart(6, '0')}.copy`;
}

/** The table's place in the manifest, or null when the member is none of rows. */
export function tableIndexOf(name: string): number | null {
  const match = /^tables\/(\d+)-/.exec(name);
  return match ? Number(match[1]) : null;
}
