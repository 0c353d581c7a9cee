import { describe, expect, it } from 'vitest';
import { parseTrust } from '../../src/index.js';
import { splitNote } from '../../src/signed-note.js';
import { speaksFor, type Trust, type TrustRoot } from '../../src/trust.js';
import { parseVkey } from '../../src/verifier-key.js';
import type { CheckpointClaim } from '../../src/verify/checkpoint-claim.js';
import type { CollectedStream } from '../../src/verify/collected-stream.js';
import { certify, type Epoch, isCertified, isSignedBy } from '../../src/verify/epochs.js';
import type { OpenedStream } from '../../src/verify/opened-stream.js';
import { signedRoots } from '../../src/verify/signed-roots.js';
import { certificateOf, IDENTITY, keyOf, open, ROOT, START, STREAM, trustOf, vkeyOf } from '../sealed-streams.js';

const judge = (certificate: string, trust: Trust | null = trustOf()) => {
  const certified = certify(certificate, STREAM, IDENTITY, trust ?? undefined);
  return isCertified(certified) ? certified.refusal : certified;
};
const about = 'control.certificate';
const validity = { notBefore: '2026-11-23T16:00:00Z', notAfter: '2026-11-23T17:00:00Z' };
const within = { notBefore: START[0], notAfter: START[0] + 3_600 };
const since = '2026-11-24T00:00:00Z';

describe('a certificate', () => {
  it.each<readonly [string, ReturnType<typeof judge>]>([
    ['for the service', judge(certificateOf())],
    ['for the environment', judge(certificateOf({ environment: 'production' }))],
    ['of the very validity of its root', judge(certificateOf(within), trustOf(validity))],
    ['of a root for other purposes, too', judge(certificateOf(), trustOf({ purpose: ['redact', 'seal'] }))],
    ['of a root for the environment', judge(certificateOf(), trustOf({ environment: 'production' }))],
  ])('%s is taken', (_, refusal) => {
    expect(refusal).toBeUndefined();
  });

  it.each<readonly [string, ReturnType<typeof judge>, string, string, string]>([
    ['without trust', judge(certificateOf(), null), 'UNTRUSTED', '-', 'no trust file was given'],
    [
      'of a root that nobody pinned',
      judge(certificateOf({ root: keyOf('x') })),
      'FOREIGN_KEY',
      about,
      'the root "x" is not one of those that speak for this identity',
    ],
    [
      "of a root that bears a pinned one's key id",
      judge(certificateOf().replace('— root-1 ', '— root-2 ')),
      'FOREIGN_KEY',
      about,
      'the root "root-2" is not one of those that speak for this identity',
    ],
    [
      'of a root where nobody speaks for it',
      judge(certificateOf({ root: keyOf('x') }), trustOf({ services: ['bank'] })),
      'UNTRUSTED',
      about,
      'the trust file knows neither the root "x" nor anyone who speaks for this identity',
    ],
    [
      'that the root did not sign',
      judge(certificateOf().replace('epoch 1', 'epoch 2')),
      'MODIFIED',
      about,
      'the root did not sign this certificate',
    ],
    [
      'of another stream',
      judge(certificateOf({ stream: 'a'.repeat(32) })),
      'REPLAY',
      about,
      "the certificate is another stream's",
    ],
    [
      'of a root for other services',
      judge(certificateOf(), trustOf({ services: ['bank'] })),
      'FOREIGN_KEY',
      about,
      'the root "root-1" may not seal for this identity',
    ],
    [
      'of a root for other purposes',
      judge(certificateOf(), trustOf({ purpose: ['redact'] })),
      'FOREIGN_KEY',
      about,
      'the root "root-1" may not seal for this identity',
    ],
    [
      'that begins before its root',
      judge(certificateOf({ ...within, notBefore: START[0] - 1 }), trustOf(validity)),
      'BAD_EPOCH',
      about,
      'the certificate exceeds the validity of its root',
    ],
    [
      'that ends after its root',
      judge(certificateOf({ ...within, notAfter: START[0] + 3_601 }), trustOf(validity)),
      'BAD_EPOCH',
      about,
      'the certificate exceeds the validity of its root',
    ],
    [
      'that is no note',
      judge('x'),
      'MODIFIED',
      about,
      'Not a signed note: the blank line before its signatures is missing.',
    ],
    [
      'that is none',
      judge(certificateOf().replace('epoch 1', 'epoch x')),
      'MODIFIED',
      about,
      'The epoch certificate cannot be used: its lines are not those of version 1.',
    ],
  ])('%s is refused', (_, refusal, verdict, field, detail) => {
    expect(refusal).toEqual({ verdict, field, detail });
  });

  it('of a root that fell into other hands is untrusted, until a witness says more', () => {
    expect(judge(certificateOf(), trustOf({ compromisedAfter: since }))).toEqual({
      ...{ verdict: 'UNTRUSTED', field: about, isCompromise: true },
      detail:
        'the root "root-1" may be in other hands since 2026-11-24T00:00:00.000Z, and no witness saw this stream before',
    });
  });

  it.each(['organisation', 'tenant', 'environment', 'service'] as const)('for another %s is refused', (part) => {
    const other = { ...IDENTITY, [part]: 'other' };
    const certificate = certificateOf({ identity: other, environment: part === 'environment' ? 'other' : 'any' });
    expect(judge(certificate)).toEqual({
      ...{ verdict: 'FOREIGN_KEY', field: about },
      detail: 'the certificate is for another organisation, tenant, environment or service',
    });
  });

  it('finds of several entries with one key the one that speaks for its identity', () => {
    const entry = { vkey: vkeyOf(ROOT), organisation: 'default', tenant: 'default', environment: 'any' };
    const trust = parseTrust(
      JSON.stringify({
        version: 1,
        roots: [
          { ...entry, services: ['bank'] },
          { ...entry, services: ['shop'] },
        ],
      }),
    );
    expect(judge(certificateOf(), trust)).toBeUndefined();
    const certified = certify(certificateOf(), STREAM, IDENTITY, trust);
    expect(isCertified(certified) && certified.root?.services).toEqual(['shop']);
  });

  it('is signed by who has name, id and key', () => {
    const note = splitNote(certificateOf());
    const key = parseVkey(vkeyOf(ROOT));
    const other = parseVkey(vkeyOf(keyOf('x')));
    expect(isSignedBy(note, key)).toBe(true);
    for (const wrong of [
      { ...key, name: 'x' },
      { ...key, keyId: '00000000' },
      { ...key, key: other.key },
    ]) {
      expect(isSignedBy(note, wrong)).toBe(false);
    }
  });
});

describe('a root', () => {
  const root = {
    organisation: 'default',
    tenant: 'default',
    environment: 'any',
    services: ['bank', 'sh*'],
  } as unknown as TrustRoot;

  it.each<readonly [string, Partial<TrustRoot>, boolean]>([
    ['for all', {}, true],
    ['for its environment', { environment: 'production' }, true],
    ['for another environment', { environment: 'test' }, false],
    ['for another organisation', { organisation: 'x' }, false],
    ['for another tenant', { tenant: 'x' }, false],
    ['for other services', { services: ['bank'] }, false],
    ['for no services', { services: [] }, false],
  ])('%s speaks for an identity: %s', (_, more, speaks) => {
    expect(speaksFor({ ...root, ...more }, IDENTITY)).toBe(speaks);
  });
});

describe('the roots that a stream signed', () => {
  const origin = open().origin;
  const certified = certify(certificateOf(), STREAM, IDENTITY, trustOf());
  const epoch = (after: number, until = Number.POSITIVE_INFINITY): Epoch => {
    if (!isCertified(certified)) throw new Error('no certificate');
    return { certificate: certified.certificate, key: certified.key, after, until };
  };
  const claims = (sizes: readonly number[], change: object = {}) => {
    const sealer = open();
    const notes = sizes.map((size) => {
      while (sealer.size < size) sealer.heartbeat({ pending: 0 }, [START[0] + sealer.size, 0]);
      const { note } = JSON.parse(sealer.checkpoint().payload);
      return {
        ...splitNote(note),
        origin,
        size,
        root: `r${size}`,
        place: `p${size}`,
        ...change,
      } as unknown as CheckpointClaim;
    });
    return notes;
  };
  const of = (checkpoints: readonly CheckpointClaim[], epochs: readonly Epoch[], isOpen = true) =>
    signedRoots(
      { checkpoints } as CollectedStream,
      { epochs, open: isOpen ? { place: 'o' } : undefined } as unknown as OpenedStream,
    );

  it('are one for each size, ascending, with all that claim it', () => {
    const [one, two] = claims([1, 2]) as [CheckpointClaim, CheckpointClaim];
    const { roots, remarks } = of([two, one, { ...two, place: 'again' }], [epoch(0)]);
    expect(roots.map(({ size, root, claims: all }) => [size, root, all.map(({ place }) => place)])).toEqual([
      [1, 'r1', ['p1']],
      [2, 'r2', ['p2', 'again']],
    ]);
    expect(remarks).toEqual([]);
  });

  it('are none without a key', () => {
    expect(of(claims([1]), [])).toEqual({ roots: [], remarks: [] });
  });

  it('are not two of one size', () => {
    const [two] = claims([2]) as [CheckpointClaim];
    const { roots, remarks } = of([two, { ...two, root: 'x', place: 'y' }], [epoch(0)]);
    expect(roots.map(({ root }) => root)).toEqual(['r2']);
    expect(remarks).toEqual([
      {
        verdict: 'EQUIVOCATION',
        sequence: 2,
        field: 'root',
        detail: 'two different roots of this size are signed',
        place: 'y',
      },
    ]);
  });

  it.each<readonly [string, object, string, string, string, number]>([
    ['are of another stream', { origin: 'x' }, 'REPLAY', 'origin', 'a checkpoint of another stream', 2],
  ])('are none that %s', (_, change, verdict, field, detail, sequence) => {
    const { roots, remarks } = of(claims([2], change), [epoch(0)]);
    expect(roots).toEqual([]);
    expect(remarks).toMatchObject([{ verdict, sequence, field, detail, place: 'p2' }]);
  });

  it('are each of the epoch that may sign its size', () => {
    expect(of(claims([1, 2, 3]), [epoch(0, 2)]).roots.map(({ size }) => size)).toEqual([1, 2]);
    expect(of(claims([1, 2, 3]), [epoch(1)]).roots.map(({ size }) => size)).toEqual([2, 3]);
    expect(of(claims([1, 2, 3]), [epoch(2)], false)).toMatchObject({ roots: [{ size: 3 }], remarks: [] });
  });
});
