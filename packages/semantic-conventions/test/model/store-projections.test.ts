import { describe, expect, it } from 'vitest';
import { constantName } from '../../scripts/emit/typescript-text.js';
import { readModel } from '../../scripts/model/read-model.js';
import { lokiName } from '../../src/loki-name.js';
import { LOKI_INDEX_LABELS, LOKI_LEVEL_NAMES, LOKI_RECORD_FIELDS } from '../facts/loki-reserved-names.js';

const model = readModel();
const names = [...model.attributes.keys()];
/** Resource attributes share Loki's one flat name space with ours. */
const RESOURCE = ['service.version', 'host.name', 'host.id', 'process.pid', 'telemetry.sdk.name', 'os.type'];

function meeting(all: readonly string[], project: (name: string) => string): string[][] {
  return [...Map.groupBy(new Set(all), project).values()].filter((group) => group.length > 1);
}

/** Pairs in which one name is both a value and, in a store that nests by dots, the parent of the other. */
function nested(all: readonly string[]): string[] {
  return all.flatMap((name) =>
    all.filter((other) => other.startsWith(`${name}.`)).map((other) => `${name} ⊃ ${other}`),
  );
}

describe('the checks of this file', () => {
  it('find names that meet and names that nest', () => {
    expect(meeting(['user.name', 'user_name', 'a'], lokiName)).toEqual([['user.name', 'user_name']]);
    expect(nested(['a.b', 'a.b.c', 'a.bc'])).toEqual(['a.b ⊃ a.b.c']);
  });
});

describe('in Loki', () => {
  it('no two attributes become one', () => {
    expect(meeting([...names, ...RESOURCE, ...LOKI_INDEX_LABELS], lokiName)).toEqual([]);
  });

  it('no attribute takes the place of a field of the record, of an index label or of a level', () => {
    const reserved = new Set([...LOKI_RECORD_FIELDS, ...LOKI_LEVEL_NAMES, ...LOKI_INDEX_LABELS.map(lokiName)]);
    expect(names.map(lokiName).filter((name) => reserved.has(name))).toEqual([]);
  });

  it('the event name is found under the name that Loki itself uses where it keeps the field', () => {
    expect(lokiName('event.name')).toBe('event_name');
  });

  it('an event with everything set stays far below the 128 entries of structured metadata', () => {
    const common = model.commonRequired.length + model.commonRecommended.length;
    const sizes = model.events.map(({ required, recommended }) => common + required.length + recommended.length);
    expect(Math.max(...sizes)).toBeLessThan(64);
  });
});

describe('in Elasticsearch and OpenSearch', () => {
  it('no attribute is the parent object of another', () => {
    expect(
      nested([...names, ...RESOURCE, ...LOKI_INDEX_LABELS.filter((name) => name !== 'deployment.environment')]),
    ).toEqual([]);
  });

  it('no attribute shadows a field of the document through a passthrough alias', () => {
    const own = [
      'message',
      'trace.id',
      'span.id',
      'log.level',
      'body.text',
      'event_name',
      'severity_text',
      'severity_number',
    ];
    const roots = ['data_stream', 'resource', 'scope', 'attributes', 'body', 'elasticsearch'];
    expect(names.filter((name) => own.includes(name) || roots.includes(name.split('.')[0] ?? ''))).toEqual([]);
  });

  it('no ECS field that we fill is the parent object of another', () => {
    const paths = new Set([...model.attributes.values()].flatMap(({ ecs }) => ecs));
    expect(paths.size).toBeGreaterThan(30);
    expect(nested([...paths])).toEqual([]);
  });
});

describe('in source code', () => {
  it('no two names become one constant', () => {
    expect(meeting(names, (name) => constantName('ATTR', name))).toEqual([]);
    expect(
      meeting(
        model.events.map(({ name }) => name),
        (name) => constantName('EVENT', name),
      ),
    ).toEqual([]);
  });

  it('no two attributes of one event have the same field, and no field is the parent object of another', () => {
    for (const event of model.events) {
      const known = [
        ...new Set([...model.commonRequired, ...model.commonRecommended, ...event.required, ...event.recommended]),
      ];
      const fields = known.flatMap((name) => model.attributes.get(name)?.field ?? []);
      expect(
        meeting(
          fields.map((field, at) => `${field}#${at}`),
          (field) => field.split('#')[0] ?? '',
        ),
        event.name,
      ).toEqual([]);
      expect(nested(fields), event.name).toEqual([]);
    }
  });
});
