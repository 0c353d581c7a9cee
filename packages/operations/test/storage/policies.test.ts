import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { attributeFields } from '../../scripts/storage/attribute-fields.ts';
import { ecsAliases } from '../../scripts/storage/ecs-aliases.ts';
import { elasticsearchFiles } from '../../scripts/storage/elasticsearch-files.ts';
import { opensearchFiles } from '../../scripts/storage/opensearch-files.ts';
import { RETENTION_CLASSES, ROLLOVER } from '../../scripts/storage/retention-classes.ts';
import { ageOf, faultsOfLifeCycle, type LifeCycle } from './life-cycle-shape.js';
import { faultsOfStateManagement, type StateManagement } from './state-management-shape.js';

describe.each(RETENTION_CLASSES)('records of the class $name', ({ name, promisedDays, atHandDays, keptDays }) => {
  it('are kept longer than promised, and deleted by Elasticsearch not before', () => {
    const { policy } = elasticsearchFiles().get(`ilm/otelseal-${name}.json`) as LifeCycle;
    expect(keptDays).toBeGreaterThan(promisedDays);
    expect(ageOf(policy.phases['delete']?.min_age ?? '')).toBe(keptDays);
    expect(faultsOfLifeCycle({ policy })).toEqual([]);
    const cold = policy.phases['cold'];
    if (cold !== undefined) expect(ageOf(cold.min_age)).toBeGreaterThanOrEqual(atHandDays);
    expect(atHandDays).toBeGreaterThanOrEqual(90);
  });

  it('are deleted by OpenSearch not before either, and every state leads to one that is there', () => {
    const { policy } = opensearchFiles().get(`ism/otelseal-${name}.json`) as StateManagement;
    expect(faultsOfStateManagement({ policy })).toEqual([]);
    const transitions = policy.states.flatMap((state) => state.transitions);
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

describe('the shape of a policy', () => {
  it('is refused with what is wrong with it', () => {
    const life = (phases: LifeCycle['policy']['phases']) => faultsOfLifeCycle({ policy: { phases } });
    expect(life({ hot: { min_age: '0ms', actions: { freeze: {} } } })).toEqual(['hot has no freeze']);
    const [later, earlier] = [
      { min_age: '9d', actions: {} },
      { min_age: '2d', actions: {} },
    ];
    expect(life({ warm: later, cold: earlier })).toEqual(['the ages of the phases are 9, 2']);
    const transitions = [{ state_name: 'gone' }];
    const policy = { default_state: 'hot', states: [{ name: 'hot', actions: [], transitions }], ism_template: [] };
    expect(faultsOfStateManagement({ policy })).toEqual(['there is no state gone']);
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
