import { formatEpochCertificate } from '@otelseal/audit-integrity';
import { describe, expect, it } from 'vitest';
import {
  MAX_MESSAGE_BYTES,
  refusalOf,
  SIGNING_CONSTRAINT_DEFAULTS,
  type SigningConstraints,
} from '../../src/signer/signing-constraints.js';

const NOW = 1_795_428_000;
const PUBLIC_KEY = Buffer.from('11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=', 'base64');

function certificate(change: Partial<Parameters<typeof formatEpochCertificate>[0]> = {}): Buffer {
  const text = formatEpochCertificate({
    organisation: 'default',
    tenant: 'default',
    environment: 'production',
    service: 'shop',
    stream: '0'.repeat(32),
    epoch: 1,
    notBefore: NOW - 300,
    notAfter: NOW + 172_800,
    purpose: 'seal',
    publicKey: PUBLIC_KEY,
    ...change,
  });
  return Buffer.from(text);
}

function judged(message: Uint8Array, constraints: Partial<SigningConstraints> = {}): string | undefined {
  return refusalOf(message, { ...SIGNING_CONSTRAINT_DEFAULTS, ...constraints }, NOW * 1_000);
}

describe('a signer that stands alone', () => {
  it('signs what sealing asks for', () => {
    expect(judged(certificate())).toBeUndefined();
    expect(judged(certificate(), { environment: 'production', services: ['pay-*', 'sh*'] })).toBeUndefined();
  });

  it('signs a certificate that has waited for it for a day', () => {
    expect(judged(certificate({ notBefore: NOW - 86_400, notAfter: NOW + 86_400 }))).toBeUndefined();
  });

  it.each([
    ['another organisation', { organisation: 'other' }],
    ['another tenant', { tenant: 'other' }],
    ['any environment', { environment: 'any' }],
    ['another environment', { environment: 'staging' }],
    ['another service', { service: 'bank' }],
    ['a pattern of services', { service: 'shop*' }],
    ['ten years', { notAfter: NOW + 315_360_000 }],
    ['the past', { notBefore: NOW - 172_800, notAfter: NOW - 1 }],
    ['the future', { notBefore: NOW + 3_600, notAfter: NOW + 7_200 }],
  ])('refuses a certificate for %s', (_, change) => {
    expect(judged(certificate(change), { environment: 'production', services: ['shop'] })).toMatch(/^it /);
  });

  it.each([
    ['a checkpoint', Buffer.from('otelseal/default/default/default/shop/0\n5\nAAAA\n')],
    ['nothing', Buffer.alloc(0)],
    ['a certificate with one more line', Buffer.concat([certificate(), Buffer.from('purpose redact\n')])],
    ['a certificate without its last line feed', certificate().subarray(0, -1)],
    ['a certificate behind a byte order mark', Buffer.concat([Buffer.from('\ufeff'), certificate()])],
    ['a certificate that is no UTF-8', Buffer.concat([certificate().subarray(0, 40), Buffer.from([0xff])])],
    ['another purpose', Buffer.from(certificate().toString().replace('purpose seal', 'purpose redact'))],
    ['ten times the bound', Buffer.alloc(10 * MAX_MESSAGE_BYTES, 0x61)],
  ])('refuses %s', (_, message) => {
    expect(judged(message)).toBe('it is no epoch certificate');
  });
});
