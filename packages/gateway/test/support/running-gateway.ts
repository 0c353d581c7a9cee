import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type AllOptions, gatewaySettings } from '@otelseal/node/gateway';
import { OtlpReceiver } from '@otelseal/testing';
import { onTestFinished } from 'vitest';
import { type GatewayPorts, type RunningGateway, startGateway } from '../../src/index.js';
import type { KeyFiles } from './gateway-files.js';

export interface Running {
  readonly gateway: RunningGateway;
  readonly receiver: OtlpReceiver;
  /** What the receiver behind has written. */
  readonly file: string;
  readonly spool: string;
  /** What the gateway reported. */
  readonly reports: string[];
  post(body: string | Uint8Array, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Ends the gateway: everything it acknowledged is in the file then. */
  close(): Promise<void>;
}

export const JSON_TYPE: Readonly<Record<string, string>> = { 'content-type': 'application/json' };
export const PROTOBUF_TYPE: Readonly<Record<string, string>> = { 'content-type': 'application/x-protobuf' };

/** A gateway in this process, before a receiver that writes what it gets. */
export async function runningGateway(
  folder: string,
  { keyFile }: KeyFiles,
  options: AllOptions = {},
  ports: GatewayPorts = {},
): Promise<Running> {
  const name = randomUUID();
  const [file, spool] = [join(folder, `${name}.jsonl`), join(folder, `spool-${name}`)];
  const receiver = await OtlpReceiver.start(file);
  const reports: string[] = [];
  const gateway = await startGateway(
    gatewaySettings(
      {
        signing: { keyFile },
        ...options,
        spool: { directory: spool, ...options.spool },
        gateway: { listen: '127.0.0.1:0', forward: [new URL(receiver.url).origin], ...options.gateway },
      },
      { environment: {} },
    ),
    { report: (line) => reports.push(line), ...ports },
  );
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= gateway.close();
    return closed;
  };
  onTestFinished(async () => {
    await close();
    await receiver.close();
  });
  return {
    ...{ gateway, receiver, file, spool, reports, close },
    post: (body, headers = JSON_TYPE) =>
      fetch(`${gateway.url}/v1/logs`, { method: 'POST', body: body as string, headers }),
  };
}
