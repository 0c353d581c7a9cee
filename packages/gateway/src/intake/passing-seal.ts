import { type CarriedSeal, carriedSeal } from '@otelseal/audit-integrity';
import type { ReceivedRecord } from '../received-record.js';

const PAYLOAD = 'audit.payload';
const STREAM = 'audit.sequence.stream_id';
/** Names that only a seal gives. */
const SEALS_OWN: readonly string[] = [PAYLOAD, STREAM, 'audit.sequence.number', 'audit.time'];

/** The seal that a record carries, if it looks like one from the text to the attributes beside it. Nobody has proven it. */
export function passingSeal({ attributes }: ReceivedRecord): CarriedSeal | undefined {
  const payload = attributes[PAYLOAD];
  if (typeof payload !== 'string') return undefined;
  const seal = carriedSeal(payload);
  return seal !== undefined && attributes[STREAM] === seal.stream ? seal : undefined;
}

/** Whether a record without a seal makes as if it had one, or were a control record of one. Sealing renames what pretends. */
export function pretendsSeal({ attributes, eventName }: ReceivedRecord): boolean {
  if (eventName?.startsWith('audit.') === true) return true;
  return SEALS_OWN.some((name) => Object.hasOwn(attributes, name));
}
