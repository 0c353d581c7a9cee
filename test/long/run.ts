// `npm run test:long`: the tests of `npm test` with full counts, then a sample of changes of the code that they must notice, and the
// reports of both that are committed.
// OTELSEAL_SCALE (default 200) multiplies the counts; OTELSEAL_SEED repeats an earlier run.
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { noteScore } from '../mutation/report.ts';
import { MUTATION_TARGETS } from '../mutation/targets.ts';
import { tryChanges } from '../mutation/try-changes.ts';
import { stopWithUs } from '../stages/child-process.ts';
import { runVitest } from '../stages/vitest-suite.ts';
import { checkedOutCommit, coveredSources } from './covered-sources.ts';
import { writeReport } from './report.ts';

/** Changes of each target: a quarter of an hour, and the score to within five percent. */
const SAMPLE_SIZE = 300;
const SIX_HOURS_MS = 6 * 3_600_000;
const scale = Number(process.env['OTELSEAL_SCALE'] ?? 200);
const seed = Number(process.env['OTELSEAL_SEED'] ?? randomInt(2 ** 31));

function sumByKind(file: string): Record<string, number> {
  const sums: Record<string, number> = {};
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  for (const [kind, cases] of lines.map((line) => JSON.parse(line) as [string, number])) {
    sums[kind] = (sums[kind] ?? 0) + cases;
  }
  return sums;
}

stopWithUs();
const folder = mkdtempSync(join(tmpdir(), 'otelseal-long-'));
const countsFile = join(folder, 'counts.jsonl');
const startedAt = new Date();
const env = { OTELSEAL_SCALE: String(scale), OTELSEAL_SEED: String(seed), OTELSEAL_COUNTS: countsFile };
const { passed, failed, failures } = await runVitest('test/vitest.config.ts', [], { env, timeoutMs: SIX_HOURS_MS });
writeReport({
  commit: checkedOutCommit(),
  sources: coveredSources(),
  node: process.version,
  startedAt: startedAt.toISOString(),
  minutes: Math.round((Date.now() - startedAt.getTime()) / 6_000) / 10,
  scale,
  seed,
  tests: { passed, failed },
  counts: sumByKind(countsFile),
  failures: failures ?? [],
});
rmSync(folder, { recursive: true });
console.log(`\nwritten: test/long/report.json\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

for (const target of MUTATION_TARGETS) {
  const sample = { size: SAMPLE_SIZE, seed };
  const found = tryChanges(target, { sample });
  const { percent, interval } = noteScore(target, found, sample);
  console.log(['', ...found.unnoticed, '', `${target.name}: ${percent} % noticed, ${interval.join('–')} %`].join('\n'));
  if (interval[1] < target.threshold) process.exitCode = 1;
}
