import { CliError, usageError } from './cli-error.js';
import type { Command } from './commands/command.js';
import { coverage } from './commands/coverage.js';
import { doctor } from './commands/doctor.js';
import { evidenceExport } from './commands/evidence-export.js';
import { evidenceVerify } from './commands/evidence-verify.js';
import { gateway } from './commands/gateway.js';
import { investigate } from './commands/investigate.js';
import { keysGenerate } from './commands/keys-generate.js';
import { keysRotate } from './commands/keys-rotate.js';
import { keysShow } from './commands/keys-show.js';
import { keysTrust } from './commands/keys-trust.js';
import { replay } from './commands/replay.js';
import { sanitize } from './commands/sanitize.js';
import { spoolRepair } from './commands/spool-repair.js';
import { verify } from './commands/verify.js';
import { witnessServe } from './commands/witness-serve.js';
import { defectMessage } from './defect-message.js';
import { EXIT_CODE, type ExitCode } from './exit-code.js';
import { type Io, OutputClosed } from './io.js';
import { didYouMean } from './options/nearest-name.js';
import { escapeForTerminal, quoted } from './output/escape-for-terminal.js';
import { version } from './version.js';

const COMMANDS: readonly Command[] = [
  verify,
  investigate,
  coverage,
  evidenceExport,
  evidenceVerify,
  sanitize,
  replay,
  keysGenerate,
  keysShow,
  keysRotate,
  keysTrust,
  spoolRepair,
  witnessServe,
  gateway,
  doctor,
];

/**
 * Runs one command line and resolves to its exit code. Never rejects: what was not foreseen is 70, with what is known of it on
 * standard error, because it says nothing about the evidence.
 *
 * @example
 * process.exitCode = await main(['verify', 'file:audit.jsonl', '--trust', 'otelseal.trust.json'], io);
 * @stable
 */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(args, io);
  } catch (cause) {
    if (cause instanceof OutputClosed) return EXIT_CODE.ok; // whoever read us has seen enough
    const message = cause instanceof CliError ? cause.message : defectMessage(cause);
    await io.stderr.write(`otelseal: ${escapeForTerminal(message)}\n`).catch(ignoreClosedOutput);
    return cause instanceof CliError ? cause.exitCode : EXIT_CODE.defect;
  }
}

function ignoreClosedOutput(cause: unknown): void {
  if (!(cause instanceof OutputClosed)) throw cause;
}

async function dispatch(args: readonly string[], io: Io): Promise<ExitCode> {
  const [first, second] = args;
  if (first === undefined)
    throw usageError(`a command is missing: ${COMMANDS.map(({ name }) => name).join(', ')}. See otelseal --help.`);
  if (first === '--help' || first === '-h' || first === 'help') return show(overview(), io);
  if (first === '--version' || first === 'version') return show(version(), io);
  const command = COMMANDS.find(({ name }) => name === first || name === `${first} ${second}`);
  if (command === undefined) throw unknownCommand(first, second, args);
  const rest = args.slice(command.name.split(' ').length);
  return rest.includes('--help') || rest.includes('-h') ? show(command.help, io) : command.run(rest, io);
}

async function show(text: string, io: Io): Promise<ExitCode> {
  await io.stdout.write(`${text}\n`);
  return EXIT_CODE.ok;
}

function unknownCommand(first: string, second: string | undefined, args: readonly string[]): CliError {
  const names = COMMANDS.map(({ name }) => name);
  const ofGroup = names.filter((name) => name.startsWith(`${first} `));
  if (ofGroup.length > 0) {
    const tails = ofGroup.map((name) => name.slice(first.length + 1));
    if (second === undefined || second === '--help') return usageError(`${first} needs one of: ${tails.join(', ')}.`);
    return usageError(`There is no command ${quoted(`${first} ${second}`)}.${didYouMean(second, tails, `${first} `)}`);
  }
  if (first.startsWith('-'))
    return usageError(`There is no option ${quoted(first)}; a command comes first. See otelseal --help.`);
  const heads = [...new Set(names.map((name) => name.split(' ')[0] as string))];
  return usageError(
    `There is no command ${quoted(args[0] as string)}.${didYouMean(first, heads)} See otelseal --help.`,
  );
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`);
  return `otelseal <command> [options]\n\n${lines.join('\n')}\n\notelseal <command> --help says more. otelseal --version shows the version.`;
}
