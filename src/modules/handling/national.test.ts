import { describe, expect, it } from 'vitest';
import { asker, idsOf, inShort, rulesFor } from './testing.ts';

const national = asker('common-standards-h30', 'national');
const agency = asker('common-standards-h30', 'agency');
const designated = asker('common-standards-h30', 'designated');
const outside = { place: 'outside' } as const;

/** Outcome and permissions of the earlier edition, clause by clause. */
const examples: readonly [clause: string, decision: ReturnType<typeof national>, expected: string][] = [
  ['3.1.1(4)(a)', national('process', 'c3i2a2'), 'allowed'],
  ['3.1.1(4)(a)', national('process', 'c1i1a1'), 'allowed'],
  [
    '3.1.1(4)(b)',
    national('process', 'c3i1a1', outside),
    'needs_permission, process_outside: division_officer+system_officer',
  ],
  [
    '3.1.1(4)(b)',
    national('telework', 'c3i1a1'),
    'needs_permission, process_outside: division_officer+system_officer',
  ],
  [
    '3.1.1(4)(b)',
    national('web_conference', 'c3i1a1', outside),
    'needs_permission, process_outside: division_officer+system_officer',
  ],
  [
    '3.1.1(4)(b)',
    national('process', 'c3', { ...outside, medium: 'paper' }),
    'needs_permission, process_outside: division_officer+system_officer',
  ],
  ['3.1.1(4)(c)', national('process', 'c2i1a1', outside), 'allowed_with_measures'],
  ['3.1.1(4)(c)', national('process', 'c1i2a1', outside), 'allowed_with_measures'],
  ['3.1.1(4)(c)', national('process', 'c1i1a1', outside), 'allowed'],
  ['3.1.1(6)(a)', national('process', 'c3i1a1', { place: 'designated_area' }), 'allowed'],
  ['3.1.1(4)(d)', national('store', 'c2i1a1'), 'allowed_with_measures'],
  ['3.1.1(4)(d)', national('store', 'c1i1a1'), 'allowed'],
  ['3.1.1(4)(e)', national('copy', 'c1i1a1', { medium: 'usb' }), 'allowed_with_measures'],
  ['3.1.1(5)(a)', national('publish', 'c1i2a2'), 'allowed_with_measures'],
  ['3.1.1(5)(a)', national('publish', 'c2i1a1'), 'forbidden'],
  ['3.1.1(5)(a)', national('publish', 'c3i1a1'), 'forbidden'],
  [
    '3.1.1(5)(b)',
    national('provide', 'c2i1a1'),
    'needs_permission, provide_beyond_range: classification_decider',
  ],
  [
    '3.1.1(5)(b)',
    national('provide', 'c3i1a1'),
    'needs_permission, provide_beyond_range: classification_decider',
  ],
  [
    '3.1.1(5)(b)',
    national('provide', 'c1i1a1', { restrictions: ['staff_only:人事担当者'] }),
    'needs_permission, provide_beyond_range: classification_decider',
  ],
  [
    '3.1.1(5)(b)',
    national('send', 'c2i1a1', { recipient: 'outside' }),
    'needs_permission, provide_beyond_range: classification_decider',
  ],
  [
    '3.1.1(5)(c)',
    agency('provide', 'c3i1a1'),
    'needs_permission, provide_beyond_range: classification_decider, provide_outside_agency: division_officer',
  ],
  [
    '3.1.1(5)(c)',
    designated('provide', 'c3i1a1'),
    'needs_permission, provide_beyond_range: classification_decider, provide_outside_agency: division_officer',
  ],
  [
    '3.1.1(5)(c)',
    agency('provide', 'c2i1a1'),
    'needs_permission, provide_beyond_range: classification_decider',
  ],
  ['3.1.1(5)(d)', national('provide', 'c1i1a1'), 'allowed_with_measures'],
  ['3.1.1(5)(d)', national('provide', 'c1', { medium: 'paper' }), 'allowed'],
  ['3.1.1(6)(a)', national('carry', 'c3i1a1'), 'allowed_with_measures'],
  ['3.1.1(6)(a)', national('take_out', 'c3i1a1'), 'allowed_with_measures'],
  ['3.1.1(6)(a)', national('carry', 'c1i1a1'), 'allowed'],
  ['3.1.1(6)(a)', agency('carry', 'c3i1a1'), 'needs_permission, carry_out_agency: division_officer'],
  [
    '3.1.1(6)(a)',
    agency('take_out', 'c3', { medium: 'paper' }),
    'needs_permission, carry_out_agency: division_officer',
  ],
  ['3.1.1(6)(a)', designated('take_out', 'c3i1a1'), 'needs_permission, carry_out_agency: division_officer'],
  ['3.1.1(6)(a)', agency('carry', 'c2i1a1'), 'allowed_with_measures'],
  ['3.1.1(6)(a)', agency('carry', 'c3i1a1', { place: 'designated_area' }), 'allowed_with_measures'],
  ['3.1.1(6)(b)', national('send', 'c2i1a1', { medium: 'mail' }), 'allowed_with_measures'],
  ['3.1.1(6)(b)', national('send', 'c1i1a1'), 'allowed'],
  ['3.1.1(7)(a)', national('erase', 'c1i1a1'), 'allowed'],
  ['3.1.1(7)(b)', national('dispose', 'c1i1a1', { medium: 'usb' }), 'allowed_with_measures'],
  ['3.1.1(7)(c)', national('dispose', 'c2', { medium: 'paper' }), 'allowed_with_measures'],
  ['3.1.1(7)(c)', national('dispose', 'c1', { medium: 'paper' }), 'allowed'],
  ['3.1.1(3)(b)', national('copy', 'c2i1a1'), 'allowed_with_measures'],
  ['3.1.1(3)(b)', national('print', 'c1i1a1'), 'allowed'],
  [
    '3.1.1(3)(c)',
    national('reclassify', 'c2i1a1'),
    'needs_permission, change_classification: classification_decider',
  ],
  [
    '4.1.1(2)(d)',
    national('entrust', 'c2i1a1', { recipient: 'subcontractor' }),
    'needs_permission, subcontract: division_officer|system_officer',
  ],
  ['4.1.1(4)(a)', national('entrust', 'c2i1a1'), 'allowed_with_measures'],
  ['4.1.2(1)(a)', national('use_external_service', 'c2i1a1', { medium: 'terms_service' }), 'forbidden'],
  ['4.1.2(1)(a)', national('store', 'c3i1a1', { medium: 'terms_service' }), 'forbidden'],
  ['4.1.2(1)(a)', national('use_external_service', 'c2i1a1'), 'forbidden'],
  ['4.1.2(1)(a)', national('use_external_service', 'c3i1a1', { medium: 'supplied_terminal' }), 'forbidden'],
  [
    '8.2.1(3)(a)',
    national('publish', 'c1i1a1', { medium: 'own_terminal' }),
    'needs_permission, own_terminal: device_officer',
  ],
  [
    '8.1.1(3)(k)',
    national('provide', 'c1i2a1', { ...outside, medium: 'usb' }),
    'needs_permission, usb_outside: division_officer',
  ],
  [
    '4.1.2(2)(a)',
    national('use_external_service', 'c1i2a2', { medium: 'terms_service' }),
    'needs_permission, terms_service: head_officer',
  ],
  ['4.1.4(1)(a)', national('use_external_service', 'c3i1a1', { medium: 'cloud' }), 'allowed_with_measures'],
  ['8.1.1(3)(b)(c)(e)', national('connect', ''), 'needs_permission, connect_device: system_officer'],
  [
    '8.1.1(3)(e)',
    national('connect', '', { medium: 'usb' }),
    'needs_permission, connect_device: system_officer',
  ],
  [
    '8.1.1(3)(j)',
    national('connect', '', { medium: 'supplied_terminal', place: 'outside' }),
    'needs_permission, connect_device: system_officer, reconnect_terminal: division_officer',
  ],
  ['8.1.1(3)(d)', national('install', ''), 'needs_permission, install_software: system_officer'],
  ['8.1.1(3)(d)', national('install', '', { software: 'listed' }), 'allowed_with_measures'],
  ['8.1.1(3)(d)', national('install', '', { software: 'forbidden' }), 'forbidden'],
  [
    '8.1.1(3)(h)(ア)',
    national('take_out', 'c3i1a1', { medium: 'supplied_terminal' }),
    'needs_permission, supplied_terminal_outside: division_officer',
  ],
  [
    '8.1.1(3)(h)(ア)',
    national('process', 'c1i2a1', { medium: 'supplied_terminal', ...outside }),
    'needs_permission, supplied_terminal_outside: division_officer',
  ],
  [
    '8.1.1(3)(h)(ア)',
    national('process', 'c1i1a2', { medium: 'supplied_terminal', ...outside }),
    'needs_permission, supplied_terminal_outside: division_officer',
  ],
  [
    '8.1.1(3)(h)(ア)',
    national('process', 'c2i1a1', { medium: 'supplied_terminal', ...outside }),
    'allowed_with_measures',
  ],
  ['8.1.1(3)(h)(ア)', national('process', 'c3i2a2', { medium: 'supplied_terminal' }), 'allowed'],
  [
    '8.1.1(3)(h)(ア)',
    national('telework', 'c3i1a1', { medium: 'supplied_terminal' }),
    'needs_permission, process_outside: division_officer+system_officer, supplied_terminal_outside: division_officer',
  ],
  [
    '8.1.1(3)(h)(イ)',
    national('process', 'c2i1a1', { medium: 'own_terminal' }),
    'needs_permission, own_terminal: device_officer+division_officer',
  ],
  [
    '8.1.1(3)(h)(イ)',
    national('process', 'c3i1a1', { medium: 'own_terminal' }),
    'needs_permission, own_terminal: device_officer+division_officer',
  ],
  [
    '8.1.1(3)(h)(イ)',
    national('process', 'c1i1a2', { medium: 'own_terminal' }),
    'needs_permission, own_terminal: device_officer+division_officer',
  ],
  [
    '8.2.1(3)(a)',
    national('process', 'c1i1a1', { medium: 'own_terminal' }),
    'needs_permission, own_terminal: device_officer',
  ],
  [
    '8.1.1(3)(k)',
    national('take_out', 'c3i1a1', { medium: 'usb' }),
    'needs_permission, usb_outside: division_officer',
  ],
  [
    '8.1.1(3)(k)',
    national('carry', 'c1i2a1', { medium: 'usb' }),
    'needs_permission, usb_outside: division_officer',
  ],
  ['8.1.1(3)(k)', national('take_out', 'c2i1a1', { medium: 'usb' }), 'allowed_with_measures'],
  [
    '8.1.1(3)(k)',
    national('take_out', 'c3i1a1', { medium: 'usb', place: 'designated_area' }),
    'allowed_with_measures',
  ],
  [
    '8.1.1(3)(k)',
    agency('take_out', 'c3i1a1', { medium: 'usb' }),
    'needs_permission, carry_out_agency: division_officer, usb_outside: division_officer',
  ],
];

describe('the earlier edition of the common standards', () => {
  it.each(examples)('%s', (_clause, decision, expected) => {
    expect(inShort(decision)).toBe(expected);
    for (const { clause, edition, text } of decision.reasons) {
      expect(edition).toBe('平成30年度版');
      expect(text).not.toBe(clause);
    }
  });

  it('names the clause that decides first', () => {
    expect(national('process', 'c3i1a1', outside).reasons[0]?.clause).toBe('3.1.1(4)(b)');
    expect(national('publish', 'c2i1a1').reasons[0]?.clause).toBe('3.1.1(5)(a)');
  });

  it('does not bind ministries by what is said of agencies', () => {
    const clauses = (decision: ReturnType<typeof national>) => decision.reasons.map(({ clause }) => clause);
    expect(clauses(national('provide', 'c3i1a1'))).not.toContain('3.1.1(5)(c)');
    expect(idsOf(national('store', 'c3i1a1').measures)).toEqual(['access_control']);
    expect(idsOf(agency('store', 'c3i1a1').measures)).toEqual([
      'access_control',
      'offline_device',
      'guard_device',
      'encrypt_storage',
    ]);
    expect(idsOf(agency('store', 'c3i1a1', { encrypted: true }).measures)).not.toContain('encrypt_storage');
    expect(idsOf(agency('store', 'c3', { medium: 'paper' }).measures)).toEqual(['access_control']);
    expect(idsOf(agency('carry', 'c3i1a1').measures)).toContain('encrypt_before_carrying');
    expect(idsOf(agency('carry', 'c3i1a1', { encrypted: true }).measures)).not.toContain(
      'encrypt_before_carrying',
    );
    expect(idsOf(agency('send', 'c3i1a1').measures)).toContain('named_way_of_sending');
    expect(idsOf(national('send', 'c3i1a1').measures)).not.toContain('named_way_of_sending');
  });

  it('never speaks of agencies to a ministry', () => {
    for (const { id } of rulesFor('common-standards-h30').handling.actions) {
      const { reasons, measures } = national(id, 'c3i2a2');
      for (const { text } of [...reasons, ...measures]) expect(text).not.toContain('独立行政法人');
    }
  });

  it('says when only an exception opens the way, and when nothing does', () => {
    const service = national('store', 'c2i1a1', { medium: 'terms_service' });
    expect(idsOf(service.measures)).toEqual(['ask_exception']);
    expect(service.reasons.at(-1)?.clause).toBe('2.2.2(2)(a)');
    expect(idsOf(national('install', '', { software: 'forbidden' }).measures)).toEqual([]);
    expect(idsOf(national('publish', 'c2i1a1').measures)).toEqual(['review_class']);
  });

  it('obeys the restrictions that were set', () => {
    const restricted = (action: string, restriction: string, more = {}) =>
      national(action, 'c2i1a1', { restrictions: [restriction], ...more }).outcome;
    expect(restricted('copy', 'no_copy')).toBe('forbidden');
    const copied = national('copy', 'c2i1a1', { restrictions: ['no_copy'] });
    expect(idsOf(copied.measures)).toEqual(['review_class']);
    expect(restricted('print', 'no_copy')).toBe('forbidden');
    expect(restricted('take_out', 'no_carry_out')).toBe('forbidden');
    expect(restricted('telework', 'no_carry_out')).toBe('forbidden');
    expect(restricted('send', 'no_forwarding')).toBe('forbidden');
    expect(restricted('provide', 'no_distribution')).toBe('forbidden');
    expect(national('publish', 'c1i1a1', { restrictions: ['not_before:発表'] }).outcome).toBe('forbidden');
    const encrypt = (encrypted: boolean) =>
      idsOf(national('carry', 'c1i1a1', { restrictions: ['encrypt'], encrypted }).measures);
    expect(encrypt(false)).toEqual(['encrypt_as_restricted']);
    expect(encrypt(true)).toEqual([]);
  });

  it('asks for the record of what is lent', () => {
    expect(idsOf(national('take_out', 'c1i1a1', { medium: 'usb' }).records)).toEqual(['lending_book']);
  });
});

describe('what is not classified', () => {
  it('is never treated as the lowest: the worst case holds until it is decided', () => {
    const decision = national('publish', '');
    expect(decision.outcome).toBe('forbidden');
    expect(decision.measures[0]?.id).toBe('determine_class');
    expect(decision.reasons.map(({ clause }) => clause)).toContain('3.1.1(3)(a)');
    expect(decision.undetermined).toEqual(['confidentiality']);
    expect(inShort(national('process', '', outside))).toBe(
      'needs_permission, process_outside: division_officer+system_officer',
    );
  });

  it('is to be decided first even where every class would get the same answer', () => {
    const decision = national('process', '');
    expect(decision.outcome).toBe('allowed_with_measures');
    expect(idsOf(decision.measures)).toEqual(['determine_class']);
    expect(decision.undetermined).toEqual(['confidentiality', 'integrity', 'availability']);
    expect(national('process', 'c1').outcome).toBe('allowed');
  });

  it('asks only for the axes on which the answer depends', () => {
    expect(national('publish', 'c1').undetermined).toEqual([]);
    expect(national('take_out', 'c3', { medium: 'usb' }).undetermined).toEqual([]);
    expect(national('take_out', 'c1', { medium: 'usb' }).undetermined).toEqual(['integrity', 'availability']);
    expect(idsOf(national('install', '').measures)).not.toContain('determine_class');
  });

  it('leaves paper without integrity and availability', () => {
    const paper = national('process', 'c1i2a2', { medium: 'paper', ...outside });
    expect(paper.outcome).toBe('allowed');
    expect(national('process', 'c1', { medium: 'paper', ...outside }).undetermined).toEqual([]);
    expect(national('process', '', { medium: 'paper', ...outside }).undetermined).toEqual([
      'confidentiality',
    ]);
  });
});

describe('the later edition, as far as the booklet for staff cites it', () => {
  const ask = asker('common-standards-r3-staff', 'national');
  const agencyLater = asker('common-standards-r3-staff', 'agency');
  const later: readonly [clause: string, decision: ReturnType<typeof ask>, expected: string][] = [
    ['3.1.1(4)(b)', ask('process', 'c3i1a1', outside), 'needs_permission, process_outside: division_officer'],
    ['3.1.1(4)(b)', ask('process', 'c3i1a1', { place: 'designated_area' }), 'allowed'],
    ['3.1.1(4)(c)', ask('process', 'c2i1a1', outside), 'allowed_with_measures'],
    ['3.1.1(5)(a)', ask('publish', 'c2i1a1'), 'forbidden'],
    [
      '3.1.1(5)(b)',
      ask('provide', 'c2i1a1'),
      'needs_permission, provide_beyond_range: classification_decider',
    ],
    [
      '3.1.1(5)(c)',
      agencyLater('provide', 'c3i1a1'),
      'needs_permission, provide_beyond_range: classification_decider, provide_outside_agency: division_officer',
    ],
    ['3.1.1(6)(a)', ask('carry', 'c3i1a1'), 'allowed_with_measures'],
    ['3.1.1(6)(a)', agencyLater('carry', 'c3i1a1'), 'needs_permission, carry_out_agency: division_officer'],
    ['4.2.2(2)(a)', ask('use_external_service', 'c2i1a1'), 'forbidden'],
    ['4.2.2(2)(a)', ask('use_external_service', 'c2i1a1', { medium: 'own_terminal' }), 'forbidden'],
    ['4.2.2(2)(a)', ask('use_external_service', 'c1i1a1'), 'needs_permission, terms_service: head_officer'],
    [
      '7.1.1(5)(j)',
      ask('process', 'c1i1a1', { medium: 'own_terminal' }),
      'needs_permission, own_terminal: device_officer',
    ],
    [
      '8.1.1(3)(h)(イ)',
      ask('process', 'c2i1a1', { medium: 'own_terminal' }),
      'needs_permission, own_terminal: device_officer+division_officer',
    ],
    [
      '8.1.1(3)(h)(ア)',
      ask('process', 'c1i1a2', { medium: 'supplied_terminal', ...outside }),
      'needs_permission, supplied_terminal_outside: division_officer',
    ],
    ['8.1.1(3)(d)', ask('install', ''), 'needs_permission, install_software: system_officer'],
    ['8.1.1(8)', ask('web_conference', 'c1i1a1'), 'allowed_with_measures'],
    ['8.1.3(3)', ask('telework', 'c1i1a1'), 'allowed_with_measures'],
    ['8.1.3(3)', ask('telework', 'c3i1a1'), 'needs_permission, process_outside: division_officer'],
    [
      '3.1.1(3)(c)',
      ask('reclassify', 'c1i1a1'),
      'needs_permission, change_classification: classification_decider',
    ],
  ];
  it.each(later)('%s', (_clause, decision, expected) => {
    expect(inShort(decision)).toBe(expected);
    expect(decision.reasons.every(({ edition }) => edition === '令和3年度版')).toBe(true);
  });
});

it('the rule that what is not marked has the lowest classes counts only where the document knows it', () => {
  expect(inShort(national('publish', '', { unmarkedLowest: true }))).toBe('forbidden');
});
