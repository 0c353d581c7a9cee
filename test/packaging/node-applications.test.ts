import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';

import { command } from './command.js';
import { nodeOf } from './node-versions.js';

const project = inject('project');
const packed = inject('packed');
const NODES = ['22', '24', '26'] as const;

cpSync(fileURLToPath(new URL('consumers/node/', import.meta.url)), project, { recursive: true });

describe.each(NODES)('an application under Node %s', (major) => {
  it.each(['emit.mjs', 'emit.cjs'])('emits its security events, as %s', async (file) => {
    const { stdout, stderr } = await command(project, await nodeOf(major), [file]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      { eventName: 'security.authn.login.failure', body: expect.stringContaining('user ada failed to log in') },
      { eventName: 'security.authz.failure', body: expect.stringContaining('invoice 7') },
    ]);
  });

  it('finds every package by require and by import, with the same exports', async () => {
    const names = packed.map(({ name }) => name);
    const { stdout, stderr } = await command(project, await nodeOf(major), ['load.cjs', ...names]);
    expect(stderr).toBe('');
    const answers = JSON.parse(stdout) as { name: string; path: string; same: boolean; exports: number }[];
    const wanted = names.map((name) => ({
      name,
      path: expect.stringContaining(join(project, 'node_modules', name)),
      same: true,
      exports: expect.any(Number),
    }));
    expect(answers).toEqual(wanted);
    expect(answers.filter(({ exports }) => exports === 0)).toEqual([]);
  });
});
