import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readModel } from '../scripts/model/read-model.js';
import { installedAttributes } from './facts/opentelemetry-attributes.js';

// The rules of Weaver's definition format 2 (semconv.schema.v2.json of weaver 0.25) and of its check command, as far
// as this registry uses the format. Weaver itself runs where a CI can fetch it.

interface Attribute {
  readonly key: string;
  readonly type:
    | string
    | { readonly members: readonly { readonly id: string; readonly value: unknown; readonly stability: string }[] };
  readonly brief: string;
  readonly stability: string;
  readonly examples?: readonly unknown[];
}
interface Reference {
  readonly ref?: string;
  readonly ref_group?: string;
  readonly requirement_level?: string;
}
interface Signal {
  readonly name: string;
  readonly brief: string;
  readonly stability: string;
  readonly attributes: readonly Reference[];
}
interface Definition {
  readonly file_format: string;
  readonly attributes?: readonly Attribute[];
  readonly attribute_groups?: readonly {
    readonly id: string;
    readonly visibility: string;
    readonly attributes: readonly Reference[];
  }[];
  readonly events?: readonly Signal[];
  readonly metrics?: readonly (Signal & { readonly instrument: string; readonly unit: string })[];
}

const REGISTRY = new URL('../registry/', import.meta.url);
const read = (name: string): unknown => parse(readFileSync(new URL(name, REGISTRY), 'utf8'));
const names = readdirSync(REGISTRY, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.yaml') && name !== 'manifest.yaml');
const files = names.map((name) => ({ name, definition: read(name) as Definition }));
const attributes = files.flatMap(({ definition }) => definition.attributes ?? []);
const events = files.flatMap(({ definition }) => definition.events ?? []);
const metrics = files.flatMap(({ definition }) => definition.metrics ?? []);
const groups = files.flatMap(({ definition }) => definition.attribute_groups ?? []);

/** Keys that the schema allows; it refuses any other. */
const ALLOWED = {
  definition: ['file_format', 'attributes', 'attribute_groups', 'events', 'metrics'],
  attribute: ['key', 'type', 'brief', 'note', 'examples', 'stability', 'annotations', 'deprecated'],
  member: ['id', 'value', 'brief', 'note', 'stability', 'annotations', 'deprecated'],
  reference: ['ref', 'ref_group', 'requirement_level', 'brief', 'note', 'examples', 'stability', 'annotations'],
  event: ['name', 'brief', 'note', 'stability', 'attributes', 'annotations', 'deprecated', 'requirement_level'],
  metric: [
    'name',
    'brief',
    'note',
    'stability',
    'attributes',
    'annotations',
    'instrument',
    'unit',
    'requirement_level',
  ],
};
const foreign = (value: object, allowed: readonly string[]): string[] =>
  Object.keys(value).filter((key) => !allowed.includes(key));

describe('the manifest of the registry', () => {
  it('has a versioned schema URL and depends on the semantic conventions that are installed', () => {
    const manifest = read('manifest.yaml') as { schema_url: string; dependencies: { schema_url: string }[] };
    const installed = JSON.parse(
      readFileSync(
        new URL('../../../node_modules/@opentelemetry/semantic-conventions/package.json', import.meta.url),
        'utf8',
      ),
    ) as { version: string };
    expect(manifest.schema_url).toBe(readModel().schemaUrl);
    expect(manifest.dependencies.map(({ schema_url }) => schema_url)).toEqual([
      `https://opentelemetry.io/schemas/${installed.version}`,
    ]);
  });
});

describe('every definition file', () => {
  it.each(files)('has the format and only keys that the schema knows: $name', ({ definition }) => {
    expect(definition.file_format).toBe('definition/2');
    expect(foreign(definition, ALLOWED.definition)).toEqual([]);
    for (const attribute of definition.attributes ?? []) expect(foreign(attribute, ALLOWED.attribute)).toEqual([]);
    for (const event of definition.events ?? []) expect(foreign(event, ALLOWED.event)).toEqual([]);
    for (const metric of definition.metrics ?? []) expect(foreign(metric, ALLOWED.metric)).toEqual([]);
  });
});

describe('an attribute of the registry', () => {
  it.each(attributes)('is complete: $key', ({ key, type, brief, stability, examples }) => {
    expect(key).toMatch(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/);
    expect(brief).not.toBe('');
    expect(stability).toBe('development');
    if (typeof type === 'string') {
      expect(['string', 'int', 'boolean', 'string[]']).toContain(type);
      if (type.startsWith('string')) expect(examples?.length).toBeGreaterThan(0);
      if (type === 'string[]') expect(examples?.every((example) => Array.isArray(example))).toBe(true);
    } else {
      expect(new Set(type.members.map(({ id }) => id)).size).toBe(type.members.length);
      for (const member of type.members) expect(foreign(member, ALLOWED.member)).toEqual([]);
    }
  });

  it('is defined once, and not again what OpenTelemetry defines', () => {
    const keys = attributes.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const installed = installedAttributes();
    expect(keys.filter((key) => installed.get(key)?.deprecated === false)).toEqual([]);
  });
});

describe('a signal of the registry', () => {
  const defined = new Set([...attributes.map(({ key }) => key), ...installedAttributes().keys()]);

  it('refers only to attributes and groups that are defined here or in the dependency', () => {
    const references = [...events, ...metrics, ...groups].flatMap((signal) => signal.attributes);
    expect(references.length).toBeGreaterThan(500);
    expect(references.flatMap(({ ref }) => ref ?? []).filter((ref) => !defined.has(ref))).toEqual([]);
    const groupIds = groups.map(({ id }) => id);
    expect(references.flatMap(({ ref_group }) => ref_group ?? []).filter((id) => !groupIds.includes(id))).toEqual([]);
    for (const reference of references) expect(foreign(reference, ALLOWED.reference)).toEqual([]);
    const levels = new Set(references.flatMap(({ requirement_level }) => requirement_level ?? []));
    expect([...levels].sort()).toEqual(['recommended', 'required']);
  });

  it('is there for every event and every metric of the model, once', () => {
    const model = readModel();
    expect(events.map(({ name }) => name).sort()).toEqual(model.events.map(({ name }) => name).sort());
    expect(metrics.map(({ name }) => name)).toEqual(model.metrics.map(({ name }) => name));
  });

  it('refers to no attribute twice', () => {
    for (const { name, attributes: references } of events) {
      const refs = references.flatMap(({ ref }) => ref ?? []);
      expect(new Set(refs).size, name).toBe(refs.length);
    }
  });

  it('has an instrument that Weaver knows when it is a metric', () => {
    expect(
      metrics.filter(({ instrument }) => !['counter', 'updowncounter', 'gauge', 'histogram'].includes(instrument)),
    ).toEqual([]);
  });
});
