import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { main } from '@otelseal/cli';
import { DETECTION_THRESHOLDS, type DetectorName, detectorProfile } from '@otelseal/detection';
import { commandInProcess } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { shippedAlerts } from '../scripts/sigma-sources.js';
import { runbookAddress } from '../src/index.js';
import { blocksOf, runbookPages } from './runbook-pages.js';

const plans = shippedAlerts();
const runbooks = [...new Set(plans.map(({ runbook }) => runbook))];
const pages = runbookPages();
const detectors = Object.keys(DETECTION_THRESHOLDS) as DetectorName[];
const SECTIONS = ['What it means', 'Confirm', 'Contain', 'Eradicate', 'Recover', 'Preserve', 'Tell'];

describe('the runbooks', () => {
  it('are one for each alert, one for all alerts over our own metrics, and two pages that all share', () => {
    const shared = ['incident-response-plan', 'own-metrics', 'whom-to-tell'];
    expect(pages.map(({ name }) => name)).toEqual([...runbooks, ...shared].sort());
  });

  it('have one for each detector, and incidents link to it', () => {
    for (const detector of detectors) {
      const name = detector.replaceAll('_', '-');
      expect(runbooks).toContain(name);
      expect(detectorProfile(detector).runbook).toBe(runbookAddress(name));
    }
  });

  it.each(pages.filter(({ name }) => runbooks.includes(name)))(
    '$name names its alerts and says all that is asked at night',
    (page) => {
      const alerts = plans
        .filter(({ runbook }) => runbook === page.name)
        .map(({ name, level }) => `\`${name}\` (${level})`);
      expect(page.text).toContain(`Alerts: ${alerts.join(', ')}`);
      const headings = [...page.text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
      expect(headings).toEqual(SECTIONS);
      expect(blocksOf(page, 'logql').length).toBeGreaterThan(0);
      expect(blocksOf(page, 'esql').length).toBe(blocksOf(page, 'logql').length);
      for (const part of page.text.split(/^## .*$/m).slice(1)) expect(part.trim().length).toBeGreaterThan(15);
    },
  );

  it.each(pages.filter(({ name }) => runbooks.includes(name)))(
    '$name says by when somebody is to be told',
    ({ text }) => {
      expect(text.slice(text.indexOf('## Tell'))).toMatch(/whom-to-tell\.md|PCI DSS|deadline|[Nn]obody/);
    },
  );
});

describe('a command in a runbook', () => {
  const commands = pages.flatMap((page) =>
    blocksOf(page, 'sh').flatMap((block) =>
      block.split('\n').flatMap((line) => (line.startsWith('npx otelseal ') ? [{ page: page.name, line }] : [])),
    ),
  );
  let folder: string;
  /** Public keys for the words that stand for them. */
  const keys: Record<string, string> = {};
  let store: Server;
  /** A store that refuses whatever it is asked, at once. */
  let address: string;

  beforeAll(async () => {
    store = createServer((_, response) => response.writeHead(403).end());
    await new Promise<void>((settle) => store.listen(0, '127.0.0.1', settle));
    address = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
    folder = mkdtempSync(join(tmpdir(), 'otelseal-runbooks-'));
    for (const [word, name] of [
      ['OLD_KEY', 'otelseal'],
      ['NEW_KEY', 'other'],
    ] as const) {
      const [pem, trustFile] = [join(folder, `${name}.pem`), join(folder, `${name}.trust.json`)];
      await ran(['keys', 'generate', '--out', pem, '--trust', trustFile]);
      keys[word] = JSON.parse((await ran(['keys', 'show', '--key', pem, '--json'])).out).key;
    }
    writeFileSync(join(folder, 'verdict.json'), '{}');
    writeFileSync(join(folder, 'export.jsonl'), '');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await new Promise<void>((settle) => store.close(() => settle()));
  });

  const ran = (args: readonly string[]) => commandInProcess(main, args, { now: Date.now });

  /** Words of a line as a shell would pass them, with values for what the reader fills in. */
  function argumentsOf(line: string): string[] {
    const words = line.replace('npx otelseal ', '').split(' ');
    return words.map((word) => {
      if (/^[\w.-]+\.(pem|json|html|jsonl)$/.test(word)) return join(folder, word);
      if (word === '/var/lib/otelseal') return folder;
      if (word in keys) return keys[word] as string;
      return word
        .replace('$LOKI_URL', address)
        .replace('$ES_URL', address)
        .replace(/^file:/, `file:${folder}/`);
    });
  }

  it.each(commands)('is one that the command line takes: $page: $line', async ({ line }) => {
    const { code, err } = await ran(argumentsOf(line));
    // The store refuses, and what is read is empty: anything but wrong usage may follow.
    expect(err).not.toMatch(/There is no option|needs a value|needs exactly|command is missing|is no command|takes no/);
    if (code === 64) expect(err).toMatch(/report|doctor|verdict|OTELSEAL_|spool/);
  });
});
