import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { command } from './command.js';
import { consumerFolder, tool } from './consumer-folder.js';

describe('a test runner of an application', () => {
  it('is Jest with CommonJS modules', async () => {
    const folder = await consumerFolder('jest');
    writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
    const options = ['--rootDir', folder, '--config', '{"transform":{}}', '--json', '--ci', '--runInBand'];
    const { code, stdout, stderr } = await command(folder, process.execPath, [
      await tool('jest/bin/jest.js'),
      ...options,
    ]);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 1, numFailedTests: 0 });
  });

  it('is vitest with ES modules', async () => {
    const folder = await consumerFolder('vitest');
    const options = ['run', '--root', folder, '--reporter=json', '--outputFile=report.json'];
    const { code, stderr } = await command(folder, process.execPath, [await tool('vitest/vitest.mjs'), ...options]);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({
      numPassedTests: 1,
      numFailedTests: 0,
    });
  });
});
