// `npm run test:mutation -- <target> [files…]`: changes the code of a target bit by bit and counts which changes no test notices.
// files: only these, as paths below the package: a whole target takes hours, so it can be tried in parts. The scores are kept in the
// report of the long run, each file's with the commit on which it was tried.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cacheFolder } from '../../bootstrap.mjs';
import { checkedOutCommit } from '../long/covered-sources.ts';
import { mutationOnRecord, noteMutation } from '../long/report.ts';
import auditIntegrity from './audit-integrity.target.ts';
import { readScores, scoreOf, scoreTable, withScores } from './mutation-score.ts';
import type { MutationTarget } from './mutation-target.ts';
import { makeSandbox } from './sandbox.ts';
import sanitize from './sanitize.target.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
const TARGETS: readonly MutationTarget[] = [sanitize, auditIntegrity];
/** One seed and few cases: a change is noticed by the tests with examples or by the first hundred cases. */
const PROPERTIES = { OTELSEAL_SEED: '1', OTELSEAL_SCALE: '0.1' };

const [name, ...files] = process.argv.slice(2);
const target = TARGETS.find((candidate) => candidate.name === name);
if (target === undefined) {
  console.error(`name one target: ${TARGETS.map((known) => known.name).join(', ')}`);
  process.exit(64);
}

const results = join(cacheFolder(), 'mutation');
mkdirSync(results, { recursive: true });
const reportFile = join(results, `${target.name}.json`);
const sandbox = makeSandbox(CHECKOUT, target, reportFile);
const stryker = join(CHECKOUT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
const only = files.length === 0 ? [] : ['--mutate', files.map((file) => `${target.package}/${file}`).join(',')];
const { status } = spawnSync(process.execPath, [stryker, 'run', 'stryker.config.json', ...only], {
  cwd: sandbox,
  env: { ...process.env, ...PROPERTIES },
  stdio: 'inherit',
});
rmSync(sandbox, { recursive: true });
if (status !== 0) process.exit(1);

const tried = readScores(reportFile, target.package);
console.log(`\n${scoreTable(tried)}\n`);
const known = withScores(files.length === 0 ? {} : mutationOnRecord(target.name), tried, checkedOutCommit());
noteMutation(target.name, { score: scoreOf(known), threshold: target.threshold, files: known });
const score = scoreOf(tried);
console.log(`${target.name}: ${score.toFixed(1)} % of the changes were noticed, ${target.threshold} % are wanted`);
process.exitCode = score >= target.threshold ? 0 : 1;
