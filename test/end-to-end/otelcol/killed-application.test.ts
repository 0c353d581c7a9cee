import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { freePort } from '../../backends/free-port.ts';
import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { generateKeys, verify } from './command.ts';
import { testFolder } from './test-folder.ts';

const APPLICATION = fileURLToPath(new URL('./spooling-application.ts', import.meta.url));

/** Runs the application until it says something; what becomes of it then is up to the caller. */
async function application(...args: string[]) {
  const child = spawn(process.execPath, [APPLICATION, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((settle) => child.once('close', settle));
  const said = await new Promise<string>((settle, refuse) => {
    child.stdout.setEncoding('utf8').once('data', settle);
    child.once('close', (code) => refuse(new Error(`it ended with ${code} and said nothing`)));
  });
  return { child, said, ended };
}

it('an application that is killed loses nothing that it had emitted, and the evidence says that it was not closed', async () => {
  const folder = testFolder();
  const keys = await generateKeys(folder);
  const port = await freePort();
  const args = [keys.keyFile, `http://127.0.0.1:${port}/v1/logs`, join(folder, 'spool')];

  const first = await application(...args, '500'); // nobody listens there yet
  first.child.kill('SIGKILL');
  await first.ended;
  expect(first.said).toBe('emitted');

  const file = join(folder, 'logs.jsonl');
  const collector = await Collector.start({ version: 'v0.165', folder, port, exporters: fileExporter(file) });
  const next = await application(...args, '0');
  expect([next.said, await next.ended]).toEqual(['delivered', 0]);
  await collector.stop();

  expect(existsSync(file)).toBe(true);
  const users = new Set(readFileSync(file, 'utf8').match(/"user-\d+"/g));
  expect(users.size).toBe(500);
  const { code, firstLine, report } = await verify(file, keys);
  expect([code, firstLine, report.findings]).toEqual([2, expect.stringMatching(/^NOT PROVEN UN/), []]);
  expect(report.streams.filter(({ closed }) => !closed)).toMatchObject([{ first: 1, last: 501, records: 501 }]);
});
