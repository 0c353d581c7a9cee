import { describe, expect, it } from 'vitest';

import { readAuthLine } from '../../src/replay/auth-jsonl.js';

const LINE = { ts: '2026-11-23T10:00:00Z', user: 'ada', ip: '192.0.2.7', outcome: 'failure' };
const read = (line: unknown) => readAuthLine(Buffer.from(JSON.stringify(line)), 'auth.jsonl:3');

describe('a line of auth-jsonl', () => {
  it('is a login of the vocabulary', () => {
    expect(read({ ...LINE, reason: 'wrong_password', service: 'sshd', session: 's-1' })).toEqual({
      timeMs: Date.UTC(2026, 10, 23, 10),
      eventName: 'security.authn.login.failure',
      recordId: 'auth.jsonl:3',
      attributes: {
        'audit.actor.id': 'ada',
        'audit.actor.type': 'user',
        'audit.outcome': 'failure',
        'audit.target.id': 'ada',
        'audit.target.type': 'account',
        'client.address': '192.0.2.7',
        'security.category': 'authentication',
        'security.reason': 'wrong_password',
        'service.name': 'sshd',
        'session.id': 's-1',
      },
    });
  });

  it('may name a host where the address should be, know the truth, hold nulls and fields of others', () => {
    const line = { ...LINE, ip: 'host-7.example', reason: null, label: 'attack', pid: 71, port: [22] };
    expect(read(line)).toMatchObject({ label: 'attack', attributes: { 'client.address': 'host-7.example' } });
  });

  it.each([
    ['2026-11-23T10:00:00+01:00', Date.UTC(2026, 10, 23, 9)],
    ['2026-11-23t10:00:00.5z', Date.UTC(2026, 10, 23, 10, 0, 0, 500)],
    ['2026-11-23 10:00:00.123456789-00:30', Date.UTC(2026, 10, 23, 10, 30, 0, 123)],
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ])('reads the time %s', (ts, timeMs) => {
    expect(read({ ...LINE, ts })).toMatchObject({ timeMs });
  });

  it.each([
    '2026-02-29T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '0099-12-31T23:59:59Z',
    '1969-12-31T23:59:59Z',
    '2026-13-01T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T10:00:00',
    '1764000000',
    '2026-11-23T10:00:00+24:00',
    '',
  ])('refuses the time %j', (ts) => {
    expect(read({ ...LINE, ts })).toEqual({ refusal: expect.stringContaining('RFC 3339') });
  });

  it.each([
    [{ ...LINE, outcome: 'Failed' }, 'outcome is neither success nor failure'],
    [{ ...LINE, user: undefined }, 'user is missing'],
    [{ ...LINE, user: 7 }, 'user is not a text'],
    [{ ...LINE, label: 'maybe' }, 'label is neither attack nor benign'],
    [[LINE], 'it is not a JSON object'],
    [null, 'it is not a JSON object'],
    ['login', 'it is not a JSON object'],
  ])('says what is wrong with %j', (line, refusal) => {
    expect(read(line)).toEqual({ refusal });
  });

  it('is not taken when two readers would read it differently, or when it is no JSON', () => {
    const twice = Buffer.from(
      '{"ts":"2026-11-23T10:00:00Z","user":"ada","user":"eve","ip":"192.0.2.7","outcome":"failure"}',
    );
    expect(readAuthLine(twice, 'x')).toMatchObject({ refusal: 'an object has the same member twice' });
    expect(readAuthLine(Buffer.from('ada failed'), 'x')).toMatchObject({ refusal: 'it is not JSON' });
  });

  it('with a member called __proto__ changes nobody', () => {
    const hostile = Buffer.from(`{"__proto__":{"outcome":"success"},${JSON.stringify(LINE).slice(1)}`);
    expect(readAuthLine(hostile, 'x')).toMatchObject({ eventName: 'security.authn.login.failure' });
    expect(readAuthLine(Buffer.from('{"__proto__":{"ts":"2026-11-23T10:00:00Z"}}'), 'x')).toEqual({
      refusal: 'ts is missing',
    });
  });
});

it('of an overlong name the beginning counts: nobody gets out of sight by it', () => {
  const line = { ...LINE, user: 'x'.repeat(10_240) };
  expect(readAuthLine(Buffer.from(JSON.stringify(line)), 'a:1')).toMatchObject({
    attributes: { 'audit.actor.id': 'x'.repeat(1_024) },
  });
});

it('with bytes that are no UTF-8 is read all the same: nobody gets out of sight by them', () => {
  const [before, after] = JSON.stringify({ ...LINE, user: 'x?' }).split('?') as [string, string];
  const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xc0]), Buffer.from(after)]);
  expect(readAuthLine(bytes, 'a:1')).toMatchObject({ attributes: { 'audit.actor.id': 'x\ufffd\ufffd' } });
});
