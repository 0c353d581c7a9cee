import { setTimeout as sleep } from 'node:timers/promises';

import type { Loki } from '../../backends/loki/loki.ts';
import type { StoryStore } from '../stories/tell-story.ts';

const TIMEOUT_MS = 30_000;
const HOUR_MS = 3_600_000;

/** Loki as a store of stories; erasing is a request for deletion, which it honours in queries when it has started again. */
export function lokiStories(loki: () => Loki, restart: () => Promise<void>): StoryStore {
  const selector = (service: string): string => `{service_name="${service}"}`;
  return {
    get otlpUrl() {
      return loki().otlpUrl;
    },
    source: (service) => [`loki:${loki().url}`, '--selector', selector(service), '--from', '1h'],
    sees: async (service, detector) => {
      const query = `${selector(service)} | event_name="security.incident.open" | security_incident_detector="${detector}"`;
      return (await entries(loki(), query)).includes(`"${detector}"`);
    },
    everything: (service) => entries(loki(), selector(service)),
    async erase(service, numbers) {
      const query = `${selector(service)} | audit_sequence_number=~"${numbers.join('|')}"`;
      const start = String(Math.floor((Date.now() - HOUR_MS) / 1_000));
      const asked = new URLSearchParams({ query, start, end: String(Math.floor(Date.now() / 1_000)) });
      const answer = await fetch(`${loki().url}/loki/api/v1/delete?${asked}`, {
        method: 'POST',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (answer.status !== 204) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
      await sleep(1_000);
      await restart();
    },
  };
}

async function entries(loki: Loki, query: string): Promise<string> {
  const asked = new URLSearchParams({ query, start: `${Date.now() - HOUR_MS}000000`, limit: '1000' });
  const answer = await fetch(`${loki.url}/loki/api/v1/query_range?${asked}`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}
