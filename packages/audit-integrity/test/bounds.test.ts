import { describe, expect, it } from 'vitest';
import { canonicalize, formatRedaction, openNote, parseTrust, wireSafeRecord } from '../src/index.js';
import { parseRedaction } from '../src/redaction-statement.js';
import { isKeyName } from '../src/verifier-key.js';
import { ROOT, START, STREAM, vkeyOf } from './sealed-streams.js';

const refused = (code: string) => expect.objectContaining({ code });

/** Each bound is exceeded tenfold; the others have tests where they are used. */
describe('ten times as much as is allowed', () => {
  it('of an event name or a severity text is cut', () => {
    const record = wireSafeRecord({ eventName: 'e'.repeat(2_560), severityText: 's'.repeat(2_560) });
    expect([record.eventName, record.severityText]).toEqual(['e'.repeat(256), 's'.repeat(256)]);
  });

  it('of an attribute name is cut', () => {
    const { attributes } = wireSafeRecord({ attributes: { ['n'.repeat(2_560)]: 1 } });
    expect(attributes).toEqual({ [`renamed.0.${'n'.repeat(256)}`]: 1 });
  });

  it('of attributes is counted as dropped', () => {
    const attributes = Object.fromEntries(Array.from({ length: 40_960 }, (_, n) => [`app.n${n}`, n]));
    const record = wireSafeRecord({ attributes });
    expect([Object.keys(record.attributes).length, record.droppedAttributesCount]).toEqual([4_096, 36_864]);
  });

  it('of nesting in JSON is refused', () => {
    let deep: unknown = 0;
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    expect(() => canonicalize(deep)).toThrow(refused('ERR_TOO_DEEP'));
  });

  it('of a key name names no key', () => {
    expect([isKeyName('k'.repeat(8_192)), isKeyName('k'.repeat(81_920))]).toEqual([true, false]);
  });

  it('of a note is refused before its lines are looked at', () => {
    expect(() => openNote(`${'x'.repeat(10_000_000)}\n\n`, [vkeyOf(ROOT)])).toThrow(refused('ERR_NOTE_MALFORMED'));
  });

  it('of roots in a trust file is refused', () => {
    const entry = { vkey: vkeyOf(ROOT), organisation: 'a', tenant: 'a', environment: 'any', services: ['*'] };
    const roots = Array.from({ length: 10_000 }, () => entry);
    expect(() => parseTrust(JSON.stringify({ version: 1, roots }))).toThrow(refused('ERR_TRUST'));
  });

  it('of a reason for an erasure is refused, by who writes it and by who reads it', () => {
    const statement = { stream: STREAM, sequence: 4, leafHash: new Uint8Array(32), time: START[0] };
    expect(() => formatRedaction({ ...statement, reason: 'r'.repeat(10_000) })).toThrow(refused('ERR_REDACTION'));
    const text = formatRedaction({ ...statement, reason: 'rr' });
    expect(() => parseRedaction(text.replace('reason rr', `reason ${'r'.repeat(10_000)}`))).toThrow(
      refused('ERR_REDACTION'),
    );
  });
});
