import { usageError } from '../cli-error.js';
import { applicationDiagnosis, type Diagnosis } from '../doctor/application-node.js';
import { activeFindings, configurationFindings } from '../doctor/configuration-findings.js';
import { AREAS, type Finding, type Level } from '../doctor/finding.js';
import { packageFindings } from '../doctor/package-findings.js';
import { receiverFindings } from '../doctor/receiver-findings.js';
import { signingFindings } from '../doctor/signing-findings.js';
import { spoolFindings } from '../doctor/spool-findings.js';
import { startsAttached } from '../doctor/starts-attached.js';
import { foundFindings, sentFindings } from '../doctor/test-event-findings.js';
import { EXIT_CODE, type ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { type ParsedOptions, parseOptions } from '../options/parse-options.js';
import { asciiJson, escapeForTerminal, quoted } from '../output/escape-for-terminal.js';
import { parseSource, type SourceAddress } from '../sources/source-address.js';
import {
  readStoreOptions,
  STORE_OPTION_SPECS,
  STORE_OPTIONS_HELP,
  type StoreOptions,
} from '../stores/store-options.js';
import type { Command } from './command.js';

const SEND_TIMEOUT_MS = 10_000;

/** `otelseal doctor`: what the application that starts here, with these variables, would do. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'explains what is active, and whether a test event arrives',
  help: `otelseal doctor [--send] [--source SOURCE] [--json]

Run it in the application's folder, with the application's variables. It reads them and the block of OTEL_CONFIG_FILE, the key's
public half, the trust file and the spool, opens a connection to every receiver, and changes nothing. No secret is shown.

  --send           send one sealed test event (otelseal.doctor.test) to every receiver and wait until it is confirmed
  --source SOURCE  send it and find it again: file:PATH, what a collector's file exporter writes,
                   loki:URL, elasticsearch:URL or opensearch:URL
  --json           the same as JSON, in ASCII

For back ends:
${STORE_OPTIONS_HELP}

Exit: 0 nothing stands in the way (warnings may be shown), 64 the application would not start or would not be
recorded, or wrong usage,
69 a receiver cannot be reached, or the test event was not confirmed or not found.`,

  async run(args, io) {
    const options = parseOptions(args, {
      send: { type: 'boolean' },
      source: { type: 'string' },
      json: { type: 'boolean' },
      ...STORE_OPTION_SPECS,
    });
    if (options.positionals.length > 0) {
      const named = options.positionals[0] as string;
      throw usageError(`doctor takes no ${quoted(named)}; name a source with --source.`);
    }
    const source = options.has('source') ? parseSource(options.text('source') as string) : undefined;
    if (source?.kind === 'file' && source.path === undefined)
      throw usageError('doctor reads a source twice; name a file.');
    const diagnosis = await applicationDiagnosis(process.cwd());
    const findings = await examine(diagnosis, io, {
      source: source === undefined ? undefined : { address: source, options: await readStoreOptions(options, io) },
      isSending: options.has('send') || source !== undefined,
    });
    const exitCode = exitCodeOf(findings);
    await print(findings, exitCode, options, io);
    return exitCode;
  },
};

interface Wanted {
  readonly source: { readonly address: SourceAddress; readonly options: StoreOptions } | undefined;
  readonly isSending: boolean;
}

async function examine(diagnosis: Diagnosis, io: Io, { source, isSending }: Wanted): Promise<readonly Finding[]> {
  const explained = diagnosis.explainConfiguration(io.env);
  const { active, problem } = explained;
  const findings = [
    ...packageFindings(process.cwd(), process.versions.node),
    ...configurationFindings(explained, startsAttached(process.cwd(), io.env)),
  ];
  if (active === undefined) return findings;
  findings.push(
    ...activeFindings(active, diagnosis.INSTRUMENTATION_NAMES),
    ...(await signingFindings(active, io.now())),
    ...spoolFindings(active.spool),
    ...(await receiverFindings(active.receivers)),
  );
  if (!isSending || problem !== undefined) return findings;
  if (explained.exporterProblem !== undefined) return [...findings, NOT_SENT];
  const sent = await diagnosis.sendTestEvents(io.env, SEND_TIMEOUT_MS);
  findings.push(...sentFindings(sent));
  if (source !== undefined)
    findings.push(await foundFindings(source.address, source.options, sent, diagnosis.TEST_EVENT_ID, io));
  return findings;
}

/** What an application's SDK sends with, only that SDK has. */
const NOT_SENT: Finding = {
  area: 'test event',
  level: 'unreachable',
  text: 'not sent: Otelseal has no exporter of its own with these variables',
};

function exitCodeOf(findings: readonly Finding[]): ExitCode {
  if (findings.some(({ level }) => level === 'error')) return EXIT_CODE.usage;
  return findings.some(({ level }) => level === 'unreachable') ? EXIT_CODE.unavailable : EXIT_CODE.ok;
}

const MARKS: Readonly<Record<Level, string>> = { ok: ' ', warning: '!', error: 'x', unreachable: 'x' };

async function print(findings: readonly Finding[], exitCode: ExitCode, options: ParsedOptions, io: Io): Promise<void> {
  const inOrder = AREAS.flatMap((area) => findings.filter((finding) => finding.area === area));
  if (options.has('json')) {
    await io.stdout.write(`${asciiJson({ exitCode, findings: inOrder }, 2)}\n`);
    return;
  }
  const lines = inOrder.flatMap(({ area, level, text }, index) => [
    ...(area === inOrder[index - 1]?.area ? [] : [area]),
    `  ${MARKS[level]} ${escapeForTerminal(text)}`,
  ]);
  await io.stdout.write(`${lines.join('\n')}\n${VERDICTS[exitCode]}\n`);
}

const VERDICTS: Readonly<Record<ExitCode, string>> = {
  0: 'Nothing stands in the way.',
  1: '',
  2: '',
  64: 'The application would not start, or would not be recorded: see x.',
  69: 'A receiver or a source does not answer as it should: see x.',
  70: '',
};
