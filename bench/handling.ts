import { type Decision, decide, type Question, rulesOf } from '../src/modules/handling/index.ts';
import { loadPack } from '../src/modules/standards/index.ts';
import type { Finding } from './setting.ts';

const ROUNDS = 5;
const QUESTIONS = 20_000;

/** (e) Decisions of "may I?" in process, against looking the finished answer up by the same question. */
export async function benchHandling(): Promise<Finding[]> {
  const packs = ['common-standards-h30', 'local-government-h30'];
  return packs.flatMap((packId) => {
    const questions = anyQuestions(packId, QUESTIONS);
    const rules = rulesOf(packId);
    if (rules === null) return [];
    const finished = new Map<string, Decision>();
    for (const question of questions) finished.set(JSON.stringify(question), decide(rules, question));
    const decisions = best(() => questions.map((question) => decide(rules, question).reasons.length));
    const lookUps = best(() =>
      questions.map((question) => finished.get(JSON.stringify(question))?.reasons.length),
    );
    const ratio = decisions / lookUps;
    return [
      {
        part: '(e)',
        what: `${packId}: decisions a second, to looking finished answers up`,
        value: `${Math.round(decisions).toLocaleString()} / ${Math.round(lookUps).toLocaleString()} = ${ratio.toFixed(2)}`,
        goal: '≥ 0.1',
        met: ratio >= 0.1,
      },
    ];
  });
}

/** The best of some rounds, in answers a second; the first round only warms up. */
function best(work: () => readonly unknown[]): number {
  work();
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return (QUESTIONS * 1000) / Math.min(...times);
}

/** Questions over all actions, classes, media and places, the same at every run. */
function anyQuestions(packId: string, count: number): readonly Question[] {
  const { orgKinds } = loadPack(packId);
  const actions = rulesOf(packId)?.handling.actions ?? [];
  let state = 20_260_401;
  const pick = <Value>(values: readonly Value[]): Value => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const [first] = values;
    const found = values[Math.floor((state / 2 ** 31) * values.length)] ?? first;
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  return Array.from({ length: count }, () => ({
    orgKind: pick(orgKinds),
    action: pick(actions).id,
    classes: {
      confidentiality: pick([1, 2, 3, null] as const),
      integrity: pick([1, 2, null] as const),
      availability: pick([1, 2, null] as const),
    },
    medium: pick([
      'unspecified',
      'paper',
      'usb',
      'supplied_terminal',
      'own_terminal',
      'terms_service',
    ] as const),
    place: pick(['inside', 'outside', 'designated_area'] as const),
    encrypted: pick([true, false]),
    recipient: pick(['unspecified', 'outside'] as const),
    restrictions: pick([[], ['no_copy'], ['encrypt']]),
  }));
}
