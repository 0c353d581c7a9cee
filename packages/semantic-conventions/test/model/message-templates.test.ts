import { describe, expect, it } from 'vitest';
import { readModel } from '../../scripts/model/read-model.js';
import { renderMessage } from '../../src/render-message.js';

const model = readModel();
const messages = model.events.map(({ name, message }) => ({ name, message }));
/** What stands whatever the record holds, and what only stands when its attributes are there. */
const parts = (message: string) => ({
  always: message.replaceAll(/\[[^[\]]*\]/g, ''),
  sometimes: [...message.matchAll(/\[([^[\]]*)\]/g)].map(([, segment = '']) => segment),
});
const placeholders = (text: string): string[] => [...text.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);

describe('every message', () => {
  it.each(messages)('says who, what, to what and how it ended: $name', ({ message }) => {
    const { always } = parts(message);
    expect(always).toMatch(
      /^\{audit\.actor\.type\} \{audit\.actor\.id\} [a-z].*\{audit\.target\.type\} \{audit\.target\.id\}.*: \{audit\.outcome\}$/,
    );
    const verb = always
      .replaceAll(/\{[^{}]+\}/g, '')
      .replace(/: *$/, '')
      .trim();
    expect(verb.length).toBeGreaterThanOrEqual(4);
  });

  it.each(messages)('gives the reason when there is one: $name', ({ message }) => {
    const reasons = parts(message).sometimes.filter((segment) =>
      /^ (?:\(\{security\.(?:session\.)?reason\}\)|because of \{security\.reason\})$/.test(segment),
    );
    expect(reasons).toHaveLength(1);
  });

  it('does not put the reason of a refusal or an undoing behind its success', () => {
    for (const action of ['reject', 'rollback']) {
      const event = model.events.find(({ name }) => name === `security.transaction.${action}`);
      expect(event?.message).toMatch(/\[ because of \{security\.reason\}\]: \{audit\.outcome\}$/);
    }
  });

  it('gives one reason for a failed transaction, not its error type beside it', () => {
    const event = model.events.find(({ name }) => name === 'security.transaction.failure');
    expect(event?.message).toMatch(/: \{audit\.outcome\}\[ \(\{security\.reason\}\)\]$/);
  });

  it.each(messages)('says from where when that is known: $name', ({ message }) => {
    expect(parts(message).sometimes).toContain(' from {client.address}');
  });

  it.each(model.events)('leaves out nothing but what may be absent: $name', ({ message, required, recommended }) => {
    const { always, sometimes } = parts(message);
    const certain = [...model.commonRequired, ...required];
    expect(placeholders(always).filter((name) => !certain.includes(name))).toEqual([]);
    const listed = [...certain, ...model.commonRecommended, ...recommended];
    expect(sometimes.flatMap(placeholders).filter((name) => !listed.includes(name))).toEqual([]);
    expect(sometimes.filter((segment) => placeholders(segment).length === 0)).toEqual([]);
  });

  it.each(messages)('shows nothing that may bear a secret: $name', ({ message }) => {
    const shown = placeholders(message).filter((name) => model.attributes.get(name)?.inMessage !== true);
    expect(shown).toEqual([]);
  });

  it('is told apart from every other', () => {
    expect(new Set(messages.map(({ message }) => message)).size).toBe(messages.length);
  });

  it.each(messages)('has balanced brackets and braces and single blanks: $name', ({ message }) => {
    const rest = message.replaceAll(/\{[a-z_.]+\}/g, '').replaceAll(/\[[^[\]]*\]/g, '');
    expect(rest).not.toMatch(/[{}[\]]/);
    expect(message).not.toMatch(/ {2}|^ | $/);
  });
});

describe('attributes that may bear a secret', () => {
  it('are kept out of messages, whoever writes the next template', () => {
    const bearing = [...model.attributes.values()].filter(({ inMessage }) => !inMessage).map(({ name }) => name);
    expect(bearing).toEqual([
      'audit.payload',
      'exception.message',
      'file.path',
      'security.attempt.tag',
      'security.token.hash',
      'security.transaction.after',
      'security.transaction.before',
      'session.id',
      'session.previous_id',
      'url.path',
      'user.hash',
    ]);
  });

  it('include every pseudonymous attribute and every confidential one but the amount of a transaction', () => {
    const close = [...model.attributes.values()].filter(({ sensitivity }) =>
      ['pseudonymous', 'confidential'].includes(sensitivity),
    );
    expect(close.filter(({ inMessage }) => inMessage).map(({ name }) => name)).toEqual(['security.transaction.amount']);
  });
});

describe('a rendered message', () => {
  it.each(model.events)('is whole when nothing but the required is there: $name', ({ message, required }) => {
    const attributes = Object.fromEntries([...model.commonRequired, ...required].map((name) => [name, 'given']));
    const text = renderMessage(message, attributes);
    expect(text).toMatch(/^given given .* given given.*: given( \(given\))?$/);
    expect(text).not.toMatch(/unknown|[{}[\]]| {2}/);
  });

  it('reads as a sentence', () => {
    const event = model.events.find(({ name }) => name === 'security.transaction.complete');
    const text = renderMessage(event?.message ?? '', {
      'audit.actor.type': 'user',
      'audit.actor.id': 'u-1001',
      'audit.target.type': 'order',
      'audit.target.id': '7',
      'audit.outcome': 'success',
      'client.address': '192.0.2.17',
      'security.transaction.type': 'refund',
      'security.transaction.id': 'tx-9',
      'security.transaction.amount': '129.90',
      'security.transaction.currency': 'EUR',
    });
    expect(text).toBe(
      'user u-1001 completed refund transaction tx-9 of 129.90 EUR on order 7 from 192.0.2.17: success',
    );
  });
});
