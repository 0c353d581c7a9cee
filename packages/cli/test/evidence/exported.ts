import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVkey } from '@otelseal/audit-integrity';
import { onTestFinished } from 'vitest';

import { ok, type Ran, run } from '../memory-io.js';
import { ROOT_KEY, sealedLines } from '../test-stream.js';

const ROOT = {
  vkey: formatVkey('root', ROOT_KEY.publicKey),
  organisation: 'default',
  tenant: 'default',
  environment: 'any',
  services: ['*'],
};

/** Long after the test streams, in milliseconds. */
export const LATER_MS = 1_795_536_000_000;

export interface TestLog {
  readonly folder: string;
  /** Two closed streams, of `shop` and of `bank`. */
  readonly file: string;
  readonly trust: string;
  /** Where a bundle goes. */
  readonly out: string;
}

/** A log and a trust file in a folder that is gone after the test. */
export function testLog(lines: readonly string[] = sealedLines(), trustMembers: object = {}): TestLog {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-evidence-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [file, trust, out] = ['audit.jsonl', 'trust.json', 'bundle'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  writeFileSync(trust, JSON.stringify({ version: 1, roots: [ROOT], ...trustMembers }));
  return { folder, file, trust, out };
}

const at = { now: () => LATER_MS };

export function exportOf({ file, trust, out }: TestLog, ...options: string[]): Promise<Ran> {
  return run(['evidence', 'export', `file:${file}`, '--trust', trust, '--out', out, ...options], at);
}

export function verificationOf(out: string, trust: string | undefined, ...options: string[]): Promise<Ran> {
  const believed = trust === undefined ? [] : ['--trust', trust];
  return run(['evidence', 'verify', out, ...believed, ...options], { now: () => LATER_MS + 86_400_000 });
}

/** A bundle of the whole log, or of what the options say. */
export async function exportedLog(options: readonly string[] = [], lines?: readonly string[]): Promise<TestLog> {
  const log = testLog(lines);
  const { code, err } = await exportOf(log, ...options);
  if (code !== ok) throw new Error(err);
  return log;
}

/** All files of a bundle by name. */
export function filesOf(out: string): Record<string, string> {
  return Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]));
}

/** A copy that may be changed. */
export function copyOf(out: string, copy: string): string {
  mkdirSync(copy);
  for (const name of readdirSync(out)) copyFileSync(join(out, name), join(copy, name));
  return copy;
}

const digestOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** What a forger does who changed records: the manifest and the list of digests are made to agree again. */
export function madeToAgree(out: string): void {
  const path = join(out, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.files = readdirSync(out)
    .filter((name) => name !== 'manifest.json' && name !== 'SHA256SUMS')
    .map((name) => {
      const bytes = readFileSync(join(out, name));
      return {
        name,
        bytes: bytes.length,
        sha256: digestOf(bytes),
        lines: bytes.toString('latin1').split('\n').length - 1,
      };
    });
  writeFileSync(path, JSON.stringify(manifest));
  digestsMadeToAgree(out);
}

/** The same for the list of digests alone. */
export function digestsMadeToAgree(out: string): void {
  const lines = readdirSync(out)
    .filter((name) => name !== 'SHA256SUMS')
    .toSorted()
    .map((name) => `${digestOf(readFileSync(join(out, name)))}  ${name}\n`);
  writeFileSync(join(out, 'SHA256SUMS'), lines.join(''));
}
