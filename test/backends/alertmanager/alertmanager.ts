import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from '../free-port.ts';
import { PeerUnavailable } from '../peer-unavailable.ts';
import { RunningProcess } from '../running-process.ts';

/** Debian's name of the program, and that of its authors. */
const NAMES = ['prometheus-alertmanager', 'alertmanager'];
const START_TIMEOUT_MS = 30_000;

/** The name under which the program is installed. */
export function alertmanagerProgram(): string {
  const name = NAMES.find((program) => spawnSync(program, ['--version'], { encoding: 'utf8' }).status === 0);
  if (name === undefined)
    throw new PeerUnavailable(`needs ${NAMES.join(' or ')}: apt-get install prometheus-alertmanager`);
  return name;
}

/** An alert as API version 2 shows it. */
export interface ShownAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly status: { readonly state: string };
  readonly startsAt: string;
  readonly endsAt: string;
}

/** A real Alertmanager on this machine that passes what it gets to a webhook of ours. */
export class Alertmanager {
  readonly url: string;
  readonly #process: RunningProcess;

  private constructor(url: string, process: RunningProcess) {
    this.url = url;
    this.#process = process;
  }

  /** @param receiver address of the webhook that is to be told; default: nobody, alerts are only to be looked at */
  static async start(folder: string, receiver?: string): Promise<Alertmanager> {
    mkdirSync(folder, { recursive: true });
    const config = join(folder, 'alertmanager.yml');
    writeFileSync(config, configuration(receiver));
    const url = `http://127.0.0.1:${await freePort()}`;
    const options = [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--cluster.listen-address=',
    ];
    const process = new RunningProcess(alertmanagerProgram(), options, folder, join(folder, 'alertmanager.log'));
    const started = new Alertmanager(url, process);
    for (const deadlineMs = performance.now() + START_TIMEOUT_MS; ; await sleep(100)) {
      if (await started.#isReady()) return started;
      if (!process.isRunning || performance.now() > deadlineMs)
        throw new Error(`Alertmanager did not start: ${process.log}`);
    }
  }

  /** Alerts that fire at the moment. */
  async alerts(): Promise<readonly ShownAlert[]> {
    const response = await fetch(`${this.url}/api/v2/alerts`);
    return (await response.json()) as ShownAlert[];
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/-/ready`)).ok;
    } catch {
      return false; // not listening yet
    }
  }
}

function configuration(receiver: string | undefined): string {
  const webhook = receiver === undefined ? [] : [{ url: receiver, send_resolved: true }];
  return `
route:
  receiver: otelseal
  group_by: [incident]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
receivers:
  - name: otelseal
    webhook_configs: ${JSON.stringify(webhook)}
`;
}
