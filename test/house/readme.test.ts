import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { PEERS } from '../peers.js';
import { ROOT, read } from './tracked-files.js';

const readme = existsSync(join(ROOT, 'README.md')) ? read('README.md') : '';

describe('the README', () => {
  it('shows the two commands that do everything', () => {
    expect(readme).toContain('npm start');
    expect(readme).toContain('npm test');
  });

  it('names every program it was tested with, and every one it was not', () => {
    const named = PEERS.filter(({ kind, folder }) => kind === 'external' || folder !== undefined);
    expect(named.filter(({ name }) => !readme.includes(name)).map(({ name }) => name)).toEqual([]);
  });

  it('claims nothing that cannot be shown', () => {
    const claims = /tamper-?proof|unbreakable|military|detects deletion|any OTLP back ?end|100 ?% secure/i;
    const lines = readme.split('\n').filter((line) => claims.test(line) && !/\bnot\b|\bno\b|\bnever\b/i.test(line));
    expect(lines).toEqual([]);
  });
});
