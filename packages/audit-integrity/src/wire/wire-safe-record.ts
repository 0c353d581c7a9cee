import type { RecordInput, SpanIdentity, WireSafeRecord } from '../sealed-record.js';
import { isUnixTime, type UnixTime } from '../unix-time.js';
import { type AttributePlan, attributePlan } from './attribute-plan.js';
import { AttributePlans } from './attribute-plans.js';
import { distinctMembers } from './distinct-members.js';
import {
  readMember,
  type WireBudget,
  type WireSafeMap,
  type WireSafeValue,
  wireBudget,
  wireSafeValue,
} from './wire-safe-value.js';

/** Longest event name and severity text, in UTF-16 units. */
const MAX_LABEL_LENGTH = 256;
/** Most attributes of one record; OpenTelemetry's own default is 128. Those beyond it are counted as dropped. */
export const MAX_ATTRIBUTES = 4_096;

/** A wire-safe record with its attributes laid out for the canonical text. */
export interface LaidOutRecord extends Omit<WireSafeRecord, 'attributes'> {
  readonly plan: AttributePlan;
  /** Of the attributes, in canonical order. */
  readonly values: readonly WireSafeValue[];
}

/**
 * Makes a record safe for every hop and store: see `wireSafeValue` for values; reserved and colliding attribute names
 * become `renamed.<n>.<name>`; an event name that begins with `audit.` belongs to the seal and is renamed too. Doing it
 * twice changes nothing more. Never throws.
 *
 * @param neighbours attribute names that the resource and the scope bring into the same store.
 * @example
 * wireSafeRecord({ attributes: { 'user.id': 'u1', trace_id: 'x' } }).attributes; // { 'renamed.0.trace_id': 'x', 'user.id': 'u1' }
 * @stable
 */
export function wireSafeRecord(input: RecordInput, neighbours: readonly string[] = []): WireSafeRecord {
  const { plan, values, ...record } = layOut(input, neighbours, new AttributePlans());
  return { ...record, attributes: attributesOf(plan, values, plan.template) };
}

/** The attributes in canonical order, as members of a copy of `template`. */
export function attributesOf(
  { names }: AttributePlan,
  values: readonly WireSafeValue[],
  template: WireSafeMap,
): Record<string, WireSafeValue> {
  const attributes: Record<string, WireSafeValue> = { ...template };
  for (let index = 0; index < names.length; index += 1) {
    attributes[names[index] as string] = values[index] as WireSafeValue;
  }
  return attributes;
}

/** `wireSafeRecord` for the sealer: the same result, attributes laid out in canonical order. */
export function layOut(input: RecordInput, neighbours: readonly string[], plans: AttributePlans): LaidOutRecord {
  const budget = wireBudget();
  const members = readMembers(input);
  const eventName = safeEventName(members.eventName);
  const body = wireSafeValue(members.body, budget);
  const { given, values, dropped } = readAttributes(members.attributes, budget);
  const plan = attributePlan(eventName ?? '', given, values, neighbours, plans);
  return {
    hrTime: safeTime(members.hrTime),
    eventName,
    severityNumber: safeSeverity(members.severityNumber),
    severityText: safeLabel(members.severityText),
    spanContext: safeSpan(members.spanContext),
    body,
    droppedAttributesCount: safeCount(members.droppedAttributesCount) + dropped,
    plan,
    values: inOrder(values, plan),
  };
}

type Members = { readonly [name in keyof Required<RecordInput>]: unknown };

/** Each member once. One that throws costs only itself. */
function readMembers(input: RecordInput): Members {
  try {
    const { hrTime, eventName, severityNumber, severityText, spanContext, body, attributes } = input;
    const { droppedAttributesCount } = input;
    return { hrTime, eventName, severityNumber, severityText, spanContext, body, attributes, droppedAttributesCount };
  } catch {
    return {
      hrTime: readMember(input, 'hrTime'),
      eventName: readMember(input, 'eventName'),
      severityNumber: readMember(input, 'severityNumber'),
      severityText: readMember(input, 'severityText'),
      spanContext: readMember(input, 'spanContext'),
      body: readMember(input, 'body'),
      attributes: readMember(input, 'attributes'),
      droppedAttributesCount: readMember(input, 'droppedAttributesCount'),
    };
  }
}

interface ReadAttributes {
  readonly given: readonly string[];
  readonly values: (WireSafeValue | undefined)[];
  readonly dropped: number;
}

function readAttributes(attributes: unknown, budget: WireBudget): ReadAttributes {
  const names = namesOf(attributes);
  const given = names.length > MAX_ATTRIBUTES ? names.slice(0, MAX_ATTRIBUTES) : names;
  const values = given.map((name) => safeAttribute(attributes as object, name, budget)); // of its final size at once
  return { given, values, dropped: names.length - given.length };
}

function namesOf(attributes: unknown): string[] {
  if (typeof attributes !== 'object' || attributes === null) return [];
  try {
    return Object.keys(attributes);
  } catch {
    return []; // a revoked proxy, or a trap that throws
  }
}

function safeAttribute(attributes: object, name: string, budget: WireBudget): WireSafeValue | undefined {
  if (budget.values-- <= 0) return '[cut]';
  return wireSafeValue(readMember(attributes, name), budget);
}

function inOrder(values: (WireSafeValue | undefined)[], { meeting, order }: AttributePlan): WireSafeValue[] {
  for (const index of meeting) values[index] = distinctMembers(values[index] as WireSafeMap);
  return order.map((index) => values[index] as WireSafeValue);
}

function safeTime(value: unknown): UnixTime | undefined {
  return isUnixTime(value) ? [value[0], value[1]] : undefined;
}

/** Only the seal's own control records bear names that begin with `audit.`. */
function safeEventName(value: unknown): string | undefined {
  const name = safeLabel(value);
  return name?.startsWith('audit.') ? `renamed.${name}` : name;
}

function safeLabel(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return (value.length > MAX_LABEL_LENGTH ? value.slice(0, MAX_LABEL_LENGTH) : value).toWellFormed();
}

function safeSeverity(value: unknown): number | undefined {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 24 ? (value as number) : undefined;
}

function safeCount(value: unknown): number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0x7fff_ffff ? (value as number) : 0;
}

function safeSpan(value: unknown): SpanIdentity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const traceId = readMember(value, 'traceId');
  const spanId = readMember(value, 'spanId');
  const traceFlags = readMember(value, 'traceFlags');
  if (typeof traceId !== 'string' || !/^([0-9a-f]{32})?$/.test(traceId)) return undefined;
  if (typeof spanId !== 'string' || !/^([0-9a-f]{16})?$/.test(spanId)) return undefined;
  if (traceId === '' && spanId === '') return undefined;
  return { traceId, spanId, traceFlags: Number.isInteger(traceFlags) ? (traceFlags as number) & 0xff : 0 };
}
