import { propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBaggageAttributes } from '../../src/enrich/baggage-attributes.js';
import { enriched } from './support/enriched-record.js';

const EVENT = { eventName: 'security.authz.failure' };

function withBaggage(entries: Record<string, string>) {
  const baggage = propagation.createBaggage(
    Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, { value }])),
  );
  return propagation.setBaggage(ROOT_CONTEXT, baggage);
}

describe('baggage', () => {
  it('is not copied unless a key is allowed', () => {
    const { attributes } = enriched(EVENT, { context: withBaggage({ 'tenant.id': 't-1' }) }).record;
    expect(Object.keys(attributes).filter((name) => name.startsWith('baggage.') || name === 'tenant.id')).toEqual([]);
  });

  it('is filed under its own prefix, where nobody takes a claim for a fact', () => {
    const { record, telemetry } = enriched(EVENT, {
      context: withBaggage({ 'tenant.id': 't-1', 'audit.actor.id': 'mallory', 'session.id': 'stolen' }),
      options: { baggage: ['tenant.id', 'session.id'] },
    });
    expect(record.attributes).toMatchObject({
      'baggage.tenant.id': 't-1',
      'baggage.session.id': 'stolen',
      'audit.actor.id': 'unknown',
    });
    expect(record.attributes).not.toHaveProperty(['session.id']);
    expect(telemetry.counts).toMatchObject({ 'otelseal.enrich.baggage added': 2 });
  });

  it('never replaces an attribute of the record', () => {
    const { record } = enriched(
      { ...EVENT, attributes: { 'baggage.tenant.id': 'own' } },
      { context: withBaggage({ 'tenant.id': 't-1' }), options: { baggage: ['tenant.id'] } },
    );
    expect(record.attributes['baggage.tenant.id']).toBe('own');
  });

  it.each([
    ['a line feed', 'a\nb'],
    ['an escape', 'a\u001b[31m'],
    ['a C1 control', 'a\u009bb'],
    ['a bidirectional override', 'a\u202eb'],
    ['a zero-width space', 'a\u200bb'],
    ['a line separator', 'a\u2028b'],
    ['a lone surrogate', 'a\ud800'],
    ['a private character', 'a\ue000'],
    ['257 characters', 'x'.repeat(257)],
    ['nothing', ''],
  ])('with %s is refused and counted', (_, value) => {
    const { record, telemetry } = enriched(EVENT, { context: withBaggage({ k: value }), options: { baggage: ['k'] } });
    expect(record.attributes).not.toHaveProperty(['baggage.k']);
    expect(telemetry.counts).toMatchObject({ 'otelseal.enrich.baggage refused': 1 });
  });

  it('of 256 letters of any script is accepted', () => {
    const { attributes } = enriched(EVENT, {
      context: withBaggage({ k: 'ä'.repeat(256) }),
      options: { baggage: ['k'] },
    }).record;
    expect(attributes['baggage.k']).toBe('ä'.repeat(256));
  });

  it('never brings a control character into a record, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const attributes: Record<string, unknown> = {};
        addBaggageAttributes(attributes, propagation.createBaggage({ k: { value } }), ['k']);
        const stored = attributes['baggage.k'];
        if (stored !== undefined) expect(stored).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]{1,256}$/u);
      }),
    );
  });
});
