import { describe, expect, it } from 'vitest';
import { type OwnChange, partsOfPackSince, seenParts, withChange } from './model.changes.ts';
import type { PermissionType } from './model.ts';

const ofPack: PermissionType = {
  ...{ id: 'carry', number: 'P02', title: { ja: '運搬' }, lead: { ja: '運ぶときに' }, orgKinds: ['local'] },
  ...{ clauses: ['2(2)'], applicants: ['employee'], fields: [], gates: [], informed: [] },
  steps: [{ id: 'step1', mode: 'all', deciders: [{ role: 'superior', of: 'applicant_unit' }] }],
  ...{ validity: null, completion: { kind: 'none' }, record: { ja: '記録' }, gate: false, override: false },
};

describe('a changed type', () => {
  it('is without what is named with null', () => {
    expect(withChange(ofPack, { lead: null } as OwnChange)).not.toHaveProperty('lead');
    expect(withChange(ofPack, { title: { ja: '運ぶこと' } }).lead).toEqual(ofPack.lead);
    expect(
      withChange({ ...ofPack, validity: { defaultDays: 1, maxDays: 2 } }, { validity: null }).validity,
    ).toBe(null);
  });

  it('knows what the pack said on the day of each change, and that the pack changed since', () => {
    const title = { ja: '情報資産を運ぶこと' };
    const first = { change: { title }, seen: seenParts(ofPack, { title }, null, [], '2026-04-01') };
    expect(first.seen).toEqual({ title: { on: '2026-04-01', pack: { ja: '運搬' } } });
    const type = withChange(ofPack, { title });
    expect(partsOfPackSince(ofPack, type, first.seen)).toEqual([]);

    const later = { ...ofPack, title: { ja: '情報資産の運搬' } };
    expect(partsOfPackSince(later, type, first.seen)).toEqual(['title']);
    // Another part is changed: the title keeps its day.
    const change = { title, gate: true };
    const second = { change, seen: seenParts(later, change, first, [], '2027-04-01') };
    expect(second.seen.title).toEqual(first.seen.title);
    expect(second.seen.gate).toEqual({ on: '2027-04-01', pack: false });
    // The office has looked at it and stays with its own.
    const kept = seenParts(later, change, second, ['title'], '2027-05-01');
    expect(partsOfPackSince(later, withChange(later, change), kept)).toEqual([]);
  });

  it('says nothing of parts that were changed before this was kept', () => {
    const title = { ja: '運ぶこと' };
    const before = { change: { title }, seen: {} };
    expect(seenParts(ofPack, { title }, before, [], '2026-04-01')).toEqual({});
    expect(partsOfPackSince(ofPack, withChange(ofPack, { title }), {})).toEqual([]);
  });
});
