import { parseArgs } from 'node:util';

import { usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import { didYouMean } from './nearest-name.js';

/** One `--option` of a command. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** May be given several times. */
  readonly multiple?: boolean;
}

export interface ParsedOptions {
  /** The value of an option, or undefined when it was not given. */
  text(name: string): string | undefined;
  /** The values of an option that may be given several times. */
  texts(name: string): readonly string[];
  /** Whether a switch was given. */
  has(name: string): boolean;
  readonly positionals: readonly string[];
}

const HELP: Readonly<Record<string, OptionSpec>> = { help: { type: 'boolean' } };

/**
 * The options of a command. Nothing is guessed or ignored: an unknown option, a missing or superfluous value and an option
 * given twice are refused.
 *
 * @throws {CliError} `ERR_USAGE`, with the nearest valid name
 */
export function parseOptions(args: readonly string[], specs: Readonly<Record<string, OptionSpec>>): ParsedOptions {
  const known: Readonly<Record<string, OptionSpec>> = { ...HELP, ...specs };
  const options = Object.fromEntries(Object.entries(known).map(([name, { type }]) => [name, { type }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (spec === undefined) {
      const hint = didYouMean(token.name, Object.keys(known), '--');
      throw usageError(`There is no option ${quoted(token.rawName)}.${hint}`);
    }
    const before = values.get(token.name) ?? [];
    if (before.length > 0 && spec.multiple !== true) throw usageError(`--${token.name} was given twice.`);
    values.set(token.name, [...before, checkedValue(token.name, spec, token.value, token.inlineValue === true)]);
  }
  return {
    text: (name) => values.get(name)?.[0],
    texts: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
    positionals,
  };
}

function checkedValue(name: string, spec: OptionSpec, value: string | undefined, inline: boolean): string {
  if (spec.type === 'boolean') {
    if (value !== undefined) throw usageError(`--${name} takes no value.`);
    return '';
  }
  if (value === undefined || value === '') throw usageError(`--${name} needs a value.`);
  if (!inline && value.startsWith('-') && value !== '-') {
    throw usageError(`--${name} needs a value; for one that begins with "-" write --${name}=${quoted(value)}.`);
  }
  return value;
}
