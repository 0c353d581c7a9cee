import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from '@otelseal/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { applyChange, changesOfReadme, commandsOfReadme, copyExample } from './readme-lines.js';
import { startService } from './running-service.js';

const CLI = fileURLToPath(new URL('../../../packages/cli/bin/otelseal.mjs', import.meta.url));
const MOST_LINES = 3;
const LONGEST_MILLIS = 180_000;
const root = mkdtempSync(join(tmpdir(), 'otelseal-existing-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs `npx otelseal …` as the README has it, in the folder of the service. */
function otelseal(folder: string, command: string | undefined): string {
  const [, , ...args] = (command ?? '').split(/\s+/);
  return execFileSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
}

/** Starts the service, asks for the invoice as somebody and as its owner, and ends it. */
async function served(folder: string) {
  const file = join(folder, 'logs.jsonl');
  const receiver = await OtlpReceiver.start(file);
  try {
    const service = await startService(folder, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
      OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: 'http/json',
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
    });
    const answers = [
      await fetch(`${service.url}/invoices/7`),
      await fetch(`${service.url}/invoices/7`, { headers: { 'x-user': 'ada' } }),
    ];
    const ended = await service.stop();
    return { statuses: answers.map(({ status }) => status), ended, log: readFileSync(file, 'utf8') };
  } finally {
    await receiver.close();
  }
}

describe('the service that OpenTelemetry observes already', { timeout: LONGEST_MILLIS }, () => {
  it('delivers its own line, and nothing sealed, as it is', async () => {
    const folder = join(root, 'untouched');
    copyExample(folder);
    const { statuses, log } = await served(folder);
    expect(statuses).toEqual([403, 200]);
    expect(log).toContain('invoice 7 was read');
    expect(log).not.toContain('audit.');
  });

  it('delivers a sealed, verifiable event of the refusal once exactly the lines of the README have been applied', async () => {
    const changes = changesOfReadme();
    const added = changes.flatMap((change) => change.added);
    expect(added.length).toBeGreaterThan(0);
    expect(added.length).toBeLessThanOrEqual(MOST_LINES);

    const folder = join(root, 'changed');
    copyExample(folder);
    otelseal(folder, commandsOfReadme('npx otelseal keys')[0]);
    for (const change of changes) applyChange(folder, change);
    const { statuses, ended, log } = await served(folder);

    expect(statuses).toEqual([403, 200]);
    expect(ended).toEqual({ code: 0, signal: null, stderr: '' });
    expect(log.match(/"eventName":"security\.authz\.failure"/g)).toHaveLength(1);
    expect(log.match(/"body":\{"stringValue":"invoice 7 was read"\}/g)).toHaveLength(1);
    expect(otelseal(folder, commandsOfReadme('npx otelseal verify')[0])).toMatch(/^INTACT/);
  });
});
