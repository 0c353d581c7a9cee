import { describe, expect, it } from 'vitest';
import { createVerifier, signatureLine } from '../../src/index.js';
import { certify } from '../../src/verify/epochs.js';
import { handMadeStream, opening } from '../hand-made-streams.js';
import { judge, verdictOf } from '../judged.js';
import {
  at,
  certificateOf,
  EPOCH,
  IDENTITY,
  keyOf,
  loginStream,
  open,
  ROOT,
  START,
  STREAM,
  signWith,
  stored,
  trustOf,
  vkeyOf,
} from '../sealed-streams.js';

const RECORDS = stored(loginStream(4));
const stranger = keyOf('stranger');
const strange = stored(loginStream(4, open({ root: stranger })));

describe('trust', () => {
  it('is never taken from the log: without a trust file nothing is proven', () => {
    const verifier = createVerifier();
    for (const record of RECORDS) verifier.add(record);
    expect(verifier.finish()).toMatchObject({
      verdict: 'NOT PROVEN',
      reason: 'UNTRUSTED',
      exitCode: 2,
      findings: [],
      coverage: expect.arrayContaining([expect.stringContaining('no trust file')]),
    });
  });

  it('refuses an unknown root that speaks for what a known one speaks for', () => {
    expect(verdictOf(strange)).toEqual(['FOREIGN_KEY #1 control.certificate']);
  });

  it('leaves an unknown root for an unknown identity unproven, tampering in it notwithstanding', () => {
    expect(verdictOf(strange, { trust: trustOf({ organisation: 'other' }) })).toEqual(['NOT PROVEN UNTRUSTED']);
    expect(verdictOf(strange.toSpliced(2, 1), { trust: trustOf({ organisation: 'other' }) })).toEqual(['MISSING #3 -']);
  });

  it.each([
    ['organisation', { organisation: 'other' }, 'FOREIGN_KEY'],
    ['tenant', { tenant: 'other' }, 'FOREIGN_KEY'],
    ['environment', { environment: 'staging' }, 'FOREIGN_KEY'],
    ['service', { services: ['bank', 'sho'] }, 'FOREIGN_KEY'],
    ['purpose', { purpose: ['redact'] }, 'FOREIGN_KEY'],
    ['beginning', { notBefore: '2026-11-23T16:00:00Z' }, 'BAD_EPOCH'],
    ['end', { notAfter: '2026-11-23T17:00:00Z' }, 'BAD_EPOCH'],
  ])('lets a root speak only within its %s', (_, root, verdict) => {
    expect(verdictOf(RECORDS, { trust: trustOf(root) })).toEqual([`${verdict} #1 control.certificate`]);
  });

  it.each([['sh*'], ['*p'], ['*'], ['s*o*'], ['shop']])('lets a root speak for services like %s', (pattern) => {
    expect(verdictOf(RECORDS, { trust: trustOf({ services: [pattern] }) })).toEqual(['INTACT']);
  });

  it('ends when the root may be in other hands', () => {
    expect(verdictOf(RECORDS, { trust: trustOf({ compromisedAfter: '2030-01-01T00:00:00Z' }) })).toEqual([
      'NOT PROVEN UNTRUSTED',
    ]);
  });

  it('notices a certificate that the named root did not sign', () => {
    const forged = certificateOf().replace('not-after 2026', 'not-after 2027');
    const sealer = open({ certificate: forged });
    const records = [sealer.open, sealer.close({ reason: 'x' }, at(1)), sealer.checkpoint()];
    expect(verdictOf(stored(records))).toEqual(['MODIFIED #1 control.certificate']);
  });

  describe('looks at 16 signature lines of a certificate', () => {
    /** The root's signature behind so many lines that are right, too, but of a key that nobody knows. */
    const behind = (lines: number): string => {
      const [text = '', root = ''] = certificateOf().split('\n\n');
      const signature = signWith(stranger, `${text}\n`);
      const line = signatureLine({ name: stranger.name, publicKey: stranger.publicKey, signature });
      return `${text}\n\n${line.repeat(lines)}${root}`;
    };
    const verdictBehind = (lines: number): readonly string[] =>
      verdictOf(stored(loginStream(4, open({ certificate: behind(lines) }))));

    it('and believes the root in the last of them', () => {
      expect(verdictBehind(15)).toEqual(['INTACT']);
    });

    it('and not in one behind them', () => {
      expect(verdictBehind(16)).toEqual(['FOREIGN_KEY #1 control.certificate']);
      expect(verdictBehind(99)).toEqual(['FOREIGN_KEY #1 control.certificate']);
    });

    it('and cannot read one with ten times as many', () => {
      expect(certify(behind(160), STREAM, IDENTITY, trustOf())).toMatchObject({
        verdict: 'MODIFIED',
        detail: expect.stringContaining('more than 100 signatures'),
      });
    });
  });

  it('does not accept a provisional stream, but does not call it forged either', () => {
    const provisional = stored(loginStream(4, open({ root: stranger, provisional: true })));
    const report = judge(provisional);
    expect([report.verdict, report.reason]).toEqual(['NOT PROVEN', 'UNTRUSTED']);
    expect(report.conditions.map(({ condition }) => condition)).toEqual(['UNTRUSTED', 'PROVISIONAL']);
  });

  it('expects a stream of every expected service', () => {
    const trust = trustOf({}, { expectedServices: ['shop', 'bank*'] });
    expect(judge(RECORDS, { trust }).findings).toEqual([
      {
        ...{ verdict: 'STREAM_MISSING', stream: '-', sequence: '-', field: 'service.name' },
        detail: 'no stream of the expected service bank*',
      },
    ]);
    expect(judge(RECORDS, { trust: trustOf({}, { expectedServices: ['shop'] }) }).verdict).toBe('INTACT');
    expect(verdictOf([], { trust })).toEqual(['STREAM_MISSING #- service.name', 'STREAM_MISSING #- service.name']);
  });

  it('of several roots takes the one that signed', () => {
    const trust = trustOf(
      { vkey: vkeyOf(stranger) },
      {
        roots: [stranger, ROOT].map((key) => ({
          vkey: vkeyOf(key),
          organisation: 'default',
          tenant: 'default',
          environment: 'any',
          services: ['*'],
        })),
      },
    );
    expect(verdictOf([...RECORDS], { trust })).toEqual(['INTACT']);
  });
});

describe('identity', () => {
  it('other than the stream was opened with is FOREIGN_KEY, though its own key signed it', () => {
    const leaves = (tenant: string) => [
      opening(),
      { kind: 'record', tenant },
      { kind: 'close', control: { reason: 'x' } },
    ];
    expect(verdictOf(handMadeStream(leaves('default')))).toEqual(['INTACT']);
    expect(verdictOf(handMadeStream(leaves('other')))).toEqual(['FOREIGN_KEY #2 identity']);
  });

  it('that was not signed may be filled in by a collector', () => {
    const filled = structuredClone(RECORDS).map((record) => ({
      ...record,
      resource: [...record.resource, { key: 'service.namespace', value: { stringValue: 'retail' } }],
    }));
    expect(verdictOf(filled)).toEqual(['INTACT']);
  });
});

describe('a predecessor', () => {
  const first = open();
  const records = loginStream(4, first);
  const claim = { stream: STREAM, size: first.size, root: first.root() };
  const successor = (predecessor: typeof claim, streamId: string) =>
    stored(loginStream(2, open({ predecessor, streamId, key: EPOCH, now: START })));

  it('that is whole is fine', () => {
    expect(verdictOf([...stored(records), ...successor(claim, 'a'.repeat(32))])).toEqual(['INTACT']);
  });

  it('that is not in the source is a matter of coverage', () => {
    const report = judge(successor(claim, 'a'.repeat(32)));
    expect(report.verdict).toBe('INTACT');
    expect(report.coverage).toContain('1 streams continue one that is not in this source');
  });

  it('that is shorter than its successor says was cut off', () => {
    expect(verdictOf([...stored(records).slice(0, 5), ...successor(claim, 'a'.repeat(32))])).toEqual([
      'TRUNCATED #6 -',
    ]);
  });

  it('with another history has two', () => {
    const other = { ...claim, root: new Uint8Array(32) };
    expect(verdictOf([...stored(records), ...successor(other, 'a'.repeat(32))])).toEqual(['EQUIVOCATION #6 root']);
  });

  it('can have one successor only', () => {
    const two = [...successor(claim, 'a'.repeat(32)), ...successor(claim, 'b'.repeat(32))];
    expect(verdictOf(two)).toEqual(['EQUIVOCATION #1 control.predecessor']);
  });
});
