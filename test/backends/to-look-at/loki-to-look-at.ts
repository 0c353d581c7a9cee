import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { collectorToLoki } from '../../end-to-end/dashboards/shipped-collector.ts';
import { shippedPath } from '../../end-to-end/dashboards/shipped-file.ts';
import { Alertmanager } from '../alertmanager/alertmanager.ts';
import { Loki } from '../loki/loki.ts';
import { inOrder, type StoreToLookAt } from './store-to-look-at.ts';

/** Loki whose ruler evaluates the shipped rules, and the Alertmanager that it tells of what fires. */
export async function lokiToLookAt(folder: string): Promise<StoreToLookAt> {
  const alertmanager = await Alertmanager.start(join(folder, 'alertmanager'));
  const rules = join(folder, 'rules');
  cpSync(shippedPath('rules/loki'), join(rules, 'fake'), { recursive: true }); // the tenant where authentication is off
  const loki = await Loki.startFrom({
    folder: join(folder, 'loki'),
    file: shippedPath('storage/loki/loki.yaml'),
    rules,
    variables: { ALERTMANAGER_URL: alertmanager.url },
  });
  const collector = await collectorToLoki(join(folder, 'collector-of-loki'), loki.url);
  return {
    name: 'loki',
    url: loki.url,
    otlpUrl: collector.url,
    source: `loki:${loki.url}`,
    more: [
      ['rules', `${loki.url}/prometheus/api/v1/rules, the shipped ones, evaluated by Loki's ruler`],
      [
        'alerts',
        `Alertmanager at ${alertmanager.url}, where the ruler tells what fires: ${alertmanager.url}/api/v2/alerts`,
      ],
      [
        'Grafana',
        `data source of type loki with that address; import the dashboards of ${shippedPath('dashboards/loki')}`,
      ],
    ],
    stop: inOrder(collector, loki, alertmanager),
  };
}
