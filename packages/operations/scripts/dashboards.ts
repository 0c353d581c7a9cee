// Writes the dashboards of Grafana for every log store; `--check` says whether they are as committed.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { allDashboards } from './dashboards/all-dashboards.ts';

const FOLDER = fileURLToPath(new URL('../dashboards', import.meta.url));
const files = new Map(
  allDashboards().map(({ store, plan, dashboard }) => [
    join(FOLDER, store.id, `${plan.id}.json`),
    `${JSON.stringify(dashboard, null, 2)}\n`,
  ]),
);
const committed = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .map((name) => join(FOLDER, name));

if (process.argv.includes('--check')) {
  const stale = [...new Set([...files.keys(), ...committed])].filter(
    (file) => !committed.includes(file) || readFileSync(file, 'utf8') !== files.get(file),
  );
  if (stale.length > 0) {
    console.error(
      `Not as their plans say, run \`node packages/operations/scripts/dashboards.ts\`:\n${stale.join('\n')}`,
    );
    process.exitCode = 1;
  }
} else {
  for (const file of committed) rmSync(file);
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
