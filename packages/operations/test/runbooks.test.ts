import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { main } from '@otelseal/cli';
import { DETECTION_THRESHOLDS, type DetectorName, detectorProfile } from '@otelseal/detection';
import { commandInProcess } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

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

describe('the commands of a runbook', () => {
  const withCommands = pages.filter((page) => blocksOf(page, 'sh').length > 0);
  let tools: string;
  /** Public keys for the words that stand for them. */
  const keys: Record<string, string> = {};
  let store: Server;
  /** A stand-in for a store that holds nothing: the real ones are asked by the tests under `test/end-to-end`. */
  let address: string;

  beforeAll(async () => {
    store = createServer((request, response) => {
      response.writeHead(request.url?.startsWith('/loki/') === true ? 200 : 403, {
        'content-type': 'application/json',
      });
      response.end('{"status":"success","data":{"resultType":"streams","result":[],"stats":{}}}');
    });
    await new Promise<void>((settle) => store.listen(0, '127.0.0.1', settle));
    address = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
    tools = mkdtempSync(join(tmpdir(), 'otelseal-runbooks-'));
    for (const [word, name] of [
      ['OLD_KEY', 'otelseal'],
      ['NEW_KEY', 'other'],
    ] as const) {
      const [pem, trustFile] = [join(tools, `${name}.pem`), join(tools, `${name}.trust.json`)];
      await ran(['keys', 'generate', '--out', pem, '--trust', trustFile]);
      keys[word] = JSON.parse((await ran(['keys', 'show', '--key', pem, '--json'])).out).key;
    }
  });
  afterAll(async () => {
    rmSync(tools, { recursive: true, force: true });
    await new Promise<void>((settle) => store.close(() => settle()));
  });

  const ran = (args: readonly string[]) => commandInProcess(main, args, { now: Date.now });

  /** Words of a line as a shell would pass them, with values for what the reader fills in. */
  function wordsOf(line: string, folder: string): string[] {
    const words = line.replace('npx otelseal ', '').split(' ');
    return words.map((word, index) => {
      if (word.startsWith('file:/secure/')) return `file:${join(folder, word.slice('file:/secure/'.length))}`;
      if (word === '/var/lib/otelseal') return join(folder, 'spool');
      if (/^[\w.-]+\.(pem|json|html|txt)$/.test(word) || (word === 'evidence' && index > 0)) return join(folder, word);
      if (word in keys) return keys[word] as string;
      return word.replace('$LOKI_URL', address).replace('$ES_URL', address);
    });
  }

  /** What the page says is there before anybody opens it: the trust file, the spool, and what a second receiver wrote. */
  function beforeTheNight(folder: string): void {
    copyFileSync(join(tools, 'otelseal.trust.json'), join(folder, 'otelseal.trust.json'));
    mkdirSync(join(folder, 'spool'), { mode: 0o700 });
    writeFileSync(join(folder, 'second-receiver.jsonl'), '');
  }

  it.each(withCommands)('of $name can be followed in their order, from what is there', async (page) => {
    const folder = mkdtempSync(join(tmpdir(), 'otelseal-runbook-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    beforeTheNight(folder);
    const lines = blocksOf(page, 'sh').flatMap((block) => block.split('\n'));
    let commands = 0;
    for (const line of lines.filter((one) => one.startsWith('npx otelseal '))) {
      const words = wordsOf(line, folder);
      const at = words.indexOf('>');
      const { code, out, err } = await ran(at === -1 ? words : words.slice(0, at));
      if (at !== -1) writeFileSync(words[at + 1] as string, out);
      commands += 1;
      if (line.includes('evidence export')) expect([code, line]).toEqual([2, line]); // nothing sealed is there, so no folder is written
      if (line.includes('evidence verify')) continue;
      if (line === 'npx otelseal doctor') continue; // what it finds depends on the surroundings; that it is a command, on us
      expect([line, code, code === 64 ? err : ''], err).toEqual([line, expect.any(Number), '']);
      expect(err, line).not.toMatch(/no such file|ENOENT/);
    }
    expect(commands).toBeGreaterThan(0);
  });
});
