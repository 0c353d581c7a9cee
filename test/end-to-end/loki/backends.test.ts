import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { until } from '../stores/until.ts';

const RUN = fileURLToPath(new URL('../../backends/run.ts', import.meta.url));

describe('npm run backends', () => {
  it('shows a shop in Loki, and leaves nothing behind when it is stopped', async () => {
    const child = spawn(process.execPath, [RUN], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const ended = new Promise<number | null>((settle) => child.once('close', settle));
    try {
      await until(() => said.includes('Ctrl-C'), 90_000);
      const loki = /loki at (http:\S+)/.exec(said)?.[1] ?? '';
      const query =
        'sum(count_over_time({service_name="express-shop", deployment_environment_name="demonstration"} | event_name="security.authn.login.failure" [10m]))';
      await until(async () => {
        const answer = await fetch(`${loki}/loki/api/v1/query?${new URLSearchParams({ query })}`);
        const { data } = (await answer.json()) as { readonly data: { readonly result: readonly unknown[] } };
        return data.result.length > 0;
      }, 60_000);
      child.kill('SIGINT');
      expect(await ended).toBe(0);
      await expect(fetch(`${loki}/ready`)).rejects.toThrow();
    } finally {
      child.kill('SIGKILL');
    }
  }, 240_000);
});
