import { readdirSync } from 'node:fs';
import type { AttributeModel, ControlRecordModel, Level, MetricModel, Model } from './model-types.ts';
import { type EventTables, readEvent } from './read-event.ts';
import { YamlNode } from './yaml-node.ts';

const MODEL_FOLDER = new URL('../../model/', import.meta.url);

/** Reads model/ whole, fills in defaults and resolves levels and class numbers. Throws ModelError on anything unknown. */
export function readModel(folder: URL = MODEL_FOLDER): Model {
  const meta = YamlNode.fromFile(new URL('meta.yaml', folder));
  const catalogue = meta.node('catalogue');
  const common = meta.node('common');
  const namespace = catalogue.text('namespace');
  const version = catalogue.text('version');
  const tables: EventTables = { namespace, severities: readSeverities(meta), ocsfClasses: readOcsfClasses(folder) };
  return {
    version,
    namespace,
    schemaUrl: `${catalogue.text('schema_url_base')}/${version}`,
    commonRequired: common.texts('required'),
    commonRecommended: common.texts('recommended'),
    controls: readTexts(meta.node('controls')),
    sources: readTexts(meta.node('sources')),
    attributes: readAttributes(folder),
    ocsfClasses: tables.ocsfClasses,
    events: filesIn(folder, 'events/').flatMap((file) => readEvents(file, tables)),
    metrics: readMetrics(folder),
    controlRecords: readControlRecords(folder),
  };
}

function filesIn(folder: URL, path: string): URL[] {
  const sub = new URL(path, folder);
  return readdirSync(sub)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => new URL(name, sub));
}

function readSeverities(meta: YamlNode): EventTables['severities'] {
  const severities = meta.node('severities');
  const level = (name: Level) => {
    const node = severities.node(name);
    return { number: node.number('number'), ocsf: node.number('ocsf') };
  };
  return { INFO: level('INFO'), WARN: level('WARN'), CRITICAL: level('CRITICAL') };
}

function readOcsfClasses(folder: URL): EventTables['ocsfClasses'] {
  const classes = YamlNode.fromFile(new URL('ocsf-classes.yaml', folder)).node('classes');
  return new Map(
    classes.keys().map((name) => {
      const node = classes.node(name);
      const activities = node.node('activities');
      return [
        name,
        {
          uid: node.number('uid'),
          categoryUid: node.number('category_uid'),
          caption: node.text('caption'),
          objects: node.texts('objects'),
          profiles: node.texts('profiles'),
          activities: new Map(activities.keys().map((key) => [key, activities.number(key)])),
        },
      ];
    }),
  );
}

function readTexts(node: YamlNode): Map<string, string> {
  return new Map(node.keys().map((key) => [key, node.text(key)]));
}

function readAttributes(folder: URL): Map<string, AttributeModel> {
  const attributes = filesIn(folder, 'attributes/').flatMap((file) => {
    const top = YamlNode.fromFile(file);
    const origin = top.oneOf('origin', ['otel', 'audit-draft', 'otelseal']);
    const list = top.node('attributes');
    top.finish();
    return list.keys().map((name) => readAttribute(name, origin, list.node(name)));
  });
  return new Map(attributes.sort((a, b) => (a.name < b.name ? -1 : 1)).map((attribute) => [attribute.name, attribute]));
}

function readAttribute(name: string, origin: AttributeModel['origin'], node: YamlNode): AttributeModel {
  const attribute: AttributeModel = {
    name,
    origin,
    stability: node.oneOf('stability', ['stable', 'development'], 'development'),
    type: node.oneOf('type', ['string', 'int', 'boolean', 'string[]']),
    enum: node.texts('enum'),
    examples: node.texts('examples'),
    brief: node.text('brief'),
    sensitivity: node.oneOf(
      'sensitivity',
      ['none', 'personal', 'maybe-personal', 'pseudonymous', 'confidential'],
      'none',
    ),
    suppliedBy: node.oneOf('supplied_by', ['call', 'context', 'pipeline', 'seal'], 'call'),
    field: node.has('field') ? node.text('field') : undefined,
    inMessage: node.flag('in_message', true),
    ecs: node.texts('ecs'),
    note: node.has('note') ? node.text('note') : undefined,
  };
  node.finish();
  return attribute;
}

function readEvents(file: URL, tables: EventTables): ReturnType<typeof readEvent>[] {
  const top = YamlNode.fromFile(file);
  const category = top.text('category');
  const events = top.nodes('events');
  top.finish();
  const name = /([\w-]+)\.yaml$/.exec(file.pathname)?.[1] ?? category;
  return events.map((node) => readEvent(node, { category, file: name }, tables));
}

function readMetrics(folder: URL): MetricModel[] {
  return YamlNode.fromFile(new URL('metrics.yaml', folder))
    .nodes('metrics')
    .map((node) => {
      const labels = node.node('attributes');
      const metric: MetricModel = {
        name: node.text('name'),
        instrument: node.oneOf('instrument', ['counter', 'updowncounter', 'gauge', 'histogram']),
        unit: node.text('unit'),
        brief: node.text('brief'),
        attributes: new Map(labels.keys().map((label) => [label, readLabel(labels, label)])),
        note: node.has('note') ? node.text('note') : undefined,
      };
      node.finish();
      return metric;
    });
}

function readLabel(labels: YamlNode, label: string): string[] {
  try {
    return labels.texts(label);
  } catch {
    labels.oneOf(label, ['open']);
    return [];
  }
}

function readControlRecords(folder: URL): ControlRecordModel[] {
  return YamlNode.fromFile(new URL('control-records.yaml', folder))
    .nodes('records')
    .map((node) => ({ name: node.text('name'), leaf: node.flag('leaf', true), brief: node.text('brief') }));
}
