import { describe, expect, it } from 'vitest';
import { asker, idsOf, inShort } from './testing.ts';

const ask = asker('local-government-h30', 'local');
const outside = { place: 'outside' } as const;
const section = 'division_officer';

const examples: readonly [clause: string, decision: ReturnType<typeof ask>, expected: string][] = [
  ['2(2)⑤(イ)', ask('process', 'c3i2a2'), 'allowed'],
  ['2(2)⑦', ask('send', 'c2i1a1', { medium: 'mail' }), 'allowed_with_measures'],
  ['2(2)⑦', ask('send', 'c1i1a1', { medium: 'mail' }), 'allowed'],
  ['2(2)⑧(イ)', ask('carry', 'c1i1a1'), 'allowed'],
  ['2(2)⑧(イ)', ask('carry', 'c1i2a2'), 'allowed'],
  ['2(2)⑧(イ)', ask('carry', 'c2i1a1'), `needs_permission, carry: ${section}`],
  ['2(2)⑧(イ)', ask('carry', 'c3i1a1', { encrypted: true }), `needs_permission, carry: ${section}`],
  ['2(2)⑨(イ)', ask('provide', 'c1i1a1'), 'allowed'],
  ['2(2)⑨(イ)', ask('provide', 'c2i1a1'), `needs_permission, provide_outside: ${section}`],
  [
    '2(2)⑨(イ)',
    ask('provide', 'c2i1a1', { encrypted: true }),
    `needs_permission, provide_outside: ${section}`,
  ],
  [
    '2(2)⑨(イ)',
    ask('send', 'c2i1a1', { recipient: 'outside' }),
    `needs_permission, provide_outside: ${section}`,
  ],
  ['2(2)⑨(イ)', ask('entrust', 'c2i1a1'), `needs_permission, provide_outside: ${section}`],
  ['5.1(4)', ask('entrust', 'c1i1a1'), 'allowed_with_measures'],
  ['2(2)⑩(ウ)', ask('dispose', 'c1i1a1'), `needs_permission, dispose: ${section}`],
  ['2(2)⑩(ウ)', ask('dispose', 'c1', { medium: 'paper' }), `needs_permission, dispose: ${section}`],
  ['2(2)⑩(ウ)', ask('dispose', 'c3i2a2'), `needs_permission, dispose: ${section}`],
  ['5.1(1)③(イ)', ask('take_out', 'c1i1a1'), `needs_permission, take_out: ${section}`],
  ['5.1(1)③(イ)', ask('take_out', 'c3i2a2'), `needs_permission, take_out: ${section}`],
  ['5.1(1)③(ウ)', ask('process', 'c1i1a1', outside), `needs_permission, process_outside: ${section}`],
  ['5.1(1)③(ウ)', ask('process', 'c3i1a1', outside), `needs_permission, process_outside: ${section}`],
  [
    '5.1(1)③(イ)(ウ)',
    ask('telework', 'c1i1a1'),
    `needs_permission, process_outside: ${section}, take_out: ${section}`,
  ],
  [
    '5.1(1)④(ア)',
    ask('process', 'c2i1a1', { medium: 'own_terminal' }),
    `needs_permission, own_terminal: ${section}`,
  ],
  [
    '5.1(1)④(ア)',
    ask('process', 'c1i1a1', { medium: 'own_terminal', ...outside }),
    `needs_permission, own_terminal: ${section}, process_outside: ${section}`,
  ],
  ['2(1)', ask('process', 'c3i1a1', { medium: 'own_terminal' }), 'forbidden'],
  ['2(1)', ask('store', 'c3i1a1', { medium: 'own_terminal' }), 'forbidden'],
  ['2(1)', ask('telework', 'c3i1a1', { medium: 'own_terminal' }), 'forbidden'],
  ['2(1)', ask('publish', 'c2i1a1'), 'forbidden'],
  ['2(2)⑨(ウ)', ask('publish', 'c1i2a2'), 'allowed_with_measures'],
  ['8.3②', ask('publish', 'c2i1a1', { medium: 'terms_service' }), 'forbidden'],
  ['8.2(1)', ask('use_external_service', 'c2i1a1', { medium: 'terms_service' }), 'forbidden'],
  ['8.2(1)', ask('use_external_service', 'c2i1a1', { medium: 'supplied_terminal' }), 'forbidden'],
  [
    '8.2(2)',
    ask('use_external_service', 'c1i1a1', { medium: 'terms_service' }),
    'needs_permission, terms_service: ',
  ],
  ['8.1(1)③', ask('use_external_service', 'c2i1a1', { medium: 'cloud' }), 'allowed_with_measures'],
  ['6.1(15)⑤', ask('send', 'c1i1a1', { medium: 'terms_service' }), 'forbidden'],
  ['6.1(15)⑤', ask('store', 'c1i1a1', { medium: 'terms_service' }), 'forbidden'],
  ['6.1(17)②a', ask('install', ''), 'needs_permission, install_software: head_officer+system_officer'],
  ['6.1(17)②b', ask('install', '', { software: 'listed' }), 'allowed_with_measures'],
  ['6.1(17)①', ask('install', '', { software: 'forbidden' }), 'forbidden'],
  [
    '6.1(19)',
    ask('connect', 'c1i1a1', { medium: 'supplied_terminal' }),
    'needs_permission, connect_terminal: head_officer',
  ],
  ['6.1(19)', ask('connect', ''), 'needs_permission, connect_terminal: head_officer'],
  ['6.2(2)①', ask('connect', '', outside), 'needs_permission, remote_access: head_officer+system_officer'],
  ['2(2)⑥(エ)', ask('store', 'c1i1a2'), 'allowed_with_measures'],
  ['2(2)⑥(エ)', ask('store', 'c1i1a1'), 'allowed'],
  ['2(1)', ask('copy', 'c2i1a1'), 'allowed_with_measures'],
  ['2(2)①(イ)', ask('copy', 'c1i1a1'), 'allowed'],
  ['4.4①b', ask('erase', 'c1i1a1'), 'allowed'],
  ['2(2)④(ウ)', ask('reclassify', ''), `needs_permission, ask_classification: ${section}`],
];

describe('the guideline for local governments', () => {
  it.each(examples)('%s', (_clause, decision, expected) => {
    expect(inShort(decision)).toBe(expected);
  });

  it('records disposal of every class, but makes only confidentiality 2 and above unrecoverable', () => {
    expect(idsOf(ask('dispose', 'c1i1a1').records)).toEqual(['disposal_record']);
    expect(idsOf(ask('dispose', 'c1i1a1').measures)).toEqual([]);
    expect(idsOf(ask('dispose', 'c2i1a1').measures)).toEqual(['unrecoverable']);
  });

  it('does not merge permission and encryption: who does not encrypt says why', () => {
    for (const [action, record] of [
      ['carry', 'reason_unencrypted_carry'],
      ['provide', 'reason_unencrypted_provide'],
      ['send', 'reason_unencrypted_mail'],
    ] as const) {
      expect(idsOf(ask(action, 'c2i1a1').records)).toEqual([record]);
      expect(idsOf(ask(action, 'c2i1a1', { encrypted: true }).records)).toEqual([]);
      expect(ask(action, 'c2i1a1', { encrypted: true }).permissions).toEqual(
        ask(action, 'c2i1a1').permissions,
      );
      expect(idsOf(ask(action, 'c1i1a1').records)).toEqual([]);
    }
  });

  it('keeps the book of what is taken out and brought in', () => {
    expect(idsOf(ask('take_out', 'c1i1a1').records)).toEqual(['carry_book']);
    expect(idsOf(ask('process', 'c1i1a1', { medium: 'own_terminal' }).records)).toEqual(['bring_in_book']);
    expect(idsOf(ask('telework', 'c1i1a1').records)).toEqual(['carry_book']);
  });

  it('has the measures of the CISO for processing outside from confidentiality 2, integrity 2 or availability 2', () => {
    for (const classes of ['c2i1a1', 'c1i2a1', 'c1i1a2'])
      expect(idsOf(ask('process', classes, outside).measures)).toEqual(['outside_safety_rules']);
    expect(idsOf(ask('process', 'c1i1a1', outside).measures)).toEqual([]);
  });

  it('opens an own device with confidentiality 3 by an exception only', () => {
    const decision = ask('process', 'c3i1a1', { medium: 'own_terminal' });
    expect(decision.permissions).toEqual([]);
    expect(idsOf(decision.measures)).toEqual(['ask_exception']);
    expect(decision.reasons.at(-1)?.clause).toBe('7.4(1)');
  });

  it('knows no area of another body that counts as inside', () => {
    expect(inShort(ask('process', 'c1i1a1', { place: 'designated_area' }))).toBe(
      `needs_permission, process_outside: ${section}`,
    );
  });

  it('takes what is not marked for the lowest only where the body adopted that', () => {
    expect(ask('publish', '').outcome).toBe('forbidden');
    const adopted = ask('publish', '', { unmarkedLowest: true });
    expect(adopted.outcome).toBe('allowed_with_measures');
    expect(adopted.reasons[0]?.clause).toBe('2(2)②');
    expect(adopted.undetermined).toEqual([]);
  });
});
