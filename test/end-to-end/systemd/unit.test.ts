import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

const UNIT = fileURLToPath(
  new URL('../../../packages/gateway/deployment/systemd/otelseal-gateway.service', import.meta.url),
);
const run = promisify(execFile);
/** Of 10; what `systemd-analyze security` calls OK ends at 4. */
const MOST_EXPOSED = 2;

describe('the unit that comes with the gateway', () => {
  it('is one that systemd accepts without a word', async () => {
    const { stdout, stderr } = await run('systemd-analyze', ['verify', UNIT]);
    expect(stdout + stderr).toBe('');
  });

  it('with a misspelt setting would not be', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otelseal-systemd-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const wrong = join(folder, 'wrong.service');
    writeFileSync(wrong, readFileSync(UNIT, 'utf8').replace('NoNewPrivileges', 'NoNewPrivilege'));
    expect((await run('systemd-analyze', ['verify', wrong])).stderr).toMatch(/Unknown key( name)? 'NoNewPrivilege'/);
  });

  it('exposes little to a process that was taken over', async () => {
    const { stdout } = await run('systemd-analyze', ['security', '--offline=true', '--no-pager', UNIT]);
    const exposure = Number(/exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]);
    expect(exposure).toBeLessThanOrEqual(MOST_EXPOSED);
  });
});
