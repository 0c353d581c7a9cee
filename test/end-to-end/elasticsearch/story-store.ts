import { shippedAlerts } from '../../../packages/operations/scripts/sigma-sources.ts';
import { evaluateRule } from '../alerts/elastic-rule.ts';
import type { ScheduledRule } from '../alerts/rule-scheduler.ts';
import { elasticRules } from '../alerts/shipped-rules.ts';
import { searchApi } from '../stores/search-api.ts';
import type { StoryStore } from '../stories/tell-story.ts';

interface Found {
  readonly hits: { readonly hits: readonly { readonly _index: string; readonly _id: string }[] };
}

/** The namespace of a service's data stream: letters only. */
export function streamOf(service: string): string {
  return service.replaceAll('-', '');
}

function indexOf(service: string): string {
  return `logs-generic.otel-${streamOf(service)}`;
}

/** Every rule as it is shipped, asked about the records of a service; those about silence look for what is not there, and are left out. */
export function scheduledRules(url: string, service: string): readonly ScheduledRule[] {
  const plans = new Map(shippedAlerts().map((plan) => [plan.id, plan]));
  return elasticRules().flatMap((rule) => {
    const plan = plans.get(rule.rule_id);
    if (plan === undefined) throw new Error(`there is no alert for the rule ${rule.name}`);
    if (['service_silent', 'stream_silent'].includes(plan.name)) return [];
    const intervalMs = Number(/^(\d+)s$/.exec(rule.interval)?.[1]) * 1_000;
    const evaluate = (nowMs: number) => evaluateRule(url, rule, plan, nowMs, indexOf(service));
    return [{ alert: plan.name, intervalMs, evaluate }];
  });
}

/** Elasticsearch behind a collector as a store of stories; erasing is what anybody may who may write to its indices. */
export function elasticsearchStories(url: string, collectorUrl: string): StoryStore {
  const search = (service: string, query: object, size = 1_000): Promise<unknown> =>
    searchApi(url, 'POST', `/${indexOf(service)}/_search?ignore_unavailable=true`, { query, size });
  return {
    otlpUrl: collectorUrl,
    source: (service) => [`elasticsearch:${url}`, '--index', indexOf(service), '--from', '1h'],
    async sees(service, detector) {
      const filter = [
        { term: { event_name: 'security.incident.open' } },
        { term: { 'attributes.security.incident.detector': detector } },
      ];
      return ((await search(service, { bool: { filter } }, 1)) as Found).hits.hits.length > 0;
    },
    everything: async (service) => JSON.stringify(await search(service, { match_all: {} })),
    async erase(service, numbers) {
      const found = (await search(service, { terms: { 'attributes.audit.sequence.number': numbers } })) as Found;
      if (found.hits.hits.length !== numbers.length)
        throw new Error(`${found.hits.hits.length} records have these numbers`);
      for (const { _index, _id } of found.hits.hits)
        await searchApi(url, 'DELETE', `/${_index}/_doc/${_id}?refresh=true`);
    },
  };
}
