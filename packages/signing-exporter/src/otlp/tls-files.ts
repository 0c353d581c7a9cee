import { readFileSync, statSync } from 'node:fs';
import type { AgentOptions } from 'node:https';
import { SigningError } from '../signing-error.js';

/** PEM files for TLS, read once at start. */
export interface TlsFiles {
  /** Certificates that the receiver's must be signed by, instead of those that Node.js knows. */
  readonly certificateFile?: string | undefined;
  /** This client's certificate chain, for receivers that ask for one (mTLS). */
  readonly clientCertificateFile?: string | undefined;
  /** The private key of it. */
  readonly clientKeyFile?: string | undefined;
}

/** A bundle of all public roots takes some 250 kB. */
const MAX_FILE_BYTES = 4_194_304;
const VARIABLES = ['CERTIFICATE', 'CLIENT_CERTIFICATE', 'CLIENT_KEY'] as const;

/**
 * What the options name, for an agent; undefined when they name nothing.
 * @throws SigningError `ERR_OPTION_INVALID`
 */
export function tlsOf({ certificateFile, clientCertificateFile, clientKeyFile }: TlsFiles): AgentOptions | undefined {
  if ((clientCertificateFile === undefined) !== (clientKeyFile === undefined)) {
    const text = 'clientCertificateFile and clientKeyFile belong together; give both or none of them.';
    throw new SigningError('ERR_OPTION_INVALID', text);
  }
  const ca = certificateFile && readPem('certificateFile', certificateFile);
  const cert = clientCertificateFile && readPem('clientCertificateFile', clientCertificateFile);
  const key = clientKeyFile && readPem('clientKeyFile', clientKeyFile);
  return ca || cert ? { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) } : undefined;
}

/**
 * The standard transport goes on without a file that it cannot read, after a word to `diag`: then a receiver that asks for a
 * certificate refuses everything. Here it is an error at start.
 * @throws SigningError `ERR_OPTION_INVALID`, naming the variable
 */
export function requireReadable(environment: NodeJS.ProcessEnv): void {
  for (const file of VARIABLES) {
    for (const name of [`OTEL_EXPORTER_OTLP_LOGS_${file}`, `OTEL_EXPORTER_OTLP_${file}`]) {
      const path = environment[name]?.trim();
      if (path) readPem(name, path);
    }
  }
}

function readPem(setting: string, path: string): Buffer {
  try {
    if (statSync(path).size > MAX_FILE_BYTES) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
    return readFileSync(path);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SigningError('ERR_OPTION_INVALID', `${setting} names a file that cannot be read (${reason}).`, { cause });
  }
}
