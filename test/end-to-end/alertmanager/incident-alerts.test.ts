import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryLogRecordExporter, LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Alertmanager } from '../../backends/alertmanager/alertmanager.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-alertmanager-'));
const PATIENT = { timeout: 20_000, interval: 100 };

interface Page {
  readonly status: string;
  readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>> }[];
}

describe('incidents of a service that names an Alertmanager', () => {
  const pages: Page[] = [];
  let pager: Server;
  let alertmanager: Alertmanager;

  beforeAll(async () => {
    pager = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        pages.push(JSON.parse(body) as Page);
        response.end();
      });
    });
    await new Promise<void>((settle) => pager.listen(0, '127.0.0.1', settle));
    const { port } = pager.address() as AddressInfo;
    alertmanager = await Alertmanager.start(folder, `http://127.0.0.1:${port}/page`);
  });

  afterAll(async () => {
    await alertmanager.stop();
    await new Promise<void>((settle) => pager.close(() => settle()));
    rmSync(folder, { recursive: true });
  });

  it('fire there as one alert, rise to another severity, page somebody, and are resolved when the service ends them', async () => {
    const otelseal = createOtelseal(
      { exporter: new InMemoryLogRecordExporter() },
      { environment: { OTELSEAL_ALERTMANAGER_URL: alertmanager.url } },
    );
    const provider = new LoggerProvider({ processors: otelseal.processors });
    const logIn = (outcome: 'failure' | 'success') =>
      provider.getLogger('shop').emit({
        eventName: `security.authn.login.${outcome}`,
        attributes: {
          'audit.actor.id': 'ada',
          'client.address': '203.0.113.50',
          'security.auth.method': 'password',
          'security.reason': 'wrong_password',
        },
      });

    for (let guess = 0; guess < 7; guess += 1) logIn('failure');
    await expect
      .poll(() => alertmanager.alerts(), PATIENT)
      .toMatchObject([
        {
          labels: { alertname: 'otelseal_brute_force', severity: 'low', subject: 'source' },
          annotations: {
            summary: expect.stringMatching(/^Brute force /),
            runbook_url: expect.stringContaining('brute-force'),
          },
          status: { state: 'active' },
        },
      ]);

    logIn('success');
    const severities = async () => (await alertmanager.alerts()).map(({ labels }) => labels['severity']);
    await expect.poll(severities, PATIENT).toEqual(['critical']);
    const paged = () =>
      pages.flatMap(({ alerts }) => alerts.map(({ status, labels }) => `${status} ${labels['severity']}`));
    await expect.poll(paged, PATIENT).toContain('firing critical');

    await provider.shutdown();
    await expect.poll(() => alertmanager.alerts(), PATIENT).toEqual([]);
    await expect.poll(paged, PATIENT).toContain('resolved critical');
    expect(otelseal.counters()).toMatchObject({ 'otelseal.notifications{outcome=delivered,sink=alertmanager}': 3 });
  });
});
