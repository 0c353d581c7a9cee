import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const KEY = 'kJ8sd9fLqPz21xVbN';
const RULE = '[REDACTED:user-rule]';
const HIDDEN = { value: '[REDACTED:secret-key]' };

describe('a user’s rule for a value that is no text', () => {
  it('takes or keeps it whole', () => {
    const bytes = new Uint8Array([1, 2]);
    for (const action of ['mask', 'pseudonym', 'truncate'] as const) {
      const sanitizer = createSanitizer({ rules: { a: action } });
      expect([5, 5n, bytes].map((value) => sanitizer.sanitizeValue('a', value))).toEqual([RULE, RULE, RULE]);
      expect(sanitizer.findings).toEqual({ 'user-rule': 3 });
    }
    const keeping = createSanitizer({ rules: { a: 'keep' } });
    expect([5, 5n, bytes].map((value) => keeping.sanitizeValue('a', value))).toEqual([5, '5', bytes]);
    expect(keeping.findings).toEqual({});
    const dropping = createSanitizer({ rules: { a: 'drop' } });
    expect([5, 5n, bytes, 'x'].map((value) => dropping.sanitizeValue('a', value))).toEqual(Array(4).fill(undefined));
  });

  it('takes an object or a list at once, and counts it once', () => {
    const sanitizer = createSanitizer({ rules: { a: 'mask', b: 'drop' } });
    expect(sanitizer.sanitizeAttributes({ a: { b: 1, c: 2 }, b: [1, 2], c: [1] })).toEqual({ a: RULE, c: [1] });
    expect(sanitizer.findings).toEqual({ 'user-rule': 2 });
  });

  it('for one name leaves the others judged', () => {
    const sanitizer = createSanitizer({ rules: { other: 'mask' }, allow: { keys: ['api_badge'], paths: ['kept'] } });
    expect(sanitizer.sanitizeValue('list', ['password', 'hunter2'])).toEqual(['password', '[REDACTED:secret-key]']);
    expect(sanitizer.sanitizeValue('kept', ['password', 'hunter2'])).toEqual(['password', 'hunter2']);
    expect(sanitizer.sanitizeValue('headers', [['password', 'swordfish', 'user', 'jo']])).toEqual([
      ['password', '[REDACTED:secret-key]', 'user', 'jo'],
    ]);
  });
});

describe('the values of a header', () => {
  it('are judged one by one', () => {
    for (const options of [{}, { rules: { other: 'mask' } } as const]) {
      const sanitizer = createSanitizer(options);
      expect(sanitizer.sanitizeValue('h', ['x-api-key', ['two words', KEY, 5]])).toEqual([
        'x-api-key',
        ['two words', '[REDACTED:secret-key]', 5],
      ]);
      expect(sanitizer.sanitizeValue('headers', [['password', 'swordfish', 'user', 'jo']])).toEqual([
        ['password', '[REDACTED:secret-key]', 'user', 'jo'],
      ]);
    }
  });
});

describe('bytes', () => {
  it('are hidden whole if they hold a secret', () => {
    const sanitizer = createSanitizer();
    const bytes = Buffer.from('a password=hunter2 b');
    expect(sanitizer.sanitizeValue('blob', bytes)).toBe('[REDACTED:bytes]');
    expect(sanitizer.sanitizeValue('blob', bytes.subarray(0, 9))).toEqual(new Uint8Array(bytes.subarray(0, 9)));
    expect(sanitizer.sanitizeValue('password', bytes.subarray(2))).toBe('[REDACTED:secret-key]');
    expect(sanitizer.findings).toEqual({ bytes: 1, 'secret-key': 1 });
  });
});

describe('in a flat list, the word behind a name', () => {
  const hidden = (list: readonly unknown[], name = 'args') =>
    expect(createSanitizer().sanitizeValue(name, list)).toEqual(
      list.map((item) =>
        ['hunter2', 'swordfish', KEY, 482913].includes(item as string) ? '[REDACTED:secret-key]' : item,
      ),
    );
  const kept = (list: readonly unknown[], name = 'args') =>
    expect(createSanitizer().sanitizeValue(name, list)).toEqual(list);

  it('is a value beside other values', () => {
    hidden(['host', 'a.example', 'password', 'hunter2']);
    hidden(['password', 'hunter2', 'host', 'a.example']);
    kept(['user', '', 'password', 'hunter2', 'role', 'admin']);
    kept(['a.example', 'password', 'hunter2', 'x.y']);
    kept(['host', 'a.example', 'password', 'hunter2', 'more']);
    kept([...Array(64).fill('word'), 'host', 'a.example', 'password', 'hunter2']);
  });

  it('is a value in a list of headers', () => {
    hidden(['password', 'swordfish', 'user', 'jo'], 'raw_headers');
    hidden(['password', 'swordfish'], 'trailers');
    kept(['password', 'swordfish', 'user'], 'headers');
    kept(['password', 'swordfish'], 'headersOf.x');
    kept(['password', 'swordfish'], 'xheader');
  });

  it('is a value if a colon announces it', () => {
    hidden(['user:', 'jo', 'password:', 'hunter2', 'x']);
    hidden(['the password = ', 'hunter2']);
    hidden(['api key:', KEY]);
    kept(['password:', 'expired']);
    kept(['hello:', 'hunter2']);
  });

  it('is a code if it is a number of digits only', () => {
    hidden(['otp', 482913]);
    kept(['otp', 482913.5]);
    kept(['otp', -482913]);
    kept(['otp', 482]);
    kept(['1) otp', 482913]);
  });
});

describe('what the data call a value', () => {
  const clean = (value: unknown) => createSanitizer().sanitizeValue('data', value);

  it('is a name of at most 128 letters, in an object of at most twelve members', () => {
    const named = (name: unknown, more: object = {}) => ({ name, value: 'swordfish', ...more });
    const members = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}`, at]));
    const long = (length: number) => 'password'.padStart(length, 'x ');
    expect(clean(named('password', members(10)))).toEqual(named('password', { ...members(10), ...HIDDEN }));
    expect(clean(named('password', members(11)))).toEqual(named('password', members(11)));
    expect(clean(named(long(128)))).toEqual(named(long(128), HIDDEN));
    expect(clean(named(long(129)))).toEqual(named(long(129)));
    for (const name of [5, null, ['password']]) expect(clean(named(name))).toEqual(named(name));
    expect(clean({ value: 'swordfish' })).toEqual({ value: 'swordfish' });
  });

  it('stands in each entry of a list of pairs', () => {
    expect(clean([['password', 'swordfish']])).toEqual([['password', '[REDACTED:secret-key]']]);
    for (const other of [[5, 'x'], ['user'], ['user', 'jo', 'x'], 'user', { user: 'jo' }])
      expect(clean([['password', 'swordfish'], other])).toEqual([['password', 'swordfish'], other]);
    expect(clean([])).toEqual([]);
  });
});

describe('a text that a rule shortens', () => {
  it.each([
    ['192.168.10.20', '192.168.10.0/24'],
    ['1.2.3.4.5', RULE],
    ['x1.2.3.4', RULE],
    ['no', RULE],
    ['ada@example.org', '[email]@example.org'],
    ['4242-4242-4242-4242', '424242******4242'],
    ['ref 4242 4242 4242 4242', RULE],
    ['4242 4242 4242 4242 x', RULE],
    ['42', RULE],
  ])('shows of %s: %s', (text, shown) => {
    const sanitizer = createSanitizer({ rules: { a: 'truncate' } });
    expect(sanitizer.sanitizeValue('a', text)).toBe(shown);
    expect(sanitizer.findings).toEqual({ 'user-rule': 1 });
    expect(createSanitizer({ rules: { a: 'truncate' }, dryRun: true }).sanitizeValue('a', text)).toBe(text);
  });
});

describe('a stack trace', () => {
  const stack = (options: Parameters<typeof createSanitizer>[0], text: string) =>
    createSanitizer(options).sanitizeAttributes({ 'exception.stacktrace': text })['exception.stacktrace'];

  it('is searched by the patterns of a user, and encoded for the consumers of a profile', () => {
    const text = 'Error: EMP-12 <b>\n    at f (/a.js:1:1)';
    expect(stack({}, text)).toBe(text);
    expect(stack({ values: [{ name: 'e', pattern: 'EMP-\\d+' }] }, text)).toBe(text.replace('EMP-12', '[REDACTED:e]'));
    expect(stack({ profiles: ['web'] }, text)).toBe(text.replace('<', '\\u003c').replace('>', '\\u003e'));
  });
});

describe('an error', () => {
  it('shows what it says about itself, own members too', () => {
    const error = Object.assign(new Error('bad'), { code: 'E1', password: 'swordfish', details: { n: 1 } });
    Object.defineProperty(error, 'name', { value: 'DbError', enumerable: false });
    expect(createSanitizer().sanitizeValue('error', error)).toEqual({
      ...{ name: 'DbError', message: 'bad', stack: expect.any(String) },
      ...{ code: 'E1', password: '[REDACTED:secret-key]', details: { n: 1 } },
    });
  });
});

describe('attributes', () => {
  it('behind a proxy are not read', () => {
    const attributes = new Proxy({}, { ownKeys: () => expect.fail('touched') });
    expect(createSanitizer().sanitizeAttributes(attributes)).toEqual({ 'otelseal.sanitize.cut': '[OMITTED:proxy]' });
  });

  it('whose names became the same are kept both, whichever was known before', () => {
    const sanitizer = createSanitizer();
    sanitizer.sanitizeAttributes({ '[REDACTED:email]': 0 });
    expect(sanitizer.sanitizeAttributes({ 'ada@example.org': 1, '[REDACTED:email]': 2 })).toEqual({
      '[REDACTED:email]': 1,
      '[REDACTED:email]~2': 2,
    });
  });
});

describe('a failure inside', () => {
  it('is told to the telemetry with its code and cause', () => {
    const boom = new Error('boom');
    const reported: unknown[] = [];
    const sanitizer = createSanitizer({
      catalogue: {
        render: () => {
          throw boom;
        },
      },
      telemetry: { add: () => {}, reportOnce: (...told: unknown[]) => void reported.push(told) },
    });
    const record = { eventName: 'a.b', body: 'x', attributes: { password: 'hunter2' } };
    expect(sanitizer.sanitizeRecord(record).body).toBe('[REDACTED:internal-error]');
    expect(reported).toEqual([
      ['ERR_SANITIZE_INTERNAL', 'A value could not be sanitized and was replaced by a marker.', boom],
    ]);
    expect(sanitizer.findings).toEqual({ 'secret-key': 1, 'internal-error': 1 });
  });
});
