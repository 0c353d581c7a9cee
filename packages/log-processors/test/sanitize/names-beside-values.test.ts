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
