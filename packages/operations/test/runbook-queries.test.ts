import { describe, expect, it } from 'vitest';

import { runbookQueries, wrongWith } from '../../../test/end-to-end/alerts/runbook-queries.ts';
import { shippedAlerts } from '../scripts/sigma-sources.js';
import type { AlertPlan, Filter } from '../src/index.js';
import { elasticFieldsTemplate } from '../src/rules/elastic/alert-fields.js';
import type { Fired } from './reference-engine.js';
import { blocksOf, runbookPages } from './runbook-pages.js';

const plans = shippedAlerts();

/** Names of the events that an alert counts. */
function eventsOf(plan: AlertPlan): readonly string[] {
  const filters = plan.kind === 'events' ? [plan.filter] : plan.measures.map(({ filter }) => filter);
  return [...new Set(filters.flatMap(namesIn))];
}

function namesIn(filter: Filter): readonly string[] {
  if (filter.kind === 'all' || filter.kind === 'any') return filter.of.flatMap(namesIn);
  return filter.kind === 'equals' && filter.field === 'event.name' ? filter.values : [];
}

function firedFor(plan: AlertPlan): Fired {
  const labels = plan.kind === 'events' ? plan.fields : plan.keys;
  return { alert: plan.name, about: labels.join(' '), values: labels, atMs: 0 };
}

describe.each(['logql', 'esql'] as const)('the queries in %s of the runbooks', (language) => {
  const queries = runbookQueries(language, plans, []);

  it('are such that every alert fills in one of its page with its labels', () => {
    const able = new Set(queries.map(({ plan }) => plan.name));
    expect(plans.map(({ name }) => name).filter((name) => !able.has(name))).toEqual([]);
  });

  it('are each filled in by an alert', () => {
    const written = runbookPages().flatMap((page) =>
      blocksOf(page, language).map((_, index) => `${page.name}, query ${index + 1}`),
    );
    const filled = new Set(queries.map(({ title }) => title.split(', for ')[0]));
    expect(written.filter((title) => !filled.has(title))).toEqual([]);
  });

  it('ask for every event that an alert counts, in what the alert fills in', () => {
    const missing = plans.flatMap((plan) => {
      const asked = runbookQueries(language, plans, [firedFor(plan)])
        .filter((one) => one.plan === plan)
        .flatMap((one) => one.asked.map(({ query }) => query.replaceAll('[.]', '.')));
      return eventsOf(plan).flatMap((event) =>
        asked.some((query) => query.split(/["|]/).includes(event)) ? [] : [`${plan.name}: ${event}`],
      );
    });
    expect(missing).toEqual([]);
  });

  it('ask for the values that the labels give, quoted', () => {
    const values = ['203.0.113.9', 'Nikto "2.5"'];
    const fired = [{ alert: 'attack_tool', about: values.join(' '), values, atMs: 0 }];
    const [asked] = runbookQueries(language, plans, fired).flatMap((one) => one.asked);
    expect(asked?.about).toEqual([['client.address', '203.0.113.9']]);
    expect(asked?.query).toContain('"203.0.113.9"');
    expect(asked?.query).not.toContain('CLIENT');
  });
});

describe('an answer to a query of a runbook', () => {
  const plan = plans.find(({ name }) => name === 'attack_tool') as (typeof plans)[number];
  const event = (timeMs: number, name: string, client: string) => ({
    timeMs,
    attributes: {
      'event.name': name,
      'client.address': client,
      'user_agent.original': name.includes('tool') ? 'Nikto' : 'Firefox',
    },
  });
  const sent = [
    event(1, 'security.malicious.attack_tool', 'a'),
    event(2, 'security.authn.login.failure', 'a'),
    event(3, 'security.malicious.attack_tool', 'b'),
  ];
  const asked = { query: '', about: [['client.address', 'a']] as const };
  const shown = (...times: readonly number[]) =>
    sent
      .filter(({ timeMs }) => times.includes(timeMs))
      .map(({ timeMs, attributes }) => ({ timeMs, eventName: attributes['event.name'] }));

  it.each([
    ['nothing is wrong', [1, 2], undefined],
    ['nothing was found', [], 'nothing was found'],
    ['somebody else is in it', [1, 3], 'a record is not about whom the alert names'],
    ['the attack is not in it', [2], 'no event of the attack is shown'],
  ])('is told apart when %s', (_, times, reason) => {
    expect(wrongWith(asked, plan, shown(...times), sent)).toBe(reason);
  });
});

describe('the mapping that goes with the rules of Elastic', () => {
  it('has every attribute that a runbook asks for or shows: ES|QL refuses one that no record has had yet', () => {
    const { template } = elasticFieldsTemplate(plans) as {
      readonly template: {
        readonly mappings: { readonly properties: { readonly attributes: { readonly properties: object } } };
      };
    };
    const mapped = Object.keys(template.mappings.properties.attributes.properties);
    const queries = runbookPages().flatMap((page) => blocksOf(page, 'esql'));
    const asked = queries.flatMap((query) => query.match(/(?<=(?<!resource\.)attributes\.)[a-z_.]+/g) ?? []);
    expect(asked.length).toBeGreaterThan(20);
    expect([...new Set(asked)].filter((name) => !mapped.includes(name))).toEqual([]);
  });
});
