import { stringify } from 'yaml';
import type { AttributeModel, EventModel, MetricModel, Model } from '../model/model-types.ts';

const HEAD = '# Generated from model/ by scripts/generate.ts. Do not edit.\n';
const COMMON_GROUP = 'security.common';

/** The vocabulary as a registry for OpenTelemetry Weaver, definition format 2: file below registry/ → text. */
export function emitRegistry(model: Model): Map<string, string> {
  const files = [...new Set(model.events.map(({ file }) => file))];
  return new Map([
    ['manifest.yaml', yaml(manifest(model))],
    ['attributes.yaml', definition({ attributes: ownAttributes(model), attribute_groups: [commonGroup(model)] })],
    ['metrics.yaml', definition({ attributes: labels(model), metrics: model.metrics.map(metric) })],
    ...files.map((file): [string, string] => [
      `events/${file}.yaml`,
      definition({ events: model.events.filter((event) => event.file === file).map((item) => event(item, model)) }),
    ]),
  ]);
}

function yaml(value: unknown): string {
  return HEAD + stringify(value, { lineWidth: 118, aliasDuplicateObjects: false });
}

function definition(content: object): string {
  return yaml({ file_format: 'definition/2', ...content });
}

function manifest(model: Model): object {
  return {
    schema_url: model.schemaUrl,
    description: 'Security events, their attributes, and the metrics of Otelseal.',
    stability: 'development',
    dependencies: [
      {
        schema_url: 'https://opentelemetry.io/schemas/1.45.0',
        registry_path: 'https://github.com/open-telemetry/semantic-conventions/archive/refs/tags/v1.45.0.zip[model]',
      },
    ],
  };
}

/** OpenTelemetry's own attributes come from the dependency and are only referred to. */
function ownAttributes(model: Model): object[] {
  return [...model.attributes.values()].filter(({ origin }) => origin !== 'otel').map(attribute);
}

function attribute({ name, type, enum: values, brief, examples, stability, sensitivity }: AttributeModel): object {
  return {
    key: name,
    type: values.length > 0 ? { members: values.map(member) } : type,
    brief,
    ...(examples.length > 0 ? { examples: type === 'string[]' ? [examples] : examples } : {}),
    stability,
    annotations: { otelseal: { sensitivity } },
  };
}

function member(value: string): object {
  return { id: value, value, brief: value.replaceAll('_', ' '), stability: 'development' };
}

function commonGroup(model: Model): object {
  return {
    id: COMMON_GROUP,
    visibility: 'internal',
    attributes: [
      ...model.commonRequired.map((ref) => ({ ref, requirement_level: 'required' })),
      ...model.commonRecommended.map((ref) => ({ ref, requirement_level: 'recommended' })),
    ],
  };
}

function event(item: EventModel, model: Model): object {
  const common = [...model.commonRequired, ...model.commonRecommended];
  const recommended = item.recommended.filter((name) => !common.includes(name));
  return {
    name: item.name,
    brief: item.brief,
    ...(item.note === undefined ? {} : { note: item.note }),
    stability: 'development',
    attributes: [
      { ref_group: COMMON_GROUP },
      ...item.required.map((ref) => ({ ref, requirement_level: 'required' })),
      ...recommended.map((ref) => ({ ref, requirement_level: 'recommended' })),
    ],
    annotations: {
      otelseal: {
        category: item.category,
        severity_number: item.severityNumber,
        severity_text: item.severityText,
        outcome: item.outcome,
        action: item.action,
        target: item.target,
        retention: item.retention,
        message: item.message,
        controls: item.controls,
        attack: item.attack,
        ...(item.owasp === undefined ? {} : { owasp: item.owasp.name }),
        ocsf_type_uid: item.ocsf.typeUid,
      },
    },
  };
}

/** One attribute per label: Weaver refers to labels by key, so metrics that share a label share its values. */
function labels(model: Model): object[] {
  const values = new Map<string, Set<string>>();
  for (const { attributes } of model.metrics) {
    for (const [label, known] of attributes) values.set(label, new Set([...(values.get(label) ?? []), ...known]));
  }
  return [...values].map(([key, known]) => ({
    key,
    type: known.size > 0 ? { members: [...known].map(member) } : 'string',
    brief: `Label "${key}" of the metrics of Otelseal.`,
    ...(known.size > 0 ? {} : { examples: ['name_from_our_code'] }),
    stability: 'development',
  }));
}

function metric({ name, instrument, unit, brief, attributes, note }: MetricModel): object {
  const refs = [...attributes.keys()].map((ref) => ({ ref, requirement_level: 'required' }));
  return {
    name,
    brief,
    ...(note === undefined ? {} : { note }),
    instrument,
    unit,
    stability: 'development',
    attributes: refs,
  };
}
