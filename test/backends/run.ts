// `npm run backends`: real stores and collectors on this machine as the documentation sets them up, with the shop feeding them, for
// somebody to look at. Loki by default; `npm run backends -- --elasticsearch` for the other one, `-- --all` for both. Ctrl-C stops all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { shippedPath } from '../end-to-end/dashboards/shipped-file.ts';
import { generateKeys } from '../end-to-end/otelcol/command.ts';
import { OpenShop } from './to-look-at/open-shop.ts';
import { elasticsearchToLookAt, lokiToLookAt, type StoreToLookAt } from './to-look-at/store-to-look-at.ts';

const { values: asked } = parseArgs({ options: { all: { type: 'boolean' }, elasticsearch: { type: 'boolean' } } });
const folder = mkdtempSync(join(tmpdir(), 'otelseal-backends-'));
const toStop: (() => Promise<void>)[] = [() => Promise.resolve(rmSync(folder, { recursive: true, force: true }))];
const stopAsked = new Promise<void>((settle) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => settle());
});

async function run(): Promise<void> {
  const keys = await generateKeys(folder);
  const starts = [
    ...(asked.all === true || asked.elasticsearch !== true ? [lokiToLookAt] : []),
    ...(asked.all === true || asked.elasticsearch === true ? [elasticsearchToLookAt] : []),
  ];
  for (const start of starts) {
    const store = await start(folder);
    toStop.push(() => store.stop());
    const shop = await OpenShop.open(store.otlpUrl, keys.keyFile);
    toStop.push(() => shop.close());
    tell(store, shop, keys.trust);
  }
  console.log('\nRunning. Ctrl-C stops everything and removes its data.');
  await stopAsked;
  console.log('Stopping.');
}

function tell({ name, url, otlpUrl, source }: StoreToLookAt, shop: OpenShop, trust: string): void {
  const lines = [
    ['store', `${name} at ${url}`],
    ['collector', `takes OTLP at ${otlpUrl}`],
    ['shop', `${shop.url}, visited and attacked every 20 seconds`],
    ['verify', `npx otelseal verify ${source} --from 1h --trust ${trust}`],
    [
      'Grafana',
      `data source of type ${name} with that address; import the dashboards of ${shippedPath(`dashboards/${name}`)}`,
    ],
  ];
  console.log(['', ...lines.map(([what = '', text = '']) => `${what.padEnd(10)} ${text}`)].join('\n'));
}

try {
  await run();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  // The last to come is the first to go: a shop delivers what it has while its store still takes it in.
  for (const stop of toStop.reverse()) await stop();
}
