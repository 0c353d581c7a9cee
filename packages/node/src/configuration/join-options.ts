import { checkOptions } from './check-options.js';
import { type ConfigurationFile, readDistribution } from './distribution-file.js';
import { DISTRIBUTION_SETTING } from './distribution-reader.js';
import { type Environment, readOptionVariables } from './environment.js';
import type { AllOptions } from './gateway-options.js';
import { filePathOf, OPTION_PATHS, variableOf } from './option-rules.js';
import type { OptionPath } from './schema/option-path.js';

/** Where a value comes from; the earlier beats the later. */
export type SettingSource = 'options' | 'environment' | 'file' | 'default';

/** What options, variables and OpenTelemetry's configuration file say together. */
export interface JoinedOptions {
  /** As if code had given everything. */
  readonly options: AllOptions;
  /** Groups that code gave, empty ones too. */
  readonly givenGroups: ReadonlySet<string>;
  sourceOf(path: OptionPath): SettingSource;
  /** How the user calls the setting where it was set: `trust`, `OTELSEAL_TRUST` or `distribution.otelseal.trust`. */
  settingOf(path: OptionPath): string;
}

/** Ways to say the same: who sets one of them leaves the others of weaker sources out. */
const ALTERNATIVES: readonly (readonly OptionPath[])[] = [
  ['signing.keyFile', 'signing.pem', 'signing.signer', 'signing.process'],
  ['sanitize.pseudonym.keyFile', 'sanitize.pseudonym.key'],
  ['sanitize.pseudonym.renew', 'sanitize.pseudonym.period'],
  ['detection.webhook.secretFile', 'detection.webhook.secret'],
];

/**
 * Joins what is set, setting by setting: options beat variables, variables beat the file.
 *
 * @param file instead of the one that `OTEL_CONFIG_FILE` names
 * @throws ConfigurationError for the first setting that does not exist or is not allowed, wherever it stands
 */
export function joinOptions(options: unknown, environment: Environment, file?: ConfigurationFile): JoinedOptions {
  const given = checkOptions(options);
  const layers: readonly (readonly [SettingSource, ReadonlyMap<OptionPath, unknown>])[] = [
    ['options', given.values],
    ['environment', readOptionVariables(environment)],
    ['file', readDistribution(environment, file)],
  ];
  const values = new Map<OptionPath, unknown>();
  const sources = new Map<OptionPath, SettingSource>();
  for (const path of OPTION_PATHS) {
    const [source, layer] = layers.find(([, values]) => values.has(path)) ?? [];
    if (source === undefined || isReplaced(path, layers)) continue;
    values.set(path, layer?.get(path));
    sources.set(path, source);
  }
  const sourceOf = (path: OptionPath): SettingSource => sources.get(path) ?? 'default';
  return {
    options: nested(values, given.groups),
    givenGroups: given.groups,
    sourceOf,
    settingOf: (path) => settingName(path, sourceOf(path)),
  };
}

/** How a setting is called there. */
export function settingName(path: OptionPath, source: SettingSource): string {
  if (source === 'environment') return variableOf(path) ?? path;
  return source === 'file' ? `${DISTRIBUTION_SETTING}.${filePathOf(path)}` : path;
}

/** Whether a stronger source sets an alternative of it. */
function isReplaced(
  path: OptionPath,
  layers: readonly (readonly [SettingSource, ReadonlyMap<OptionPath, unknown>])[],
): boolean {
  const others = (ALTERNATIVES.find((paths) => paths.includes(path)) ?? []).filter((other) => other !== path);
  const first = layers.findIndex(([, values]) => values.has(path));
  return layers.slice(0, first).some(([, values]) => others.some((other) => values.has(other)));
}

function nested(values: ReadonlyMap<OptionPath, unknown>, groups: ReadonlySet<string>): AllOptions {
  const options: Record<string, unknown> = {};
  const groupAt = (names: readonly string[]): Record<string, unknown> =>
    names.reduce((group, name) => {
      group[name] ??= {};
      return group[name] as Record<string, unknown>;
    }, options);
  for (const group of groups) groupAt(group === '' ? [] : group.split('.'));
  for (const [path, value] of values) {
    const names = path.split('.');
    groupAt(names.slice(0, -1))[names.at(-1) as string] = value;
  }
  return options as AllOptions;
}
