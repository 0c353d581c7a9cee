import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { command } from './command.js';
import { consumerFolder, tool } from './consumer-folder.js';

const COMPILERS = {
  '5.4': 'typescript-5.4/lib/tsc.js',
  '5.9': 'typescript-5.9/lib/tsc.js',
  '7.0': 'typescript-7/bin/tsc',
};
const RESOLUTIONS = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};
const CASES = Object.keys(COMPILERS).flatMap((version) =>
  Object.keys(RESOLUTIONS).map((resolution) => ({ version, resolution })),
);

describe('a TypeScript application', () => {
  it.each(CASES)('compiles with TypeScript $version and $resolution', async ({ version, resolution }) => {
    const folder = await consumerFolder('typescript', `typescript-${version}-${resolution}`);
    const compilerOptions = {
      ...RESOLUTIONS[resolution as keyof typeof RESOLUTIONS],
      target: 'es2022',
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      types: ['node'],
    };
    // A CommonJS file is a matter of Node's own resolutions; to a bundler every file is a module.
    const files = ['application.mts', ...(resolution === 'bundler' ? [] : ['library.cts'])];
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const compiler = await tool(COMPILERS[version as keyof typeof COMPILERS]);
    const { stdout, stderr } = await command(folder, process.execPath, [
      compiler,
      '-p',
      '.',
      '--pretty',
      'false',
      '--listFiles',
    ]);
    expect(stderr).toBe('');
    expect(stdout).toContain('application.mts');
    // Newer @types/node do not compile with TypeScript 5.4, which is not for us to fail on.
    const errors = stdout
      .split('\n')
      .filter((line) => line.includes(': error TS') && !line.includes('node_modules/@types/'));
    expect(errors).toEqual([]);
  });
});
