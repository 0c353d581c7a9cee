// `npm test`: the stages in order, the first failure ends them; then which real programs took part, and the totals on the last line.
// `npm test -- lint knip` runs the stages of these names only.
import { staleReportLine } from './long/report.ts';
import { check } from './stages/check.ts';
import { stopWithUs } from './stages/child-process.ts';
import { PeerTable, peerSuites } from './stages/peer-suites.ts';
import { runStages } from './stages/run-stages.ts';
import type { Stage } from './stages/stage.ts';
import { runVitest, vitestSuite } from './stages/vitest-suite.ts';

const peers = new PeerTable();

const node = process.execPath;
const STAGES: readonly Stage[] = [
  check('build', node, ['bootstrap.mjs'], 'fix the compile errors above'),
  check('lint', node, ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], 'npm run lint -- --write'),
  check('types of the tests', 'tsc', ['-p', 'test'], 'fix the compile errors above'),
  check(
    'generated vocabulary',
    node,
    ['packages/semantic-conventions/scripts/generate.ts', '--check'],
    'npm run generate',
  ),
  check('generated functions', node, ['packages/security-events/scripts/generate.ts', '--check'], 'npm run generate'),
  check('generated alerts', node, ['packages/operations/scripts/generate.ts', '--check'], 'npm run generate'),
  check(
    'unused code',
    'knip',
    ['--config', 'test/knip.json', '--no-config-hints'],
    'remove or use what is listed above',
  ),
  check('api reports', node, ['test/api-reports/run.ts'], 'node bootstrap.mjs test/api-reports/run.ts --update'),
  vitestSuite('house rules', 'test/house/vitest.config.ts'),
  vitestSuite('unit, property, vectors', 'test/vitest.config.ts'),
  {
    name: 'no false alarm in a million records',
    run: () => runVitest('test/vitest.config.ts', ['no-false-alarm'], { env: { OTELSEAL_SCALE: '2' } }),
  },
  vitestSuite('bootstrap', 'test/bootstrap/vitest.config.ts'),
  vitestSuite('demo', 'test/demo/vitest.config.ts'),
  vitestSuite('packaging', 'test/packaging/vitest.config.ts'),
  ...peerSuites({ table: peers, mustRun: process.env['OTELSEAL_REQUIRE'] === 'all' }),
];

stopWithUs();
const asked = process.argv.slice(2);
const wanted = STAGES.filter(({ name }) => asked.length === 0 || asked.some((word) => name.includes(word)));
const { passed, failed } = await runStages(wanted, console.log);
const stale = staleReportLine();
console.log(['', ...peers.lines(), '', ...(stale ? [stale, ''] : []), `${passed} passed, ${failed} failed`].join('\n'));
process.exitCode = failed === 0 ? 0 : 1;
