import { describe, expect, it } from 'vitest';
import { covers, formatEpochCertificate, parseEpochCertificate } from '../src/epoch-certificate.js';
import { openStream } from '../src/index.js';
import { percentDecoded, percentEncoded } from '../src/stream-identity.js';
import { isUnixTime, rfc3339Of } from '../src/unix-time.js';
import {
  at,
  certificateOf,
  EPOCH,
  epochKeyOf,
  IDENTITY,
  loginFailure,
  open,
  START,
  STREAM,
  seededBytes,
} from './sealed-streams.js';

const OPTIONS = {
  ...{ identity: IDENTITY, retention: 'audit', streamId: STREAM, certificate: certificateOf() },
  ...{ epochKey: epochKeyOf(EPOCH), randomBytes: seededBytes('x'), now: START },
};

describe('a stream', () => {
  const predecessor = { stream: STREAM, size: 3, root: new Uint8Array(32) };

  it.each<readonly [string, object, string]>([
    ['no class', { retention: '' }, 'its retention class must be a short text'],
    ['a class that is none', { retention: 5 }, 'its retention class must be a short text'],
    ['a class that is too long', { retention: 'x'.repeat(257) }, 'its retention class must be a short text'],
    ['a class that is no text', { retention: '\ud800' }, 'its retention class must be a short text'],
    [
      'a retention of no time',
      { minimumRetentionSeconds: 0 },
      'its minimum retention is not a whole number of seconds',
    ],
    [
      'a retention of half a second',
      { minimumRetentionSeconds: 0.5 },
      'its minimum retention is not a whole number of seconds',
    ],
    [
      'a retention of ever',
      { minimumRetentionSeconds: Number.POSITIVE_INFINITY },
      'its minimum retention is not a whole number of seconds',
    ],
    [
      'a retention that is none',
      { minimumRetentionSeconds: '1' },
      'its minimum retention is not a whole number of seconds',
    ],
    ['a time that is none', { now: [0, 0] }, 'its start time is not [seconds, nanoseconds]'],
    ['a time of too many nanoseconds', { now: [START[0], 1e9] }, 'its start time is not [seconds, nanoseconds]'],
    [
      'a predecessor of no id',
      { predecessor: { ...predecessor, stream: 'x' } },
      'its predecessor is not {stream, size, root}',
    ],
    [
      'a predecessor of no root',
      { predecessor: { ...predecessor, root: new Uint8Array(31) } },
      'its predecessor is not {stream, size, root}',
    ],
  ])('is not opened with %s', (_, options, message) => {
    const given = { certificate: certificateOf(), ...options } as never;
    expect(() => open(given)).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
  });

  it.each([
    [{ retention: 'x'.repeat(256) }],
    [{ minimumRetentionSeconds: 1 }],
    [{ predecessor }],
    [{ now: [START[0], 999_999_999] as const }],
  ])('is opened at the edge of what it may have: %#', (options) => {
    expect(open(options).size).toBe(1);
  });

  it.each(['organisation', 'tenant', 'environment', 'service', 'namespace', 'instance'])(
    'has a short text as %s',
    (part) => {
      const refused = {
        code: 'ERR_IDENTITY',
        message: `The identity's ${part} must be well-formed text of at most 256 characters.`,
      };
      for (const value of ['x'.repeat(257), '\ud800', 5]) {
        const identity = { ...IDENTITY, [part]: value } as typeof IDENTITY;
        const given = { ...OPTIONS, identity };
        expect(() => openStream(given)).toThrow(expect.objectContaining(refused));
      }
    },
  );

  it('has no time that goes back', () => {
    const sealer = open();
    expect(sealer.time).toEqual(START);
    sealer.seal(loginFailure(1), at(20));
    sealer.seal(loginFailure(2), at(10));
    expect(sealer.time).toEqual(at(20));
    sealer.seal(loginFailure(2), at(21));
    expect([sealer.time, sealer.closed]).toEqual([at(21), false]);
  });
});

describe('the text of an epoch certificate', () => {
  const text = formatEpochCertificate({
    ...{ organisation: 'a b', tenant: 't', environment: 'any', service: 'x*y', stream: STREAM, epoch: 3 },
    ...{ notBefore: START[0], notAfter: START[0] + 1, purpose: 'seal', publicKey: EPOCH.publicKey },
  });

  it.each<readonly [string, string | RegExp, string, string]>([
    ['a line more', /$/, 'x\n', 'its lines are not those of version 1'],
    ['a line before', /^/, '\n', 'its lines are not those of version 1'],
    ['another label', 'certificate/v1', 'certificate/v2', 'its lines are not those of version 1'],
    ['an encoded asterisk', 'x*y', 'x%2Ay', 'its service pattern holds an encoded asterisk'],
    ['a stream in upper case', STREAM, STREAM.toUpperCase(), 'its stream is not 32 lower-case hex digits'],
    ['a key that no encoder writes', /(key .{42})./, '$1B', 'its key is not canonical base64'],
    ['a name encoded without need', 'a%20b', '%61%20b', 'a line is not percent-encoded as it must be'],
    ['a service encoded without need', 'x*y', '%78*y', 'a line is not percent-encoded as it must be'],
    ['a tenant of a broken escape', 'tenant t', 'tenant %t', 'a line is not percent-encoded as it must be'],
    [
      'a beginning that is no time',
      'not-before 2026-11-23T',
      'not-before 2026-13-23T',
      'a time is not of the form 2026-11-23T10:00:00Z',
    ],
    [
      'an end that no calendar has',
      'not-after 2026-11-23T',
      'not-after 2026-11-31T',
      'a time is not of the form 2026-11-23T10:00:00Z',
    ],
    ['an end before its beginning', 'not-after 2026', 'not-after 2025', 'it ends before it begins'],
    ['epoch 0', 'epoch 3', 'epoch 0', 'its lines are not those of version 1'],
    ['an epoch of ten digits', 'epoch 3', 'epoch 1234567890', 'its lines are not those of version 1'],
  ])('is refused with %s', (_, from, to, why) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(() => parseEpochCertificate(changed)).toThrow(
      expect.objectContaining({ code: 'ERR_CERTIFICATE', message: `The epoch certificate cannot be used: ${why}.` }),
    );
  });

  it.each([
    ['', '', true],
    ['', 'x', false],
    ['*', '', true],
    ['**', '', true],
    ['a*', 'ba', false],
    ['*a', 'ab', false],
    ['a*b*', 'ab', true],
    ['*b*', 'abc', true],
    ['*b*', 'ac', false],
    ['ab*b', 'ab', false],
    ['a*bc*cd', 'abcd', false],
    ['a*b*b*c', 'abc', false],
    ['a*b*b*c', 'abbc', true],
  ])('covers by %j the service %j: %s', (pattern, name, isIt) => {
    expect(covers(pattern, name)).toBe(isIt);
  });
});

describe('a name in an origin', () => {
  it.each([
    ['az-AZ_09.~', 'az-AZ_09.~'],
    ['a b', 'a%20b'],
    ["!'()*", '%21%27%28%29%2A'],
    ['é/ü', '%C3%A9%2F%C3%BC'],
    ['', ''],
  ])('%j is %j', (name, encoded) => {
    expect([percentEncoded(name), percentDecoded(encoded)]).toEqual([encoded, name]);
  });

  it.each(['a b', '%61', '%2a', '%', '%zz', '%ff', '*'])('is none: %j', (text) => {
    expect(percentDecoded(text)).toBeUndefined();
  });
});

describe('an instant', () => {
  it.each([
    [[1, 0], true],
    [[0, 0], false],
    [[18_446_744_072, 999_999_999], true],
    [[18_446_744_073, 0], false],
    [[1, 1_000_000_000], false],
    [[1, -1], false],
    [[1.5, 0], false],
    [[1], false],
    ['1', false],
    [{ 0: 1, 1: 0 }, false],
  ])('%j is one: %s', (value, isOne) => {
    expect(isUnixTime(value)).toBe(isOne);
  });

  it.each([
    ['1795449600123456789', '2026-11-23T16:00:00.123456789Z'],
    ['1795449600123000000', '2026-11-23T16:00:00.123Z'],
    ['1795449600000000000', '2026-11-23T16:00:00.000Z'],
    ['1795449600100000010', '2026-11-23T16:00:00.100000010Z'],
    ['1000000000', '1970-01-01T00:00:01.000Z'],
    ['999999999', undefined],
    ['0795449600123456789', undefined],
    ['1'.repeat(21), undefined],
    ['1795449600123456789x', undefined],
    ['x1795449600123456789', undefined],
  ])('%s is %s', (nanoseconds, text) => {
    expect(rfc3339Of(nanoseconds)).toBe(text);
  });
});
