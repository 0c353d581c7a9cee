import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys } from '../otelcol/command.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { type DrillSettings, drillStep } from './restore-drill.ts';
import { sealTraffic } from './sealed-traffic.ts';

/** A store that runs, and can lose all that it holds. */
export interface DrilledStore {
  /** Source and options of `otelseal verify`. */
  readonly source: string;
  /** Where OTLP for it is sent. */
  readonly receiver: string;
  /** What it took is found from then on. */
  refresh(): Promise<void>;
  /** Its data folder is gone, and it runs again, empty and at the same address, set up as documented. */
  lose(): Promise<void>;
  stop(): Promise<void>;
}

export interface Drill {
  /** @param folder of the test's own; the store's data goes below it. */
  readonly start: (folder: string) => Promise<DrilledStore>;
  /** Milliseconds since 1970 of the record with this index, of so many. Default: all now. */
  readonly timeOf?: (index: number, count: number) => number;
}

/** The restore drill of packages/operations/docs/restore-drill.md, from the spool and from the archive. */
export function describeDrill(what: string, { start, timeOf }: Drill): void {
  const records = scaled(120);
  const intact = expect.stringMatching(new RegExp(`^INTACT ${records + 2} records`));
  const nothing = expect.stringMatching(/^NOT PROVEN NOTHING_SEALED/);
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-drill-'));
  const [spool, archive] = [join(folder, 'spool'), join(folder, 'archive.jsonl')];
  let store: DrilledStore;
  let settings: DrillSettings;

  async function step(name: string) {
    await store.refresh();
    return drillStep(name, settings, folder);
  }

  describe(what, { timeout: 240_000 }, () => {
    beforeAll(async () => {
      store = await start(folder);
      const { keyFile, trust } = await generateKeys(folder);
      settings = { store: store.source, receiver: store.receiver, spool, archive, trust };
      const second = await Collector.start({
        version: 'v0.165',
        folder: subFolder(folder, 'second'),
        exporters: fileExporter(archive),
      });
      await sealTraffic({
        ...{ service: 'shop', keyFile, url: store.receiver, records, spool: { directory: spool } },
        secondOtlp: { url: second.url },
        ...(timeOf === undefined ? {} : { timeOf: (index: number) => timeOf(index, records) }),
      });
      await second.stop();
    });
    afterAll(async () => {
      await store.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(['from-spool', 'from-archive'])('is rebuilt %s and proved', async (way) => {
      expect(await step('proved')).toMatchObject({ code: 0, out: intact });
      await store.lose();
      expect(await step('lost')).toMatchObject({ code: 2, out: nothing });
      expect(await step(way)).toMatchObject({ code: 0 });
      expect(await step('proved')).toMatchObject({ code: 0, out: intact });
    });
  });
}
