import { ConfigurationError, type GatewaySettings } from '@otelseal/node/gateway';
import { type ListenAddress, leadsTo, listenAddress } from './http/listen-address.js';
import { QUOTA_DEFAULTS, type QuotaOptions } from './http/quotas.js';
import { PASSING_STREAM_DEFAULTS } from './intake/passing-streams.js';
import { STREAM_QUOTA_DEFAULTS, type StreamQuotaOptions } from './intake/stream-quota.js';

/** A gateway's own settings, checked together. */
export interface CheckedSettings {
  readonly address: ListenAddress;
  readonly tls:
    | { readonly certificateFile: string; readonly keyFile: string; readonly clientCaFile: string | undefined }
    | undefined;
  readonly tokensFile: string | undefined;
  /** Of principals whose line in the tokens' file does not say it: whether records that carry a seal pass as they are. */
  readonly passSeals: boolean;
  readonly workers: number;
  readonly maxConnections: number;
  /** A slow client has this long for a request. */
  readonly requestTimeoutMs: number;
  readonly quotas: QuotaOptions;
  readonly streams: StreamQuotaOptions;
  /** Of records that carry a seal. */
  readonly passing: StreamQuotaOptions;
}

const DEFAULT_LISTEN = '127.0.0.1:4318';
const DEFAULT_MAX_CONNECTIONS = 1_024;
const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;

/** @throws ConfigurationError for what cannot work, or would be open to everybody */
export function checkedSettings({ gateway, forwards, maxStreams, settingOf }: GatewaySettings): CheckedSettings {
  const { certificateFile, keyFile, clientCaFile, tokensFile, workers = 1 } = gateway;
  const setting = settingOf('gateway.listen');
  const address = listenAddress(gateway.listen ?? DEFAULT_LISTEN);
  if (address === undefined) {
    throw new ConfigurationError('ERR_OPTION_INVALID', setting, 'must be HOST:PORT, such as 127.0.0.1:4318.');
  }
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    const named = settingOf(certificateFile === undefined ? 'gateway.keyFile' : 'gateway.certificateFile');
    throw new ConfigurationError('ERR_OPTION_CONFLICT', named, 'needs the other: a certificate and its key.');
  }
  const tls = certificateFile && keyFile ? { certificateFile, keyFile, clientCaFile } : undefined;
  if (clientCaFile !== undefined && tls === undefined) {
    const reason = 'needs TLS: a certificate and its key.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', settingOf('gateway.clientCaFile'), reason);
  }
  if (!address.isLoopback && (tls === undefined || (tokensFile === undefined && clientCaFile === undefined))) {
    const reason = 'can be reached from elsewhere: it needs TLS, and tokens or client certificates.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', setting, reason);
  }
  if (forwards.some((url) => leadsTo(url, address))) {
    const reason = 'is where the gateway itself listens: records would go round in a circle.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', settingOf('gateway.forward'), reason);
  }
  const { maxConnections = DEFAULT_MAX_CONNECTIONS, requestTimeoutMillis = DEFAULT_REQUEST_TIMEOUT_MS } = gateway;
  const limits = { maxConnections, requestTimeoutMs: requestTimeoutMillis, quotas: quotasOf(gateway, workers) };
  const streams = { streams: streamsOf(gateway, workers, maxStreams), passing: passingOf(gateway, workers) };
  const { passSeals = true } = gateway;
  return { address, tls, tokensFile, passSeals, workers, ...limits, ...streams };
}

/** Of one worker: what may be open side by side holds for each, and a client may reach all of them. */
function streamsOf(gateway: GatewaySettings['gateway'], workers: number, maxStreams: number): StreamQuotaOptions {
  const { newStreamsPerHour, newStreamsAtOnce } = STREAM_QUOTA_DEFAULTS;
  return {
    newStreamsPerHour: Math.max(1, Math.ceil((gateway.newStreamsPerHour ?? newStreamsPerHour) / workers)),
    newStreamsAtOnce: Math.max(newStreamsAtOnce, maxStreams),
  };
}

/** Of one worker: as many at once as in an hour, so that a fleet which needs more may also start as a whole. */
function passingOf({ newSealedStreamsPerHour }: GatewaySettings['gateway'], workers: number): StreamQuotaOptions {
  const { newStreamsPerHour, newStreamsAtOnce } = PASSING_STREAM_DEFAULTS;
  const perHour = newSealedStreamsPerHour ?? newStreamsPerHour;
  return {
    newStreamsPerHour: Math.max(1, Math.ceil(perHour / workers)),
    newStreamsAtOnce: Math.max(newStreamsAtOnce, perHour),
  };
}

/** Of one worker: connections are dealt out to them in turn. */
function quotasOf(gateway: GatewaySettings['gateway'], workers: number): QuotaOptions {
  const share = (quota: number): number => Math.max(1, Math.ceil(quota / workers));
  return {
    requestsPerSecond: share(gateway.requestsPerSecond ?? QUOTA_DEFAULTS.requestsPerSecond),
    bytesPerSecond: share(gateway.bytesPerSecond ?? QUOTA_DEFAULTS.bytesPerSecond),
    recordsPerSecond: share(gateway.recordsPerSecond ?? QUOTA_DEFAULTS.recordsPerSecond),
    maxConcurrentRequests: share(gateway.maxConcurrentRequests ?? QUOTA_DEFAULTS.maxConcurrentRequests),
  };
}
