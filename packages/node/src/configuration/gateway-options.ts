import type { OtelsealOptions } from './otelseal-options.js';

/**
 * What `otelseal gateway` takes besides the settings of every pipeline.
 *
 * @experimental
 */
export interface GatewayOptions {
  /** HOST:PORT, or [IPV6]:PORT. One that others can reach needs TLS and tokens, or client certificates. Default `127.0.0.1:4318`. */
  readonly listen?: string | undefined;
  /** Base addresses of one receiver or two, as in `OTEL_EXPORTER_OTLP_ENDPOINT`: `/v1/logs` is added. */
  readonly forward?: readonly string[] | undefined;
  /** Who may send what: lines of `<principal> <token> [service=PATTERN] [tenant=NAME] [seals=no]`; mode 0600 or 0400, read again when it changes. */
  readonly tokensFile?: string | undefined;
  /**
   * Whether records that carry a seal already pass as they are, of principals for whom the tokens' file does not say it (`seals=yes`,
   * `seals=no`). Otherwise they are sealed like all others, and what pretends to be a seal is renamed: whoever can make up a sealed stream can
   * keep `otelseal verify` from INTACT. Default true, as services with our SDK need it.
   */
  readonly passSeals?: boolean | undefined;
  /** PEM file with the certificate chain shown to clients; read again when it changes. */
  readonly certificateFile?: string | undefined;
  /** PEM file with its private key, mode 0600 or 0400. */
  readonly keyFile?: string | undefined;
  /** PEM file with the authorities that clients' certificates must come from (mTLS). */
  readonly clientCaFile?: string | undefined;
  /** Files with maps of your own, which turn lines of known programs into events; asked before those that come with the gateway. */
  readonly maps?: readonly string[] | undefined;
  /** Processes that receive and seal. Default 1. */
  readonly workers?: number | undefined;
  /** Connections at once, of all clients. Default 1,024. */
  readonly maxConnections?: number | undefined;
  /** A slow client has this long for a request, of which its headers may take 10,000 ms. Default 30,000 ms. */
  readonly requestTimeoutMillis?: number | undefined;
  /** Requests of one principal that are being answered. Default 256. */
  readonly maxConcurrentRequests?: number | undefined;
  /**
   * Streams that one principal may begin in an hour, on the long run; 256 or `sealing.maxStreams` at once. Default 360: less than 9,000 a
   * day, of the 100,000 trusted ones that one run of `otelseal verify` looks at.
   */
  readonly newStreamsPerHour?: number | undefined;
  /**
   * Streams of records that carry a seal already which one principal may begin to send in an hour, on the long run; 4,096 at once, or as many
   * as in an hour where that is more. Default 240: less than 10,000 a day, which is what one run of `otelseal verify` keeps of streams that no
   * trusted key is known to have opened. A fleet is sized by its starts: each process has a stream for each retention class, two by default.
   */
  readonly newSealedStreamsPerHour?: number | undefined;
  /** Requests a second of one principal, on the long run. Default 2,000. */
  readonly requestsPerSecond?: number | undefined;
  /** Bytes a second of one principal after decompression, on the long run. Default 67,108,864 (64 MiB). */
  readonly bytesPerSecond?: number | undefined;
  /**
   * Records a second of one principal, on the long run; of more than 32 values, or a kibibyte of texts, one counts as several. Default
   * 100,000: four times what a core seals.
   */
  readonly recordsPerSecond?: number | undefined;
}

/**
 * Every setting there is; an application takes all but the gateway's.
 *
 * @experimental
 */
export interface AllOptions extends OtelsealOptions {
  readonly gateway?: GatewayOptions | undefined;
}
