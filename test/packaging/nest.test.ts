import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

import { command } from './command.js';
import { consumerFolder, tool } from './consumer-folder.js';
import { nodeOf } from './node-versions.js';

const COMPILER_OPTIONS = {
  module: 'node16',
  moduleResolution: 'node16',
  target: 'es2022',
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  strict: true,
  esModuleInterop: true,
  types: ['node'],
};
let folder: string;

describe('a NestJS application in CommonJS', () => {
  beforeAll(async () => {
    folder = await consumerFolder('nest');
    writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: ['main.ts'] }),
    );
    const { code, stdout } = await command(folder, process.execPath, [
      await tool('typescript-5.9/lib/tsc.js'),
      '-p',
      '.',
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  it.each(['22', '24'] as const)('answers a request and emits its event under Node %s', async (major) => {
    const { stdout, stderr } = await command(folder, await nodeOf(major), ['main.js']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      answer: 'refused',
      records: [{ eventName: 'security.authz.failure', body: expect.stringContaining('invoice 7') }],
    });
  });
});
