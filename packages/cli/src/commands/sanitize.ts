import { createSanitizer, SanitizeError, type SanitizeOptions, type Sanitizer } from '@otelseal/log-processors';

import { usageError } from '../cli-error.js';
import { EXIT_CODE } from '../exit-code.js';
import { readConfiguration } from '../files/read-configuration.js';
import type { Io } from '../io.js';
import { didYouMean } from '../options/nearest-name.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { Progress } from '../output/progress.js';
import { decodeOtlpLine, decodeTextLine } from '../sanitize/decode-line.js';
import type { LineRewriter } from '../sanitize/line-rewriter.js';
import { OtlpLineSanitizer } from '../sanitize/otlp-line-sanitizer.js';
import { textLineSanitizer } from '../sanitize/text-line.js';
import { readLines } from '../sources/line-reader.js';
import { DEFAULT_MAX_LINE_BYTES } from '../sources/otlp-json-lines.js';
import type { Command } from './command.js';

const FORMATS = ['otlp-json', 'text'] as const;
type Format = (typeof FORMATS)[number];

/** Written at once, in UTF-16 units: a write for every line would be most of the work. */
const WRITE_UNITS = 65_536;

/** `otelseal sanitize`: a filter from standard input to standard output. */
export const sanitize: Command = {
  name: 'sanitize',
  summary: 'takes secrets and attacking characters out of logs, line by line',
  help: `otelseal sanitize [--format otlp-json|text] [--config FILE] [--decode]   < logs > clean

  --format FORMAT   otlp-json: every line is OTLP JSON, and stays so (default)
                    text: every line is one JSON string, or any other text, and becomes one JSON string
  --config FILE     options of the sanitizer in YAML or JSON, such as { "preset": "strict" }; with dryRun: true the lines stay
                    as they are, and what would change is listed by path and rule
  --decode          the way back: shows what the encoded control characters were. Redacted values stay redacted

Records that carry a seal are left as they are. A summary by rule goes to standard error.
Exit: 0 done, 1 some lines could not be read and were left out, 64 wrong usage or configuration.`,

  async run(args, io) {
    const options = parseOptions(args, {
      format: { type: 'string' },
      config: { type: 'string' },
      decode: { type: 'boolean' },
    });
    if (options.positionals.length > 0) {
      throw usageError(
        `sanitize reads standard input; write: otelseal sanitize < ${quoted(options.positionals[0] as string)}`,
      );
    }
    const format = formatOf(options);
    const sanitizer = createdFrom(await configurationOf(options));
    const rewriter = rewriterOf(format, options.has('decode'), sanitizer);
    const { lines, leftOut } = await rewriteAll(rewriter, io);
    if (!options.has('decode')) await io.stderr.write(summary(lines, rewriter, sanitizer) + wouldChange(sanitizer));
    if (leftOut.count === 0) return EXIT_CODE.ok;
    await io.stderr.write(
      `otelseal: left out ${leftOut.count} lines that cannot be read; the first is line ${leftOut.first}: ${leftOut.why}\n`,
    );
    return EXIT_CODE.tampered;
  },
};

function formatOf(options: ParsedOptions): Format {
  const asked = options.text('format') ?? 'otlp-json';
  const format = FORMATS.find((name) => name === asked);
  if (format !== undefined) return format;
  throw usageError(`--format is otlp-json or text; found ${quoted(asked)}.${didYouMean(asked, FORMATS)}`);
}

/** Members of the options that are functions or objects of a program, which a file cannot hold. */
const NOT_IN_A_FILE = ['telemetry', 'catalogue'];

async function configurationOf(options: ParsedOptions): Promise<SanitizeOptions> {
  const path = options.text('config');
  if (path === undefined) return {};
  const configuration = await readConfiguration(path);
  const misplaced = NOT_IN_A_FILE.find((name) => Object.hasOwn(configuration, name));
  if (misplaced !== undefined) throw usageError(`${quoted(path)}: ${misplaced} cannot be set by a file.`);
  return configuration as SanitizeOptions;
}

function createdFrom(configuration: SanitizeOptions): Sanitizer {
  try {
    return createSanitizer(configuration);
  } catch (cause) {
    if (cause instanceof SanitizeError) throw usageError(`--config: ${cause.message}`, cause);
    throw cause;
  }
}

function rewriterOf(format: Format, decode: boolean, sanitizer: Sanitizer): LineRewriter {
  if (decode) return { rewrite: format === 'text' ? decodeTextLine : decodeOtlpLine, passedOver: 0 };
  return format === 'text' ? textLineSanitizer(sanitizer) : new OtlpLineSanitizer(sanitizer);
}

interface Rewritten {
  readonly lines: number;
  readonly leftOut: { count: number; first: number; why: string };
}

async function rewriteAll(rewriter: LineRewriter, io: Io): Promise<Rewritten> {
  const progress = new Progress(io.stderr, io.now);
  const leftOut = { count: 0, first: 0, why: '' };
  let lines = 0;
  let pending = '';
  for await (const { number, bytes } of readLines(io.stdin, DEFAULT_MAX_LINE_BYTES)) {
    lines = number;
    const line = bytes === undefined ? { refusal: 'it is too long' } : rewriter.rewrite(bytes);
    if (typeof line === 'string') {
      pending += `${line}\n`;
    } else {
      if (leftOut.count === 0) Object.assign(leftOut, { first: number, why: line.refusal });
      leftOut.count += 1;
    }
    if (pending.length > WRITE_UNITS) {
      await io.stdout.write(pending);
      pending = '';
    }
    await progress.show(() => `${number} lines`);
  }
  await progress.clear();
  if (pending !== '') await io.stdout.write(pending);
  return { lines, leftOut };
}

/** Of a dry run: where which rule would change something; never a value. */
function wouldChange({ report }: Sanitizer): string {
  return report
    .map(({ path, rule, count }) => `would change ${escapeForTerminal(path)}: ${escapeForTerminal(rule)} ${count}\n`)
    .join('');
}

/** Rules and how often each found something; never a value. */
function summary(lines: number, { passedOver }: LineRewriter, { findings }: Sanitizer): string {
  const rules = Object.entries(findings)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, count]) => `${escapeForTerminal(rule)} ${count}`);
  const sealed = passedOver === 0 ? '' : `; ${passedOver} sealed records left as they are`;
  return `otelseal: ${lines} lines, found: ${rules.length === 0 ? 'nothing' : rules.join(', ')}${sealed}\n`;
}
