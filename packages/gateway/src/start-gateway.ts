import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import {
  ConfigurationError,
  type GatewayPipeline,
  type GatewaySettings,
  openGatewayPipeline,
  readBoundedFile,
  whyUnreadable,
} from '@otelseal/node/gateway';
import { type CheckedSettings, checkedSettings } from './checked-settings.js';
import { type AccessTokens, accessTokens, TokenListError } from './http/access-tokens.js';
import { authentication } from './http/authentication.js';
import type { ListenAddress } from './http/listen-address.js';
import { LogReceiver } from './http/log-receiver.js';
import { LogRequests } from './http/log-requests.js';
import { ReloadedFiles } from './http/reloaded-files.js';
import type { TlsMaterial } from './http/tls-material.js';
import { LogIntake } from './intake/log-intake.js';
import { OwnEvents } from './intake/own-events.js';
import { PassingStreams } from './intake/passing-streams.js';
import { StreamQuota } from './intake/stream-quota.js';
import { gatewayMap } from './maps/gateway-maps.js';
import type { RecordMap } from './received-record.js';

/**
 * A gateway that takes records.
 *
 * @experimental
 */
export interface RunningGateway {
  /** Where it listens. */
  readonly url: string;
  /** Answers what has begun, closes the streams, delivers within `shutdownTimeoutMillis`, and leaves the rest to the next process. */
  close(): Promise<void>;
}

/** What a gateway takes from the outside. @experimental */
export interface GatewayPorts {
  /** Gets every report as one line. */
  readonly report?: ((line: string) => void) | undefined;
  /** Turn lines of known programs into events. Default: those of the settings, and those that come with the gateway. */
  readonly maps?: readonly RecordMap[] | undefined;
}

const MAX_TOKENS_BYTES = 1_048_576;
const MAX_PEM_BYTES = 1_048_576;
/** A batch of an SDK, 512 records, as it comes: who has no room for it is not ready, although there may be some for less. */
const READY_BYTES = 524_288;
/** A gateway that was killed a moment ago may still hold the port. */
const PORT_PATIENCE_MS = 1_500;
const PORT_RETRY_MS = 50;

/**
 * Starts a gateway in this process. What a killed one left in the spool is delivered from now on.
 *
 * @throws ConfigurationError for settings that cannot work, and the operating system's error where the address cannot be had
 * @experimental
 * @example
 * const settings = gatewaySettings({ gateway: { forward: ['http://127.0.0.1:4319'] } }, { environment: process.env });
 * const gateway = await startGateway(settings);
 */
export async function startGateway(settings: GatewaySettings, ports: GatewayPorts = {}): Promise<RunningGateway> {
  const checked = checkedSettings(settings);
  const say = ports.report ?? (() => {});
  const tokens = tokensOf(checked, settings, say);
  const tls = tlsOf(checked, settings, say);
  const pipeline = openGatewayPipeline(settings, ports.report);
  try {
    const maps = ports.maps ?? [gatewayMap(settings, pipeline.telemetry)];
    const receiver = receiverOf(pipeline, { settings, checked, tokens, tls, maps });
    const url = await listenPatiently(receiver, checked.address);
    return {
      url,
      async close() {
        await receiver.drain();
        await pipeline.shutdown();
      },
    };
  } catch (cause) {
    await pipeline.shutdown();
    throw cause;
  }
}

function receiverOf(
  pipeline: GatewayPipeline,
  parts: {
    readonly settings: GatewaySettings;
    readonly checked: CheckedSettings;
    readonly tokens: (() => AccessTokens) | undefined;
    readonly tls: (() => TlsMaterial) | undefined;
    readonly maps: readonly RecordMap[];
  },
): LogReceiver {
  const { settings, checked, tokens, tls, maps } = parts;
  const streams = new StreamQuota(checked.streams);
  const monotonicMs = (): number => performance.now();
  const passing = new PassingStreams(checked.passing);
  const intake = new LogIntake({ pipeline, identity: settings, maps, streams, passing, now: wallTime, monotonicMs });
  const { tenant, service } = settings;
  const ownEvents = new OwnEvents({ pipeline, tenant, service, now: wallTime, monotonicMs });
  return new LogReceiver({
    requests: new LogRequests(pipeline, intake),
    authentication: authentication(tokens, checked.tls?.clientCaFile !== undefined, checked.passSeals),
    quotas: checked.quotas,
    tls,
    maxConnections: checked.maxConnections,
    isLoopback: checked.address.isLoopback,
    hasPrincipals: tokens !== undefined || checked.tls?.clientCaFile !== undefined,
    requestTimeoutMs: checked.requestTimeoutMs,
    tooManyWrong: (address, bound) => ownEvents.tooManyWrongCredentials(address, bound),
    isReady: () => pipeline.hasRoomFor(READY_BYTES),
    waitsFor: () => pipeline.waitsFor,
    telemetry: pipeline.telemetry,
    monotonicMs,
  });
}

async function listenPatiently(receiver: LogReceiver, address: ListenAddress): Promise<string> {
  const untilMs = performance.now() + PORT_PATIENCE_MS;
  for (;;) {
    try {
      return await receiver.listen(address);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE' || performance.now() > untilMs) throw cause;
      await sleep(PORT_RETRY_MS);
    }
  }
}

function tokensOf(
  { tokensFile, passSeals }: CheckedSettings,
  { settingOf }: GatewaySettings,
  say: (line: string) => void,
): (() => AccessTokens) | undefined {
  if (tokensFile === undefined) return undefined;
  const setting = settingOf('gateway.tokensFile');
  const read = (): AccessTokens =>
    opened(setting, () =>
      accessTokens(readBoundedFile(tokensFile, { maxBytes: MAX_TOKENS_BYTES, isSecret: true }), passSeals),
    );
  const file = new ReloadedFiles([tokensFile], read, (cause) =>
    say(`The list of tokens stays as it was: ${(cause as Error).message}`),
  );
  return () => file.get(performance.now());
}

function tlsOf(
  { tls }: CheckedSettings,
  { settingOf }: GatewaySettings,
  say: (line: string) => void,
): (() => TlsMaterial) | undefined {
  if (tls === undefined) return undefined;
  const { certificateFile, keyFile, clientCaFile } = tls;
  const pem = (path: string, isSecret: boolean): string => readBoundedFile(path, { maxBytes: MAX_PEM_BYTES, isSecret });
  const read = (): TlsMaterial => {
    const own = {
      cert: opened(settingOf('gateway.certificateFile'), () => pem(certificateFile, false)),
      key: opened(settingOf('gateway.keyFile'), () => pem(keyFile, true)),
    };
    if (clientCaFile === undefined) return usable(own, settingOf('gateway.certificateFile'));
    const ca = opened(settingOf('gateway.clientCaFile'), () => pem(clientCaFile, false));
    const both = { ...own, ca, requestCert: true, rejectUnauthorized: true };
    return usable(both, settingOf('gateway.certificateFile'));
  };
  const files = [certificateFile, keyFile, ...(clientCaFile === undefined ? [] : [clientCaFile])];
  const material = new ReloadedFiles(files, read, (cause) =>
    say(`The certificate stays as it was: ${(cause as Error).message}`),
  );
  return () => material.get(performance.now());
}

/** A certificate that does not fit its key would end the process when it is used. */
function usable(material: TlsMaterial, setting: string): TlsMaterial {
  try {
    createSecureContext(material);
    return material;
  } catch (cause) {
    const reason = 'and the key, or the authorities, are not PEM or do not belong together.';
    throw new ConfigurationError('ERR_OPTION_INVALID', setting, reason, { cause });
  }
}

function opened<Content>(setting: string, read: () => Content): Content {
  try {
    return read();
  } catch (cause) {
    const why = cause instanceof TokenListError ? cause.message : whyUnreadable(cause);
    throw new ConfigurationError('ERR_SECRET_FILE', setting, `the file ${why}`, { cause });
  }
}

function wallTime(): [number, number] {
  const ms = Date.now();
  const seconds = Math.floor(ms / 1_000);
  return [seconds, (ms - seconds * 1_000) * 1_000_000];
}
