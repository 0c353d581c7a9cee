import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVkey, type Report, type SealedRecord } from '@otelseal/audit-integrity';
import { lokiName } from '@otelseal/semantic-conventions';
import { beforeAll, describe, expect, it } from 'vitest';

import { MAX_DOUBTFUL_STREAMS } from '../../src/stores/doubtful-streams.js';
import { run } from '../memory-io.js';
import { testFolder } from '../sealed-log.js';
import { ROOT_KEY } from '../test-stream.js';
import { forgedRecords, trustedRecords } from './forged-streams.js';
import { answered, type Kept } from './scripted-loki.js';
import { type ScriptedServer, scriptedServer } from './scripted-server.js';

const NOW_S = 1_800_000_000;
const DAY_S = 86_400;
const MAY = { organisation: 'default', tenant: 'default', environment: 'any', services: ['*'], purpose: ['seal'] };
/** Ten times as many as are searched for. */
const MANY = 10 * MAX_DOUBTFUL_STREAMS;

function trustFile(): string {
  const path = join(testFolder(), 'trust.json');
  const root = { vkey: formatVkey('root', ROOT_KEY.publicKey), ...MAY };
  writeFileSync(path, JSON.stringify({ version: 1, roots: [root] }));
  return path;
}

const keptOf = (record: SealedRecord, at: number): Kept => ({
  ns: BigInt(record.hrTime[0]) * 1_000_000_000n + BigInt(at),
  metadata: Object.fromEntries([
    ['event_name', record.eventName ?? ''],
    ...Object.entries(record.attributes).map(([name, value]) => [lokiName(name), String(value)]),
  ]),
});

async function loki(records: readonly SealedRecord[]): Promise<ScriptedServer> {
  const kept = records.map(keptOf);
  return scriptedServer((asked) => answered(kept, asked));
}

async function verified(store: ScriptedServer, more: readonly string[]): Promise<Report> {
  const ran = await run(['verify', `loki:${store.url}`, '--trust', trustFile(), '--json', ...more], {
    now: () => NOW_S * 1_000,
  });
  return JSON.parse(ran.out) as Report;
}

let flood: readonly SealedRecord[];
beforeAll(() => {
  flood = forgedRecords(MANY, NOW_S - 600);
}, 120_000);

describe('streams of a stranger in a store', () => {
  it.each([
    ['a range', ['--from', '24h']],
    ['everything', []],
  ])(
    'cost a bounded number of questions where %s is judged, and change no verdict by being many',
    { timeout: 120_000 },
    async (_, more) => {
      const few = await loki(forgedRecords(20, NOW_S - 600));
      const first = await verified(few, more);
      const many = await loki(flood);
      const report = await verified(many, more);
      expect(report).toMatchObject({ verdict: first.verdict, exitCode: first.exitCode, reason: first.reason });
      expect(report.verdict).not.toBe('INTACT');
      expect(many.asked.length).toBeLessThan(600);
    },
  );

  it('do not keep the beginning of a trusted one from being found, nor what is said of it from being said', {
    timeout: 120_000,
  }, async () => {
    const trusted = trustedRecords(NOW_S - 600);
    const [open, ...rest] = trusted as [SealedRecord, ...SealedRecord[]];
    // The store has filed the opening two days earlier.
    const early = { ...open, hrTime: [NOW_S - 2 * DAY_S, 0] as [number, number] };
    const alone = await verified(await loki([early, ...rest]), ['--from', '24h']);
    const flooded = await verified(await loki([early, ...rest, ...flood]), ['--from', '24h']);
    const id = alone.streams[0]?.stream;
    const said = ({ findings, conditions, streams }: Report): unknown[] =>
      [findings, conditions, streams].map((all) => all.filter(({ stream }) => stream === id));
    expect(alone.streams).toMatchObject([{ trusted: true, first: 1, last: 3 }]);
    expect(said(flooded)).toEqual(said(alone));
  });
});
