import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { type Environment, otherVariables } from '../configuration/environment.js';
import { type JoinedOptions, joinOptions, type SettingSource } from '../configuration/join-options.js';
import { OPTION_PATHS } from '../configuration/option-rules.js';
import { openSettings } from '../configuration/otelseal-settings.js';
import { chooseExporter } from '../delivery/choose-exporter.js';
import { isTrue } from '../register/is-true.js';
import { receiversOf } from './receivers.js';
import { shownValue } from './shown-value.js';

/**
 * One setting that is set, and where.
 * @experimental
 */
export interface SettingExplained {
  /** Path of the option: `signing.keyFile`. */
  readonly option: string;
  readonly source: Exclude<SettingSource, 'default' | 'options'>;
  /** How it is called there: `OTELSEAL_SIGNING_KEY_FILE`. */
  readonly setting: string;
  /** The value as far as it is no secret. */
  readonly shown: string;
}

/**
 * Why the application would not start, or would run without its security events.
 * @experimental
 */
export interface ConfigurationProblem {
  readonly code: string;
  readonly setting: string;
  readonly message: string;
}

/**
 * Where sealed records go.
 * @experimental
 */
export interface ReceiverExplained {
  readonly name: 'first' | 'second' | 'console';
  /** Full address; undefined for the console. */
  readonly url: string | undefined;
  /** The setting that names it, or `default`. */
  readonly setting: string;
  readonly protocol: string;
  /** Whether something that looks like a credential goes with every request. */
  readonly hasCredentials: boolean;
}

/**
 * What runs under this configuration.
 * @experimental
 */
export interface ActiveConfiguration {
  /** Stages in order. */
  readonly processors: readonly string[];
  readonly receivers: readonly ReceiverExplained[];
  readonly service: string | undefined;
  readonly identity: { readonly organisation: string; readonly tenant: string; readonly environment: string };
  readonly keyFile: string | undefined;
  readonly keyName: string | undefined;
  /** Whose process reads the key; undefined: the application's own. */
  readonly keyProcess: string | undefined;
  readonly trustFile: string | undefined;
  readonly spool: string | undefined;
  readonly sanitizing: { readonly preset: string; readonly pseudonyms: boolean; readonly dryRun: boolean };
  readonly detection: { readonly mode: string; readonly webhook: boolean; readonly alertmanager: boolean };
  readonly witness: string | undefined;
  readonly disabledInstrumentations: readonly string[];
}

/**
 * The configuration in words.
 * @experimental
 */
export interface ExplainedConfiguration {
  readonly configFile: string | undefined;
  readonly settings: readonly SettingExplained[];
  /** The first thing that is wrong, if something is. */
  readonly problem: ConfigurationProblem | undefined;
  /** What is wrong only where Otelseal makes the exporter, as `register` and `createOtelseal` do: under `attach` it is the application's own. */
  readonly exporterProblem: ConfigurationProblem | undefined;
  /** Variables that begin like Otelseal's and have no effect here. */
  readonly otherVariables: readonly string[];
  /** Undefined where something is wrong with the settings themselves. */
  readonly active: ActiveConfiguration | undefined;
}

/**
 * What an application that is started with these variables, and gives no options of its own, would run with. Opens the files that settings
 * name, so that what is wrong with them is found, and starts nothing.
 *
 * @experimental
 * @example
 * explainConfiguration(process.env).problem?.message; // 'OTELSEAL_TRUST: …'
 */
export function explainConfiguration(environment: Environment): ExplainedConfiguration {
  const configFile = environment['OTEL_CONFIG_FILE']?.trim() || undefined;
  const rest = { configFile, otherVariables: otherVariables(environment), exporterProblem: undefined };
  const joined = tried(() => joinOptions({}, environment));
  if ('problem' in joined) return { ...rest, settings: [], problem: joined.problem, active: undefined };
  const settings = settingsOf(joined.value);
  const exporterProblem = exporterProblemOf(joined.value, environment);
  const others = exporterProblem === undefined ? environment : withoutExporterSettings(environment);
  const found = { ...rest, settings, exporterProblem };
  const active = tried(() => activeOf(joined.value, others));
  if ('problem' in active) return { ...found, problem: active.problem, active: undefined };
  const opened = withoutSignerProcess(exporterProblem === undefined ? joined.value : withExporterOfSdk(joined.value));
  const resolved = tried(() => openSettings(opened, others));
  const problem = isTrue(environment['OTEL_SDK_DISABLED']) ? SDK_DISABLED : problemIn(resolved);
  const receivers = exporterProblem === undefined ? active.value.receivers : [];
  return { ...found, problem, active: { ...active.value, receivers } };
}

/** Neither `attach` nor `register` does anything then. */
const SDK_DISABLED: ConfigurationProblem = {
  code: 'ERR_OPTION_CONFLICT',
  setting: 'OTEL_SDK_DISABLED',
  message: 'OTEL_SDK_DISABLED is true: the application would run, and nothing of it would be recorded; leave it out.',
};

const EXPORTER_SETTING = /^OTEL_(?:LOGS_EXPORTER|EXPORTER_OTLP_(?:LOGS_)?(?:PROTOCOL|ENDPOINT))$/;

function exporterProblemOf(joined: JoinedOptions, environment: Environment): ConfigurationProblem | undefined {
  const { spool } = joined.options;
  const chosen = tried(() => {
    receiversOf(joined, environment);
    if (spool === undefined) chooseExporter(joined.options, environment);
  });
  const problem = problemIn(chosen);
  return problem !== undefined && EXPORTER_SETTING.test(problem.setting) ? problem : undefined;
}

const OF_THE_SDK: LogRecordExporter = {
  export() {},
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

/** As under `attach`: everything else can still be looked at. */
function withExporterOfSdk(joined: JoinedOptions): JoinedOptions {
  const { otlp: _, ...others } = joined.options;
  return { ...joined, options: { ...others, exporter: OF_THE_SDK } };
}

function withoutExporterSettings(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !EXPORTER_SETTING.test(name)));
}

function problemIn(tried: Tried<unknown>): ConfigurationProblem | undefined {
  return 'problem' in tried ? tried.problem : undefined;
}

type Tried<Value> = { readonly value: Value } | { readonly problem: ConfigurationProblem };

function tried<Value>(make: () => Value): Tried<Value> {
  try {
    return { value: make() };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { problem: { code: error.code, setting: error.setting, message: error.message } };
  }
}

function settingsOf(joined: JoinedOptions): SettingExplained[] {
  return OPTION_PATHS.flatMap((option) => {
    const source = joined.sourceOf(option);
    if (source === 'default' || source === 'options') return [];
    return [{ option, source, setting: joined.settingOf(option), shown: shownValue(option, joined.options) }];
  });
}

function activeOf(joined: JoinedOptions, environment: Environment): ActiveConfiguration {
  const { options } = joined;
  const { organisation = 'default', tenant = 'default', environment: stage = 'default' } = options.identity ?? {};
  const { mode = 'respond', webhook, alertmanager } = options.detection ?? {};
  const { preset = 'balanced', pseudonym, dryRun = false } = options.sanitize ?? {};
  return {
    processors: ['enrich', 'sanitize', ...(mode === 'off' ? [] : ['detect']), 'seal'],
    receivers: receiversOf(joined, environment),
    service: serviceName(environment),
    identity: { organisation, tenant, environment: stage },
    keyFile: options.signing?.keyFile,
    keyName: options.signing?.keyName,
    keyProcess: options.signing?.processUser,
    trustFile: options.trust,
    spool: options.spool?.directory,
    sanitizing: { preset, pseudonyms: pseudonym !== undefined, dryRun },
    detection: { mode, webhook: webhook?.url !== undefined, alertmanager: alertmanager?.url !== undefined },
    witness: options.witness?.url,
    disabledInstrumentations: options.instrumentations?.disabled ?? [],
  };
}

/** The key is opened here instead: no process is started for a diagnosis. */
function withoutSignerProcess(joined: JoinedOptions): JoinedOptions {
  const { signing, ...others } = joined.options;
  if (signing?.processUser === undefined || signing.processUser === 'same') {
    const { processUser: _, ...inThisProcess } = signing ?? {};
    return { ...joined, options: { ...others, signing: inThisProcess } };
  }
  return { ...joined, options: others }; // another user's key is not ours to open
}

/** OpenTelemetry's variables: the others are in the joined options already. */
export function withoutOurs(environment: Environment): Environment {
  const kept = Object.entries(environment).filter(([name]) => !/^OTELSEAL_|^OTEL_CONFIG_FILE$/.test(name));
  return Object.fromEntries(kept);
}

/** As OpenTelemetry's own variables name the service. */
export function serviceName(environment: Environment): string | undefined {
  const own = environment['OTEL_SERVICE_NAME']?.trim();
  if (own) return own;
  const [, name] = /(?:^|,)\s*service\.name\s*=\s*([^,]+)/.exec(environment['OTEL_RESOURCE_ATTRIBUTES'] ?? '') ?? [];
  return name?.trim();
}
