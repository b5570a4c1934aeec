import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPack } from '../standards/index.ts';
import type { Slot, Step } from './model.ts';
import { typesOfPack } from './queries/desk.ts';
import { openSeats, resolveSeat, resolveSteps, rolesNeeded } from './resolve.ts';
import type { Candidate, ResolveContext } from './seats.ts';

const pack = loadPack('common-standards-h30');
const roles = new Map(pack.roles.map((role) => [role.id, role]));
const rules = {
  separation: {
    substitutes: {
      division_officer: ['officer'],
      officer: ['head_officer'],
      head_officer: ['ciso'],
      ciso: ['deputy_ciso'],
    },
  },
  superior: ['division_officer', 'officer', 'head_officer'],
};

const holder = (personId: string, roleId: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{ personId, name: personId, post: '', roleId, scopeKind: 'organisation', unitPath: null, assetId: null },
  ...{ scopeName: '', deputy: false, acting: false, absent: false },
  ...more,
});
const ofUnit = (personId: string, roleId: string, unitPath: string, more: Partial<Candidate> = {}) =>
  holder(personId, roleId, { scopeKind: 'unit', unitPath, scopeName: unitPath, ...more });

const context = (candidates: readonly Candidate[], more: Partial<ResolveContext> = {}): ResolveContext => ({
  ...{ roles, rules, applicantId: 'staff', unitPath: '/m/b/d/', values: {} },
  holders: {
    unitKind: 'division',
    candidates,
    posts: [],
    people: new Map(),
    assets: new Map(),
    information: new Map(),
  },
  ...more,
});
const division: Slot = { role: 'division_officer', of: 'applicant_unit' };
const seated = (slot: Slot, given: ResolveContext) =>
  resolveSeat(slot, false, given).holders.map((each) => each.personId);

describe('who sits in a seat', () => {
  it('is the nearest holder upwards', () => {
    const near = ofUnit('near', 'division_officer', '/m/b/d/');
    const far = ofUnit('far', 'division_officer', '/m/b/');
    const other = ofUnit('other', 'division_officer', '/m/b/e/');
    expect(seated(division, context([far, other, near]))).toEqual(['near']);
    expect(seated(division, context([far, other]))).toEqual(['far']);
    expect(resolveSeat(division, false, context([other])).problem).toBe('nobody');
  });

  it('is the deputy while the principal is absent, and not otherwise', () => {
    const principal = ofUnit('principal', 'division_officer', '/m/b/d/');
    const deputy = ofUnit('deputy', 'division_officer', '/m/b/d/', { deputy: true });
    expect(seated(division, context([principal, deputy]))).toEqual(['principal']);
    const seat = resolveSeat(
      division,
      false,
      context([
        { ...principal, absent: true },
        { ...deputy, acting: true },
      ]),
    );
    expect(seat.holders[0]).toMatchObject({ personId: 'deputy', why: { deputy: true, because: '' } });
  });

  it('is somebody further up while the holder is absent without a deputy', () => {
    const absent = ofUnit('absent', 'division_officer', '/m/b/d/', { absent: true });
    const officer = ofUnit('officer', 'officer', '/m/b/');
    const seat = resolveSeat(division, false, context([absent, officer]));
    expect(seat.holders[0]).toMatchObject({
      personId: 'officer',
      why: { because: 'absent', insteadOf: '課室情報セキュリティ責任者' },
    });
  });

  it('of a unit above those that have the role is its substitute', () => {
    const officer = ofUnit('officer', 'officer', '/m/b/');
    const bureau = context([officer], { unitPath: '/m/b/' });
    const above = { ...bureau, holders: { ...bureau.holders, unitKind: 'bureau' as const } };
    expect(resolveSeat(division, false, above).holders[0]).toMatchObject({
      personId: 'officer',
      why: { because: 'above' },
    });
    expect(resolveSeat(division, false, bureau).problem).toBe('nobody');
  });

  it('is never the applicant: the superior, or who appoints, decides instead', () => {
    const own = ofUnit('staff', 'division_officer', '/m/b/d/');
    const officer = ofUnit('officer', 'officer', '/m/b/');
    expect(seated(division, context([own, officer]))).toEqual(['officer']);
    expect(resolveSeat(division, false, context([own, officer])).holders[0]?.why.because).toBe('applicant');
    const also = ofUnit('staff', 'officer', '/m/b/');
    expect(seated(division, context([own, also, holder('head', 'head_officer')]))).toEqual(['head']);
    expect(resolveSeat(division, false, context([own, also])).problem).toBe('self');
  });

  it('of the CISO’s own request is the deputy CISO, or the CISO’s deputy', () => {
    const slot: Slot = { role: 'ciso', of: 'organisation' };
    const ciso = holder('ciso', 'ciso');
    const asCiso = (more: readonly Candidate[]) => context([ciso, ...more], { applicantId: 'ciso' });
    expect(seated(slot, asCiso([holder('vice', 'deputy_ciso')]))).toEqual(['vice']);
    expect(seated(slot, asCiso([holder('stand-in', 'ciso', { deputy: true })]))).toEqual(['stand-in']);
    expect(resolveSeat(slot, false, asCiso([])).problem).toBe('self');
  });

  it('of a system is that system’s officer, once the form says which', () => {
    const slot: Slot = { role: 'system_officer', of: 'system', field: 'system' };
    const officer = holder('so', 'system_officer', { scopeKind: 'system', assetId: 's1', unitPath: '/m/x/' });
    expect(resolveSeat(slot, false, context([officer])).problem).toBe('field');
    expect(seated(slot, context([officer], { values: { system: 's1' } }))).toEqual(['so']);
    expect(resolveSeat(slot, false, context([officer], { values: { system: 's2' } })).problem).toBe('nobody');
  });

  it('that nobody is named for is an error; a joint one of the applicant counts as given', () => {
    expect(resolveSeat({ undefined: true }, false, context([])).problem).toBe('undefined');
    const head: Slot = { role: 'head_officer', of: 'organisation' };
    const own = context([holder('staff', 'head_officer')]);
    expect(resolveSeat(head, true, own)).toMatchObject({ given: true, problem: null });
  });

  it('of the decider of a classification goes up when that is the applicant', () => {
    const slot: Slot = { role: 'classification_decider', of: 'asset', field: 'asset' };
    const person = (personId: string) =>
      [personId, { personId, name: personId, post: '', absent: false }] as const;
    const officer = ofUnit('officer', 'division_officer', '/m/b/d/');
    const given = (deciderId: string | null): ResolveContext => {
      const base = context([officer], { values: { asset: 'a1' } });
      const information = new Map([['a1', { deciderId, unitPath: '/m/b/d/' }]]);
      return {
        ...base,
        holders: { ...base.holders, people: new Map([person('maker'), person('staff')]), information },
      };
    };
    expect(seated(slot, given('maker'))).toEqual(['maker']);
    expect(seated(slot, given('staff'))).toEqual(['officer']);
    expect(seated(slot, given(null))).toEqual(['officer']);
  });

  it('by post is the nearest holder of that post', () => {
    const base = context([]);
    const post = (personId: string, unitPath: string) => ({
      personId,
      name: personId,
      post: '',
      absent: false,
      title: '課長補佐',
      unitPath,
    });
    const posts = [post('far', '/m/b/'), post('near', '/m/b/d/'), post('elsewhere', '/m/c/')];
    expect(
      seated({ post: '課長補佐', of: 'applicant_unit' }, { ...base, holders: { ...base.holders, posts } }),
    ).toEqual(['near']);
  });
});

describe('whatever the offices are', () => {
  const people = ['p1', 'p2', 'p3', 'p4'] as const;
  const paths = ['/m/', '/m/b/', '/m/b/d/'] as const;
  const candidate = fc
    .record({
      personId: fc.constantFrom(...people),
      roleId: fc.constantFrom(
        'division_officer',
        'officer',
        'head_officer',
        'ciso',
        'system_officer',
        'device_officer',
        'deputy_ciso',
      ),
      path: fc.constantFrom(...paths),
      ...{ deputy: fc.boolean(), acting: fc.boolean(), absent: fc.boolean() },
    })
    .map(({ path, ...rest }) => {
      const scope = roles.get(rest.roleId)?.scope ?? 'organisation';
      const place =
        scope === 'unit'
          ? { scopeKind: 'unit' as const, unitPath: path }
          : scope === 'system'
            ? { scopeKind: 'system' as const, assetId: 's1' }
            : {};
      return holder(rest.personId, rest.roleId, { ...rest, ...place });
    });
  const types = typesOfPack('common-standards-h30');

  it('the applicant never decides, absent people never do, and a filled seat has somebody', () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { maxLength: 12 }),
        fc.constantFrom(...people),
        fc.constantFrom(...types),
        (candidates, applicantId, type) => {
          const given = context(candidates, { applicantId, values: { system: 's1' } });
          for (const { step, seats } of resolveSteps(type, given)) {
            for (const seat of seats) {
              expect(seat.holders.map((each) => each.personId)).not.toContain(applicantId);
              for (const { personId, why } of seat.holders)
                expect(
                  candidates.some(
                    (each) => each.personId === personId && each.roleId === why.roleId && !each.absent,
                  ),
                ).toBe(true);
              if (seat.problem === null && step.joint !== true)
                expect(seat.holders.length).toBeGreaterThan(0);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('every role that a seat leads to is loaded beforehand', () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 12 }), fc.constantFrom(...types), (candidates, type) => {
        const all = context(candidates, { applicantId: 'p1', values: { system: 's1' } });
        const needed = new Set(rolesNeeded(type.steps, all));
        const loaded = context(
          candidates.filter((each) => needed.has(each.roleId)),
          { applicantId: 'p1', values: { system: 's1' } },
        );
        expect(resolveSteps(type, loaded)).toEqual(resolveSteps(type, all));
      }),
    );
  });

  it('an `any` step is open only when all of its seats are', () => {
    const step: Step = {
      id: 'a',
      mode: 'any',
      deciders: [division, { role: 'head_officer', of: 'organisation' }],
    };
    const both = resolveSteps({ steps: [step] }, context([]));
    expect(openSeats(both)).toHaveLength(2);
    expect(
      openSeats(resolveSteps({ steps: [step] }, context([holder('head', 'head_officer')]))),
    ).toHaveLength(0);
  });
});
