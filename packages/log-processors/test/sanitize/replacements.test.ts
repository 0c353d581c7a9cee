import { describe, expect, it } from 'vitest';
import type { SanitizeAction } from '../../src/sanitize/actions.js';
import { PRESETS } from '../../src/sanitize/presets.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const KINDS = Object.keys(PRESETS.balanced.personal);
const every = (action: SanitizeAction) =>
  createSanitizer({ personal: Object.fromEntries(KINDS.map((kind) => [kind, action])) });

/** One of each kind, as records hold them. */
const PERSON = {
  mail: 'of ada@example.org',
  from: 'at 203.0.113.9',
  peer: 'at 10.1.2.3',
  paid: 'with 4242424242424242',
  account: 'to DE89370400440532013000',
  call: 'to +49 30 1234567',
  mac_address: '00:1b:44:11:3a:b7',
  latitude: '52.520008',
  ssn: '536-22-8741',
  date_of_birth: '1990-01-02',
  account_number: '12345678',
  imei: '490154203237518',
};

describe('what stands in the place of a personal datum', () => {
  it.each([
    [
      'strict',
      ['of [REDACTED:email]', 'at 203.0.113.0/24', 'at 10.1.2.0/24', 'with [REDACTED:pan]', 'to [REDACTED:iban]'],
      ['to [REDACTED:phone]', '[REDACTED:mac]', '[REDACTED:geo]', '[REDACTED:national-id]', '[REDACTED:birth-date]'],
      ['[REDACTED:bank-account]', '[REDACTED:vehicle-or-device]'],
    ],
    [
      'balanced',
      ['of [REDACTED:email]', 'at [REDACTED:ip]', 'at 10.1.2.3', 'with [REDACTED:pan]', 'to [REDACTED:iban]'],
      ['to [REDACTED:phone]', PERSON.mac_address, '52.5', '[REDACTED:national-id]', '[REDACTED:birth-date]'],
      ['[REDACTED:bank-account]', '[REDACTED:vehicle-or-device]'],
    ],
    [
      'developer',
      [PERSON.mail, PERSON.from, PERSON.peer, 'with [REDACTED:pan]', 'to [REDACTED:iban]'],
      [PERSON.call, PERSON.mac_address, PERSON.latitude, '[REDACTED:national-id]', PERSON.date_of_birth],
      ['[REDACTED:bank-account]', PERSON.imei],
    ],
  ] as const)('is what the preset %s says', (preset, ...expected) => {
    expect(Object.values(createSanitizer({ preset }).sanitizeAttributes(PERSON))).toEqual(expected.flat());
  });

  it('is the part that names nobody, or a marker where there is none', () => {
    expect(Object.values(every('truncate').sanitizeAttributes(PERSON))).toEqual([
      ...['of [email]@example.org', 'at 203.0.113.0/24', 'at 10.1.2.3', 'with 424242******4242', 'to DE[iban]3000'],
      ...['to [REDACTED:phone]', '[REDACTED:mac]', '52.5', '[REDACTED:national-id]', '[REDACTED:birth-date]'],
      ...['[REDACTED:bank-account]', '[REDACTED:vehicle-or-device]'],
    ]);
  });

  it('is nothing, or the datum itself', () => {
    expect(every('drop').sanitizeText('of ada@example.org at 203.0.113.9.')).toBe('of  at .');
    const keeping = every('keep');
    expect(keeping.sanitizeAttributes(PERSON)).toEqual(PERSON);
    expect(keeping.findings).toEqual({});
    expect(every('keep').sanitizeValue('latitude', 52.520008)).toBe(52.520008);
    expect(every('truncate').sanitizeValue('latitude', 52.520008)).toBe('52.5');
  });

  it.each([
    ['370246813579027', '370246*****9027'],
    ['3702 468135 79027', '370246*****9027'],
    ['4024681357907', '[REDACTED:pan]'],
    ['36024681357909', '[REDACTED:pan]'],
  ])('of the card number %s, shortened, is no more than PCI DSS lets show: %s', (number, shown) => {
    expect(every('truncate').sanitizeValue('card_number', number)).toBe(shown);
    expect(createSanitizer({ rules: { paid: 'truncate' } }).sanitizeValue('paid', number)).toBe(shown);
  });
});

describe('the preset’s choice for an attribute', () => {
  const ORIGINS = ['client.address', 'source.address', 'server.address', 'destination.address', 'network.peer.address'];
  const KEPT = [...ORIGINS, 'network.local.address', 'host.ip', 'host.mac', 'user.hash', 'security.token.hash'];
  const SESSIONS = ['session.id', 'session.previous_id'];
  const IP = '203.0.113.9';
  const cleaned = (preset: 'strict' | 'balanced' | 'developer', names: readonly string[]) => [
    ...new Set(
      Object.values(createSanitizer({ preset }).sanitizeAttributes(Object.fromEntries(names.map((n) => [n, IP])))),
    ),
  ];

  it('keeps where a connection came from, but under strict', () => {
    for (const preset of ['balanced', 'developer'] as const) expect(cleaned(preset, KEPT)).toEqual([IP]);
    expect(cleaned('strict', [...ORIGINS, 'security.incident.sources'])).toEqual(['203.0.113.0/24']);
    expect(cleaned('strict', KEPT.slice(-2))).toEqual([IP]);
  });

  it('hides sessions under each, and persons under strict', () => {
    for (const preset of ['strict', 'balanced', 'developer'] as const)
      expect(cleaned(preset, SESSIONS)).toEqual(['[REDACTED:session]']);
    expect(
      cleaned('strict', [
        ...['audit.actor.id', 'user.id', 'user.name', 'user.email', 'user.full_name', 'enduser.id'],
        ...['security.onbehalf.id', 'security.transaction.counterparty', 'security.incident.users'],
        ...['user_agent.original', 'geo.region.iso_code', 'security.geo.previous'],
      ]),
    ).toEqual(['[REDACTED:subject]']);
    expect(cleaned('strict', ['geo.country.iso_code', 'security.control.ids'])).toEqual([IP]);
  });

  it('has keys for those that come back, markers for the others', () => {
    const pseudonym = { keyId: 'k', key: Buffer.alloc(32, 7) };
    const strict = createSanitizer({ preset: 'strict', pseudonym });
    for (const name of ['session.id', 'user.id', 'audit.actor.id', 'enduser.id', 'user.email'])
      expect(strict.sanitizeValue(name, 'ada-17')).toMatch(/^p_k_/);
    for (const name of ['user_agent.original', 'geo.region.iso_code', 'security.geo.previous'])
      expect(strict.sanitizeValue(name, 'ada-17')).toBe('[REDACTED:subject]');
    expect(createSanitizer({ preset: 'developer', pseudonym }).sanitizeValue('session.id', 'x17')).toBe(
      '[REDACTED:session]',
    );
    expect(createSanitizer({ pseudonym }).sanitizeValue('session.id', 'x17')).toMatch(/^p_k_/);
    expect(strict.sanitizeValue('user.id', 4711)).toBe(strict.sanitizeValue('user.id', '4711'));
    expect(strict.sanitizeValue('user.id', 4711n)).toMatch(/^p_k_/);
    expect(strict.sanitizeValue('client.address', 4711)).toBe(4711);
    expect(createSanitizer({ preset: 'developer' }).sanitizeValue('session.id', 4711)).toBe('[REDACTED:session]');
    for (const nobody of ['unknown', 'anonymous', 'system', 'localhost'])
      expect(strict.sanitizeValue('user.id', nobody)).toBe(nobody);
    for (const somebody of ['unknown2', 'my system'])
      expect(strict.sanitizeValue('user.id', somebody)).toMatch(/^p_k_/);
    expect(strict.sanitizeValue('user.id', 'ada@example.org')).toBe(strict.sanitizeText('ada@example.org'));
    expect(strict.sanitizeValue('user.id', 'ada@example.org x')).not.toBe(strict.sanitizeText('ada@example.org'));
  });
});

describe('an empty text', () => {
  it('is nobody and no secret', () => {
    const sanitizer = createSanitizer({ preset: 'strict' });
    for (const name of ['password', 'user.id', 'session.id', 'note'])
      expect(sanitizer.sanitizeValue(name, '')).toBe('');
    expect(sanitizer.findings).toEqual({});
  });
});

describe('findings side by side', () => {
  it('are replaced each by its own', () => {
    const values = [
      { name: 'a', pattern: 'a+' },
      { name: 'b', pattern: 'b+' },
      { name: 'marks', pattern: '!+' },
    ];
    const sanitizer = createSanitizer({ values });
    expect(sanitizer.sanitizeText('aaabbb')).toBe('[REDACTED:a][REDACTED:b]');
    expect(sanitizer.sanitizeText('203.0.113.9!!!')).toBe('[REDACTED:ip][REDACTED:marks]');
    expect(sanitizer.sanitizeText('!!!203.0.113.9')).toBe('[REDACTED:marks][REDACTED:ip]');
  });

  it('lose no secret to what a user keeps', () => {
    const values = [{ name: 'x', pattern: 'password=hunter2', action: 'keep' as const }];
    const sanitizer = createSanitizer({ values });
    expect(sanitizer.sanitizeText('password=hunter2')).toBe('password=[REDACTED:named-secret]');
    expect(sanitizer.findings).toEqual({ 'named-secret': 1 });
  });

  it('stay in a number that its name calls ordinary, not in the text around one', () => {
    const sanitizer = createSanitizer();
    expect(sanitizer.sanitizeValue('order_id', '4242424242424242')).toBe('4242424242424242');
    expect(sanitizer.sanitizeValue('order_id', '17 of ada@example.org')).toBe('17 of [REDACTED:email]');
    expect(sanitizer.sanitizeValue('order_id', 'ada@example.org 17')).toBe('[REDACTED:email] 17');
  });
});
