import { expect, test } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const SECRET = 'hunter2Zq9x';

test.each([
  [['docker', 'login', '-u', 'ci', '-p', SECRET]],
  [['mysql', `-p${SECRET}`]],
  [['curl', '-u', `bob:${SECRET}`]],
])('what a short option of a command means is known in a list of arguments: %j', (args) => {
  expect(JSON.stringify(createSanitizer().sanitizeValue('process.command_args', args))).not.toContain(SECRET);
});

test('short options without secrets stay', () => {
  const args = ['tar', '-x', '-f', 'a.tar', '-C', '/tmp'];
  expect(createSanitizer().sanitizeValue('process.command_args', args)).toEqual(args);
});

test('a value is judged by the name that stands beside it', () => {
  const sanitizer = createSanitizer();
  expect(JSON.stringify(sanitizer.sanitizeValue('env', [{ key: 'DB_PASSWORD', value: SECRET }]))).not.toContain(SECRET);
  expect(JSON.stringify(sanitizer.sanitizeValue('form', { value: SECRET, name: 'password' }))).not.toContain(SECRET);
  expect(JSON.stringify(sanitizer.sanitizeValue('form', { name: 'colour', value: 'blue' }))).toContain('blue');
});

const KEY = 'kJ8sd9fLqPz21xVbN';

test.each<[what: string, value: unknown]>([
  ['headers in a flat list', { rawHeaders: ['Host', 'a.example', 'X-Api-Key', KEY, 'Cookie', `a=${KEY}; b=${KEY}`] }],
  ['headers in a flat list, a plain word as value', { headers: ['password', 'swordfish', 'user', 'jo'] }],
  ['a flat list of any name', ['HSET', 'user:1', 'api_key', KEY]],
  ['a list of a name and a value', ['password', 'hunter2']],
  ['a name and a list of values', ['x-api-key', [KEY, KEY], 'host', ['a.example']]],
  ['headers and lists of values', { rawHeaders: ['host', ['a.example'], 'x-api-key', [KEY]] }],
  [
    'entries',
    {
      headers: [
        ['accept', 'text/html'],
        ['x-api-key', KEY],
      ],
    },
  ],
  ['entries in lists of lists', [[[['password', 'swordfish']]]]],
  ['entries with lists of values', [['x-api-key', [KEY]]]],
  ['an entry with an object as value', [['password', { stringValue: 'swordfish' }]]],
  ['a form field', [{ name: 'password', value: 'swordfish' }]],
  ['a tag in capitals', { tags: [{ Key: 'DB_PASSWORD', Value: 'swordfish' }] }],
  ['what a form calls its kind', { type: 'password', value: 'swordfish' }],
  ['a name in full width', { ｐａｓｓｗｏｒｄ: 'swordfish' }],
  ['short names', [{ k: 'password', v: 'swordfish' }]],
  ['several values', { header: 'X-Api-Key', values: [KEY] }],
  ['an OTLP attribute', { key: 'db.password', value: { stringValue: 'swordfish' } }],
  [
    'what express-validator says',
    { type: 'field', value: 'swordfish', msg: 'too short', path: 'password', location: 'body' },
  ],
  ['what class-validator says', { property: 'password', value: 'swordfish', constraints: { isLength: 'too short' } }],
  ['what Ajv says', { instancePath: '/password', data: 'swordfish', message: 'must be longer' }],
  ['what Joi says', { details: [{ path: ['password'], context: { value: 'swordfish', key: 'password' } }] }],
])('a secret goes by the name that the data give it: %s', (_what, value) => {
  const clean = JSON.stringify(createSanitizer().sanitizeRecord({ body: value, attributes: { value } }));
  expect(clean).not.toMatch(/swordfish|hunter2/);
  expect(clean).not.toContain(KEY);
});

test('a number in a list is judged by the name before it, unless it may be a count', () => {
  const sanitizer = createSanitizer();
  const list = [
    'otp',
    482913,
    'card_number',
    4242424242424242,
    'pin',
    12,
    'password',
    1832,
    'orders',
    4242424242424242,
  ];
  expect(sanitizer.sanitizeValue('args', list)).toEqual([
    ...['otp', '[REDACTED:secret-key]', 'card_number', '[REDACTED:pan]', 'pin', 12, 'password', 1832],
    ...['orders', 4242424242424242],
  ]);
  expect(sanitizer.sanitizeValue('args', ['pin', 4711n])).toEqual(['pin', '[REDACTED:secret-key]']);
});

test.each<[value: unknown]>([
  [['password', ['is required', 'too short']]],
  [['token', ['expired', 'revoked'], 'session', ['closed']]],
  [['key', 'value', 'token', 'expired', 'session', 'closed', 'password', 'is required', 'auth', 'failed']],
  [['id', 'password', 'created_at', 'email', 'address1']],
  [['password', 'username']],
  [['token', 'oauth2', 'password', 'sha256']],
  [
    [
      ['token', 'expired'],
      ['session', 'closed'],
    ],
  ],
  [
    [
      ['GET', '/users'],
      ['POST', '/password'],
    ],
  ],
  [{ rawHeaders: ['Host', 'a.example', 'Accept', '*/*', 'X-Request-Id', '7f3c9a1e-5b7d-4c2e-9a1b-2f0e8d6c4b3a'] }],
  [{ name: 'token_count', value: 'a1b2c3d4' }],
  [{ path: '/reset-password', value: 'a1b2c3d4' }],
  [{ field: 'password', message: 'must be longer', code: 'too_short1' }],
  [
    {
      points: [
        ['a1', 'b2'],
        ['c3', 'd4'],
      ],
    },
  ],
])('lists of words and other pairs stay as they are: %j', (value) => {
  expect(createSanitizer().sanitizeValue('data', value)).toEqual(value);
});

test('a rule of a user names the place, not what the data call it', () => {
  const form = [{ name: 'city', value: 'Berlin' }];
  const masked = [{ name: 'city', value: '[REDACTED:user-rule]' }];
  expect(createSanitizer({ rules: { 'form[*].value': 'mask' } }).sanitizeValue('form', form)).toEqual(masked);
  const headers = ['X-Api-Key', KEY];
  expect(createSanitizer({ allow: { keys: ['x-api-key'] } }).sanitizeValue('h', headers)).toEqual(headers);
});

test('rules of users hold for the stack trace, too', () => {
  const attributes = { 'exception.stacktrace': `Error: ${SECRET}\n    at f (a.js:1:1)` };
  for (const options of [
    { rules: { 'exception.stacktrace': 'mask' } },
    { rules: { 'exception.*': 'drop' } },
    { keys: { '*stack*': 'mask' } },
  ] as const) {
    expect(JSON.stringify(createSanitizer(options).sanitizeRecord({ attributes }))).not.toContain(SECRET);
  }
});

test('what a test runner passed is no password', () => {
  const line = 'PASS src/auth/password-reset.test.ts (5.123 s)';
  expect(createSanitizer().sanitizeText(line)).toBe(line);
});
