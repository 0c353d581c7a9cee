import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

import { sealedLog } from './sealed-log.js';

const BIN = fileURLToPath(new URL('../bin/otelseal.mjs', import.meta.url));
const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

it('shows commands that work', { timeout: 120_000 }, async () => {
  const commands = README.split('\n').filter((line) => line.startsWith('npx otelseal '));
  expect(commands).toHaveLength(11);
  const log = await sealedLog();
  const shell = (command: string): string =>
    execFileSync('sh', ['-c', command.replace('npx otelseal', `"${process.execPath}" "${BIN}"`)], {
      cwd: log.folder,
      encoding: 'utf8',
      env: { ...process.env, OTELSEAL_TRUST: log.trust },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const [
    generate,
    show,
    verify,
    verifyJson,
    doctor,
    investigate,
    coverage,
    exported,
    verified,
    sanitize,
    sanitizeText,
  ] = commands as [string, string, string, string, string, string, string, string, string, string, string];
  copyFileSync(log.file, join(log.folder, 'audit.jsonl'));
  writeFileSync(join(log.folder, 'app.log'), 'one\u001b[2J\ntwo\n');
  expect(shell(generate.replace('generate', 'generate --out new.pem --trust new.json'))).toContain(
    'export OTELSEAL_SIGNING_KEY_FILE=',
  );
  copyFileSync(log.trust, join(log.folder, 'otelseal.trust.json'));
  expect(shell(show)).toContain('(this key)');
  expect(shell(verify)).toMatch(/^INTACT 5 records/);
  expect(JSON.parse(shell(verifyJson))).toMatchObject({ verdict: 'INTACT' });
  expect(doctor).toBe('npx otelseal doctor --source file:audit.jsonl'); // needs an application: doctor.test.ts runs it
  expect(shell(investigate)).toMatch(/^INTACT 5 records.*\nclient 203\.0\.113\.7: \d+ rows/s);
  expect(readFileSync(join(log.folder, 'story.html'), 'utf8')).toContain("default-src 'none'");
  expect(shell(coverage)).toMatch(/^INTACT 5 records.*\nitem: ASVS:16\.3\.1 /s);
  expect(shell(exported)).toMatch(
    /^INTACT 5 records in 1 stream.*\nbundle: "evidence", .*\nsha256: [0-9a-f]{64} evidence\/SHA256SUMS\n$/,
  );
  expect(shell('cd evidence && sha256sum -c SHA256SUMS')).toMatch(/^(\S+: OK\n){4}$/);
  expect(shell(verified)).toMatch(/^INTACT 5 records in 1 stream/);
  shell(sanitize);
  expect(readFileSync(join(log.folder, 'clean.jsonl'), 'utf8')).toContain('"resourceLogs"');
  expect(shell(sanitizeText)).toBe('"one\\\\u001b[2J"\n"two"\n');
});
