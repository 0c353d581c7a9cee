import { randomBytes } from 'node:crypto';
import { type DetectionOptions, DetectionOptionsError, type Incident } from '@otelseal/detection';
import { keyedDigest } from '@otelseal/log-processors';

import { usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import { readConfiguration } from '../files/read-configuration.js';
import { didYouMean } from '../options/nearest-name.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { Progress } from '../output/progress.js';
import { incidentJson, incidentText } from '../replay/incident-line.js';
import { REPLAY_FORMATS, type ReplayFormat, readRecords, type Unread } from '../replay/read-records.js';
import { Replay } from '../replay/replay.js';
import { ReplayScore } from '../replay/replay-score.js';
import { openSource } from '../sources/open-source.js';
import { parseFileSource } from '../sources/source-address.js';
import type { Command } from './command.js';

const SECRET_BYTES = 16;

/** `otelseal replay`: what the detectors would have said about stored events. */
export const replay: Command = {
  name: 'replay',
  summary: 'runs stored events through the detectors and prints the incidents',
  help: `otelseal replay <source> [--format otlp-json|auth-jsonl] [--config FILE] [--json]

  source            file:PATH, or - for standard input
  --format FORMAT   otlp-json: OTLP JSON lines of security events (default)
                    auth-jsonl: {"ts","user","ip","outcome":"success"|"failure","reason"?,"service"?,"session"?,"label"?} a line
  --config FILE     options of the detection in YAML or JSON, such as { "thresholds": { "brute_force": { "pairCapacity": 8 } } }
  --json            one incident a line: detector, severity, source?, user?, first, last, count, records

The time of the events drives the detectors. Events may be up to five minutes out of order; a few whose times are far from those
around them count as of their neighbours' time. An incident is printed when it is over,
with its totals; a summary by detector goes to standard error, with the precision where lines carry "label": "attack" or "benign".
Exit: 0 done, 1 some lines could not be read and were left out, 64 wrong usage or configuration, 69 the source cannot be read.`,

  async run(args, io) {
    const options = parseOptions(args, {
      format: { type: 'string' },
      config: { type: 'string' },
      json: { type: 'boolean' },
    });
    const [address, ...more] = options.positionals;
    if (address === undefined) throw usageError('replay needs a source, such as file:audit.jsonl.');
    if (more.length > 0) throw usageError(`replay takes one source; found ${quoted(more[0] as string)}, too.`);
    const source = parseFileSource(address);
    const format = formatOf(options);
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
    for await (const record of readRecords(await openSource(source, io), { name: source.name, format, unread })) {
      if (record.label !== undefined) score.label(record.recordId, record.label);
      await print(running.add(record));
      await progress.show(() => `${running.events} events`);
    }
    await print(running.end());
    await progress.clear();
    await io.stderr.write(summary(running, score, unread));
    return unread.count === 0 ? EXIT_CODE.ok : EXIT_CODE.tampered;
  },
};

function formatOf(options: ParsedOptions): ReplayFormat {
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
