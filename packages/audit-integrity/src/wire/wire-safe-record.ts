import type { RecordInput, SpanIdentity, WireSafeRecord } from '../sealed-record.js';
import { isUnixTime, type UnixTime } from '../unix-time.js';
import { type AttributePlans, attributePlan } from './attribute-plan.js';
import { readMember, type WireBudget, type WireSafeValue, wireBudget, wireSafeValue } from './wire-safe-value.js';

/** Longest event name and severity text, in UTF-16 units. */
const MAX_LABEL_LENGTH = 256;
/** Most attributes of one record; OpenTelemetry's own default is 128. Those beyond it are counted as dropped. */
export const MAX_ATTRIBUTES = 4_096;

/** A wire-safe record with its attributes laid out for the canonical text. */
export interface LaidOutRecord extends Omit<WireSafeRecord, 'attributes'> {
  /** In canonical order: names, their `"name":` fragments, values. */
  readonly names: readonly string[];
  readonly fragments: readonly string[];
  readonly values: readonly WireSafeValue[];
}

/**
 * Makes a record safe for every hop and store: see `wireSafeValue` for values; reserved and colliding attribute names
 * become `renamed.<n>.<name>`; an event name that begins with `audit.` belongs to the seal and is renamed too. Doing it
 * twice changes nothing more. Never throws.
 *
 * @param neighbours attribute names that the resource and the scope bring into the same store.
 * @example
 * wireSafeRecord({ attributes: { 'user.id': 'u1', trace_id: 'x' } }).attributes; // { 'user.id': 'u1', 'renamed.0.trace_id': 'x' }
 * @stable
 */
export function wireSafeRecord(input: RecordInput, neighbours: readonly string[] = []): WireSafeRecord {
  const { names, values, fragments: _, ...record } = layOut(input, neighbours, new Map());
  const attributes: Record<string, WireSafeValue> = {};
  for (let index = 0; index < names.length; index += 1) {
    attributes[names[index] as string] = values[index] as WireSafeValue;
  }
  return { ...record, attributes };
}

/** `wireSafeRecord` for the sealer: the same result, attributes in canonical order. */
export function layOut(input: RecordInput, neighbours: readonly string[], plans: AttributePlans): LaidOutRecord {
  const budget = wireBudget();
  const eventName = safeEventName(readMember(input, 'eventName'));
  const body = wireSafeValue(readMember(input, 'body'), budget);
  const attributes = readMember(input, 'attributes');
  const names = namesOf(attributes);
  const kept = names.length > MAX_ATTRIBUTES ? names.slice(0, MAX_ATTRIBUTES) : names;
  const raw = kept.map((name) => safeAttribute(attributes as object, name, budget));
  const plan = attributePlan(eventName ?? '', kept, raw, neighbours, plans);
  return {
    hrTime: safeTime(readMember(input, 'hrTime')),
    eventName,
    severityNumber: safeSeverity(readMember(input, 'severityNumber')),
    severityText: safeLabel(readMember(input, 'severityText')),
    spanContext: safeSpan(readMember(input, 'spanContext')),
    body,
    droppedAttributesCount: safeCount(readMember(input, 'droppedAttributesCount')) + names.length - kept.length,
    names: plan.names,
    fragments: plan.fragments,
    values: plan.order.map((index) => raw[index] as WireSafeValue),
  };
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
  if (typeof traceId !== 'string' || !/^[0-9a-f]{32}$/.test(traceId)) return undefined;
  if (typeof spanId !== 'string' || !/^[0-9a-f]{16}$/.test(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.isInteger(traceFlags) ? (traceFlags as number) & 0xff : 0 };
}
