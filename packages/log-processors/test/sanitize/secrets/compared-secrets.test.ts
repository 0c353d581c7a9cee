import { describe, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { comparedSecrets } from '../../../src/sanitize/secrets/compared-secrets.js';
import { expectFoundBy } from '../support/found-by.ts';

const detector = comparedSecrets(new FieldNames());
const expectFound = (...lines: string[]) => expectFoundBy(detector, 'named-secret', lines);
const A = 'k3XvT9qLm2Wz8RbY';
const B = 'h8PnD4sFj6Gt1KxZ';

describe('a secret that was compared', () => {
  it('is found behind each phrase', () => {
    expectFound(
      `csrf token mismatch: expected ⟦${A}⟧ got ⟦${B}⟧`,
      `csrf token differs: expected ⟦${A}⟧ got ⟦${B}⟧`,
      ...detector.keywords.map((phrase) => `csrf token${phrase}: expected ⟦${A}⟧ got ⟦${B}⟧`),
    );
  });

  it('is found on either side', () => {
    const sides = ['expected', 'want', 'wanted', 'have', 'stored', 'ours', 'computed', 'calculated', 'actual', 'got'];
    expectFound(
      ...[...sides, 'received', 'given', 'found', 'theirs', 'provided'].flatMap((side) => [
        `csrf token mismatch, ${side}: ⟦${A}⟧`,
        `csrf token mismatch, expected ⟦${A}⟧, ${side}=⟦${B}⟧`,
      ]),
      `csrf token mismatch, x: ${A}`,
      `csrf token mismatch (expected) ${A}`,
      `csrf token mismatch ${'.'.repeat(47)}expected ⟦${A}⟧`,
      `csrf token mismatch ${'.'.repeat(48)}expected ${A}`,
      `csrf token mismatch\nexpected ${A}`,
      `csrf token mismatch\rexpected ${A}`,
      `csrf token mismatch {"expected":"⟦${A}⟧","got":"⟦${B}⟧"}`,
      `csrf token mismatch {\\"expected\\": \\"⟦${A}⟧\\", \\"got\\":\\"⟦${B}⟧\\"}`,
      `csrf token mismatch {'expected' = '⟦${A}⟧'; 'got':'⟦${B}⟧'}`,
      `csrf token mismatch expected \`⟦${A}⟧\` but was given (⟦${B}⟧)`,
      `csrf token mismatch expected (⟦${A}⟧) and we got \`⟦${B}⟧\``,
      `csrf token mismatch expected ⟦${A}⟧ vs got ⟦${B}⟧`,
      `csrf token mismatch expected ⟦${A}⟧ vs. got ⟦${B}⟧`,
      `csrf token mismatch expected ⟦${A}⟧ != ⟦${B}⟧`,
      `csrf token mismatch expected ⟦${A}⟧ then x got ${B}`,
      `csrf token mismatch expected    ${A}`,
      `csrf token mismatch expected ⟦${A}⟧    got ${B}`,
    );
  });

  it('is found before and behind the sign of a comparison', () => {
    expectFound(
      ...['!=', '!==', '<>', '≠', 'vs', 'vs.', 'and', 'VS'].map((sign) => `csrf token mismatch: ⟦${A}⟧ ${sign} ⟦${B}⟧`),
      `csrf token mismatch \`⟦${A}⟧\` != "⟦${B}⟧"`,
      `csrf token mismatch (⟦${A}⟧) != (⟦${B}⟧)`,
      `csrf token mismatch "⟦${A}⟧" != "⟦${B}⟧"`,
      `csrf token mismatch: '⟦${A}⟧' vs '⟦${B}⟧'`,
      `csrf token mismatch: ${A} = ${B}`,
      `csrf token mismatch: ${A}  != ${B}`,
      `csrf token mismatch:   ${A} x != ${B}`,
      `csrf token mismatch    ${A} != ${B}`,
      `csrf token mismatch; ${A} != ${B}`,
    );
  });

  it('is judged by the words before it', () => {
    expectFound(
      `password mismatch: expected ⟦Sommer!24x⟧ got winters`,
      `csrf token mismatch: expected <k3XvT9qLm2Wz8RbY> got ⟦${B}⟧`,
      `csrf token mismatch: expected ⟦${A}⟧ got ⟦type-${B}⟧`,
      'one time code mismatch: expected ⟦482913⟧',
      `public key token mismatch: expected ${A}`,
      `external push key token mismatch: expected ⟦${A}⟧`,
      `password mismatch: expected ⟦Sommer!24x⟧ got ⟦sommer24⟧`,
      `secret mismatch: expected ⟦Sommer!24x⟧ got sommer24`,
      `otp mismatch: expected ⟦482913⟧ got ⟦4829⟧`,
      'otp mismatch: expected 482913x got 4829137560',
      'otp mismatch: expected x482913 got ⟦48291375⟧',
      'color mismatch: expected k3XvT9qLm2Wz8RbY got h8PnD4sFj6Gt1KxZ',
      `the user's "csrf token" mismatch: expected ⟦${A}⟧`,
      `the user's 'csrf token' mismatch: expected ⟦${A}⟧`,
      `(csrf_token) mismatch: expected ${A}`,
      `[csrf.to-ken token mismatch: expected ⟦${A}⟧`,
      `session_token mismatch: expected ⟦${A}⟧`,
      ` mismatch: expected ${A}`,
      `k mismatch: expected ${A}`,
      'reset code of yours mismatch: expected 482913',
      'reset code mismatch: expected ⟦482913⟧',
      `token ${'x'.repeat(96)} mismatch: expected ${A}`,
      `token mismatch: expected null got ***`,
      'password mismatch: expected null1 got ⟦Sommer!24x⟧',
      'password mismatch: expected hunters got winters',
    );
  });

  it('is none of a lock, a page or a parser, and not what it must look like', () => {
    const others = [
      'lock',
      'fencing',
      'lease',
      'leader',
      'page',
      'sync',
      'cursor',
      'continuation',
      'resume',
      'version',
    ];
    expectFound(
      ...[
        ...others,
        'revision',
        'concurrency',
        'generation',
        'epoch',
        'syntax',
        'parse',
        'parser',
        'lexer',
        'next',
      ].map((of) => `${of} token mismatch: expected ${A}`),
      ...['lock_tokens', 'lock.token', 'lock-token', 'lockToken', 'request signature', 'token sig'].map(
        (name) => `${name} mismatch: expected ${A}`,
      ),
      `lock user token mismatch: expected ⟦${A}⟧`,
      `lock token secret mismatch: expected ⟦${A}⟧`,
      `signature secret mismatch: expected ⟦${A}⟧`,
      ...['policy', 'pattern', 'regex', 'regexp', 'format', 'rule', 'rules', 'requirement', 'requirements'].map(
        (form) => `token does not match the ${form}: expected ${A}`,
      ),
      ...['complexity', 'length', 'schema', 'type', '[a-z]', '[ab-z9_-]', '{8}', '{8,}', '{8,16}', '{8;9}'].map(
        (form) => `token does not match ${form}, expected ${A}`,
      ),
      ...['policies', 'mypattern', 'formats', 'types', '[az]', '[a -z]', '{x}', '{}'].map(
        (form) => `token does not match ${form}, expected ⟦${A}⟧`,
      ),
      `token does not match, expected ⟦${A}⟧ got ⟦${B}⟧ length`,
    );
  });

  it('ends before the next field', () => {
    expectFound(
      `csrf token mismatch: expected ⟦${A}⟧,user=jo`,
      `csrf token mismatch: expected "⟦${A}⟧<br>" got "⟦${B}⟧"`,
      'csrf token mismatch: expected ⟦k3X&b=9qLm2Wz8RbY5c⟧',
      `csrf token mismatch: expected ⟦${A}⟧ csrf token mismatch: expected ⟦${B}⟧`,
    );
  });
});
