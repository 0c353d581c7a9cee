/*
 * The one file that uses @opentelemetry/otlp-exporter-base. The package calls itself internal; what is used of it is
 * what the standard exporters use: their settings, agents, compression, retries and metrics.
 */

import type { Agent, AgentOptions } from 'node:https';
import type { OTLPExporterNodeConfigBase } from '@opentelemetry/otlp-exporter-base/node-http';
import { withoutTracing } from '../delivery/without-tracing.js';
import type { Clock } from '../ports/clock.js';
import { isProcessToEnd, whenProcessIsToEnd } from '../ports/ending-process.js';
import { SigningError } from '../signing-error.js';
import { jsonCodec } from './json-codec.js';
import { LightConnections } from './light-connections.js';
import { otlpExporterBase } from './open-telemetry-otlp.js';
import { protobufCodec } from './protobuf-codec.js';
import type { RecordCodec } from './record-codec.js';
import { retryInOurWay } from './retry-in-our-way.js';
import { requireReadable, type TlsFiles, tlsOf } from './tls-files.js';

/**
 * What the standard OTLP/HTTP exporters take in code; whatever is absent comes from the `OTEL_EXPORTER_OTLP_*` variables.
 * @stable
 */
export interface OtlpOptions extends TlsFiles {
  /** Full address of the logs end point, such as `https://collector:4318/v1/logs`. */
  readonly url?: string | undefined;
  /** Sent with every request; a function is asked before each. */
  readonly headers?: Readonly<Record<string, string>> | (() => Promise<Record<string, string>>) | undefined;
  /** `http/protobuf` (default) or `http/json`; else `OTEL_EXPORTER_OTLP_LOGS_PROTOCOL`, `OTEL_EXPORTER_OTLP_PROTOCOL`. */
  readonly protocol?: string | undefined;
  /** One request with the transport's own retries. Default 10,000 ms. */
  readonly timeoutMillis?: number | undefined;
  readonly compression?: 'none' | 'gzip' | undefined;
  readonly keepAlive?: boolean | undefined;
  /** Proxies and what else an agent takes, or a function that makes the agent. Replaces all other TLS material. */
  readonly httpAgentOptions?: AgentOptions | ((protocol: string) => Agent | Promise<Agent>) | undefined;
  readonly userAgent?: string | undefined;
}

/** How one request ended. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly rejected: number }
  /** The receiver will never take this request. */
  | { readonly kind: 'refused'; readonly error: Error }
  | { readonly kind: 'failed'; readonly error: Error };

/** Sends stored requests, one at a time. */
export interface OtlpTransport {
  send(request: Uint8Array, records: number): Promise<SendOutcome>;
  shutdown(): Promise<void>;
}

const CODECS = { 'http/json': jsonCodec, 'http/protobuf': protobufCodec } as const;

/** The codec of a content type. */
export function codecOf(contentType: RecordCodec['contentType']): RecordCodec {
  return contentType === 'application/json' ? jsonCodec() : protobufCodec();
}

/** @throws SigningError `ERR_OPTION_INVALID` for a protocol that cannot be spooled */
export function codecFor(options: OtlpOptions, environment: NodeJS.ProcessEnv): RecordCodec {
  const { OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: logs, OTEL_EXPORTER_OTLP_PROTOCOL: all } = environment;
  const protocol = options.protocol || logs?.trim() || all?.trim() || 'http/protobuf';
  if (protocol !== 'http/json' && protocol !== 'http/protobuf') {
    throw new SigningError(
      'ERR_OPTION_INVALID',
      `OTEL_EXPORTER_OTLP_LOGS_PROTOCOL (or otlp.protocol) is ${JSON.stringify(protocol)}; a spool delivers http/protobuf and http/json.`,
    );
  }
  return CODECS[protocol]();
}

/** Statuses that speak about the request itself. */
const ABOUT_THE_REQUEST: ReadonlySet<unknown> = new Set([400, 413, 422]);

/** A request with all retries ends within this many times `timeoutMillis`, or is torn down. */
const LONGEST_REQUEST = 3;

/**
 * @param environment what is left out comes from the process's `OTEL_EXPORTER_OTLP_*` variables when this is `process.env`,
 *   and is OpenTelemetry's default otherwise
 * @throws SigningError `ERR_OPTION_INVALID` for settings that make no request
 */
export function otlpTransport(
  options: OtlpOptions,
  codec: RecordCodec,
  clock: Clock,
  environment: NodeJS.ProcessEnv = process.env,
): OtlpTransport {
  const settings = environment === process.env ? standardSettings(options, codec) : ownSettings(options, codec);
  const agents = new Map<Agent, LightConnections>();
  /** What the receiver said; stays undefined when its answer broke off. */
  let answer: 'page' | number | undefined;
  let inFlight = 0;
  const delegate = otlpExporterBase().createOtlpHttpExportDelegate<Uint8Array, object>(
    {
      ...settings,
      headers: () => inTime(clock, settings.timeoutMillis, settings.headers()),
      agentFactory: async (protocol) => {
        const agent = await inTime(clock, settings.timeoutMillis, Promise.resolve(settings.agentFactory(protocol)));
        if (typeof options.httpAgentOptions !== 'function')
          agents.set(agent as Agent, new LightConnections(agent as Agent, clock));
        return agent;
      },
    },
    {
      serializeRequest: (request) => request,
      deserializeResponse(response) {
        answer = isPage(response) ? 'page' : codec.rejected(response);
        return {}; // the standard handler would log what is handled here
      },
    },
    'otlp_http_log_exporter',
    { name: 'log', countItems: () => inFlight },
    undefined,
  );
  retryInOurWay(delegate, clock);
  const forget = whenProcessIsToEnd(() => {
    for (const connections of agents.values()) connections.letGo();
  });
  const send = (request: Uint8Array, records: number): Promise<SendOutcome> =>
    new Promise((resolve) => {
      inFlight = records;
      answer = undefined;
      withoutTracing(() =>
        delegate.export(request, ({ code, error }) => {
          if (code !== 0) resolve(outcomeOf(error ?? new Error('The request failed without a reason.')));
          else if (answer === undefined) resolve(failed('The answer broke off before its end.'));
          else if (answer === 'page') resolve(failed('The answer is a web page, not that of an OTLP receiver.'));
          else resolve({ kind: 'accepted', rejected: Math.min(answer, records) });
        }),
      );
    });
  return {
    async send(request, records) {
      try {
        return await inTime(clock, settings.timeoutMillis * LONGEST_REQUEST, send(request, records));
      } catch (cause) {
        for (const agent of agents.keys()) agent.destroy(); // what still hangs must not pile up
        return failed((cause as Error).message);
      }
    },
    shutdown() {
      forget();
      if (isProcessToEnd()) for (const agent of agents.keys()) agent.destroy(); // nobody waits for an answer any more
      return delegate.shutdown();
    },
  };
}

/** As the standard exporters read them. */
function standardSettings(options: OtlpOptions, codec: RecordCodec) {
  if (options.httpAgentOptions === undefined) requireReadable(process.env);
  const { protocol: _, certificateFile, clientCertificateFile, clientKeyFile, ...given } = options;
  const tls = tlsOf({ certificateFile, clientCertificateFile, clientKeyFile });
  const httpAgentOptions = given.httpAgentOptions ?? (tls && { keepAlive: true, ...tls });
  const config = Object.fromEntries(
    Object.entries({ ...given, httpAgentOptions }).filter(([, value]) => value !== undefined),
  );
  try {
    return otlpExporterBase().convertLegacyHttpOptions(config as OTLPExporterNodeConfigBase, 'LOGS', 'v1/logs', {
      'Content-Type': codec.contentType,
    });
  } catch (cause) {
    const reason = String((cause as Error).message).replace(/\/\/[^/@\s]*@/g, '//…@'); // an address may bear a password
    throw new SigningError('ERR_OPTION_INVALID', `otlp or an OTEL_EXPORTER_OTLP_* variable is wrong: ${reason}`);
  }
}

/** The standard exporters' default, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 10_000;

/** Of the options alone. */
function ownSettings(options: OtlpOptions, codec: RecordCodec) {
  const { url, headers = {}, httpAgentOptions, keepAlive = true, userAgent } = options;
  if (url === undefined || !URL.canParse(url)) {
    throw new SigningError(
      'ERR_OPTION_INVALID',
      'A second receiver needs a url, such as https://archive:4318/v1/logs.',
    );
  }
  const given = typeof headers === 'function' ? headers : () => Promise.resolve({ ...headers });
  return {
    url,
    headers: async () => ({ ...(await given()), 'Content-Type': codec.contentType }),
    timeoutMillis: options.timeoutMillis ?? DEFAULT_TIMEOUT_MS,
    concurrencyLimit: 30,
    compression: options.compression ?? ('none' as const),
    agentFactory:
      typeof httpAgentOptions === 'function'
        ? httpAgentOptions
        : otlpExporterBase().httpAgentFactoryFromOptions({ keepAlive, ...(httpAgentOptions ?? tlsOf(options)) }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}

/** A login page or a proxy's word: OTLP answers are JSON, protobuf or nothing. */
function isPage(response: Uint8Array): boolean {
  return Buffer.from(response.subarray(0, 256)).toString('latin1').trimStart().startsWith('<');
}

/** Rejects when the time is over first. */
function inTime<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(ms, () => reject(new Error(`No end within ${ms} ms.`)));
    promise.then(resolve, reject).finally(cancel);
  });
}

function failed(reason: string): SendOutcome {
  return { kind: 'failed', error: new Error(reason) };
}

function outcomeOf(error: Error): SendOutcome {
  return { kind: ABOUT_THE_REQUEST.has((error as { code?: unknown }).code) ? 'refused' : 'failed', error };
}
