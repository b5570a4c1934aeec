import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPack } from '../standards/index.ts';
import { assess } from './assess.ts';
import { markingText } from './marking-text.ts';
import {
  axes,
  classesOf,
  defaultRestrictions,
  forms,
  openAxes,
  protections,
  restrictionText,
  type Scheme,
  undetermined,
} from './model.ts';
import { bodiesOf, type Classification, classificationPart, schemeOf } from './scheme.ts';

const packs = ['common-standards-h30', 'common-standards-r3-staff', 'local-government-h30'] as const;

function scheme(packId: string, kind: 'national' | 'agency' | 'designated' | 'local', body?: string): Scheme {
  const found = schemeOf([packId], kind, body);
  if (found === null) throw new Error(`${packId} does not classify for ${kind}`);
  return found;
}
const national = scheme('common-standards-h30', 'national');
const local = scheme('local-government-h30', 'local');
const classes = (confidentiality: 1 | 2 | 3 | null, integrity: 1 | 2 | null, availability: 1 | 2 | null) => ({
  confidentiality,
  integrity,
  availability,
});
const criterion = (from: Scheme, level: number) =>
  from.axes[0]?.levels.find((each) => each.level === level)?.criterion.ja ?? '';

describe('the scheme of a kind of body', () => {
  it('measures class 2 by the act that binds the body', () => {
    expect(criterion(national, 2)).toContain('情報公開法第5条');
    expect(criterion(scheme('common-standards-h30', 'agency'), 2)).toContain('独法等情報公開法第5条');
    expect(criterion(scheme('common-standards-h30', 'designated', 'listed'), 2)).toContain(
      '独法等情報公開法第5条',
    );
    expect(criterion(scheme('common-standards-h30', 'designated', 'unlisted'), 2)).toContain('準じる');
    expect(criterion(local, 2)).toContain('公表することを前提にしていない');
  });

  it('is chosen where several bodies are of one kind, and is none for a kind that the pack does not know', () => {
    expect(bodiesOf(['common-standards-h30'], 'designated').map(({ id }) => id)).toEqual([
      'listed',
      'unlisted',
    ]);
    expect(schemeOf(['local-government-h30'], 'national')).toBeNull();
    expect(schemeOf(['my-number-measures'], 'local')).toBeNull();
    expect(schemeOf(['my-number-measures', 'local-government-h30'], 'local')?.packId).toBe(
      'local-government-h30',
    );
  });

  it('has no integrity or availability for paper', () => {
    expect(openAxes(national, undetermined, 'paper')).toEqual(['confidentiality']);
    expect(openAxes(national, undetermined, 'electronic')).toEqual(axes);
  });
});

describe('what follows from classes', () => {
  it('are the groups of protection', () => {
    expect(protections(national, classes(1, 1, 1))).toEqual([]);
    expect(protections(national, classes(2, 1, 1))).toEqual(['confidential', 'protected']);
    expect(protections(national, classes(1, 2, 1))).toEqual(['integrity', 'protected']);
    expect(protections(national, classes(1, 1, 2))).toEqual(['availability', 'protected']);
    expect(protections(national, undetermined)).toEqual([]);
  });

  it('are the default restrictions: work on issued devices only for class 3, the rest of the cell for 2 and 3', () => {
    expect(defaultRestrictions(local, classes(3, 1, 1))).toContain('issued_devices_only');
    const two = defaultRestrictions(local, classes(2, 1, 1));
    expect(two).not.toContain('issued_devices_only');
    expect(two).toHaveLength(7);
    expect(defaultRestrictions(local, classes(1, 1, 1))).toEqual([]);
    expect(defaultRestrictions(local, classes(1, 1, 2))).toContain('recovery_in_time');
  });

  it('is a marking that never passes the undecided off as the lowest', () => {
    const standing = { classes: undetermined, restrictions: [] };
    expect(markingText(national, standing, 'fileName', '計画')).toBe('【格付未決定】計画');
    expect(markingText(local, standing, 'header', '計画')).toBe('【分類未決定】');
  });

  it('is a file name that Windows takes, whatever the name holds', () => {
    const standing = { classes: classes(2, 1, 1), restrictions: ['staff_only:総務/人事'] };
    expect(markingText(national, standing, 'fileName', '予算: 案?/1')).toBe('【機密性2】予算_ 案__1');
    expect(markingText(national, standing, 'subject', '$& {name}')).toBe(
      '【機密性2・総務/人事限り】$& {name}',
    );
    expect(restrictionText(national, 'own:課外秘')).toBe('課外秘');
  });
});

describe('the decision aid', () => {
  it('gives the class that a likely ground of non-disclosure means, with the ground', () => {
    for (const ground of [
      'person',
      'corporation',
      'state_security',
      'public_safety',
      'deliberation',
      'operations',
    ]) {
      const result = assess(national, 'paper', { secret_national: ['no'], disclosure_national: [ground] });
      expect(result.classes.confidentiality).toBe(2);
      expect(result.reasons[0]?.source).toMatch(/^情報公開法第5条第\d号$/);
    }
    expect(assess(national, 'paper', { secret_national: ['yes'] }).classes.confidentiality).toBe(3);
  });

  it('lets a certain ground outweigh doubt, and doubt outweigh nothing', () => {
    const answered = (...ids: string[]) =>
      assess(national, 'paper', { secret_national: ['no'], disclosure_national: ids });
    expect(answered('person', 'unsure')).toMatchObject({ classes: { confidentiality: 2 }, ask: [] });
    expect(answered('none', 'unsure')).toMatchObject({
      classes: { confidentiality: null },
      ask: ['confidentiality'],
    });
  });

  it('never gives a lower class when one more ground is true', () => {
    for (const packId of packs) {
      for (const kind of loadPack(packId).orgKinds) {
        for (const body of bodiesOf([packId], kind)) {
          const each = scheme(packId, kind, body.id);
          const answers = fc.record(
            Object.fromEntries(
              each.questions.map(({ id, answers: all }) => [id, fc.subarray(all.map((answer) => answer.id))]),
            ),
          );
          const more = fc.constantFrom(
            ...each.questions.flatMap(({ id, multiple, answers: all }) =>
              multiple
                ? all.filter(({ level }) => (level ?? 0) > 1).map((answer) => [id, answer.id] as const)
                : [],
            ),
            ['none', 'none'] as const,
          );
          fc.assert(
            fc.property(answers, more, fc.constantFrom(...forms), (given, [id, answer], form) => {
              const before = assess(each, form, given);
              const after = assess(each, form, { ...given, [id]: [...(given[id] ?? []), answer] });
              for (const axis of axes) {
                const [then, now] = [before.classes[axis], after.classes[axis]];
                if (then !== null && now !== null) expect(now).toBeGreaterThanOrEqual(then);
                if (then !== null) expect(now).not.toBeNull();
              }
            }),
            { numRuns: 60 },
          );
        }
      }
    }
  });
});

describe('the check of a pack', () => {
  const problems = (change: (data: Classification) => unknown) => {
    const pack = loadPack('common-standards-h30');
    const found: string[] = [];
    const data = structuredClone(shipped());
    classificationPart.check(change(data) as Classification, pack, (_file, at) => found.push(at));
    return found;
  };
  const shipped = (): Classification => {
    const kinds = bodiesOf(['common-standards-h30'], 'national').concat(
      bodiesOf(['common-standards-h30'], 'agency'),
    );
    const whole = {
      ...national,
      bodies: [...kinds, ...bodiesOf(['common-standards-h30'], 'designated')],
      axes: national.axes.map((axis) => ({
        ...axis,
        levels: axis.levels.map(({ criterion: text, source, ...level }) => ({
          ...level,
          criteria: [{ bodies: ['national', 'agency', 'listed', 'unlisted'], text, source }],
        })),
      })),
      questions: national.questions.map((question) => ({
        ...question,
        bodies: ['national', 'agency', 'listed', 'unlisted'],
      })),
    };
    return whole;
  };

  it('is silent about what is sound and finds what is not', () => {
    expect(problems((data) => data)).toEqual([]);
    expect(problems((data) => ({ ...data, bodies: data.bodies.slice(1) }))).toContain('bodies');
    expect(problems((data) => ({ ...data, questions: data.questions.slice(1) }))).toContain(
      'questions confidentiality',
    );
    const loose = (data: Classification) => ({
      ...data,
      questions: data.questions.map((question) => ({
        ...question,
        answers: question.answers.map((answer) => (answer.next ? { ...answer, next: 'nowhere' } : answer)),
      })),
    });
    expect(problems(loose)).toContain('secret_national no');
    const circle = (data: Classification) => ({
      ...data,
      questions: data.questions.map((question) => ({
        ...question,
        answers: question.answers.map((answer) =>
          answer.next ? { ...answer, next: 'secret_national' } : answer,
        ),
      })),
    });
    expect(problems(circle)).toContain('secret_national');
    const unknown = (data: Classification) => ({
      ...data,
      defaults: [{ axis: 'integrity', min: 2, max: 2, restrictions: ['staff_only'], source: '規程' }],
    });
    expect(problems(unknown)).toContain('defaults');
    expect(classesOf(() => 1)).toEqual(classes(1, 1, 1));
  });
});
