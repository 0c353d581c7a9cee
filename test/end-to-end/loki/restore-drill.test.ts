import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { Loki, type LokiOptions } from '../../backends/loki/loki.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { documentedSettings } from '../stores/documented-settings.ts';
import { type DrilledStore, describeDrill } from '../stores/drilled-store.ts';

const DAY_MS = 86_400_000;

async function start(folder: string): Promise<DrilledStore> {
  const { limits_config: limits, ingester } = documentedSettings<
    Required<Pick<LokiOptions, 'ingester'>> & { limits_config: object }
  >('limits_config');
  const begun = (port?: number): Promise<Loki> =>
    Loki.start({
      folder: subFolder(folder, 'loki'),
      limits: { ...limits },
      ingester,
      ...(port === undefined ? {} : { port }),
    });
  let loki = await begun();
  return {
    source: `loki:${loki.url}`,
    receiver: loki.otlpUrl,
    refresh: async () => {},
    lose: async () => {
      await loki.stop();
      rmSync(join(folder, 'loki'), { recursive: true });
      loki = await begun(Number(new URL(loki.url).port));
    },
    stop: () => loki.stop(),
  };
}

describeDrill('a Loki whose data folder is gone', {
  start,
  timeOf: (index, count) => Date.now() - DAY_MS + (index * DAY_MS) / count,
});
