import { isStreamId } from '../stores/sequence-spans.js';
import type { EvidenceRecord, Seal } from './evidence-record.js';
import { signedMap, signedValue } from './signed-value.js';
import { valueText } from './value-text.js';

/** Longest payload (SPEC.md, "Long records"). */
const MAX_PAYLOAD_LENGTH = 24_576;

/** What a payload says. */
export interface SignedRecord extends Omit<EvidenceRecord, 'place' | 'seal'> {
  readonly seal: Seal;
  /** As signed; {@link BY_DIGEST} where only its digest was. */
  readonly body: unknown;
  /** Whether attributes were left out and stand behind one digest. */
  readonly hasRest: boolean;
}

/**
 * The signed values in the text of `audit.payload`: of records, and of those by which a stream declares a loss. `other` for
 * control records that say nothing of what happened; undefined for what no sealer of this version wrote. Never throws.
 */
export function readSignedRecord(payload: string): SignedRecord | 'other' | undefined {
  const members = membersOf(payload);
  if (members?.['v'] !== '1') return undefined;
  const text = (name: string): string => {
    const value = members[name];
    return typeof value === 'string' ? value : '';
  };
  const kind = text('kind');
  if (kind !== 'record' && kind !== 'gap') return kind === '' ? undefined : 'other';
  const seal = sealOf(text('stream'), text('sequence'), text('time'));
  if (seal === undefined) return undefined;
  const body = kind === 'gap' ? lossOf(members['control']) : signedValue(members['body']);
  return {
    seal,
    isGap: kind === 'gap',
    timeNs: nanoseconds(text('event_time')),
    eventName: kind === 'gap' ? 'audit.gap' : text('event'),
    severityNumber: kind === 'gap' ? 13 : severityOf(text('severity')),
    severityText: kind === 'gap' ? 'WARN' : text('severity_text'),
    message: valueText(typeof body === 'symbol' ? undefined : body),
    body,
    traceId: text('trace'),
    service: text('service'),
    attributes: signedMap(objectOf(members['attributes'])),
    hasRest: members['rest'] !== undefined,
  };
}

function membersOf(payload: string): Readonly<Record<string, unknown>> | undefined {
  if (payload.length > MAX_PAYLOAD_LENGTH) return undefined;
  try {
    return objectOf(JSON.parse(payload)) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined; // the verifier says what is wrong with it
  }
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function sealOf(stream: string, sequence: string, time: string): Seal | undefined {
  const timeNs = nanoseconds(time);
  const isSound = isStreamId(stream) && /^[1-9]\d{0,14}$/.test(sequence);
  return isSound && timeNs !== undefined ? { stream, sequence: Number(sequence), timeNs } : undefined;
}

function nanoseconds(text: string): bigint | undefined {
  return /^[1-9]\d{9,19}$/.test(text) ? BigInt(text) : undefined;
}

function severityOf(text: string): number {
  return /^\d{1,2}$/.test(text) ? Number(text) : 0;
}

function lossOf(control: unknown): string {
  const { count, reason, from, to } = objectOf(control) as Readonly<Record<string, unknown>>;
  const span = typeof from === 'string' && typeof to === 'string' ? ` (${from} to ${to})` : '';
  return `${valueText(count)} records were lost before they could be sealed: ${valueText(reason)}${span}`;
}
