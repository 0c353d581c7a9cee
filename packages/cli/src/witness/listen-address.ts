import { usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';

/** Where a service listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly isLoopback: boolean;
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/**
 * Reads `HOST:PORT` or `[IPV6]:PORT`. An address that others can reach needs TLS.
 *
 * @throws {CliError} `ERR_USAGE`
 */
export function parseListenAddress(text: string, hasTls: boolean): ListenAddress {
  const [, bracketed, plain, portText = ''] = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(portText);
  if (host === undefined || port > 65_535) throw usageError(`--listen takes HOST:PORT, not ${quoted(text)}.`);
  const isLoopback = LOOPBACK.test(host);
  if (!isLoopback && !hasTls) {
    throw usageError(`--listen ${quoted(text)} can be reached from elsewhere: it needs --tls-cert and --tls-key.`);
  }
  return { host, port, isLoopback };
}
