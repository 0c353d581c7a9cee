// Sanitizing a record with the default settings: as it usually is, and with three secrets in it.
import { createSanitizer } from '@otelseal/log-processors';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';

import type { Bench } from './figure.ts';
import { measure, type Subject } from './measure.ts';

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

function sanitizing(record: LogRecordInput): Subject {
  const sanitizer = createSanitizer();
  return (count) => {
    for (let index = 0; index < count; index += 1) sanitizer.sanitizeRecord(record);
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
  requireFindings(THREE_SECRETS, 3);
  const costs = await measure({
    clean: sanitizing(R10),
    secrets: sanitizing(THREE_SECRETS),
    large: sanitizing(R35),
  });
  return [
    { what: 'sanitize R10, clean', value: costs.clean.median, unit: 'µs', bar: { atMost: 3 } },
    { what: 'sanitize R10, three findings', value: costs.secrets.median, unit: 'µs', bar: { atMost: 15 } },
    { what: 'sanitize R35, clean', value: costs.large.median, unit: 'µs' },
  ];
}) satisfies Bench;
