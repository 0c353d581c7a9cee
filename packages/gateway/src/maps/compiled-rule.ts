import {
  ATTR_AUDIT_TARGET_ID,
  type AttributeValue,
  EVENTS,
  type EventDefinition,
  eventDefinition,
} from '@otelseal/semantic-conventions';

import { constantValue, type ValueMaker, valueMaker } from './field-value.js';
import { checkNames, unknownName } from './known-names.js';
import type { LineFields, LineReader } from './line-fields.js';
import { LinePattern } from './line-pattern.js';
import type { MapRule } from './log-map.js';
import { MapError } from './map-error.js';
import { type ValueTest, valueTest } from './value-test.js';

const KEYS: readonly (keyof MapRule)[] = [
  'name',
  'source',
  'where',
  'pattern',
  'nothing',
  'event',
  'severity',
  'constant',
  'field',
];
const SEVERITIES: Readonly<Record<string, number>> = { INFO: 9, WARN: 13, CRITICAL: 18 };

/** What a line says. */
export interface MappedEvent {
  readonly eventName: string;
  readonly severityText: string | undefined;
  readonly severityNumber: number | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** One rule, ready to be asked. */
export class CompiledRule {
  readonly name: string;
  readonly #event: string | undefined;
  readonly #severity: string | undefined;
  readonly #where: readonly (readonly [field: string, test: ValueTest])[];
  readonly #pattern: LinePattern | undefined;
  readonly #constants: readonly (readonly [string, AttributeValue])[];
  readonly #makers: readonly (readonly [string, ValueMaker])[];

  /** @throws {MapError} */
  constructor(rule: MapRule, mapPlace: string, sources: object, reader: LineReader) {
    const place = `${mapPlace}, rule ${JSON.stringify(rule.name)}`;
    if (typeof rule.name !== 'string' || rule.name === '') throw new MapError(`${mapPlace}: every rule has a name.`);
    checkNames(rule, KEYS, place);
    if (!Object.hasOwn(sources, rule.source))
      throw unknownName(String(rule.source), Object.keys(sources), `${place}, source`);
    this.name = rule.name;
    this.#pattern = rule.pattern === undefined ? undefined : new LinePattern(rule.pattern, `${place}, pattern`);
    const own = this.#pattern?.fields ?? [];
    const checkField = (field: string, at: string): void => reader.checkField(field, at, own);
    if (this.#pattern !== undefined) checkField('message', place);
    this.#where = Object.entries(rule.where ?? {}).map(([field, condition]) => {
      reader.checkField(field, `${place}, where`);
      return [field, valueTest(condition, `${place}, where.${field}`)] as const;
    });
    this.#event = rule.event;
    this.#severity = rule.severity;
    this.#constants = Object.entries(rule.constant ?? {}).map(([attribute, value]) => [
      attribute,
      constantValue(attribute, value, `${place}, constant.${attribute}`),
    ]);
    this.#makers = Object.entries(rule.field ?? {}).map(([attribute, source]) => [
      attribute,
      valueMaker(attribute, source, `${place}, field.${attribute}`, checkField),
    ]);
    checkEvent(rule, place);
  }

  /** The event; `nothing` for a line that is known and says nothing new; undefined when the rule is not about this line. */
  apply({ fields, read }: LineFields): MappedEvent | 'nothing' | undefined {
    for (const [field, test] of this.#where) if (!test(read(field))) return undefined;
    if (this.#pattern !== undefined) {
      const message = read('message');
      if (typeof message !== 'string' || !this.#pattern.readInto(fields, message)) return undefined;
    }
    const eventName = this.#event;
    if (eventName === undefined) return 'nothing';
    const attributes: Record<string, AttributeValue> = Object.fromEntries(this.#constants);
    for (const [attribute, make] of this.#makers) {
      const value = make(read);
      if (value !== undefined) attributes[attribute] = value;
    }
    const severityText = this.#severity;
    return { eventName, severityText, severityNumber: SEVERITIES[severityText ?? ''], attributes };
  }
}

function checkEvent(rule: MapRule, place: string): void {
  if ((rule.event === undefined) === (rule.nothing === undefined)) {
    throw new MapError(`${place}: say either the event, or with nothing why there is none.`);
  }
  if (rule.event === undefined) return;
  const definition = eventDefinition(rule.event);
  if (definition === undefined) throw unknownName(rule.event, Object.keys(EVENTS), `${place}, event`);
  if (rule.severity !== undefined && !Object.hasOwn(SEVERITIES, rule.severity)) {
    throw unknownName(rule.severity, Object.keys(SEVERITIES), `${place}, severity`);
  }
  const said = { ...rule.constant, ...rule.field };
  const missing = requiredOf(definition).filter((attribute) => !Object.hasOwn(said, attribute));
  if (missing.length > 0) throw new MapError(`${place}: ${rule.event} also needs ${missing.join(', ')}.`);
}

function requiredOf({ required, target, targetFrom }: EventDefinition): readonly string[] {
  return target === 'call-site' && targetFrom === undefined ? [...required, ATTR_AUDIT_TARGET_ID] : required;
}
