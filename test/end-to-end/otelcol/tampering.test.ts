import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { generateKeys, type Keys, verifyHere } from './command.ts';
import { emitLoginFailures } from './emitting-application.ts';
import { StoredLog } from './stored-log.ts';
import { BENIGN_CHANGES, TAMPERINGS, WITHOUT_PROOF } from './tampering.ts';

let folder: string;
let honest: string;
let keys: Keys;

/** Two services through one real collector; see `TAMPERINGS` for what the file holds. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otelseal-tampering-'));
  honest = join(folder, 'honest.jsonl');
  keys = await generateKeys(folder);
  const collector = await Collector.start({ version: 'v0.165', folder, exporters: fileExporter(honest) });
  const application = { keyFile: keys.keyFile, url: collector.url };
  await emitLoginFailures({ ...application, service: 'shop', bursts: [4, 4, 4] });
  await emitLoginFailures({ ...application, service: 'billing', bursts: [2] });
  await collector.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function changed(apply: (log: StoredLog) => void): string {
  const file = join(folder, 'changed.jsonl');
  const log = new StoredLog(honest);
  apply(log);
  log.write(file);
  return file;
}

describe('somebody who can change the collector’s file', () => {
  it.each(TAMPERINGS)('is found out when he $name', async ({ apply, verdict, sequence, field }) => {
    const { code, firstLine, report } = await verifyHere(changed(apply), keys);
    const [finding] = report.findings;
    expect({ code, verdict: finding?.verdict, sequence: finding?.sequence, field: finding?.field }).toEqual({
      code: 1,
      verdict,
      sequence,
      field,
    });
    expect(firstLine.startsWith(`NOT INTACT ${verdict} ${finding?.stream} #`), firstLine).toBe(true);
  });

  it.each(BENIGN_CHANGES)('has done nothing with $name', async ({ apply, condition, coverage }) => {
    const { code, firstLine, report } = await verifyHere(changed(apply), keys);
    expect([code, firstLine, report.findings]).toEqual([0, expect.stringMatching(/^INTACT /), []]);
    expect(report.conditions.map((one) => one.condition)).toEqual(condition === undefined ? [] : [condition]);
    if (coverage !== undefined) expect(report.coverage.join('\n')).toContain(coverage);
  });

  it('cannot seal again with a key of his own', async () => {
    const own = await generateKeys(folder, 'mallory');
    const file = join(folder, 'resealed.jsonl');
    const collector = await Collector.start({ version: 'v0.165', folder, exporters: fileExporter(file) });
    await emitLoginFailures({ keyFile: own.keyFile, url: collector.url, service: 'shop', bursts: [11] });
    await collector.stop();
    expect(await verifyHere(file, own)).toMatchObject({ code: 0 });
    const { code, report } = await verifyHere(file, keys);
    expect([code, report.findings[0]?.verdict]).toEqual([1, 'FOREIGN_KEY']);
    // beside the honest log, too
    writeFileSync(file, readFileSync(honest, 'utf8') + readFileSync(file, 'utf8'));
    expect(await verifyHere(file, keys)).toMatchObject({
      code: 1,
      firstLine: expect.stringMatching(/^NOT INTACT FOREIGN_KEY /),
    });
  });

  it.each(WITHOUT_PROOF)('leaves nothing proven with $name', async ({ apply, reason }) => {
    expect(await verifyHere(changed(apply), keys)).toMatchObject({
      code: 2,
      firstLine: expect.stringMatching(new RegExp(`^NOT PROVEN ${reason} `)),
    });
  });

  it('cannot take a whole service away when the auditor expects it', async () => {
    const expecting = { ...keys, trust: join(folder, 'expecting.json') };
    const trust = JSON.parse(readFileSync(keys.trust, 'utf8'));
    writeFileSync(expecting.trust, JSON.stringify({ ...trust, expectedServices: ['shop', 'billing'] }));
    expect(await verifyHere(honest, expecting)).toMatchObject({ code: 0 });
    const without = changed((log) => log.remove(...log.all('billing')));
    const { code, report } = await verifyHere(without, expecting);
    expect([code, report.findings[0]?.verdict, report.findings[0]?.field]).toEqual([
      1,
      'STREAM_MISSING',
      'service.name',
    ]);
  });

  it('gains nothing from an auditor without a trust file', async () => {
    const none = join(folder, 'none.json');
    copyFileSync((await generateKeys(folder, 'stranger')).trust, none);
    expect(await verifyHere(honest, { ...keys, trust: none })).toMatchObject({ code: 1 });
  });
});
