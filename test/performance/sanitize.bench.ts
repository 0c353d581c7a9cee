// Sanitizing a record with the default settings: as it usually is, with three secrets in it, and beside the redaction that pino uses.
import { createSecretKey } from 'node:crypto';

import { createSanitizer, type SanitizeOptions } from '@otelseal/log-processors';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';
import redact from '@pinojs/redact';

import type { Bench } from './figure.ts';
import { difference, measure, ratio, type Subject } from './measure.ts';

/** R10 as a careless developer would log it. The key is the one of AWS's own documentation. */
const THREE_SECRETS: LogRecordInput = {
  ...R10,
  body: `${R10.body}, password=correct-horse-7`,
  attributes: {
    ...R10.attributes,
    'security.reason': 'refused AKIAIOSFODNN7EXAMPLE as too_large',
    'app.request.headers': { accept: 'application/json', authorization: 'Bearer 0f1e2d3c4b5a69780f1e2d3c4b5a6978' },
  },
};

/** R10 with another user, order, address, request and line each time, so that nothing but its names and constants was seen before. */
const NO_TWO_ALIKE: readonly LogRecordInput[] = Array.from({ length: 1_024 }, (_, index) => {
  const id = (Math.imul(index + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const stack = String(R10.attributes?.['exception.stacktrace']).replace('42:11', `${index}:11`);
  return {
    ...R10,
    body: `user ${id} sent invalid input in quantity to order ${10_000 + index}: failure (too_large)`,
    attributes: {
      ...R10.attributes,
      'audit.actor.id': id,
      'audit.target.id': String(10_000 + index),
      'client.address': `198.51.${index >> 8}.${index & 255}`,
      'app.request.headers': { accept: 'application/json', 'x-request-id': id + id, dnt: '1' },
      'exception.stacktrace': stack,
    },
  };
});

const PSEUDONYM = { keyId: 'k1', key: createSecretKey(Buffer.alloc(32, 7)) };
/** Both who are known and who are new have a number of six digits in their address: rules look at digits, too, and at more of them for longer. */
const FIRST_PERSON = 100_000;
/** R10 with the next of so many people in it. The record is made anew each time, as an application does. */
function sanitizingPeople(people: number): Subject {
  const sanitizer = createSanitizer({ pseudonym: PSEUDONYM });
  let next = 0;
  return (count) => {
    for (let index = 0; index < count; index += 1) {
      sanitizer.sanitizeRecord({
        ...R10,
        attributes: { ...R10.attributes, contact: `a${FIRST_PERSON + (next % people)}@example.com` },
      });
      next += 1;
    }
  };
}

const repeated = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);
const LARGE_BODY = repeated(`${JSON.stringify(R10)} `, 100_000);
/** What costs most among the texts that the linear-time tests try. */
const ATTACK = repeated('tan=password/reset/aB3-', 2_000_000);

/** As many paths as R10 has attributes, four of them with a wildcard, which must look into every nested value. */
const TEN_PATHS = [
  'body.password',
  'attributes.password',
  'attributes["security.reason"]',
  'attributes["audit.actor.id"]',
  'attributes["app.request.headers"].authorization',
  'attributes["app.request.headers"].cookie',
  '*.secret',
  'attributes.*.token',
  'attributes.*.password',
  'attributes.*.authorization',
];

function sanitizing(records: readonly LogRecordInput[], options?: SanitizeOptions): Subject {
  const sanitizer = createSanitizer(options);
  let next = 0;
  return (count) => {
    for (let index = 0; index < count; index += 1) {
      sanitizer.sanitizeRecord(records[next] as LogRecordInput);
      next = next + 1 === records.length ? 0 : next + 1;
    }
  };
}

function sanitizingText(text: string): Subject {
  const sanitizer = createSanitizer();
  return (count) => {
    for (let index = 0; index < count; index += 1) sanitizer.sanitizeText(text);
  };
}

function redactingPaths(records: readonly LogRecordInput[]): Subject {
  const redactPaths = redact({ paths: TEN_PATHS, serialize: false });
  let next = 0;
  return (count) => {
    for (let index = 0; index < count; index += 1) {
      redactPaths(records[next] as LogRecordInput);
      next = next + 1 === records.length ? 0 : next + 1;
    }
  };
}

/** A sanitizer that finds other than what the figure's name says would be measured for something else. */
function requireFindings(record: LogRecordInput, expected: number): void {
  const sanitizer = createSanitizer();
  sanitizer.sanitizeRecord(record);
  const found = Object.values(sanitizer.findings).reduce((sum, count) => sum + count, 0);
  if (found !== expected) throw new Error(`expected ${expected} findings: ${JSON.stringify(sanitizer.findings)}`);
}

export default (async () => {
  requireFindings(R10, 0);
  for (const record of NO_TWO_ALIKE.slice(0, 100)) requireFindings(record, 0);
  requireFindings(THREE_SECRETS, 3);
  const costs = await measure({
    clean: sanitizing([R10]),
    unseen: sanitizing(NO_TWO_ALIKE),
    secrets: sanitizing([THREE_SECRETS]),
    large: sanitizing([R35]),
    pino: redactingPaths([R10]),
    pinoUnseen: redactingPaths(NO_TWO_ALIKE),
    json: (count) => {
      for (let index = 0; index < count; index += 1) JSON.stringify(R10);
    },
  });
  const people = await measure({
    known: sanitizingPeople(100),
    unknown: sanitizingPeople(Number.MAX_SAFE_INTEGER),
  });
  const texts = await measure(
    { body: sanitizingText(LARGE_BODY), attack: sanitizingText(ATTACK) },
    { records: 30, rounds: 15, warmUpRounds: 5 },
  );
  return [
    { what: 'sanitize R10, clean', value: costs.clean.median, unit: 'µs', bar: { atMost: 3 } },
    {
      what: '… no two records alike',
      value: costs.unseen.median,
      unit: 'µs',
      note: 'ids, address, body and stack trace differ each time',
    },
    { what: 'sanitize R10, three findings', value: costs.secrets.median, unit: 'µs', bar: { atMost: 15 } },
    { what: 'sanitize R35, clean', value: costs.large.median, unit: 'µs' },
    {
      what: 'sanitize R10, clean / @pinojs/redact, 10 paths',
      value: ratio(costs.clean, costs.pino),
      unit: '×',
      bar: { atMost: 1 },
      note: `@pinojs/redact ${costs.pino.median.toFixed(2)} µs`,
    },
    {
      what: '… no two records alike / @pinojs/redact, 10 paths',
      value: ratio(costs.unseen, costs.pinoUnseen),
      unit: '×',
      bar: { atMost: 1 },
      note: `on the same records; against one and the same R10 again and again ${ratio(costs.unseen, costs.pino).toFixed(2)} ×`,
    },
    {
      what: 'sanitize R10, clean / JSON.stringify',
      value: ratio(costs.clean, costs.json),
      unit: '×',
      note: `JSON.stringify ${costs.json.median.toFixed(2)} µs`,
    },
    {
      what: 'a pseudonym for somebody new',
      value: difference(people.unknown, people.known),
      unit: 'µs',
      bar: { atMost: 2 },
    },
    { what: 'sanitize a body of 100 kB', value: texts.body.median, unit: 'µs', bar: { atMost: 1_000 } },
    { what: "sanitize an attacker's 2 MB", value: texts.attack.median, unit: 'µs', note: 'what is not scanned is cut' },
  ];
}) satisfies Bench;
