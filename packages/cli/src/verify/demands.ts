import type { Acceptance, Requirement } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { didYouMean } from '../options/nearest-name.js';
import type { OptionSpec, ParsedOptions } from '../options/parse-options.js';
import { quoted } from '../output/escape-for-terminal.js';

const REQUIREMENTS: readonly Requirement[] = ['witness', 'closed', 'producer'];
const ACCEPTANCES: readonly Acceptance[] = ['redacted'];

/** Options by which a verdict is asked for that is stricter or milder. */
export const DEMAND_OPTION_SPECS: Readonly<Record<string, OptionSpec>> = {
  require: { type: 'string' },
  accept: { type: 'string' },
};

/** What must hold besides, and what is put up with. */
export interface Demands {
  readonly require: readonly Requirement[];
  readonly accept: readonly Acceptance[];
}

/** @throws {CliError} `ERR_USAGE` */
export function readDemands(options: ParsedOptions): Demands {
  return {
    require: listOf(options, 'require', REQUIREMENTS),
    accept: listOf(options, 'accept', ACCEPTANCES),
  };
}

function listOf<Name extends string>(options: ParsedOptions, option: string, allowed: readonly Name[]): Name[] {
  const names = options.text(option)?.split(',') ?? [];
  return names.map((name) => {
    const found = allowed.find((one) => one === name);
    if (found !== undefined) return found;
    const hint = didYouMean(name, allowed);
    throw usageError(`--${option} takes ${allowed.join(', ')}, separated by commas; found ${quoted(name)}.${hint}`);
  });
}
