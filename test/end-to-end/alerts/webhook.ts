import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An alert as Alertmanager tells it, and when it came. */
export interface PagedAlert {
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly atMs: number;
}

/** Who is woken: takes what Alertmanager posts. */
export class Webhook {
  readonly url: string;
  readonly alerts: PagedAlert[] = [];
  readonly #close: () => Promise<void>;

  private constructor(port: number, close: () => Promise<void>) {
    this.url = `http://127.0.0.1:${port}/page`;
    this.#close = close;
  }

  static async start(): Promise<Webhook> {
    let hook: Webhook | undefined;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.once('end', () => {
        const page = JSON.parse(Buffer.concat(chunks).toString()) as { alerts: Omit<PagedAlert, 'atMs'>[] };
        hook?.alerts.push(...page.alerts.map((alert) => ({ ...alert, atMs: Date.now() })));
        response.end();
      });
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const { port } = server.address() as AddressInfo;
    hook = new Webhook(port, () => new Promise((settle) => server.close(() => settle())));
    return hook;
  }

  /** Names of the alerts that fired, each once. */
  get firing(): readonly string[] {
    return [
      ...new Set(
        this.alerts.filter(({ status }) => status === 'firing').map(({ labels }) => labels['alertname'] ?? ''),
      ),
    ].sort();
  }

  close(): Promise<void> {
    return this.#close();
  }
}
