import { lstatSync } from 'node:fs';
import type { Report } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import { createFiles } from '../files/create-file.js';
import { investigationOf } from '../investigate/investigation.js';
import { investigationJson } from '../investigate/investigation-json.js';
import { investigationPage } from '../investigate/investigation-page.js';
import { investigationText } from '../investigate/investigation-text.js';
import { openPseudonymSearch } from '../investigate/pseudonym-search.js';
import { SUBJECT_ATTRIBUTES, SUBJECT_KINDS, Subject } from '../investigate/subject.js';
import { Timeline } from '../investigate/timeline.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { ObservedVerifier } from '../records/observed-verifier.js';
import { SealStates } from '../records/seal-states.js';
import { STORE_OPTIONS_HELP } from '../stores/store-options.js';
import { judgeSources } from '../verify/judge-sources.js';
import { JUDGING_OPTION_SPECS, readJudging } from '../verify/judging-options.js';
import type { Command } from './command.js';

/** A story of more rows is one that nobody reads to its end; memory is about 2 KB a row. */
const DEFAULT_LIMIT = 10_000;
const MAX_LIMIT = 50_000;
const MAX_SUBJECT_LENGTH = 1_000;

/** `otelseal investigate`: one actor's, client's, session's or trace's story, from signed values. */
export const investigate: Command = {
  name: 'investigate',
  summary: 'tells the story of an actor, a client, a session or a trace, and how far it is proven',
  help: `otelseal investigate <source...> --actor NAME | --client IP | --session ID | --trace ID
                          [--pseudonym-key FILE] [--trust FILE] [--from T] [--to T] [--limit COUNT] [--json] [--html FILE]

  source           file:PATH, - for standard input, or loki:URL, elasticsearch:URL, opensearch:URL
  --actor NAME     what this identity did, on its own behalf or another's, and what was done to its account
  --client IP      what came from this address; --session ID, --trace ID: what belongs to this session or trace
  --pseudonym-key FILE   the file of sanitize.pseudonym.keyFile, mode 0600: finds the name also where the sanitizer
                   wrote a pseudonym for it, renewed never, daily, monthly or yearly
  --trust FILE     whose seals to believe; default $OTELSEAL_TRUST. Without it nothing is proven
  --from T, --to T only what was sealed in between: RFC 3339, or a duration back from now (90s, 30m, 24h, 7d, 2w)
  --limit COUNT    most rows, the earliest; default ${DEFAULT_LIMIT}, at most ${MAX_LIMIT}. Proven ones come first; others get the room
                   that these leave, but at least that of 1000
  --json           the story as JSON
  --html FILE      besides, the story as one HTML page without script; created, never overwritten, mode 0600
  --witness, --witness-token   as for otelseal verify

For back ends:
${STORE_OPTIONS_HELP}

The first line is the verdict of otelseal verify over all that was read. Rows show what was signed; a row whose seal does not hold,
or that has none, says so. Incidents that name the subject or its records, and losses that streams declared, stand among the rows.
Exit: 0 the story was told, whatever the verdict is (otelseal verify exits by it), 64 wrong usage or configuration,
69 the source cannot be read or the page cannot be written.`,

  async run(args, io) {
    const options = parseOptions(args, {
      ...JUDGING_OPTION_SPECS,
      ...Object.fromEntries(SUBJECT_KINDS.map((kind) => [kind, { type: 'string' } as const])),
      'pseudonym-key': { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean' },
      html: { type: 'string' },
    });
    const subject = await subjectOf(options);
    const limit = limitOf(options.text('limit'));
    const html = freePath(options.text('html'));
    const { sources, stores, settings, range } = await readJudging(options, io, 'investigate');
    let timeline = new Timeline(subject, range, limit);
    const read = (known?: SealStates): Promise<Report> =>
      judgeSources(sources, stores, settings, range, io, (verifier) => {
        timeline = new Timeline(subject, range, limit, known);
        return new ObservedVerifier(verifier, (record) => timeline.add(record));
      });
    let report = await read();
    let states = new SealStates(report);
    const canReadAgain = sources.every((source) => source.kind !== 'file' || source.path !== undefined);
    if (canReadAgain && timeline.isDisplaced(states)) {
      report = await read(states);
      states = new SealStates(report);
    }
    const { kind, value } = subject;
    const about = { kind, value, pseudonyms: options.text('pseudonym-key') !== undefined };
    const story = investigationOf(about, timeline.rows(states), report, states);
    if (html !== undefined) await createFiles([{ path: html, content: investigationPage(story), mode: 0o600 }]);
    if (options.has('json')) for (const piece of investigationJson(story)) await io.stdout.write(piece);
    else for (const line of investigationText(story)) await io.stdout.write(`${line}\n`);
    if (html !== undefined) await io.stderr.write(`otelseal: the page is in ${escapeForTerminal(html)}\n`);
    return EXIT_CODE.ok;
  },
};

async function subjectOf(options: ParsedOptions): Promise<Subject> {
  const asked = SUBJECT_KINDS.filter((kind) => options.text(kind) !== undefined);
  const [kind] = asked;
  if (kind === undefined || asked.length > 1) {
    throw usageError('investigate needs exactly one of --actor, --client, --session and --trace.');
  }
  const value = options.text(kind) as string;
  if (value.length > MAX_SUBJECT_LENGTH) throw usageError(`--${kind} is longer than ${MAX_SUBJECT_LENGTH} characters.`);
  if (kind === 'trace' && !/^[0-9a-f]{32}$/i.test(value)) {
    throw usageError(`--trace takes a trace id of 32 hexadecimal digits; found ${quoted(value)}.`);
  }
  const keyFile = options.text('pseudonym-key');
  if (keyFile === undefined) return new Subject(kind, value);
  if (kind === 'trace')
    throw usageError('--pseudonym-key is for --actor, --client and --session; traces have no pseudonyms.');
  return new Subject(kind, value, await openPseudonymSearch(keyFile, value, SUBJECT_ATTRIBUTES[kind]));
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw usageError(`--limit takes a number from 1 to ${MAX_LIMIT}; found ${quoted(text)}.`);
}

/** Asked before hours of reading, and again by the creation itself. */
function freePath(path: string | undefined): string | undefined {
  if (path !== undefined && isThere(path)) {
    throw usageError(`--html: ${quoted(path)} is there already; nothing is ever overwritten: name another file.`);
  }
  return path;
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // why it cannot be written is said when it is
  }
}
