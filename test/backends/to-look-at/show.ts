// What `npm run backends` starts in a process group of its own. SIGTERM, or the end of who started it, stops all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generateKeys } from '../../end-to-end/otelcol/command.ts';
import { chosenStores } from './chosen-stores.ts';
import { OpenShop } from './open-shop.ts';
import type { StoreToLookAt } from './store-to-look-at.ts';

const stopAsked = new Promise<void>((settle) => {
  process.once('SIGTERM', () => settle());
  process.once('disconnect', () => settle());
});
const toStop: (() => Promise<void>)[] = [];
let isStopping = false;

async function start(): Promise<void> {
  const stores = chosenStores(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-backends-'));
  toStop.push(async () => rmSync(folder, { recursive: true, force: true }));
  const keys = await generateKeys(folder);
  for (const startStore of stores) {
    if (isStopping) return;
    const store = await startStore(folder);
    toStop.push(() => store.stop());
    const shop = await OpenShop.open(store.otlpUrl, keys.keyFile);
    toStop.push(() => shop.close());
    tell(store, shop, keys.trust);
  }
  console.log('\nRunning. Ctrl-C stops everything and removes its data.');
}

function tell({ name, url, otlpUrl, source, more }: StoreToLookAt, shop: OpenShop, trust: string): void {
  const lines = [
    ['store', `${name} at ${url}`],
    ['collector', `takes OTLP at ${otlpUrl}`],
    ['shop', `${shop.url}, visited and attacked every 20 seconds`],
    ...more,
    ['verify', `npx otelseal verify ${source} --from 1h --trust ${trust}`],
  ];
  console.log(['', ...lines.map(([what = '', text = '']) => `${what.padEnd(10)} ${text}`)].join('\n'));
}

try {
  await Promise.race([start(), stopAsked]);
  await stopAsked;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
isStopping = true;
console.log('Stopping.');
// The last to come is the first to go: a shop delivers what it has while its store still takes it in.
for (const stop of toStop.reverse()) {
  try {
    await stop();
  } catch (error) {
    console.error(error);
    process.exitCode = 1; // and the others still have to go
  }
}
process.exit(); // what was about to start ends with us
