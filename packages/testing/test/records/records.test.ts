import { ATTRIBUTES, eventDefinition } from '@otelseal/semantic-conventions';
import { expect, test } from 'vitest';

import { R10 } from '../../src/records/r10.js';
import { R35 } from '../../src/records/r35.js';

test('R10 has 10 attributes and 665 bytes of JSON', () => {
  expect(Object.keys(R10.attributes)).toHaveLength(10);
  expect(Buffer.byteLength(JSON.stringify({ body: R10.body, attributes: R10.attributes }))).toBe(665);
});

test('R35 has 35 attributes', () => {
  expect(Object.keys(R35.attributes)).toHaveLength(35);
});

test('both are events of the catalogue, with its severity', () => {
  for (const record of [R10, R35]) {
    const event = eventDefinition(record.eventName);
    expect(event).toMatchObject({ severityNumber: record.severityNumber, severityText: record.severityText });
  }
});

test('R35 carries everything that the catalogue requires of a login failure', () => {
  const required = eventDefinition(R35.eventName)?.required ?? [];
  expect(required.length).toBeGreaterThan(0);
  expect(required.filter((name) => !(name in R35.attributes))).toEqual([]);
});

test('names of ours in R35 are names of the catalogue', () => {
  const ours = Object.keys(R35.attributes).filter((name) => /^(audit|security)\./.test(name));
  expect(ours.filter((name) => !Object.hasOwn(ATTRIBUTES, name))).toEqual([]);
});
