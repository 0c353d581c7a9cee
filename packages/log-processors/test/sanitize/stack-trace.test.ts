import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';
import { breaksOnlyBeforeFrames, stackTraceLines } from '../../src/sanitize/stack-trace.js';

describe('the lines of a stack trace', () => {
  it.each([
    ['JavaScript', 'Error: x\n    at f (/a.js:1:1)\n    at g (/b.js:2:2)', 3],
    [
      'Java',
      'a.B: x\n\tat a.B.c(B.java:1)\n\t... 12 more\nCaused by: d.E: y\n\tat d.E.f(E.java:2)\n\tSuppressed: g.H: z',
      6,
    ],
    ['Logback', 'a.B: x\n\t... 3 common frames omitted', 2],
    ['Python', 'Traceback (most recent call last):\n  File "/a.py", line 1, in f', 2],
    ['.NET', 'System.X: x\n   at A.B() in C:\\a.cs:line 1\n   --- End of inner exception stack trace ---', 3],
    ['a cause of Node', 'Error: x\n    at f (/a.js:1:1)\n  [cause]: Error: y', 3],
    ['a later traceback', 'x\nTraceback (most recent call last):', 2],
  ])('of %s are its frames', (_, stack, count) => {
    const lines = stackTraceLines(stack, undefined);
    expect(lines).toHaveLength(count);
    expect(lines.join('\n')).toBe(stack);
  });

  it.each(['level=info admin logged in', ' attack at dawn', 'at', 'CausedBy: x', 'File "/a.py"', '... many more'])(
    'do not begin at %j',
    (line) => {
      expect(stackTraceLines(`Error: x\n${line}`, undefined)).toEqual([`Error: x\n${line}`]);
    },
  );

  it('never begin inside the message, which cannot forge one', () => {
    const message = 'bad\n    at forged (/x.js:1:1)';
    const stack = `Error: ${message}\n    at real (/a.js:1:1)`;
    expect(stackTraceLines(stack, message)).toEqual([`Error: ${message}`, '    at real (/a.js:1:1)']);
    expect(stackTraceLines(stack, '')).toHaveLength(3);
    expect(stackTraceLines(stack, 'something else')).toHaveLength(3);
  });
});

describe('the quick question about a stack trace', () => {
  it.each([
    ['one line', 'Error: x', undefined],
    ['frames', 'Error: x\n    at f (/a.js:1:1)\n\tat g (/b.js:1:1)\nat h', undefined],
    ['frames behind the message', 'Error: x\n    at f', 'x'],
  ])('is yes for %s', (_, stack, message) => {
    expect(breaksOnlyBeforeFrames(stack, message)).toBe(true);
  });

  it.each([
    ['another line', 'Error: x\nlevel=info admin logged in', undefined],
    ['another line behind a frame', 'Error: x\n    at f\nlevel=info', undefined],
    ['a word that begins alike', 'Error: x\n    attack', undefined],
    ['a frame inside the message', 'Error: x\n    at f\n    at g', 'x\n    at f'],
    ['a line break at the end', 'Error: x\n', undefined],
  ])('is no for %s', (_, stack, message) => {
    expect(breaksOnlyBeforeFrames(stack, message)).toBe(false);
  });
});

describe('a stack trace in a record', () => {
  const clean = (stack: string, message?: string) =>
    createSanitizer().sanitizeAttributes({
      ...(message === undefined ? {} : { 'exception.message': message }),
      'exception.stacktrace': stack,
    })['exception.stacktrace'];

  it('keeps the line breaks before its frames, and shows all others as what they are', () => {
    expect(clean('Error: a\nlevel=info\n    at f (/a.js:1:1)')).toBe('Error: a\\u000alevel=info\n    at f (/a.js:1:1)');
  });

  it('keeps no line break that its message brought', () => {
    const message = 'bad\n    at forged (/x.js:1:1)';
    expect(clean(`Error: ${message}\n    at real (/a.js:1:1)`, message)).toBe(
      'Error: bad\\u000a    at forged (/x.js:1:1)\n    at real (/a.js:1:1)',
    );
  });

  it('shows no secret in any of its lines, and keeps how far each is indented', () => {
    expect(clean('Error: password=hunter2\n\t  at f (/a.js:1:1)\n    at g (https://u:hunter2@h/b.js:1:1)')).toBe(
      'Error: password=[REDACTED:named-secret]\n\t  at f (/a.js:1:1)\n    at g (https://u:[REDACTED:url-password]@h/b.js:1:1)',
    );
  });
});

describe('a text that a rule keeps', () => {
  it('is no longer than any other, and says what is missing', () => {
    const sanitizer = createSanitizer({ bounds: { maxTextLength: 8 }, rules: { note: 'keep' } });
    expect(sanitizer.sanitizeAttributes({ note: '12345678' })).toEqual({ note: '12345678' });
    expect(sanitizer.sanitizeAttributes({ note: '1234567890' })).toEqual({ note: '12345678[CUT:2 characters]' });
  });

  it('counts for what the record may show', () => {
    const sanitizer = createSanitizer({ bounds: { maxRecordLength: 8 }, rules: { note: 'keep' } });
    expect(sanitizer.sanitizeAttributes({ note: '123456', more: 'abc' })).toEqual({
      note: '123456',
      more: 'ab[CUT:1 characters]',
    });
  });
});
