import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '../../standards/index.ts';
import { checkAppointments, compareFindings } from './check-appointments.ts';
import type { AppointmentFact, Finding, PersonFact, Snapshot } from './model.ts';

const date = '2026-11-21';
const role = (id: string, fields: Partial<Role> = {}): Role => ({
  id,
  title: { ja: `役割${id}` },
  scope: 'organisation',
  count: { min: 1, max: 1 },
  perScope: false,
  orgKinds: ['national'],
  reportingGroup: 'officers',
  grants: [],
  clause: `条${id}`,
  ...fields,
});
const perUnit = { scope: 'unit', perScope: true } as const;
const roles: readonly Role[] = [
  role('chief', { incompatibleWith: ['auditor'] }),
  role('auditor', { incompatibleWith: ['chief'] }),
  role('head', { mustAlsoHold: 'bureau', appointedBy: 'chief' }),
  role('bureau', { ...perUnit, unitKind: 'bureau', coverage: true }),
  role('division', { ...perUnit, unitKind: 'division' }),
  role('system', { scope: 'system', perScope: true }),
  role('body', { body: true, representedBy: 'chief', count: { min: 1, max: null } }),
  role('staff', { everyone: true, count: { min: 0, max: null } }),
  role('local-only', { orgKinds: ['local'] }),
];

const person = (id: string, fields: Partial<PersonFact> = {}): PersonFact => ({
  id,
  name: `氏名${id}`,
  employment: 'regular',
  leftOn: null,
  absences: [],
  ...fields,
});

const appointment = (
  id: string,
  roleId: string,
  personId: string,
  fields: Partial<AppointmentFact> = {},
): AppointmentFact => ({
  id,
  roleId,
  personId,
  scopeKind: fields.unitId ? 'unit' : fields.assetId ? 'system' : 'organisation',
  unitId: null,
  assetId: null,
  deputyOf: null,
  validFrom: '2026-04-01',
  validTo: null,
  ...fields,
});

/** One bureau with two divisions and a system, every role filled. */
const complete: Snapshot = {
  date,
  orgKind: 'national',
  roles,
  units: [
    { id: 'root', path: '/root/', name: '見本省', kind: 'organisation' },
    { id: 'b1', path: '/root/b1/', name: '総務局', kind: 'bureau' },
    { id: 'd1', path: '/root/b1/d1/', name: '総務課', kind: 'division' },
    { id: 'd2', path: '/root/b1/d2/', name: '会計課', kind: 'division' },
  ],
  assets: [
    { id: 's1', kind: 'system', name: '文書管理システム', stage: 'operating', unitPath: '/root/b1/d1/' },
  ],
  people: ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map((id) => person(id)),
  appointments: [
    appointment('a1', 'chief', 'p1'),
    appointment('a2', 'auditor', 'p2'),
    appointment('a3', 'head', 'p3'),
    appointment('a4', 'bureau', 'p3', { unitId: 'b1' }),
    appointment('a5', 'division', 'p4', { unitId: 'd1' }),
    appointment('a6', 'division', 'p5', { unitId: 'd2' }),
    appointment('a7', 'system', 'p6', { assetId: 's1' }),
  ],
};

const without = (id: string): Snapshot => ({
  ...complete,
  appointments: complete.appointments.filter((each) => each.id !== id),
});
const plus = (...added: AppointmentFact[]): Snapshot => ({
  ...complete,
  appointments: [...complete.appointments, ...added],
});
const changed = (id: string, fields: Partial<AppointmentFact>): Snapshot => ({
  ...complete,
  appointments: complete.appointments.map((each) => (each.id === id ? { ...each, ...fields } : each)),
});
const withPerson = (id: string, fields: Partial<PersonFact>, base = complete): Snapshot => ({
  ...base,
  people: base.people.map((each) => (each.id === id ? { ...each, ...fields } : each)),
});
const codes = (snapshot: Snapshot) =>
  checkAppointments(snapshot).map((each) => `${each.code} ${each.roleId} ${each.scope.id ?? '-'}`);

describe('checkAppointments', () => {
  test('finds nothing in a complete organisation', () => {
    expect(codes(complete)).toEqual([]);
  });

  test('exactly one: none and two are both found, with the clause of the pack', () => {
    const [gap] = checkAppointments(without('a1'));
    expect(gap).toMatchObject({ code: 'missing', roleId: 'chief', clause: '条chief', severity: 'error' });
    expect(gap?.message).toBe('役割chiefが指定されていません。');
    const [excess] = checkAppointments(plus(appointment('x', 'chief', 'p2')));
    expect(excess).toMatchObject({ code: 'tooMany', roleId: 'chief', people: [{ id: 'p1' }, { id: 'p2' }] });
  });

  test('one per unit of the level and per system', () => {
    expect(codes(without('a6'))).toEqual(['missing division d2']);
    expect(codes(without('a7'))).toEqual(['missing system s1']);
    expect(codes(plus(appointment('x', 'division', 'p1', { unitId: 'd1' })))).toEqual([
      'tooMany division d1',
    ]);
  });

  test('a retired system needs no officer, and its appointment is closed', () => {
    const retired = {
      ...complete,
      assets: complete.assets.map((each) => ({ ...each, stage: 'retired' as const })),
    };
    expect(codes(retired)).toEqual(['scopeClosed system s1']);
  });

  test('coverage: the topmost uncovered unit is named, once', () => {
    expect(codes(without('a4'))).toEqual(['mustAlsoHold head -', 'missing bureau b1']);
    const moved = changed('a4', { unitId: 'd1' });
    expect(codes(moved)).toEqual(['missing bureau b1']);
    expect(codes(changed('a4', { unitId: 'root' }))).toEqual([]);
    const stray = { id: 'd9', path: '/root/d9/', name: '監査室', kind: 'division' as const };
    const found = codes({ ...complete, units: [...complete.units, stray] });
    expect(found).toEqual(['uncovered bureau d9', 'missing division d9']);
  });

  test('the head must be one of the bureau officers; a deputy head need not', () => {
    expect(codes(changed('a3', { personId: 'p1' }))).toEqual(['mustAlsoHold head -']);
    expect(codes(plus(appointment('x', 'head', 'p5', { deputyOf: 'a3' })))).toEqual([]);
  });

  test('separation: each clashing pair once', () => {
    const [first, ...rest] = checkAppointments(changed('a2', { personId: 'p1' }));
    expect(first).toMatchObject({ code: 'incompatible', roleId: 'chief', severity: 'error' });
    expect(first?.message).toContain('役割auditor');
    expect(rest).toEqual([]);
  });

  test('terms: expiring within 30 days, expired, succeeded', () => {
    expect(codes(changed('a1', { validTo: '2026-12-21' }))).toEqual(['termExpiring chief -']);
    expect(codes(changed('a1', { validTo: '2026-12-22' }))).toEqual([]);
    const [expired] = checkAppointments(changed('a1', { validTo: '2026-11-21' }));
    expect(expired).toMatchObject({ code: 'termExpired', people: [{ id: 'p1' }] });
    expect(expired?.message).toContain('2026年11月20日');
    const successor = appointment('x', 'chief', 'p2', { validFrom: '2026-12-01' });
    const handover = changed('a1', { validTo: '2026-12-01' });
    expect(codes({ ...handover, appointments: [...handover.appointments, successor] })).toEqual([]);
  });

  test('a holder who left, or is absent without a deputy who is there', () => {
    expect(codes(withPerson('p1', { leftOn: date }))).toEqual(['personLeft chief -']);
    const leave = { absences: [{ validFrom: '2026-11-01', validTo: null }] };
    expect(codes(withPerson('p1', leave))).toEqual(['absentWithoutDeputy chief -']);
    const stoodIn = plus(appointment('x', 'chief', 'p5', { deputyOf: 'a1' }));
    expect(codes(withPerson('p1', leave, stoodIn))).toEqual([]);
    expect(codes(withPerson('p5', leave, withPerson('p1', leave, stoodIn)))).toContain(
      'absentWithoutDeputy chief -',
    );
  });

  test('scope, level, employment, kind of organisation, deputies', () => {
    expect(codes(changed('a1', { scopeKind: 'unit', unitId: 'b1' }))).toContain('wrongScope chief b1');
    expect(codes(plus(appointment('x', 'division', 'p1', { unitId: 'b1' })))).toEqual([
      'wrongUnitKind division b1',
    ]);
    expect(codes(withPerson('p4', { employment: 'dispatched' }))).toEqual(['employment division d1']);
    expect(codes(plus(appointment('x', 'local-only', 'p4')))).toEqual(['notApplicable local-only -']);
    expect(codes(plus(appointment('x', 'chief', 'p1', { deputyOf: 'a1' })))).toEqual(['deputySelf chief -']);
    expect(codes(plus(appointment('x', 'chief', 'p4', { deputyOf: 'gone' })))).toEqual([
      'deputyWithoutPrincipal chief -',
    ]);
    expect(codes(plus(appointment('x', 'chief', 'p1')))).toEqual(['duplicate chief -']);
  });

  test('a closed unit: its appointment is closed, and no number is asked of it', () => {
    const units = complete.units.filter((unit) => unit.id !== 'd2');
    expect(codes({ ...complete, units })).toEqual(['scopeClosed division d2']);
  });

  test('a change shows what it brings and what it settles', () => {
    const difference = compareFindings(
      checkAppointments(without('a6')),
      checkAppointments(changed('a6', { personId: 'p1' })),
    );
    expect(difference.removed.map((each) => each.code)).toEqual(['missing']);
    expect(difference.added).toEqual([]);
  });
});

const arbitraryAppointment = fc.record({
  roleId: fc.constantFrom(...roles.map((each) => each.id)),
  personId: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
  scope: fc.constantFrom('organisation', 'root', 'b1', 'd1', 'd2', 'gone', 's1'),
  validFrom: fc.constantFrom('2025-04-01', '2026-04-01', '2027-04-01'),
  validTo: fc.constantFrom(null, '2026-11-21', '2026-12-01', '2027-05-01'),
  deputy: fc.constantFrom(null, 'a0', 'a1'),
});

const arbitrarySnapshot = fc.array(arbitraryAppointment, { maxLength: 12 }).map((drafts): Snapshot => {
  const appointments = drafts
    .map((draft, at) =>
      appointment(`a${at}`, draft.roleId, draft.personId, {
        ...(draft.scope === 's1' && { assetId: 's1' }),
        ...(draft.scope !== 's1' && draft.scope !== 'organisation' && { unitId: draft.scope }),
        validFrom: draft.validFrom,
        validTo: draft.validTo,
        deputyOf: draft.deputy,
      }),
    )
    .filter((each) => each.validTo === null || each.validTo > each.validFrom);
  return { ...complete, appointments };
});

const keys = (findings: readonly Finding[]) => findings.map((each) => each.key);

describe('checkAppointments, for any input', () => {
  test('does not depend on the order of its input', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, fc.func(fc.integer()), (snapshot, weight) => {
        const shuffle = <T>(items: readonly T[]) =>
          items.toSorted((a, b) => Number(weight(JSON.stringify(a))) - Number(weight(JSON.stringify(b))));
        const shuffled: Snapshot = {
          ...snapshot,
          units: shuffle(snapshot.units),
          people: shuffle(snapshot.people),
          assets: shuffle(snapshot.assets),
          appointments: shuffle(snapshot.appointments),
        };
        expect(checkAppointments(shuffled)).toEqual(checkAppointments(snapshot));
      }),
    );
  });

  test('names each finding once, with a message, an advice and no open placeholder', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        const findings = checkAppointments(snapshot);
        expect(new Set(keys(findings)).size).toBe(findings.length);
        for (const each of findings) {
          expect(`${each.message}${each.advice}`).not.toMatch(/[{}]|undefined|finding\.|advice\./);
        }
      }),
    );
  });

  test('filling a gap never leaves that gap', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        const gap = checkAppointments(snapshot).find(
          (each) => each.code === 'missing' || each.code === 'termExpired',
        );
        if (!gap) return;
        const { kind, id } = gap.scope;
        const filled = appointment('new', gap.roleId, 'p6', {
          scopeKind: kind,
          ...(kind === 'unit' && { unitId: id }),
          ...(kind === 'system' && { assetId: id }),
        });
        const after = checkAppointments({ ...snapshot, appointments: [...snapshot.appointments, filled] });
        expect(keys(after)).not.toContain(gap.key);
      }),
    );
  });

  test('before and after the same state nothing differs', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        const findings = checkAppointments(snapshot);
        expect(compareFindings(findings, findings)).toEqual({ added: [], removed: [] });
      }),
    );
  });
});
