/*
 * The one file that knows @opentelemetry/otlp-exporter-base. The package calls itself internal; what is used of it is
 * what the standard exporters use: their settings, agents, compression, retries and metrics.
 */

import type { Agent, AgentOptions } from 'node:https';
import {
  convertLegacyHttpOptions,
  createOtlpHttpExportDelegate,
  type OTLPExporterNodeConfigBase,
} from '@opentelemetry/otlp-exporter-base/node-http';
import { withoutTracing } from '../delivery/without-tracing.js';
import { SigningError } from '../signing-error.js';
import { jsonCodec } from './json-codec.js';
import { protobufCodec } from './protobuf-codec.js';
import type { RecordCodec } from './record-codec.js';

/**
 * What the standard OTLP/HTTP exporters take in code; whatever is absent comes from the `OTEL_EXPORTER_OTLP_*` variables.
 * @stable
 */
export interface OtlpOptions {
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
  /** TLS material and proxies: agent options, or a function that makes the agent. Replaces the variables' TLS material. */
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

export function otlpTransport(options: OtlpOptions, codec: RecordCodec): OtlpTransport {
  const { protocol: _, ...given } = options;
  const config = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  let inFlight = 0;
  let rejected = 0;
  const delegate = createOtlpHttpExportDelegate<Uint8Array, object>(
    convertLegacyHttpOptions(config as OTLPExporterNodeConfigBase, 'LOGS', 'v1/logs', {
      'Content-Type': codec.contentType,
    }),
    {
      serializeRequest: (request) => request,
      deserializeResponse(response) {
        rejected = codec.rejected(response);
        return {}; // the standard handler would log what is handled here
      },
    },
    'otlp_http_log_exporter',
    { name: 'log', countItems: () => inFlight },
    undefined,
  );
  return {
    send: (request, records) =>
      new Promise((resolve) => {
        inFlight = records;
        rejected = 0;
        withoutTracing(() =>
          delegate.export(request, ({ code, error }) => {
            if (code === 0) resolve({ kind: 'accepted', rejected: Math.min(rejected, records) });
            else resolve(outcomeOf(error ?? new Error('The request failed without a reason.')));
          }),
        );
      }),
    shutdown: () => delegate.shutdown(),
  };
}

function outcomeOf(error: Error): SendOutcome {
  return { kind: ABOUT_THE_REQUEST.has((error as { code?: unknown }).code) ? 'refused' : 'failed', error };
}
