import { listOf, NAME, type OptionRule, PATH, POSITIVE, YES_OR_NO } from './option-kind.js';
import type { OptionPathIn } from './option-path.js';

/** For `otelseal gateway`; an application passes them over where variables or the file set them. */
export const GATEWAY_RULES: Readonly<Record<OptionPathIn<'gateway'>, OptionRule>> = {
  'gateway.listen': {
    kind: NAME,
    byDefault: '`127.0.0.1:4318`',
    brief: 'HOST:PORT; one that others can reach needs TLS, and tokens or client certificates',
  },
  'gateway.forward': {
    kind: listOf({ is: 'url', example: 'http://127.0.0.1:4319' }, 2),
    byDefault: "`otlp.url`, else what OpenTelemetry's variables say",
    brief: 'base addresses of one receiver or two; `/v1/logs` is added',
  },
  'gateway.tokensFile': {
    kind: PATH,
    byDefault: 'none: whoever reaches it is `local`',
    brief: 'lines of `<principal> <token> [service=PATTERN] [tenant=NAME] [seals=no]`, mode 0600 or 0400',
  },
  'gateway.passSeals': {
    kind: YES_OR_NO,
    byDefault: '`true`',
    brief:
      'records that carry a seal pass as they are, where the file of tokens does not say `seals=yes` or `seals=no`',
  },
  'gateway.certificateFile': {
    kind: PATH,
    byDefault: 'no TLS',
    brief: 'PEM file with the certificate chain shown to clients; read again when it changes',
  },
  'gateway.keyFile': { kind: PATH, byDefault: 'no TLS', brief: 'PEM file with its private key, mode 0600 or 0400' },
  'gateway.clientCaFile': {
    kind: PATH,
    byDefault: 'no client certificates',
    brief: "PEM file with the authorities that clients' certificates must come from (mTLS)",
  },
  'gateway.maps': {
    kind: listOf(PATH, 48),
    byDefault: 'those that come with the gateway',
    brief: 'files with maps of your own, which turn lines of known programs into events; asked before the others',
  },
  'gateway.workers': {
    kind: { is: 'integer', min: 1, max: 64 },
    byDefault: '1',
    brief: 'processes that receive and seal, each with streams and a folder in the spool of its own',
  },
  'gateway.maxConnections': { kind: POSITIVE, byDefault: '1,024', brief: 'connections at once, of all clients' },
  'gateway.requestTimeoutMillis': {
    kind: POSITIVE,
    byDefault: '30,000',
    brief: 'a slow client has this long for a request',
  },
  'gateway.maxConcurrentRequests': {
    kind: POSITIVE,
    byDefault: '256',
    brief: 'requests of one principal that are being answered',
  },
  'gateway.newStreamsPerHour': {
    kind: POSITIVE,
    byDefault: '360',
    brief: 'streams that one principal may begin in an hour, on the long run; 256 or `sealing.maxStreams` at once',
  },
  'gateway.newSealedStreamsPerHour': {
    kind: POSITIVE,
    byDefault: '240',
    brief: 'streams sealed by others that one principal may begin to send in an hour, on the long run; 4,096 at once',
  },
  'gateway.requestsPerSecond': {
    kind: POSITIVE,
    byDefault: '2,000',
    brief: 'requests a second of one principal, on the long run; ten times as many at once',
  },
  'gateway.bytesPerSecond': {
    kind: POSITIVE,
    byDefault: '67,108,864 (64 MiB)',
    brief: 'bytes a second of one principal after decompression, on the long run; four times as many at once',
  },
  'gateway.recordsPerSecond': {
    kind: POSITIVE,
    byDefault: '100,000',
    brief:
      'records a second of one principal, large ones counted as several, on the long run; four times as many at once',
  },
};
