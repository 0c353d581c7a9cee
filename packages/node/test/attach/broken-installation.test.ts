import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runNode } from '../support/run-app.js';
import { temporaryDirectory } from '../support/signing-key-files.js';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const APP = fileURLToPath(new URL('apps/no-sdk.mjs', import.meta.url));
const LONGEST_MILLIS = 120_000;

/** The built package where none of the packages that it needs can be found. */
function loneInstallation(): string {
  const folder = join(temporaryDirectory(), 'dist');
  cpSync(DIST, folder, { recursive: true });
  return folder;
}

describe('an installation that lacks a part', { timeout: LONGEST_MILLIS }, () => {
  it.each([
    ['register', 'not started, security events are not recorded: '],
    ['attach', 'the libraries of the service are not instrumented: '],
  ])('says so in one line and lets the service run: %s', async (entry, line) => {
    const folder = loneInstallation();
    const { code, stdout, stderr } = await runNode(['--import', join(folder, `${entry}.js`), APP], {}).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'app ran\n' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toMatch(new RegExp(`^otelseal: ${line}Cannot find (?:module|package)`));
    expect(lines.every((said) => said.startsWith('otelseal: '))).toBe(true);
  });

  it('does so, too, where a setting names what the missing part would know', async () => {
    const folder = loneInstallation();
    const disabled = { OTELSEAL_INSTRUMENTATIONS_DISABLED: 'express' };
    const { code, stdout, stderr } = await runNode(['--import', join(folder, 'attach.js'), APP], disabled).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'app ran\n' });
    expect(stderr).toMatch(/^otelseal: not started, security events are not recorded: Cannot find module/);
  });
});
