import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { receiving } from '../support/receiving.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const directory = temporaryDirectory();
const { keyFile, trustFile } = keyAndTrust(directory);
const APP = fileURLToPath(new URL('many.mjs', import.meta.url));
const CLI = fileURLToPath(new URL('../../../cli/bin/otelseal.mjs', import.meta.url));
/** The first process and the two that it starts, two times forty events each. */
const PARTICIPANTS = 3;
const EVENTS = 80;

interface Said {
  readonly who: string;
  readonly pid: number;
  readonly level: string;
  readonly open: readonly string[];
}

async function run(mode: string, environment: Record<string, string>): Promise<readonly Said[]> {
  const child = spawn(process.execPath, [APP, mode], {
    env: { PATH: process.env['PATH'] ?? '', OTELSEAL_SIGNING_KEY_FILE: keyFile, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Said);
}

function verify(file: string): string {
  return execFileSync(process.execPath, [CLI, 'verify', `file:${file}`, '--trust', trustFile], { encoding: 'utf8' });
}

/** Runs the service and checks what everyone delivered; returns what each said. */
async function delivered(mode: string, environment: Record<string, string>): Promise<readonly Said[]> {
  const { receiver, file, received } = await receiving();
  const said = await run(mode, { ...environment, OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: receiver.url });
  expect(said.map(({ level }) => level)).toEqual(Array(PARTICIPANTS).fill('delivered'));
  const records = received().filter(({ eventName }) => eventName === 'security.authz.failure');
  const perParticipant = said.map(({ who }) => records.filter((record) => record['audit.actor.id'] === who));
  expect(perParticipant.map(({ length }) => length)).toEqual(Array(PARTICIPANTS).fill(EVENTS));
  expect(records).toHaveLength(PARTICIPANTS * EVENTS);
  const streams = perParticipant.map((own) => new Set(own.map((record) => record['audit.sequence.stream_id'])));
  expect(streams.map(({ size }) => size)).toEqual(Array(PARTICIPANTS).fill(1));
  expect(new Set(streams.flatMap((own) => [...own])).size).toBe(PARTICIPANTS);
  expect(verify(file)).toMatch(/^INTACT/);
  return said;
}

describe('a service in many processes or threads, which starts the others while it records', {
  timeout: 120_000,
}, () => {
  it.each(['cluster', 'fork', 'worker'])(
    'delivers every record of every %s exactly once, sealed in streams of their own',
    async (mode) => {
      await delivered(mode, {});
    },
  );

  it('does so with a key that each process has in another one', async () => {
    await delivered('cluster', { OTELSEAL_SIGNING_PROCESS: 'same' });
  });

  it.each(['cluster', 'fork', 'worker'])(
    'does so from one spool (%s), and leaves nothing undelivered',
    async (mode) => {
      const spool = join(directory, `spool-${mode}`);
      const said = await delivered(mode, { OTELSEAL_SPOOL_DIR: spool });
      const segments = readdirSync(spool, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.seg'),
      );
      expect(segments.filter((name) => !name.startsWith('kept'))).toEqual([]);
      if (mode === 'worker') return; // threads have one table of open files
      const folders = said.map(({ open }) => [...new Set(open.map(dirname))]);
      expect(folders.map(({ length }) => length)).toEqual(Array(PARTICIPANTS).fill(1)); // no file is inherited
      expect(new Set(folders.flat()).size).toBe(PARTICIPANTS);
    },
  );
});
