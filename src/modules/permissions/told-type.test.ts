import { describe, expect, it } from 'vitest';
import { loadPack } from '../standards/index.ts';
import { typesOfPack } from './queries/desk.ts';
import { toldType } from './told-type.ts';

const pack = loadPack('local-government-h30');
const names = {
  fields: [],
  roles: new Map(pack.roles.map((role) => [role.id, role])),
  people: { 'a-person': '町田 一郎' },
};

describe('what the trail tells of a type', () => {
  it('is in words for every type of a pack', () => {
    for (const type of typesOfPack(pack.id))
      for (const [part, told] of Object.entries(toldType(type, names)))
        expect(`${part} ${JSON.stringify(told)}`).not.toMatch(/[{}]|\bundefined\b/);
  });

  it('tells only what a change names, with who is seated and when', () => {
    const told = toldType(
      {
        steps: [
          { id: 'a', mode: 'all', deciders: [{ post: '係長', of: 'applicant_unit' }], optional: true },
          { id: 'b', mode: 'all', deciders: [{ person: 'a-person' }] },
        ],
        fields: [
          { id: 'photo', kind: 'checkbox', label: { ja: '写真を撮る' } },
          { id: 'why', kind: 'text', label: { ja: '理由' }, showWhen: { field: 'photo', is: true } },
        ],
        validity: { defaultDays: 1, maxDays: 3 },
        off: true,
      },
      names,
    );
    expect(told).toEqual({
      steps: '係長　（いなければ省く）\n町田 一郎',
      fields: '写真を撮る（photo・確認）\n理由（why・文字）　表示：写真を撮るが「はい」',
      validity: '標準1日、最長3日',
      off: true,
    });
  });
});
