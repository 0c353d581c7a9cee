import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

import { manifestReader } from './manifest-reader.ts';

const MANIFESTS = fileURLToPath(new URL('../../../packages/gateway/deployment/kubernetes/', import.meta.url));
const run = promisify(execFile);

describe('a manifest that comes with the gateway', () => {
  it.each(readdirSync(MANIFESTS))('%s holds only what the Kubernetes API knows', async (name) => {
    const { stdout } = await run(await manifestReader(), [join(MANIFESTS, name)]);
    expect(stdout).toContain('StatefulSet');
  });

  it('with a misspelt field would be refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otelseal-kubernetes-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const wrong = join(folder, 'wrong.yaml');
    const text = readFileSync(join(MANIFESTS, 'sidecar.yaml'), 'utf8');
    writeFileSync(wrong, text.replace('runAsNonRoot', 'runAsNotRoot'));
    await expect(run(await manifestReader(), [wrong])).rejects.toMatchObject({
      stderr: expect.stringContaining('unknown field "spec.template.spec.securityContext.runAsNotRoot"'),
    });
  });
});
