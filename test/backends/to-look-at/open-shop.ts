import { setTimeout as sleep } from 'node:timers/promises';

import { ShopProcess } from '../../../examples/express-shop/src/demo/shop-process.ts';
import { attacks } from '../../../examples/express-shop/src/traffic/attacks.ts';
import { honestDay } from '../../../examples/express-shop/src/traffic/honest-day.ts';

/** Between two rounds of customers and attackers. */
const PAUSE_MS = 20_000;

/** The shop of the examples, which is visited until it is closed; its last records have been delivered when `close` resolves. */
export class OpenShop {
  readonly url: string;
  readonly #shop: ShopProcess;
  readonly #closing = new AbortController();
  readonly #visits: Promise<void>;

  private constructor(shop: ShopProcess) {
    this.url = shop.url;
    this.#shop = shop;
    this.#visits = this.#keepVisiting();
  }

  static async open(otlpUrl: string, keyFile: string): Promise<OpenShop> {
    const shop = await ShopProcess.start({
      OTEL_SERVICE_NAME: 'express-shop',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=demonstration',
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: otlpUrl,
      OTELSEAL_SIGNING_KEY_FILE: keyFile,
      OTELSEAL_TENANT: 'default',
    });
    return new OpenShop(shop);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#visits;
    await this.#shop.stop();
  }

  async #keepVisiting(): Promise<void> {
    const { signal } = this.#closing;
    const count = { requests: 0 };
    while (!signal.aborted) {
      await honestDay(this.url, count);
      await attacks(this.url, count);
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => 'closing');
    }
  }
}
