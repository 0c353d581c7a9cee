// What attaching adds to the start of a service that OpenTelemetry's auto-instrumentations observe, and to its memory: the same untouched
// service with and without `@otelseal/node/attach`, from the start of the process to the line that says it listens. The example is made of ES
// modules and loads Otelseal by `--import`; the same in CommonJS does so by `--require`.
import { fileURLToPath } from 'node:url';

import type { Bench, Figure } from './figure.ts';
import { median } from './measure.ts';
import { measuredStart, type Start, type StartedService } from './start/measured-start.ts';
import { pairedDifference } from './start/paired-differences.ts';

/** One start more or less is a tenth of a second where other programs run, so one pair says nothing and the median of many does. */
const PAIRS = 24;
/** Of these pairs both starts are waited for until the pipeline has been made. */
const SETTLED_PAIRS = 8;
/**
 * What the young generation of the heap can hold at the beginning, and when the SDK has been loaded. A collection of it copies what lives at
 * that moment, and the space that it copies to stays resident; where it falls is chance. One of them more or less is 7 MB and tens of
 * milliseconds, and 300 kB of anything at the start make the difference, with Otelseal or without. So each pair begins elsewhere in it.
 */
const YOUNG_KB = { beforeAttach: 1_024, beforeService: 16_384 };

const ES_MODULES: StartedService = { option: '--import', file: 'src/server.js' };
const COMMON_JS: StartedService = {
  option: '--require',
  file: fileURLToPath(new URL('start/invoices.cjs', import.meta.url)),
};

type Pair = readonly [plain: Start, attached: Start];

/** With and without by turns, and the other way round in the next pair, so that neither always comes first. */
async function startsOf(service: StartedService, settledPairs: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const settings = {
      garbageKb: {
        beforeAttach: Math.round((((pair * 5) % PAIRS) / PAIRS) * YOUNG_KB.beforeAttach), // not in step with the other
        beforeService: Math.round((pair / PAIRS) * YOUNG_KB.beforeService),
      },
      settles: pair % (PAIRS / SETTLED_PAIRS) === 0 && settledPairs > 0,
    };
    const started = new Map<boolean, Start>();
    for (const isAttached of pair % 2 === 0 ? [false, true] : [true, false]) {
      started.set(isAttached, await measuredStart(service, { ...settings, isAttached }));
    }
    pairs.push([started.get(false) as Start, started.get(true) as Start]);
  }
  return pairs;
}

function added(pairs: readonly Pair[], of: (start: Start) => number | undefined): Pick<Figure, 'value' | 'note'> {
  const measured = pairs.flatMap(([plain, attached]): [number, number][] => {
    const [before, after] = [of(plain), of(attached)];
    return before === undefined || after === undefined ? [] : [[before, after]];
  });
  const { before, added, between, pairs: count } = pairedDifference(measured);
  const [low, high] = between.map((value) => value.toFixed(0));
  return {
    value: added,
    note: `${before.toFixed(0)} before; median of ${count} pairs of starts by turns, with 95 % between ${low} and ${high}`,
  };
}

/** Only of what attaching itself does before the SDK is loaded, in the thread of the application: that swings little. */
function ownTime(pairs: readonly Pair[]): Pick<Figure, 'value' | 'note'> {
  return {
    value: median(pairs.map(([, attached]) => attached.attachMs)) - median(pairs.map(([plain]) => plain.attachMs)),
    note: `CPU of the main thread; median of ${pairs.length} starts`,
  };
}

export default (async () => {
  for (const service of [ES_MODULES, COMMON_JS]) {
    const settings = { isAttached: true, garbageKb: { beforeAttach: 0, beforeService: 0 }, settles: false };
    await measuredStart(service, settings); // files are read into memory
  }
  const imported = await startsOf(ES_MODULES, SETTLED_PAIRS);
  const required = await startsOf(COMMON_JS, 0);
  return [
    {
      what: 'attach adds to the start of a service, CPU',
      unit: 'ms',
      bar: { atMost: 40 },
      ...added(imported, ({ cpuMs }) => cpuMs),
    },
    { what: '… by the clock', unit: 'ms', bar: { atMost: 40 }, ...added(imported, ({ wallMs }) => wallMs) },
    { what: '… of it before the SDK is loaded', unit: 'ms', ...ownTime(imported) },
    {
      what: 'attach adds to the start of a service in CommonJS, CPU',
      unit: 'ms',
      bar: { atMost: 40 },
      ...added(required, ({ cpuMs }) => cpuMs),
    },
    { what: '… by the clock', unit: 'ms', bar: { atMost: 40 }, ...added(required, ({ wallMs }) => wallMs) },
    { what: '… of it before the SDK is loaded', unit: 'ms', ...ownTime(required) },
    {
      what: 'attach adds to the memory of a started service',
      unit: 'MB',
      bar: { atMost: 10 },
      ...added(imported, ({ rssMb }) => rssMb),
    },
    {
      what: 'attach adds to the memory of a started service in CommonJS',
      unit: 'MB',
      bar: { atMost: 10 },
      ...added(required, ({ rssMb }) => rssMb),
    },
    {
      what: 'attach costs after the start, when its pipeline is made, CPU',
      unit: 'ms',
      ...added(imported, ({ settled }) => settled?.cpuMs),
    },
    {
      what: 'attach adds to memory once its pipeline is made',
      unit: 'MB',
      bar: { atMost: 10 },
      ...added(imported, ({ settled }) => settled?.rssMb),
    },
    {
      what: '… of it what lives in the heap, the rest are pages of the young generation',
      unit: 'MB',
      ...added(imported, ({ settled }) => settled?.livingMb),
    },
  ];
}) satisfies Bench;
