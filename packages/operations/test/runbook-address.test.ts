import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { DEFAULT_RUNBOOKS } from '@otelseal/detection';
import { describe, expect, it } from 'vitest';

import { METRIC_ALERTS } from '../scripts/metric-alerts.js';
import { shippedAlerts } from '../scripts/sigma-sources.js';
import { runbookAddress } from '../src/index.js';
import { canBeMonitored } from '../src/rules/opensearch/monitor-search.js';

const PACKAGE = fileURLToPath(new URL('../', import.meta.url));
const { version, files } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly files: readonly string[];
};
/** Where unpkg has the files of this version. */
const OURS = `https://unpkg.com/@otelseal/operations@${version}/`;
const plans = shippedAlerts();

/** Every address that a file of `rules/` leads people to, one for each time that it stands there. */
function addressesIn(folder: string): string[] {
  const found = readdirSync(join(PACKAGE, 'rules', folder), { recursive: true, withFileTypes: true });
  const texts = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return texts.flatMap((file) => readFileSync(file, 'utf8').match(/https:\/\/[^\s"'\\]+runbooks\/[^\s"'\\]+/g) ?? []);
}

describe('the address of a runbook', () => {
  it('names the alert, at our place or at yours', () => {
    expect(runbookAddress('brute-force')).toBe(`${OURS}runbooks/brute-force.md`);
    expect(runbookAddress('brute-force', 'https://wiki.example/{alert}')).toBe('https://wiki.example/brute-force');
    expect(runbookAddress('a/../b?c', 'https://wiki.example/{alert}')).toBe('https://wiki.example/a%2F..%2Fb%3Fc');
  });

  it('is that of the same version in the incidents of a process', () => {
    expect(DEFAULT_RUNBOOKS).toBe(`${OURS}runbooks/{detector}.md`);
  });
});

describe('the addresses in the installed alerts', () => {
  it.each([
    ['loki', plans.length],
    ['grafana', plans.length],
    ['elastic', plans.length],
    ['opensearch', plans.filter(canBeMonitored).length],
    ['prometheus', METRIC_ALERTS.length],
  ])('of %s are as many as there are alerts, and each leads to a page that this version ships', (folder, alerts) => {
    const addresses = addressesIn(folder);
    expect(addresses.length).toBeGreaterThanOrEqual(alerts);
    for (const address of addresses) {
      expect(address.slice(0, OURS.length)).toBe(OURS);
      const [path = ''] = address.slice(OURS.length).split('#');
      expect(files).toContain(path.split('/')[0]);
      expect([path, existsSync(join(PACKAGE, path))]).toEqual([path, true]);
    }
  });
});
