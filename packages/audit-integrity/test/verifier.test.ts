import { expect, it } from 'vitest';
import { createVerifier, reportLines } from '../src/index.js';
import { loginStream, stored, trustOf } from './sealed-streams.js';

it('finds an untouched stream intact', () => {
  const verifier = createVerifier({ trust: trustOf() });
  for (const record of stored(loginStream(10))) verifier.add(record);
  const report = verifier.finish();
  console.log(reportLines(report).join('\n'));
  expect(report.exitCode).toBe(0);
});
