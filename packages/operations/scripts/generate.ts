// Writes rules/ and docs/alerts.md from sigma/ and scripts/metric-alerts.ts. `--check` writes nothing and exits with 1 when a file is not what would be written.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { generateRules } from '@otelseal/operations';

import { alertsPage } from './alerts-page.ts';
import { PROMETHEUS_RULES, prometheusRules } from './prometheus-rules.ts';
import { shippedAlerts } from './sigma-sources.ts';

const FOLDER = fileURLToPath(new URL('../', import.meta.url));

const plans = shippedAlerts();
const wanted = new Map([...generateRules(plans)].map(([file, text]) => [`rules/${file}`, text]));
wanted.set('docs/alerts.md', alertsPage(plans));
wanted.set(`rules/${PROMETHEUS_RULES}`, prometheusRules());
mkdirSync(join(FOLDER, 'rules'), { recursive: true });
const there = readdirSync(join(FOLDER, 'rules'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length));
const superfluous = there.filter((file) => !wanted.has(file));
const stale = [...wanted].filter(([file, text]) => textOf(file) !== text).map(([file]) => file);

if (process.argv.includes('--check')) {
  for (const file of [...superfluous, ...stale])
    console.error(`packages/operations/${file} is not what sigma/ and scripts/metric-alerts.ts say`);
  process.exitCode = superfluous.length + stale.length === 0 ? 0 : 1;
} else {
  for (const file of superfluous) rmSync(join(FOLDER, file));
  for (const [file, text] of wanted) {
    mkdirSync(dirname(join(FOLDER, file)), { recursive: true });
    writeFileSync(join(FOLDER, file), text);
  }
  console.log(`${wanted.size} files, ${stale.length} of them new`);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(join(FOLDER, file), 'utf8');
  } catch {
    return undefined; // not there yet
  }
}
