import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { PEERS, type Peer } from '../peers.js';
import { ROOT } from './child-process.js';
import { PeerTable, peerSuites } from './peer-suites.js';
import type { Outcome } from './stage.js';

// Inside the checkout, so that the suites find vitest; dist is never tracked.
mkdirSync(join(ROOT, 'test/dist'), { recursive: true });
const suites = relative(ROOT, mkdtempSync(join(ROOT, 'test/dist/peers-')));
writeFileSync(
  join(ROOT, suites, 'vitest.config.ts'),
  `export default { root: '${ROOT}', test: { include: ['${suites}/**/*.test.ts'] } };`,
);
afterAll(() => rmSync(join(ROOT, 'test/dist'), { recursive: true }));

function peerWith(name: string, prepare: string, test: string): Peer {
  const folder = join(suites, name);
  mkdirSync(join(ROOT, folder));
  writeFileSync(join(ROOT, folder, 'prepare.ts'), prepare);
  writeFileSync(join(ROOT, folder, 'one.test.ts'), `import { expect, it } from 'vitest'; ${test}`);
  return { name, kind: 'required', folder, reason: 'a test of the runner' };
}

async function ran(peer: Peer, mustRun = false): Promise<{ outcome: Outcome | undefined; row: string | undefined }> {
  const table = new PeerTable([peer]);
  const outcome = await peerSuites({ table, mustRun, peers: [peer] })[0]?.run();
  return { outcome, row: table.lines()[1]?.replaceAll(/\s+/g, ' ') };
}

const UNAVAILABLE = "console.error('looking\\nno Go here'); process.exitCode = 69;";

describe('a peer', () => {
  it('that can be had runs, and its tests count', async () => {
    const { outcome, row } = await ran(peerWith('ready', '', "it('works', () => {});"));
    expect(outcome).toMatchObject({ passed: 1, failed: 0 });
    expect(row).toBe('ready | yes |');
  });

  it('that cannot be had is shown with the reason, and is no failure for a developer', async () => {
    const { outcome, row } = await ran(peerWith('absent', UNAVAILABLE, ''));
    expect(outcome).toMatchObject({ passed: 0, failed: 0 });
    expect(row).toBe('absent | no | no Go here');
  });

  it('that cannot be had fails where every required one must run', async () => {
    const { outcome } = await ran(peerWith('demanded', UNAVAILABLE, ''), true);
    expect(outcome).toEqual({ passed: 0, failed: 1, advice: 'demanded is required and did not run: no Go here' });
  });

  it('that no registry has is shown with the reason, and never demanded', async () => {
    const { outcome, row } = await ran({ ...peerWith('foreign', UNAVAILABLE, ''), kind: 'external' }, true);
    expect(outcome).toMatchObject({ passed: 0, failed: 0 });
    expect(row).toBe('foreign | external | no Go here');
  });

  it('whose preparation breaks fails everywhere', async () => {
    const { outcome } = await ran(peerWith('broken', "throw new Error('a bug');", ''));
    expect(outcome).toMatchObject({ failed: 1 });
  });

  it('whose tests are skipped did not pass', async () => {
    const { outcome, row } = await ran(peerWith('idle', '', `it.${'skip'}If(true)('works', () => {});`));
    expect(outcome).toMatchObject({ passed: 0, failed: 1, advice: '1 tests were skipped' });
    expect(row).toBe('idle | failed | 1 failed');
  });
});

describe('the list of peers', () => {
  it('has every program once, required ones in the order of their coming and external ones after them', () => {
    expect(new Set(PEERS.map(({ name }) => name)).size).toBe(PEERS.length);
    const kinds = PEERS.map(({ kind }) => kind);
    expect(kinds).toEqual([...kinds].sort((a, b) => b.localeCompare(a)));
  });

  it('shows those not used yet and the external ones with the reason', () => {
    const later: Peer = { name: 'Later', kind: 'required', reason: 'what comes next' };
    const lines = new PeerTable([later, ...PEERS]).lines().map((line) => line.replaceAll(/\s+/g, ' '));
    expect(lines[0]).toBe('peer | ran | why not');
    expect(lines).toContain('Later | not used yet | comes with: what comes next');
    expect(lines).toContain('Docker | external | needs a container runtime');
  });
});
