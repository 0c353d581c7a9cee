import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Alertmanager } from '../../backends/alertmanager/alertmanager.ts';
import { Loki } from '../../backends/loki/loki.ts';
import { rulerGroups } from '../alerts/shipped-rules.ts';
import { Webhook } from '../alerts/webhook.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { blocksOf, type Ended, installedFolder, runStep } from '../stores/documented-page.ts';
import { otlpReceiver, requestWith, sealTraffic, sequenceOf } from '../stores/sealed-traffic.ts';

const HOUR_MS = 3_600_000;
const block = blocksOf('docs/scheduled-verification.md');

const folder = installedFolder('otelseal-integrity-alert-');
let webhook: Webhook;
let alertmanager: Alertmanager;
let loki: Loki;
let keys: Keys;

beforeAll(async () => {
  webhook = await Webhook.start();
  alertmanager = await Alertmanager.start(join(folder, 'alertmanager'), webhook.url);
  loki = await Loki.start({
    folder: join(folder, 'loki'),
    alertmanagerUrl: alertmanager.url,
    rules: JSON.stringify(rulerGroups()),
  });
  keys = await generateKeys(folder);
  writeFileSync(join(folder, 'verify-and-tell.mjs'), block('js file=verify-and-tell.mjs'));
  expect(await runStep(block('sh step=verifier-key'), folder)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await loki.stop();
  await alertmanager.stop();
  await webhook.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Ten sealed records, of which Loki may show one otherwise. */
async function stored(service: string, isAltered: boolean): Promise<void> {
  const receiver = await otlpReceiver(async (request) => {
    const shown = requestWith(request, (record) =>
      isAltered && sequenceOf(record) === 5 ? { ...record, body: { stringValue: 'nothing happened' } } : record,
    );
    const body = JSON.stringify(shown);
    const answer = await fetch(loki.otlpUrl, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
    if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
  });
  await sealTraffic({ service, keyFile: keys.keyFile, url: receiver.url, records: 10 });
  await receiver.close();
}

/** The step of the page for what was sealed just now, instead of what was an hour ago. */
function verifyAndTell(service: string): Promise<Ended> {
  const later = new Date(Date.now() + HOUR_MS).toISOString();
  return runStep(block('sh step=verify-and-tell').replace('--to 1h', `--to ${later}`), folder, {
    STORE: `loki:${loki.url} --selector {service_name="${service}"}`,
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: loki.otlpUrl,
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_METRICS_EXPORTER: 'none',
  });
}

describe('a verification on a schedule', { timeout: 180_000 }, () => {
  it('wakes nobody about a log that is whole', async () => {
    await stored('whole', false);
    expect(await verifyAndTell('whole')).toEqual({ code: 0, said: '' });
    await sleep(12_000); // longer than the ruler needs
    expect(webhook.firing).not.toContain('integrity_failure');
  });

  it('pages somebody about a log in which one record is shown otherwise, with a link to what to do', async () => {
    await stored('altered', true);
    expect(await verifyAndTell('altered')).toMatchObject({ code: 1 });
    await expect.poll(() => webhook.firing, { timeout: 60_000, interval: 200 }).toContain('integrity_failure');
    const alert = webhook.alerts.find(({ labels }) => labels['alertname'] === 'integrity_failure');
    expect(alert).toMatchObject({
      labels: { severity: 'critical', service_name: 'otelseal-verifier', security_reason: 'display_mismatch' },
      annotations: { runbook_url: expect.stringMatching(/\/integrity-failure\.md$/) },
    });
    expect(alert?.labels['security_integrity_stream']).toMatch(/^[0-9a-f]{32}$/);
  });
});
