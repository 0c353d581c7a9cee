import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../src/index.js';
import { handMadeStream, opening } from '../hand-made-streams.js';
import { changed, editPayload, payloadOf, verdictOf } from '../judged.js';
import { type CertificateOptions, certificateOf, IDENTITY, keyOf, START, trustOf } from '../sealed-streams.js';

/** A stream of the shop's that shows this certificate, which the pinned root signed. */
const opened = (options: CertificateOptions) =>
  handMadeStream([opening({ certificate: certificateOf(options) }), { kind: 'close', control: { reason: 'x' } }]);
const time = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

describe('a certificate by a trusted root', () => {
  it.each<[string, CertificateOptions]>([
    ['this service', {}],
    ['this environment', { environment: 'production' }],
    ['services like this one', { identity: { ...IDENTITY, service: 'sh*' } }],
  ])('for %s lets its key seal', (_, options) => {
    expect(verdictOf(opened(options))).toEqual(['INTACT']);
  });

  it.each<[string, CertificateOptions]>([
    ['organisation', { identity: { ...IDENTITY, organisation: 'other' } }],
    ['tenant', { identity: { ...IDENTITY, tenant: 'other' } }],
    ['environment', { environment: 'staging' }],
    ['service', { identity: { ...IDENTITY, service: 'bank' } }],
    ['service whose name is a part of this one', { identity: { ...IDENTITY, service: 'sho' } }],
  ])('for another %s does not, though the root may speak for both', (_, options) => {
    expect(verdictOf(opened(options))).toEqual(['FOREIGN_KEY #1 control.certificate']);
  });

  it('for another stream is a replay', () => {
    expect(verdictOf(opened({ stream: 'f'.repeat(32) }))).toEqual(['REPLAY #1 control.certificate']);
  });

  it('for another key does not make this one known', () => {
    expect(verdictOf(opened({ key: keyOf('another') }))).toContain('FOREIGN_KEY #2 checkpoint');
  });
});

describe('the validity of a root', () => {
  const ends = { notBefore: START[0] - 60, notAfter: START[0] + 60 };

  it('may be that of the certificate to the second', () => {
    const trust = trustOf({ notBefore: time(ends.notBefore), notAfter: time(ends.notAfter) });
    expect(verdictOf(opened(ends), { trust })).toEqual(['INTACT']);
  });

  it.each([
    ['begin', { notBefore: time(ends.notBefore + 1) }],
    ['end', { notAfter: time(ends.notAfter - 1) }],
  ])('may not %s within that of the certificate', (_, root) => {
    expect(verdictOf(opened(ends), { trust: trustOf(root) })).toEqual(['BAD_EPOCH #1 control.certificate']);
  });
});

describe('a checkpoint', () => {
  const stream = opened({});

  it('whose signature is one character other is modified, and proves nothing', () => {
    const end = /[A-Za-z0-9+/]{8}(?==\\u000a)/.exec(payloadOf(stream.at(-1) as StoredRecord))?.[0] as string;
    const swapped = end.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    const bad = changed(stream, -1, (record) => editPayload(record, end, swapped));
    expect(verdictOf(bad)).toEqual(['MODIFIED #2 checkpoint']);
  });
});
