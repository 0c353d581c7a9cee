import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startsAttached } from '../../src/doctor/starts-attached.js';

function folderWith(manifest: string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'starts-attached-'));
  if (manifest !== undefined) writeFileSync(join(folder, 'package.json'), manifest);
  return folder;
}

const START = JSON.stringify({ scripts: { start: 'node --import @otelseal/node/attach app.js' } });

describe('seeing that an application starts with attach', () => {
  it.each<[boolean, string, string | undefined, Record<string, string>]>([
    [true, 'a variable', undefined, { NODE_OPTIONS: '--require @otelseal/node/attach' }],
    [true, 'a script', START, {}],
    [false, 'neither', '{"scripts":{"start":"node --import @otelseal/node/register app.js"}}', { NODE_OPTIONS: '' }],
    [false, 'no manifest', undefined, {}],
    [false, 'a manifest that cannot be read', '{"scripts"', {}],
    [false, 'scripts of another kind', '{"scripts":{"start":7}}', {}],
    [false, 'no scripts', '{}', {}],
    [false, 'a manifest ten times as large as any', START + ' '.repeat(10_485_760), {}],
  ])('is %s by %s', (expected, _, manifest, env) => {
    expect(startsAttached(folderWith(manifest), env)).toBe(expected);
  });
});
