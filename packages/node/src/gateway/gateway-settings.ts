import { ConfigurationError } from '../configuration/configuration-error.js';
import type { ConfigurationFile } from '../configuration/distribution-file.js';
import { type Environment, readText } from '../configuration/environment.js';
import type { AllOptions, GatewayOptions } from '../configuration/gateway-options.js';
import { type JoinedOptions, joinOptions } from '../configuration/join-options.js';
import { type OtelsealSettings, openSettings, type SpoolDelivery } from '../configuration/otelseal-settings.js';
import type { OptionPath } from '../configuration/schema/option-path.js';

/**
 * What a gateway's settings say, before anything is opened.
 *
 * @experimental
 */
export interface GatewaySettings {
  readonly gateway: GatewayOptions;
  /** Whose events those of principals without a tenant are. */
  readonly tenant: string;
  /** Who answers for the evidence. */
  readonly organisation: string;
  readonly environment: string;
  /** What the gateway calls itself in its own events: `OTEL_SERVICE_NAME`, else `otelseal-gateway`. */
  readonly service: string;
  /** Streams of one principal that may be open side by side. */
  readonly maxStreams: number;
  /** What closing streams and delivering may take at the end. */
  readonly shutdownTimeoutMillis: number;
  /** Full addresses of the logs end points that records are forwarded to. */
  readonly forwards: readonly string[];
  /** How the user calls a setting where it was set: `OTELSEAL_GATEWAY_LISTEN`. */
  settingOf(path: OptionPath): string;
  /**
   * Opens what the settings name, but for the spool, and closes it again: for a process that leaves the work to others.
   * @throws ConfigurationError
   */
  check(): void;
}

/** What the pipeline is made from. */
export interface OpenedGatewaySettings extends OtelsealSettings {
  readonly delivery: SpoolDelivery;
}

const OPENING = new WeakMap<GatewaySettings, () => OpenedGatewaySettings>();

/** @throws ConfigurationError */
export function openedSettings(settings: GatewaySettings): OpenedGatewaySettings {
  const open = OPENING.get(settings);
  if (open === undefined) throw new TypeError('Settings of a gateway are made by gatewaySettings().');
  return open();
}

/** Where settings come from besides the options. @experimental */
export interface GatewaySurroundings {
  readonly environment: Environment;
  /** Instead of the file that `OTEL_CONFIG_FILE` names. */
  readonly file?: ConfigurationFile | undefined;
}

/**
 * Streams of one principal at once: a fleet has an instance and a stream for each process. Beyond it the longest silent one is closed,
 * and a new one begins when it speaks again.
 */
const MAX_STREAMS = 256;
/** A gateway's unit and manifests give it a minute to stop. */
const SHUTDOWN_TIMEOUT_MILLIS = 10_000;

/**
 * Joins options, variables and the configuration file for a gateway: it seals as a collector, from a spool, and forwards.
 *
 * @throws ConfigurationError for the first setting that is wrong
 * @experimental
 * @example
 * const settings = gatewaySettings({ gateway: { forward: ['http://127.0.0.1:4319'] } }, { environment: process.env });
 */
export function gatewaySettings(options: AllOptions, { environment, file }: GatewaySurroundings): GatewaySettings {
  const joined = joinOptions(options, environment, file);
  const forwards = forwardsOf(joined, environment);
  const asGateway: JoinedOptions = { ...joined, options: gatewayDefaults(joined, forwards) };
  const open = (): OpenedGatewaySettings => {
    const settings = openSettings(asGateway, environment);
    return { ...settings, delivery: settings.delivery as SpoolDelivery }; // checked below: there is a spool
  };
  const { identity = {} } = joined.options;
  const settings: GatewaySettings = {
    gateway: joined.options.gateway ?? {},
    organisation: identity.organisation ?? 'default',
    tenant: identity.tenant ?? 'default',
    environment: identity.environment ?? 'default',
    service: environment['OTEL_SERVICE_NAME'] || 'otelseal-gateway',
    maxStreams: joined.options.sealing?.maxStreams ?? MAX_STREAMS,
    shutdownTimeoutMillis: asGateway.options.shutdownTimeoutMillis ?? SHUTDOWN_TIMEOUT_MILLIS,
    forwards,
    settingOf: (path) => joined.settingOf(path),
    check: () => open().endSigner(),
  };
  OPENING.set(settings, open);
  return settings;
}

function gatewayDefaults({ options, settingOf }: JoinedOptions, forwards: readonly string[]): AllOptions {
  if (options.spool?.directory === undefined) {
    const reason = 'must name a directory (--spool DIR): a client is told 200 when its records are on disk.';
    throw new ConfigurationError('ERR_OPTION_INVALID', 'OTELSEAL_SPOOL_DIR', reason);
  }
  if (options.sealing?.sealedBy === 'producer') {
    const reason = 'is `collector` for a gateway: who sends the records has not sealed them.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', settingOf('sealing.sealedBy'), reason);
  }
  if (options.sealing?.serverless === true) {
    throw new ConfigurationError('ERR_OPTION_CONFLICT', settingOf('sealing.serverless'), 'has no place in a gateway.');
  }
  const [url, second] = forwards;
  return {
    shutdownTimeoutMillis: SHUTDOWN_TIMEOUT_MILLIS,
    ...options,
    sealing: { maxStreams: MAX_STREAMS, ...options.sealing, sealedBy: 'collector' },
    otlp: { ...options.otlp, url },
    ...(second === undefined ? {} : { secondOtlp: { ...options.secondOtlp, url: second } }),
  };
}

/** `--forward`, else the options and variables of the standard exporters, as full addresses. */
function forwardsOf({ options, settingOf }: JoinedOptions, environment: Environment): readonly string[] {
  const { forward = [] } = options.gateway ?? {};
  if (forward.some((address) => /\/v1\/logs\/*$/.test(new URL(address).pathname))) {
    const reason = 'is a base address that /v1/logs is added to: leave /v1/logs out.';
    throw new ConfigurationError('ERR_OPTION_INVALID', settingOf('gateway.forward'), reason);
  }
  const [first = standardEndpoint(options, environment), second = options.secondOtlp?.url] = forward.map(logsAddress);
  if (first === undefined) {
    const reason = 'must say where records go (--forward URL), such as http://127.0.0.1:4319.';
    throw new ConfigurationError('ERR_OPTION_INVALID', settingOf('gateway.forward'), reason);
  }
  return second === undefined ? [first] : [first, second];
}

function standardEndpoint({ otlp }: AllOptions, environment: Environment): string | undefined {
  if (otlp?.url !== undefined) return otlp.url;
  const own = readText(environment, 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT');
  const base = readText(environment, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  return own ?? (base === undefined ? undefined : logsAddress(base));
}

/** As OpenTelemetry makes the address of a signal from the base. */
function logsAddress(base: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/v1/logs`;
  return url.href;
}
