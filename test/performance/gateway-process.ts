import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { newKeyPem } from './logging-application.ts';
import type { OtlpServer } from './otlp-load.ts';

const RUN = join(import.meta.dirname, '../../packages/cli/dist/run.js');

export interface GatewayPlace {
  readonly folder: string;
  /** Name of the spool's folder within. */
  readonly spool: string;
  /** Default 1. */
  readonly workers?: number;
  /** The list of tokens. Default: none, and everybody on loopback is one principal. */
  readonly tokensFile?: string;
}

/** The command in a process of its own, before a receiver on this port. Resolves when it takes records. */
export async function gatewayBefore(port: number, place: GatewayPlace): Promise<OtlpServer> {
  const { folder, spool, workers = 1, tokensFile } = place;
  const key = join(folder, 'key.pem');
  writeFileSync(key, newKeyPem(), { mode: 0o600 });
  const where = ['--listen', '127.0.0.1:0', '--forward', `http://127.0.0.1:${port}`, '--spool', join(folder, spool)];
  const args = [RUN, 'gateway', ...where, '--signing-key', key, '--workers', String(workers)];
  const env = { ...process.env, ...(tokensFile === undefined ? {} : { OTELSEAL_GATEWAY_TOKENS_FILE: tokensFile }) };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const [, url = ''] = /listens on (\S+)/.exec(line.toString()) ?? [];
  return { child, url: new URL('/v1/logs', url) };
}
