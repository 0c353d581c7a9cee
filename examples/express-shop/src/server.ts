// The shop as a program of its own: PORT=3000 node src/server.ts. Ends in order on SIGTERM and SIGINT.
import type { AddressInfo } from 'node:net';
import { security } from '@otelseal/security-events';
import { createShop } from './shop/create-shop.ts';
import { startTelemetry } from './telemetry.ts';
import { tellIncident } from './tell-incident.ts';

const SYSTEM = { actor: { type: 'system', id: 'express-shop' } } as const;

const telemetry = startTelemetry(tellIncident);
const shop = await createShop();
const server = shop.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', (error?: Error) => {
  if (error !== undefined) {
    console.error(`express-shop: cannot listen: ${error.message}`);
    process.exitCode = 1;
    void telemetry.shutdown();
    return;
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  security.sys.startup({ ...SYSTEM, reason: 'start' });
  console.log(`express-shop: open at ${url}`);
  process.send?.({ url });
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void close(signal));
process.once('disconnect', () => void close('parent_gone')); // whoever started it has died

let isClosing = false;

/** First no more requests, then the last records, then the end of the sealed streams. */
async function close(reason: string): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  await new Promise((resolve) => server.close(resolve));
  security.sys.shutdown({ ...SYSTEM, reason });
  await telemetry.shutdown();
  if (process.connected) process.disconnect?.();
}
