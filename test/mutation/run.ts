// `npm run test:mutation -- <target> [--sample 300 --seed 1] [files…]`: changes the code of a target bit by bit and lists the
// changes that no test notices. See README.md.
import { parseArgs } from 'node:util';

import { noteScore } from './report.ts';
import { type Score, scoreOf, scoreTable } from './score.ts';
import { MUTATION_TARGETS } from './targets.ts';
import { tryChanges } from './try-changes.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const [name, ...files] = positionals;
const target = MUTATION_TARGETS.find((candidate) => candidate.name === name);
if (target === undefined) {
  console.error(`name one target: ${MUTATION_TARGETS.map((known) => known.name).join(', ')}`);
  process.exit(64);
}

const sample = values.sample === undefined ? undefined : { size: Number(values.sample), seed: Number(values.seed) };
const found = tryChanges(target, { files, sample });
const score: Score = files.length === 0 ? noteScore(target, found, sample) : scoreOf(found.files, found.changes);
console.log(['', ...found.unnoticed, '', scoreTable(found.files), ''].join('\n'));
console.log(
  `${target.name}: ${score.percent} % of ${score.tried} changes were noticed (95 % interval ${score.interval.join('–')} %, ` +
    `${found.changes} changes in all); ${target.threshold} % are wanted`,
);
process.exitCode = score.percent >= target.threshold ? 0 : 1;
