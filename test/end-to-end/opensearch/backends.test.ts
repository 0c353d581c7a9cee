import { afterEach, describe, expect, it } from 'vitest';

import { BackendsCommand } from '../stores/backends-command.ts';
import { loginFailures } from '../stores/login-failures.ts';
import { until } from '../stores/until.ts';

let command: BackendsCommand | undefined;
afterEach(() => command?.end());

describe('npm run backends -- --opensearch', () => {
  it('shows a shop in OpenSearch behind a writer that it names, and leaves nothing behind after Ctrl-C', async () => {
    command = await BackendsCommand.start('--opensearch');
    const store = command.url('store');
    expect(command.said).not.toMatch(/loki|elasticsearch at/);
    expect(command.line('writer')).toMatch(/bulk writer of the tests.*exporter for OpenSearch.*was not tested/);
    await until(async () => (await loginFailures(store)) > 0, 60_000);
    expect(await command.verified()).toMatch(/^INTACT /);
    expect(await command.interrupt()).toBe(0);
    await expect(fetch(store)).rejects.toThrow();
    expect(await command.leftBehind()).toEqual([]);
  }, 300_000);
});
