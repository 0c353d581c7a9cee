import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  applyChange,
  changesOfReadme,
  commandsOfReadme,
  copyExample,
  runOtelseal,
  serveExample,
} from '@otelseal/testing';
import { afterAll, describe, expect, it } from 'vitest';

const EXAMPLE = fileURLToPath(new URL('..', import.meta.url));
const MOST_LINES = 3;
const LONGEST_MILLIS = 180_000;
const root = mkdtempSync(join(tmpdir(), 'otelseal-existing-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Starts the service, asks for the invoice as somebody and as its owner, and ends it. */
async function served(folder: string) {
  const { answers, ended, file } = await serveExample(folder, async ({ url }) => [
    await fetch(`${url}/invoices/7`),
    await fetch(`${url}/invoices/7`, { headers: { 'x-user': 'ada' } }),
  ]);
  return { statuses: answers.map(({ status }) => status), ended, log: readFileSync(file, 'utf8') };
}

describe('the service that OpenTelemetry observes already', { timeout: LONGEST_MILLIS }, () => {
  it('delivers its own line, and nothing sealed, as it is', async () => {
    const folder = join(root, 'untouched');
    copyExample(EXAMPLE, folder);
    const { statuses, log } = await served(folder);
    expect(statuses).toEqual([403, 200]);
    expect(log).toContain('invoice 7 was read');
    expect(log).not.toContain('audit.');
  });

  it('delivers a sealed, verifiable event of the refusal once exactly the lines of the README have been applied', async () => {
    const changes = changesOfReadme(EXAMPLE);
    const added = changes.flatMap((change) => change.added);
    expect(added.length).toBeGreaterThan(0);
    expect(added.length).toBeLessThanOrEqual(MOST_LINES);

    const folder = join(root, 'changed');
    copyExample(EXAMPLE, folder);
    runOtelseal(folder, commandsOfReadme(EXAMPLE, 'npx otelseal keys')[0]);
    for (const change of changes) applyChange(folder, change);
    const { statuses, ended, log } = await served(folder);

    expect(statuses).toEqual([403, 200]);
    expect(ended).toEqual({ code: 0, signal: null, stderr: '' });
    expect(log.match(/"eventName":"security\.authz\.failure"/g)).toHaveLength(1);
    expect(log.match(/"body":\{"stringValue":"invoice 7 was read"\}/g)).toHaveLength(1);
    expect(runOtelseal(folder, commandsOfReadme(EXAMPLE, 'npx otelseal verify')[0])).toMatch(/^INTACT/);
  });
});
