import type { EventModel, Level, OcsfClassModel, OcsfModel, VariantModel } from './model-types.ts';
import { ModelError, type YamlNode } from './yaml-node.ts';

const LEVELS = ['INFO', 'WARN', 'CRITICAL'] as const;
const OUTCOMES = ['success', 'failure', 'unknown'] as const;

/** What an event refers to by name. */
export interface EventTables {
  readonly namespace: string;
  readonly severities: Readonly<Record<Level, { readonly number: number; readonly ocsf: number }>>;
  readonly ocsfClasses: ReadonlyMap<string, OcsfClassModel>;
}

export function readEvent(node: YamlNode, place: { category: string; file: string }, tables: EventTables): EventModel {
  const name = node.text('name');
  const severityText = node.oneOf('severity', LEVELS);
  const id = name.slice(tables.namespace.length + 1);
  const event: EventModel = {
    ...place,
    name,
    id,
    brief: node.text('brief'),
    owasp: node.has('owasp') ? readOwasp(node.node('owasp')) : undefined,
    severityNumber: tables.severities[severityText].number,
    severityText,
    ocsfSeverity: tables.severities[severityText].ocsf,
    outcome: node.oneOf('outcome', OUTCOMES),
    action: node.text('action'),
    target: node.oneOf('target', ['call-site', 'account', 'service']),
    targetFrom: node.has('target_from') ? readTargetFrom(node.node('target_from')) : undefined,
    retention: node.oneOf('retention', ['audit', 'operational']),
    message: node.text('message'),
    required: [...new Set([...node.texts('call_site'), ...node.texts('required')])],
    recommended: node.texts('recommended'),
    callSite: node.texts('call_site'),
    variants: node.nodes('variants').map((variant) => readVariant(variant, tables)),
    ecs: readEcs(node.node('ecs')),
    ocsf: readOcsf(node.node('ocsf'), id, tables),
    ocsf18: node.has('ocsf_1_8') ? readOcsf(node.node('ocsf_1_8'), id, tables) : undefined,
    attack: node.texts('attack'),
    controls: node.texts('controls'),
    note: node.has('note') ? node.text('note') : undefined,
  };
  node.finish();
  return event;
}

function readOwasp(node: YamlNode): NonNullable<EventModel['owasp']> {
  return { name: node.text('name'), level: node.oneOf('level', LEVELS), args: node.texts('args') };
}

function readTargetFrom(node: YamlNode): NonNullable<EventModel['targetFrom']> {
  return { type: node.text('type'), id: node.text('id') };
}

function readEcs(node: YamlNode): EventModel['ecs'] {
  return { kind: node.text('kind'), category: node.texts('category'), type: node.texts('type') };
}

function readVariant(node: YamlNode, tables: EventTables): VariantModel {
  const severityText = node.has('severity') ? node.oneOf('severity', LEVELS) : undefined;
  const variant: VariantModel = {
    attribute: node.text('attribute'),
    values: node.texts('values'),
    severityText,
    severityNumber: severityText === undefined ? undefined : tables.severities[severityText].number,
    outcome: node.has('outcome') ? node.oneOf('outcome', OUTCOMES) : undefined,
  };
  node.finish();
  return variant;
}

function readOcsf(node: YamlNode, id: string, tables: EventTables): OcsfModel {
  const className = node.text('class');
  const activity = node.text('activity');
  const known = tables.ocsfClasses.get(className);
  const activityId = known?.activities.get(activity);
  if (known === undefined || activityId === undefined) {
    throw new ModelError(`${id}: ocsf-classes.yaml has no activity "${activity}" of class "${className}"`);
  }
  return {
    className,
    caption: known.caption,
    classUid: known.uid,
    categoryUid: known.categoryUid,
    activityId,
    activityName: activityId === 99 ? id : activity, // OCSF wants the source's own label beside 99
    typeUid: known.uid * 100 + activityId,
  };
}
