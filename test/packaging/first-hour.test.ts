import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';

import { blocksOf } from '../end-to-end/stores/documented-page.js';
import { command } from './command.js';
import { LocalRegistry } from './local-registry.js';

/** What the steps after it use of the copied folder. */
const USED = ['collector/loki.yaml', 'collector/elasticsearch.yaml', 'dashboards/loki', 'rules/loki', 'runbooks'];

describe('the first block of the first hour', () => {
  it('installs the packages, as they will be published, and copies what the steps after it use', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otelseal-first-hour-install-'));
    const registry = await LocalRegistry.start(inject('packed'));
    onTestFinished(async () => {
      await registry.close();
      rmSync(folder, { recursive: true, force: true });
    });
    writeFileSync(
      join(folder, '.npmrc'),
      `@otelseal:registry=${registry.url}\naudit=false\nfund=false\nprefer-offline=true\n`,
    );
    const block = blocksOf('docs/first-hour.md')('sh step=install');
    const { code, stderr } = await command(folder, 'bash', ['-euc', block]);
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']); // npm warns of scripts that it does not run
    expect(USED.filter((path) => !existsSync(join(folder, 'otelseal', path)))).toEqual([]);
    const { version } = JSON.parse(readFileSync(join(folder, 'otelseal', 'package.json'), 'utf8')) as {
      version: string;
    };
    const keys = await command(folder, 'bash', ['-euc', 'npx otelseal keys generate && npx otelseal --version']);
    expect(keys).toMatchObject({ code: 0, stdout: expect.stringContaining(version) });
    expect(existsSync(join(folder, 'otelseal.trust.json'))).toBe(true);
  });
});
