import { describe, expect, it } from 'vitest';
import { closedGates, isNeeded, isRequired, type PermissionType } from './model.ts';
import { typesOfPack } from './queries/desk.ts';
import { shape } from './shape.testing.ts';

const national = new Map(typesOfPack('common-standards-h30').map((type) => [type.id, type]));
const local = new Map(typesOfPack('local-government-h30').map((type) => [type.id, type]));
const staff = new Map(typesOfPack('common-standards-r3-staff').map((type) => [type.id, type]));

const get = (types: ReadonlyMap<string, PermissionType>, id: string): PermissionType => {
  const type = types.get(id);
  if (!type) throw new Error(`no type ${id}`);
  return type;
};
const classes = (
  confidentiality: 1 | 2 | 3 | null,
  integrity: 1 | 2 | null = 1,
  availability: 1 | 2 | null = 1,
) => ({
  classes: { confidentiality, integrity, availability },
});

describe('the types of the Common Standards', () => {
  it('are fifteen, decided by whom the clauses name', () => {
    expect(Object.fromEntries([...national].map(([id, type]) => [id, shape(type)]))).toEqual({
      exception: 'employee → exception_authority',
      process_outside: 'employee → system_officer & division_officer',
      provide_beyond_range: 'employee → classification_decider',
      provide_outside_agency: 'employee → division_officer',
      change_classification: 'employee → classification_decider',
      carry_out_agency: 'employee → division_officer',
      supplied_terminal_outside: 'employee → division_officer',
      own_terminal: 'employee → division_officer → device_officer',
      reconnect_terminal: 'employee → division_officer',
      usb_outside: 'employee → division_officer',
      install_software: 'employee → system_officer',
      connect_device: 'employee → system_officer',
      terms_service: 'employee → head_officer',
      subcontract: 'employee → system_officer | division_officer',
      change_network_device_software: 'employee → system_officer',
    });
  });

  it('do not bind the ministries where the sentence is for agencies only', () => {
    for (const id of ['provide_outside_agency', 'carry_out_agency'])
      expect(get(national, id).orgKinds).toEqual(['agency', 'designated']);
  });

  it('need one officer outside the area in the edition of R3', () => {
    expect(shape(get(staff, 'process_outside'))).toBe('employee → division_officer');
  });

  it('ask for a permission from the class on that the clause names, undetermined included', () => {
    const usb = get(national, 'usb_outside');
    expect(isNeeded(usb, classes(2))).toBe(false);
    for (const values of [classes(3), classes(1, 2), classes(1, 1, 2), classes(null)])
      expect(isNeeded(usb, values)).toBe(true);
  });

  it('never let confidential information into a service under its own terms', () => {
    for (const type of [get(national, 'terms_service'), get(local, 'terms_service')]) {
      expect(closedGates(type, classes(1))).toEqual([]);
      for (const values of [classes(2), classes(3), classes(null)])
        expect(closedGates(type, values)).toHaveLength(1);
    }
  });
});

describe('the types of the municipal guideline', () => {
  it('are thirty-four, decided by whom the clauses name', () => {
    expect([...local.values()].map((type) => `${type.number} ${type.id}: ${shape(type)}`)).toEqual([
      'P01 ask_classification: employee → division_officer',
      'P02 carry: employee → division_officer',
      'P03 provide_outside: employee → division_officer',
      'P04 dispose: employee → division_officer',
      'P05 place_equipment_outside: head_officer, system_officer → (head_officer & system_officer) → ciso',
      'P06 enter_controlled_area: employee → system_officer',
      'P07 take_out: employee → division_officer',
      'P08 process_outside: employee → division_officer',
      'P09 own_terminal: employee → division_officer',
      'P10 change_terminal_settings: employee → division_officer',
      'P11 consult_difficulty: employee → division_officer',
      'P12 training_plan: ciso → [committee]',
      'P13 exchange_with_bodies: system_officer → head_officer & officer',
      'P14 connect_external_network: system_officer → ciso & head_officer',
      'P15 disconnect_external_network: system_officer → head_officer',
      'P16 install_software: employee → head_officer & system_officer',
      'P17 modify_equipment: employee → head_officer & system_officer',
      'P18 connect_terminal: employee → head_officer',
      'P19 privilege_deputy: head_officer, system_officer → (head_officer & system_officer) → ciso',
      'P20 remote_access: employee → head_officer & system_officer',
      'P21 public_line: employee → head_officer',
      'P22 remove_user_id: employee → head_officer | system_officer',
      'P23 medium_connection_release: employee → superior → system_officer',
      'P24 exception: division_officer, system_officer → ciso',
      'P25 emergency_exception: division_officer, system_officer → ciso',
      'P26 usage_investigation: usage_investigator → ciso',
      'P27 suspend_access_rights: division_officer → head_officer',
      'P28 terms_service: employee → ?',
      'P29 audit_plan: chief_auditor → [committee]',
      'P30 policy_revision: head_officer, ciso → [committee] → [organisation]',
      'P31 procurement_permission: system_officer → ciso',
      'P32 check_brought_equipment: system_officer → named_person',
      'P33 change_development_staff: employee → system_officer',
      'P34 view_information: employee → division_officer',
    ]);
  });

  it('ask for disposal and taking out in every class, for carrying and providing from 機密性2', () => {
    for (const id of ['dispose', 'take_out', 'process_outside'])
      expect(get(local, id).threshold).toBeUndefined();
    for (const id of ['carry', 'provide_outside']) {
      expect(isNeeded(get(local, id), classes(1))).toBe(false);
      expect(isNeeded(get(local, id), classes(2))).toBe(true);
    }
  });

  it('block own devices with 機密性3 and without training; only an exception opens it', () => {
    const own = get(local, 'own_terminal');
    const closed = (values: object) =>
      closedGates(own, values as Parameters<typeof closedGates>[1]).map((gate) => gate.id);
    expect(closed({ ...classes(2), training: true })).toEqual([]);
    expect(closed({ ...classes(3), training: true })).toEqual(['no_confidentiality_3']);
    expect(closed({ ...classes(2), training: false })).toEqual(['training_completed']);
  });

  it('do not demand encryption, but a reason for going without', () => {
    const type = get(local, 'provide_outside');
    const reason = type.fields.find((field) => field.id === 'not_encrypted_reason');
    expect(reason && isRequired(reason, { encrypted: false })).toBe(true);
    expect(reason && isRequired(reason, { encrypted: true })).toBe(false);
  });

  it('all know the override, and tell the four roles of a privilege deputy', () => {
    expect([...local.values()].every((type) => type.override)).toBe(true);
    expect([...national.values()].some((type) => type.override)).toBe(false);
    const informed = get(local, 'privilege_deputy').informed.map((slot) => ('role' in slot ? slot.role : ''));
    expect(informed).toEqual(['head_officer', 'officer', 'division_officer', 'system_officer']);
  });
});
