import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { attributeFields } from '../../scripts/storage/attribute-fields.ts';
import { ecsAliases } from '../../scripts/storage/ecs-aliases.ts';
import { elasticsearchFiles } from '../../scripts/storage/elasticsearch-files.ts';
import { opensearchFiles } from '../../scripts/storage/opensearch-files.ts';
import { RETENTION_CLASSES, ROLLOVER } from '../../scripts/storage/retention-classes.ts';

interface LifeCycle {
  readonly policy: {
    readonly phases: Readonly<
      Record<string, { readonly min_age: string; readonly actions: Readonly<Record<string, object>> }>
    >;
  };
}

interface StateManagement {
  readonly policy: {
    readonly default_state: string;
    readonly states: readonly {
      readonly name: string;
      readonly actions: readonly object[];
      readonly transitions: readonly {
        readonly state_name: string;
        readonly conditions?: Readonly<Record<string, string>>;
      }[];
    }[];
    readonly ism_template: readonly { readonly index_patterns: readonly string[] }[];
  };
}

/** Actions that Elasticsearch 8.19 allows in a phase, of those that we could mean (its reference, "Index lifecycle actions"). */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  hot: ['rollover', 'set_priority'],
  warm: ['readonly', 'forcemerge', 'set_priority', 'shrink', 'allocate'],
  cold: ['readonly', 'set_priority', 'searchable_snapshot', 'allocate'],
  delete: ['delete', 'wait_for_snapshot'],
};
const days = (age: string): number => Number(/^(\d+)(d|ms)$/.exec(age)?.[1]);

describe.each(RETENTION_CLASSES)('records of the class $name', ({ name, promisedDays, atHandDays, keptDays }) => {
  it('are kept longer than promised, and deleted by Elasticsearch not before', () => {
    const { policy } = elasticsearchFiles().get(`ilm/otelseal-${name}.json`) as LifeCycle;
    expect(keptDays).toBeGreaterThan(promisedDays);
    expect(days(policy.phases['delete']?.min_age ?? '')).toBe(keptDays);
    const ages = Object.values(policy.phases).map(({ min_age }) => (min_age.endsWith('ms') ? 0 : days(min_age)));
    expect(ages).toEqual([...ages].sort((a, b) => a - b));
    for (const [phase, { actions }] of Object.entries(policy.phases)) {
      expect(Object.keys(actions).filter((action) => !ALLOWED[phase]?.includes(action))).toEqual([]);
    }
    const cold = policy.phases['cold'];
    if (cold !== undefined) expect(days(cold.min_age)).toBeGreaterThanOrEqual(atHandDays);
    expect(atHandDays).toBeGreaterThanOrEqual(90);
  });

  it('are deleted by OpenSearch not before either, and every state leads to one that is there', () => {
    const { policy } = opensearchFiles().get(`ism/otelseal-${name}.json`) as StateManagement;
    const states = policy.states.map((state) => state.name);
    expect(states).toContain(policy.default_state);
    const transitions = policy.states.flatMap((state) => state.transitions);
    expect(transitions.filter(({ state_name }) => !states.includes(state_name))).toEqual([]);
    const toDelete = transitions.find(({ state_name }) => state_name === 'delete');
    expect(toDelete?.conditions).toEqual({ min_rollover_age: `${keptDays}d` });
    expect(policy.ism_template[0]?.index_patterns).toContain(`logs-otelseal.${name}.otel-*`);
  });

  it('have a template that names the policy, and takes its own data streams only', () => {
    const template = elasticsearchFiles().get(`index-templates/otelseal-${name}.json`) as {
      readonly index_patterns: readonly string[];
      readonly composed_of: readonly string[];
      readonly template: object;
    };
    expect(template.index_patterns).toEqual([`logs-otelseal.${name}.otel-*`]);
    expect(template.template).toEqual({ settings: { 'index.lifecycle.name': `otelseal-${name}` } });
    for (const part of template.composed_of) {
      expect(elasticsearchFiles().has(`component-templates/${part}.json`)).toBe(true);
    }
  });
});

describe('retention', () => {
  it('leaves an index no longer open than the margin that it is deleted late by', () => {
    for (const { promisedDays, keptDays } of RETENTION_CLASSES) {
      expect(keptDays - promisedDays).toBeGreaterThanOrEqual(ROLLOVER.days);
    }
  });

  it('is the same in Loki, by a label that the collector sets', () => {
    const loki = parse(readFileSync(new URL('../../storage/loki/loki.yaml', import.meta.url), 'utf8')) as {
      readonly limits_config: {
        readonly retention_period: string;
        readonly retention_stream: readonly { readonly selector: string; readonly period: string }[];
      };
      readonly compactor: { readonly retention_enabled: boolean };
    };
    const keptHours = Object.fromEntries(RETENTION_CLASSES.map(({ name, keptDays }) => [name, `${keptDays * 24}h`]));
    expect(loki.compactor.retention_enabled).toBe(true);
    expect(loki.limits_config.retention_period).toBe(keptHours['audit']);
    expect(loki.limits_config.retention_stream).toMatchObject([
      { selector: '{retention_class="operational"}', period: keptHours['operational'] },
    ]);
  });
});

describe('the fields of a document', () => {
  it('lead from a name of ECS to a field that is mapped', () => {
    const mapped = new Set(Object.keys(attributeFields()));
    const paths = Object.values(ecsAliases()).map((alias) => (alias as { readonly path: string }).path);
    const own = ['severity_number', 'severity_text', 'trace_id', 'span_id', 'body.text'];
    const unmapped = paths.filter(
      (path) => !own.includes(path) && !mapped.has(path.replace(/^attributes\./, '').replace(/\.ip$/, '')),
    );
    expect(unmapped).toEqual([]);
  });

  it('have no name that is the beginning of another, which an index cannot hold', () => {
    const names = [...Object.keys(attributeFields())];
    expect(names.filter((name) => names.some((other) => other.startsWith(`${name}.`)))).toEqual([]);
  });
});
