import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPack, type Pack } from '../standards/index.ts';
import { dutiesOf, type Holding, holdingBinds, type PackInForce, requirementsInForce } from './model.ts';

const pack = loadPack('common-standards-h30');
const national: PackInForce = { pack, orgKind: 'national', adopted: new Set() };

const holding = (roleId: string, more: Partial<Holding> = {}): Holding => ({
  packId: pack.id,
  roleId,
  appointmentId: `appointment of ${roleId}`,
  scopeKind: 'organisation',
  scopeId: null,
  scopeName: '',
  attributes: null,
  deputy: false,
  forBody: false,
  ...more,
});

const system = (name: string, ...attributes: string[]): Holding =>
  holding('system_officer', { scopeKind: 'system', scopeId: name, scopeName: name, attributes });

const ids = (holdings: readonly Holding[], inForce: PackInForce = national) =>
  dutiesOf(holdings, [inForce]).map((duty) => duty.requirement.id);

describe('the rule of duties', () => {
  it('gives a person without a role no duty, and a member of staff those of staff', () => {
    expect(ids([])).toEqual([]);
    const staff = dutiesOf([holding('employee')], [national]);
    expect(staff.length).toBeGreaterThan(50);
    expect(staff.every((duty) => duty.requirement.actors.includes('employee'))).toBe(true);
  });

  it('asks the conditions of the system: alternatives within a family, every family must hold', () => {
    const dos = '6.2.3(1)(a)';
    expect(ids([system('内部', 'handles_availability')])).not.toContain(dos);
    expect(ids([system('公開', 'internet_facing')])).not.toContain(dos);
    expect(ids([system('公開', 'internet_facing', 'handles_availability')])).toContain(dos);
  });

  it('lets an implied condition hold: 要保護 whenever any of the three is handled', () => {
    const needsProtected = pack.requirements.find(
      (each) => each.conditions.includes('handles_protected') && each.actors.includes('system_officer'),
    );
    const others = needsProtected?.conditions.filter((code) => code !== 'handles_protected') ?? [];
    expect(ids([system('A', 'handles_integrity', ...others)])).toContain(needsProtected?.id);
    expect(ids([system('A', ...others)])).not.toContain(needsProtected?.id);
  });

  it('keeps a condition open for a role that is not bound to a system', () => {
    const duty = dutiesOf([holding('employee')], [national]).find(
      (each) => each.requirement.id === '6.3.1(2)(b)',
    );
    expect(duty?.reasons[0]).toMatchObject({ conditional: true, conditions: ['public_content'] });
    expect(holdingBinds({ actors: ['employee'], conditions: [] }, holding('employee'), pack)).toEqual({
      conditional: false,
    });
  });

  it('takes several actors as alternatives', () => {
    const contract = '4.1.1(2)(a)';
    expect(ids([holding('division_officer')])).toContain(contract);
    expect(ids([system('A')])).toContain(contract);
    expect(ids([holding('officer')])).not.toContain(contract);
  });

  it('shows each duty once with all its reasons to a person with five roles', () => {
    const roles = ['ciso', 'head_officer', 'officer', 'division_officer', 'employee'].map((role) =>
      holding(role),
    );
    const duties = dutiesOf(roles, [national]);
    expect(new Set(duties.map((duty) => duty.requirement.id)).size).toBe(duties.length);
    const shared = duties.find((duty) => duty.requirement.id === '2.2.1(1)(d)');
    expect(shared?.reasons.map((reason) => reason.roleId)).toEqual(['officer', 'division_officer']);
  });

  it('names every system that a duty comes from', () => {
    const duties = dutiesOf([system('A', 'web'), system('B', 'mail'), system('C')], [national]);
    const general = duties.find((duty) => duty.requirement.conditions.length === 0);
    expect(general?.reasons.map((reason) => reason.scopeName)).toEqual(['A', 'B', 'C']);
    const mail = duties.find((duty) => duty.requirement.conditions.join() === 'mail');
    expect(mail?.reasons.map((reason) => reason.scopeName)).toEqual(['B']);
  });

  it('binds only the kinds of organisation that the requirement names', () => {
    const onlyNational = pack.requirements.find((each) => each.orgKinds.join() === 'national');
    expect(onlyNational).toBeDefined();
    const actor = holding(onlyNational?.actors[0] ?? '');
    expect(ids([actor])).toContain(onlyNational?.id);
    expect(ids([actor], { ...national, orgKind: 'agency' })).not.toContain(onlyNational?.id);
  });

  it('makes a recommendation a duty only once it is adopted', () => {
    const [first, second] = pack.requirements;
    if (!first || !second) throw new Error('the pack is empty');
    const levelled: Pack = {
      ...pack,
      levels: [
        { id: 'recommended', title: { ja: '推奨' }, binding: false, adoptable: true, asked: false },
        { id: 'mandatory', title: { ja: '必須' }, binding: true, adoptable: false, asked: true },
      ],
      requirements: [
        { ...first, level: 'recommended' },
        { ...second, level: 'mandatory' },
      ],
    };
    const asked = (...adopted: string[]) =>
      requirementsInForce({ pack: levelled, orgKind: 'national', adopted: new Set(adopted) }).map(
        (each) => each.id,
      );
    expect(asked()).toEqual([second.id]);
    expect(asked(first.id)).toEqual([first.id, second.id]);
  });

  it('does not take a role of one pack for the role of the same name in another', () => {
    expect(ids([holding('employee', { packId: 'another-pack' })])).toEqual([]);
  });
});

describe('properties of the rule', () => {
  const codes = pack.conditions.map((condition) => condition.code);
  const anyHolding = fc.oneof(
    fc
      .constantFrom('ciso', 'head_officer', 'officer', 'division_officer', 'employee')
      .map((role) => holding(role)),
    fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.subarray(codes)).map(([name, held]) => system(name, ...held)),
  );
  const anyHoldings = fc.array(anyHolding, { maxLength: 6 });

  it('a further role never takes a duty away, and the order of the roles changes no duty', () => {
    fc.assert(
      fc.property(anyHoldings, anyHolding, (holdings, further) => {
        const before = ids(holdings);
        const after = ids([further, ...holdings]);
        expect(after).toEqual(expect.arrayContaining(before));
        expect(ids([...holdings].reverse())).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('every duty has a reason, and every reason is a role that the requirement names', () => {
    fc.assert(
      fc.property(anyHoldings, (holdings) => {
        for (const duty of dutiesOf(holdings, [national])) {
          expect(duty.reasons.length).toBeGreaterThan(0);
          for (const reason of duty.reasons) expect(duty.requirement.actors).toContain(reason.roleId);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('a further attribute of a system never takes a duty away', () => {
    fc.assert(
      fc.property(fc.subarray(codes), fc.constantFrom(...codes), (held, further) => {
        expect(ids([system('A', ...held, further)])).toEqual(
          expect.arrayContaining(ids([system('A', ...held)])),
        );
      }),
      { numRuns: 60 },
    );
  });
});
