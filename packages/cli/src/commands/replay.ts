import { randomBytes } from 'node:crypto';
import { type DetectionOptions, DetectionOptionsError, type Incident } from '@otelseal/detection';
import { keyedDigest } from '@otelseal/log-processors';

import { usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import { readConfiguration } from '../files/read-configuration.js';
import type { Io } from '../io.js';
import { nanosecondsOf } from '../options/nanoseconds.js';
import { didYouMean } from '../options/nearest-name.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { Progress } from '../output/progress.js';
import { incidentJson, incidentText } from '../replay/incident-line.js';
import { REPLAY_FORMATS, type ReplayFormat, readRecords } from '../replay/read-records.js';
import { Replay } from '../replay/replay.js';
import { ReplayScore } from '../replay/replay-score.js';
import type { ReplayedRecord } from '../replay/replayed-record.js';
import { readStoredEvents } from '../replay/stored-events.js';
import type { Unread } from '../replay/unread.js';
import { openSource } from '../sources/open-source.js';
import { parseSource, type SourceAddress, type StoreAddress } from '../sources/source-address.js';
import { openStore } from '../stores/open-store.js';
import {
  readStoreOptions,
  STORE_OPTION_SPECS,
  STORE_OPTIONS_HELP,
  type StoreOptions,
} from '../stores/store-options.js';
import type { TimeRange } from '../verify/judge-sources.js';
import { rangeOf } from '../verify/judging-options.js';
import type { Command } from './command.js';

const SECRET_BYTES = 16;

/** `otelseal replay`: what the detectors would have said about stored events. */
export const replay: Command = {
  name: 'replay',
  summary: 'runs stored events through the detectors and prints the incidents',
  help: `otelseal replay <source> [--from T] [--to T] [--format otlp-json|auth-jsonl] [--config FILE] [--json]

  source            file:PATH, - for standard input, or loki:URL, elasticsearch:URL, opensearch:URL
  --from T, --to T  only what happened in between: RFC 3339, or a duration back from now (90s, 30m, 24h, 7d, 2w)
  --format FORMAT   of a file: otlp-json: OTLP JSON lines of security events (default)
                    auth-jsonl: {"ts","user","ip","outcome":"success"|"failure","reason"?,"service"?,"session"?,"label"?} a line
  --config FILE     options of the detection in YAML or JSON, such as { "thresholds": { "brute_force": { "pairCapacity": 8 } } }
  --json            one incident a line: detector, severity, source?, user?, first, last, count, records

For back ends:
${STORE_OPTIONS_HELP}

The time of the events drives the detectors. A store gives them in the order of their times, each once, and sealed ones count by what
was signed; whether the seals hold is for otelseal verify to say. In a file events may be up to five minutes out of order; a few whose times are far from those
around them count as of their neighbours' time. An incident is printed when it is over,
with its totals; a summary by detector goes to standard error, with the precision where lines carry "label": "attack" or "benign".
Exit: 0 done, 1 some lines could not be read and were left out, 64 wrong usage or configuration, 69 the source cannot be read.`,

  async run(args, io) {
    const options = parseOptions(args, {
      format: { type: 'string' },
      config: { type: 'string' },
      json: { type: 'boolean' },
      from: { type: 'string' },
      to: { type: 'string' },
      ...STORE_OPTION_SPECS,
    });
    const [address, ...more] = options.positionals;
    if (address === undefined) throw usageError('replay needs a source, such as file:audit.jsonl.');
    if (more.length > 0) throw usageError(`replay takes one source; found ${quoted(more[0] as string)}, too.`);
    const source = parseSource(address);
    const format = formatOf(options, source);
    const range = rangeOf(options, io.now());
    const stores = await readStoreOptions(options, io);
    const running = createdFrom(await configurationOf(options));
    const score = new ReplayScore();
    const line = options.has('json') ? incidentJson : incidentText;
    const print = async (incidents: readonly Incident[]): Promise<void> => {
      for (const incident of incidents) {
        score.count(incident);
        await io.stdout.write(`${line(incident)}\n`);
      }
    };

    const progress = new Progress(io.stderr, io.now);
    const unread: Unread = { count: 0, first: '' };
    const take = async (record: ReplayedRecord): Promise<void> => {
      if (!happenedIn(range, record)) return;
      if (record.label !== undefined) score.label(record.recordId, record.label);
      await print(running.add(record));
      await progress.show(() => `${running.events} events`);
    };
    if (source.kind !== 'file') await readStore(source, stores, range, unread, take, io);
    else {
      const opened = await openSource(source, io);
      for await (const record of readRecords(opened, { name: source.name, format, unread })) await take(record);
    }
    await print(running.end());
    await progress.clear();
    await io.stderr.write(summary(running, score, unread));
    return unread.count === 0 ? EXIT_CODE.ok : EXIT_CODE.tampered;
  },
};

async function readStore(
  source: StoreAddress,
  options: StoreOptions,
  range: TimeRange | undefined,
  unread: Unread,
  take: (record: ReplayedRecord) => Promise<void>,
  io: Io,
): Promise<void> {
  const [fromNs, toNs] = [range?.from, range?.to].map((time) => (time === undefined ? undefined : nanosecondsOf(time)));
  const store = openStore(source, options, io.now());
  try {
    await readStoredEvents(store, { fromNs, toNs }, unread, take);
  } finally {
    await store.close();
  }
}

/** By its own time: the detectors go by it, too. */
function happenedIn(range: TimeRange | undefined, { timeMs }: ReplayedRecord): boolean {
  const [from, to] = [range?.from, range?.to].map((time) => time && time[0] * 1_000 + time[1] / 1e6);
  return (from === undefined || timeMs >= from) && (to === undefined || timeMs <= to);
}

function formatOf(options: ParsedOptions, { kind }: SourceAddress): ReplayFormat {
  if (kind !== 'file' && options.has('format')) throw usageError(`--format is for files; ${kind} has one of its own.`);
  const asked = options.text('format') ?? 'otlp-json';
  const format = REPLAY_FORMATS.find((name) => name === asked);
  if (format !== undefined) return format;
  throw usageError(
    `--format is ${REPLAY_FORMATS.join(' or ')}; found ${quoted(asked)}.${didYouMean(asked, REPLAY_FORMATS)}`,
  );
}

async function configurationOf(options: ParsedOptions): Promise<Partial<DetectionOptions>> {
  const path = options.text('config');
  return path === undefined ? {} : readConfiguration(path);
}

function createdFrom(options: Partial<DetectionOptions>): Replay {
  try {
    return new Replay(options, keyedDigest(randomBytes(SECRET_BYTES)));
  } catch (cause) {
    if (cause instanceof DetectionOptionsError) throw usageError(`--config: ${cause.message}`, cause);
    throw cause;
  }
}

function summary(
  { events, late, astray, failed, coverage, suppressed, unused }: Replay,
  score: ReplayScore,
  unread: Unread,
): string {
  const found = score.lines();
  const keptBack = [...suppressed].map(([detector, times]) => `${detector} ${times}`);
  const lines = [
    `${events} security events, incidents: ${found.length === 0 ? 'none' : found.join(', ')}`,
    ...(keptBack.length === 0 ? [] : [`kept back by suppressions: ${keptBack.join(', ')}`]),
    ...(unused.size === 0 ? [] : [`suppressions that kept nothing back: ${[...unused].join(', ')}`]),
    ...(late === 0 ? [] : [`${late} events came more than five minutes late and were taken where they stood`]),
    ...(astray === 0
      ? []
      : [`${astray} events had times far from those around them and count as of their neighbours' time`]),
    ...(score.unkept === 0 ? [] : [`${score.unkept} labels were more than can be kept and do not count`]),
    ...(failed === 0 ? [] : [`detectors broke off ${failed} times: this is a defect, please report it`]),
    ...coverage.lacking(),
    ...(unread.count === 0
      ? []
      : [`left out ${unread.count} lines or events that cannot be read; the first is ${unread.first}`]),
  ];
  return lines.map((line) => `otelseal: ${escapeForTerminal(line)}\n`).join('');
}
