import { afterEach, describe, expect, it } from 'vitest';

import { BackendsCommand } from '../stores/backends-command.ts';
import { loginFailures } from '../stores/login-failures.ts';
import { until } from '../stores/until.ts';

let command: BackendsCommand | undefined;
afterEach(() => command?.end());

describe('npm run backends -- --elasticsearch', () => {
  it('shows a shop in Elasticsearch, and leaves nothing behind after Ctrl-C', async () => {
    command = await BackendsCommand.start('--elasticsearch');
    const store = command.url('store');
    expect(command.said).not.toMatch(/loki|opensearch at/);
    expect(command.line('Grafana')).toContain('dashboards/elasticsearch');
    await until(async () => (await loginFailures(store)) > 0, 60_000);
    expect(await command.verified()).toMatch(/^INTACT /);
    expect(await command.interrupt()).toBe(0);
    await expect(fetch(store)).rejects.toThrow();
    expect(await command.leftBehind()).toEqual([]);
  }, 300_000);
});
