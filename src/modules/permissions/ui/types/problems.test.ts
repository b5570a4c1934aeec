import { describe, expect, it } from 'vitest';
import type { Field } from '../../model.ts';
import { type Edited, problemsOf } from './problems.ts';

const sound: Edited = {
  ...{ title: { ja: '電算室の見学' }, number: '内1', applicants: ['employee'], clauses: [], gates: [] },
  fields: [
    { id: 'visitor', kind: 'text', label: { ja: '見学する人' } },
    { id: 'photo', kind: 'checkbox', label: { ja: '写真を撮る' } },
  ],
  steps: [{ id: 'step1', mode: 'all', deciders: [{ role: 'superior', of: 'applicant_unit' }] }],
  ...{ informed: [], validity: null, completion: { kind: 'none' }, record: { ja: '見学の記録' } },
  ...{ gate: false, override: false },
};
const found = (change: Partial<Edited>) =>
  problemsOf({ ...sound, ...change }).map(({ field, message }) => `${field}: ${message}`);
const named = (field: Partial<Field>): readonly Field[] => [
  { id: 'visitor', kind: 'text', label: { ja: '見学する人' }, ...field },
];

describe('what a type still lacks', () => {
  it('is nothing for a sound one', () => {
    expect(problemsOf(sound)).toEqual([]);
  });

  it('is said at its field, which the sentence names', () => {
    expect(found({ title: { ja: ' ' } })).toEqual(['title: 名称を入力してください。']);
    expect(found({ record: { ja: '' } })).toEqual(['record: 「記録簿の名称」を入力してください。']);
    expect(found({ applicants: [] })).toEqual(['applicants: 「申請できる人」を選んでください。']);
    expect(found({ informed: [{ person: '' }] })).toEqual([
      'informed.0.person: 1人目の知らせる人の「職員」を選んでください。',
    ]);
    const post = { id: 'b', mode: 'all', deciders: [{ post: ' ', of: 'applicant_unit' }] } as const;
    expect(found({ steps: [...sound.steps, post] })).toEqual([
      'steps.1.deciders.0.post: 2番目の決裁の1人目の「役職名」を入力してください。',
    ]);
    expect(found({ validity: { defaultDays: 9, maxDays: 3 } })[0]).toMatch(/^defaultDays: 「標準の日数」/);
    expect(found({ validity: { defaultDays: 9, maxDays: 9999 } })).toEqual([
      'maxDays: 「最長の日数」は3660日までにしてください。',
    ]);
    expect(found({ completion: { kind: 'return' } })[0]).toMatch(/^completion: 「使い終わったとき」/);
    expect(found({ fields: named({ label: { ja: '' } }) })).toEqual([
      'fields.0.label: 1つ目の項目の「項目」を入力してください。',
    ]);
    expect(found({ fields: named({ kind: 'choice', options: [] }) })[0]).toMatch(/^fields\.0\.options: /);
    expect(found({ threshold: { when: { field: 'visitor', filled: true }, text: { ja: '' } } })).toEqual([
      'threshold.text: 「許可が要らないことの説明」を入力してください。',
    ]);
  });

  it('is a seat that hangs on a field which is not there, with what to do first', () => {
    const deciders = [{ role: 'system_officer', of: 'system' }] as const;
    const [problem = ''] = found({ steps: [{ id: 'a', mode: 'all', deciders }] });
    expect(problem).toMatch(/^steps\.0\.deciders\.0\.field: .*「情報システム」の項目を追加/);
  });

  it('is a condition on a field that was taken away', () => {
    const [problem = ''] = found({ fields: named({ showWhen: { field: 'gone', is: true } }) });
    expect(problem).toMatch(/^fields\.0\.showWhen: 「見学する人：この項目を表示するとき」の条件/);
    const gate = { id: 'g', must: { field: 'gone', filled: true }, message: { ja: '理由' } } as const;
    expect(found({ gates: [gate] })[0]).toMatch(/^gates\.0\.must: /);
  });

  it('is a step that everybody has to go through', () => {
    const steps = sound.steps.map((step) => ({ ...step, optional: true }));
    expect(found({ steps })[0]).toMatch(/^steps\.0: 必ず通る/);
  });
});
