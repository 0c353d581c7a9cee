import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

import { otelseal } from '../otelcol/command.ts';
import type { ExportedEvidence } from './exported-evidence.ts';

export interface WholeAndPart {
  /** Holds the records, in the form in which the store gave them. */
  readonly file: string;
  /** Options of an export of everything, and of one of its later half. */
  readonly whole?: readonly string[];
  readonly part: readonly string[];
}

/** Of 24 sealed records: evidence is INTACT without the store, as a whole and as a range that holds less, and not for who trusts nobody. */
export async function expectWholeAndPart(
  exported: (...options: readonly string[]) => Promise<ExportedEvidence>,
  options: WholeAndPart,
): Promise<void> {
  const whole = await exported(...(options.whole ?? []));
  expect(whole).toMatchObject({ code: 0, verified: expect.stringMatching(/^INTACT 2\d records in 1 stream/) });
  expect(whole.exported).toBe(whole.verified);
  const part = await exported(...options.part);
  expect(part).toMatchObject({
    code: 0,
    verified: expect.stringMatching(/^INTACT 1\d records in 1 stream/),
    wholeStreams: false,
  });
  const lines = (bundle: string): number => readFileSync(join(bundle, options.file), 'utf8').split('\n').length;
  expect(lines(part.bundle)).toBeLessThan(lines(whole.bundle));
  const unbelieved = await otelseal('evidence', 'verify', whole.bundle);
  expect([unbelieved.code, unbelieved.out]).toEqual([2, expect.stringMatching(/^NOT PROVEN UNTRUSTED /)]);
}
