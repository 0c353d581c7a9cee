// `npm run test:long`: the tests of `npm test` with full counts, package by package, then a sample of changes of the code that they must
// notice, and the reports of both that are committed.
// `npm run test:long -- audit-integrity` runs one package; the record of the others stays.
// OTELSEAL_SCALE (default: full counts) multiplies the counts; OTELSEAL_SEED repeats an earlier run.
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { noteScore } from '../mutation/report.ts';
import { MUTATION_TARGETS } from '../mutation/targets.ts';
import { tryChanges } from '../mutation/try-changes.ts';
import { stopWithUs } from '../stages/child-process.ts';
import { runVitest } from '../stages/vitest-suite.ts';
import { checkedOutCommit, coveredSources, longRunParts } from './covered-sources.ts';
import { noteLongRun } from './report.ts';
import { FULL_SCALE } from './scale.ts';

/** Changes of each target: a quarter of an hour, and the score to within five percent. */
const SAMPLE_SIZE = 300;
const SIX_HOURS_MS = 6 * 3_600_000;
const scale = Number(process.env['OTELSEAL_SCALE'] ?? FULL_SCALE);
const seed = Number(process.env['OTELSEAL_SEED'] ?? randomInt(2 ** 31));

function sumByKind(file: string): Record<string, number> {
  const sums: Record<string, number> = {};
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  for (const [kind, cases] of lines.map((line) => JSON.parse(line) as [string, number])) {
    sums[kind] = (sums[kind] ?? 0) + cases;
  }
  return sums;
}

/** Runs the tests of a package and notes what they tried; the number of tests that failed. */
async function runPart(part: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-long-'));
  const countsFile = join(folder, 'counts.jsonl');
  const startedAt = new Date();
  const tested = { commit: checkedOutCommit(), sources: coveredSources(part) };
  const env = { OTELSEAL_SCALE: String(scale), OTELSEAL_SEED: String(seed), OTELSEAL_COUNTS: countsFile };
  const options = { env, timeoutMs: SIX_HOURS_MS };
  const { passed, failed, failures = [] } = await runVitest('test/vitest.config.ts', [`packages/${part}/`], options);
  noteLongRun(part, {
    ...tested,
    node: process.version,
    startedAt: startedAt.toISOString(),
    minutes: Math.round((Date.now() - startedAt.getTime()) / 6_000) / 10,
    scale,
    seed,
    tests: { passed, failed },
    counts: sumByKind(countsFile),
    failures,
  });
  rmSync(folder, { recursive: true });
  console.log(`\n${part}: ${passed} passed, ${failed} failed; noted in test/long/report.json`);
  return failed;
}

stopWithUs();
const known = longRunParts();
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !known.includes(part));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: no such package; there are ${known.join(', ')}`);
  process.exit(64);
}
const parts = asked.length === 0 ? known : asked;
let failed = 0;
for (const part of parts) failed += await runPart(part);
process.exitCode = failed === 0 ? 0 : 1;

for (const target of MUTATION_TARGETS.filter((one) => parts.includes(one.package.replace('packages/', '')))) {
  const sample = { size: SAMPLE_SIZE, seed };
  const found = tryChanges(target, { sample });
  const { percent, interval } = noteScore(target, found, sample);
  console.log(['', ...found.unnoticed, '', `${target.name}: ${percent} % noticed, ${interval.join('–')} %`].join('\n'));
  if (interval[1] < target.threshold) process.exitCode = 1;
}
