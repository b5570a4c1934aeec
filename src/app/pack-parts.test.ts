import { describe, expect, it } from 'vitest';
import { checkPacks, packIds } from '../modules/standards/index.ts';
import { packParts } from './pack-parts.ts';

describe('the shipped packs', () => {
  it('are sound in every part', () => {
    expect(checkPacks(packIds(), true, packParts)).toEqual([]);
  });
});
