import { shippedAlerts } from '../../../packages/operations/scripts/sigma-sources.ts';
import { evaluateMonitor } from '../alerts/opensearch-monitor.ts';
import type { ScheduledRule } from '../alerts/rule-scheduler.ts';
import { openSearchMonitors } from '../alerts/shipped-rules.ts';
import type { OtlpRequest } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import type { StoryStore } from '../stories/tell-story.ts';

const MINUTE_MS = 60_000;

/** The index of a service. */
export function indexOf(service: string): string {
  return `logs-${service.replaceAll('-', '')}.otel-default`;
}

/** The index that a request belongs into. */
export function indexOfRequest({ resourceLogs }: OtlpRequest): string {
  const [first] = resourceLogs;
  const name = first?.resource.attributes.find(({ key }) => key === 'service.name')?.value['stringValue'];
  return indexOf(String(name));
}

/** Every monitor as it is shipped, asked about the records of a service; those about silence look for what is not there, and are left out. */
export function scheduledMonitors(url: string, service: string): readonly ScheduledRule[] {
  const monitors = openSearchMonitors();
  return shippedAlerts().flatMap((plan) => {
    const monitor = monitors.get(plan.name);
    if (monitor === undefined || ['service_silent', 'stream_silent'].includes(plan.name)) return [];
    const evaluate = (nowMs: number) => evaluateMonitor(url, monitor, plan, nowMs, indexOf(service));
    return [{ alert: plan.name, intervalMs: monitor.schedule.period.interval * MINUTE_MS, evaluate }];
  });
}

/** OpenSearch behind the tests' own writer as a store of stories; erasing is what anybody may who may write to its indices. */
export function openSearchStories(url: string, otlpUrl: string): StoryStore {
  const search = (service: string, query: object, size = 1_000): Promise<unknown> =>
    searchApi(url, 'POST', `/${indexOf(service)}/_search?ignore_unavailable=true`, { query, size });
  return {
    otlpUrl,
    source: (service) => [`opensearch:${url}`, '--index', indexOf(service), '--from', '1h'],
    async sees(service, detector) {
      const filter = [
        { term: { 'attributes.event.name': 'security.incident.open' } },
        { term: { 'attributes.security.incident.detector': detector } },
      ];
      const found = (await search(service, { bool: { filter } }, 1)) as { readonly hits: { readonly hits: unknown[] } };
      return found.hits.hits.length > 0;
    },
    everything: async (service) => JSON.stringify(await search(service, { match_all: {} })),
    async erase(service, numbers) {
      const query = { terms: { 'attributes.audit.sequence.number': numbers } };
      const path = `/${indexOf(service)}/_delete_by_query?refresh=true`;
      const { deleted } = (await searchApi(url, 'POST', path, { query })) as { readonly deleted: number };
      if (deleted !== numbers.length) throw new Error(`${deleted} records had these numbers`);
    },
  };
}
