import { runbookAddress } from '@otelseal/operations';
import { afterEach, describe, expect, it } from 'vitest';

import type { ShownAlert } from '../../backends/alertmanager/alertmanager.ts';
import { BackendsCommand } from '../stores/backends-command.ts';
import { until } from '../stores/until.ts';

let command: BackendsCommand | undefined;
afterEach(() => command?.end());

describe('npm run backends -- --loki', () => {
  it('shows a shop in Loki and its alerts in Alertmanager, and leaves nothing behind after Ctrl-C', async () => {
    command = await BackendsCommand.start('--loki');
    const [loki, alertmanager] = [command.url('store'), command.url('alerts')];
    expect(command.said).not.toMatch(/elasticsearch at|opensearch at/);
    const query =
      'sum(count_over_time({service_name="express-shop", deployment_environment_name="demonstration"} | event_name="security.authn.login.failure" [10m]))';
    await until(async () => {
      const answer = await fetch(`${loki}/loki/api/v1/query?${new URLSearchParams({ query })}`);
      const { data } = (await answer.json()) as { readonly data: { readonly result: readonly unknown[] } };
      return data.result.length > 0;
    }, 60_000);
    const alerts = async (): Promise<readonly ShownAlert[]> =>
      (await (await fetch(`${alertmanager}/api/v2/alerts`)).json()) as ShownAlert[];
    // The shop's attackers come every twenty seconds; one of them says that he is sqlmap.
    const ofTool = async () => (await alerts()).find(({ labels }) => labels['alertname'] === 'attack_tool');
    await until(async () => (await ofTool()) !== undefined, 90_000);
    expect(await ofTool()).toMatchObject({
      labels: { client_address: '203.0.113.99' },
      annotations: { runbook_url: runbookAddress('attack-tool') },
    });
    expect(await command.verified()).toMatch(/^INTACT /);
    expect(await command.interrupt()).toBe(0);
    for (const url of [loki, alertmanager]) await expect(fetch(url)).rejects.toThrow();
    expect(await command.leftBehind()).toEqual([]);
  }, 300_000);
});
