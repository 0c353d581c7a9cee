import { describe, expect, it } from 'vitest';
import { covers } from '../src/epoch-certificate.js';
import { formatEpochCertificate, parseEpochCertificate } from '../src/index.js';
import { EPOCH, STREAM } from './sealed-streams.js';

describe('a pattern of services', () => {
  it.each([
    ['shop', 'shop'],
    ['*', ''],
    ['*', 'anything'],
    ['shop-*', 'shop-'],
    ['shop-*', 'shop-eu'],
    ['*-eu', 'shop-eu'],
    ['a*a', 'aa'],
    ['a*b*c', 'a-b-c'],
    ['a*b*c', 'abbc'],
    ['a*bc*bc', 'abcbc'],
    ['**', 'x'],
  ])('%s covers %s', (pattern, name) => {
    expect(covers(pattern, name)).toBe(true);
  });

  it.each([
    ['shop', 'shops'],
    ['shop', 'Shop'],
    ['', 'shop'],
    ['shop-*', 'shop'],
    ['shop-*', 'my-shop-eu'],
    ['*-eu', 'shop-eu-2'],
    ['a*a', 'a'], // the one letter cannot be both ends
    ['ab*ba', 'aba'],
    ['a*b*c', 'ac'],
    ['a*b*c', 'bac'],
    ['a*bc*bc', 'abc'], // the part in the middle may not reach into the end
    ['a*x*y*c', 'a-y-x-c'],
    ['s.op', 'shop'],
    ['sho?', 'shop'],
  ])('%s does not cover %s', (pattern, name) => {
    expect(covers(pattern, name)).toBe(false);
  });
});

describe('the text of an epoch certificate', () => {
  const certificate = {
    ...{ organisation: 'a', tenant: 't', environment: 'any', service: 'shop-*', stream: STREAM, epoch: 1 },
    ...{
      notBefore: 1_795_449_600,
      notAfter: 1_795_449_600,
      purpose: 'seal' as const,
      publicKey: Uint8Array.from(EPOCH.publicKey),
    },
  };
  const refusedWith = (message: string) =>
    expect.objectContaining({ code: 'ERR_CERTIFICATE', message: expect.stringContaining(message) });

  it('is read as it was written, also when it holds for one second only', () => {
    expect(parseEpochCertificate(formatEpochCertificate(certificate))).toEqual(certificate);
  });

  it.each([
    ['an end before its beginning', { notAfter: certificate.notBefore - 1 }, 'before it begins'],
    ['a part of a second', { notBefore: certificate.notBefore - 0.5 }, 'whole seconds'],
    ['a time that no calendar has', { notAfter: 9e12 }, 'whole seconds'],
    ['epoch 0', { epoch: 0 }, 'its lines'],
    ['an epoch of ten digits', { epoch: 1_000_000_000 }, 'its lines'],
    ['another purpose', { purpose: 'redact' as never }, 'its lines'],
    ['a stream of 31 digits', { stream: STREAM.slice(1) }, 'its stream'],
    ['a stream in upper case', { stream: STREAM.toUpperCase() }, 'its stream'],
    ['a short key', { publicKey: new Uint8Array(31) }, 'its lines'],
    ['a long key', { publicKey: new Uint8Array(33) }, 'its lines'],
    ['no tenant', { tenant: '' }, 'its lines'],
  ])('is not written with %s', (_, change, message) => {
    expect(() => formatEpochCertificate({ ...certificate, ...change })).toThrow(refusedWith(message));
  });

  it.each([
    ['an encoded asterisk', 'shop-*', 'shop-%2A', 'encoded asterisk'],
    ['a letter encoded that need not be', 'tenant t', 'tenant %74', 'percent-encoded'],
    ['a line more', 'purpose seal', 'purpose seal\npurpose seal', 'its lines'],
    ['a line before its label', 'otelseal/epoch', 'x\notelseal/epoch', 'its lines'],
    ['another version', 'certificate/v1', 'certificate/v2', 'its lines'],
    ['a day that February has not', /-11-2\d/, '-02-30', 'a time'],
    ['bits in the key that no encoder writes', /([A-Za-z0-9+/])=\n$/, 'B=\n', 'canonical base64'],
    ['no line feed at its end', /\n$/, '', 'its lines'],
  ])('is refused with %s', (_, from, to, message) => {
    const text = formatEpochCertificate(certificate);
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(() => parseEpochCertificate(changed)).toThrow(refusedWith(message));
  });
});
