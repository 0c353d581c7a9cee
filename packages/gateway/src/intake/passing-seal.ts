import { type CarriedSeal, carriedSeal } from '@otelseal/audit-integrity';
import type { ReceivedRecord } from '../received-record.js';

const PAYLOAD = 'audit.payload';
const STREAM = 'audit.sequence.stream_id';
/** Names that only a seal gives. */
const SEALS_OWN: readonly string[] = [PAYLOAD, STREAM, 'audit.sequence.number', 'audit.time'];

/**
 * The seal that a record carries, if it looks like one from the text to the attributes beside it, and, of a record that is no leaf, to what
 * it shows. Nobody has proven it.
 */
export function passingSeal(record: ReceivedRecord): CarriedSeal | undefined {
  const payload = record.attributes[PAYLOAD];
  if (typeof payload !== 'string') return undefined;
  const seal = carriedSeal(payload);
  if (seal === undefined || record.attributes[STREAM] !== seal.stream) return undefined;
  return seal.leaf !== undefined || showsNothingElse(record, seal.identity === undefined ? TILE : CHECKPOINT)
    ? seal
    : undefined;
}

/** Whether a record without a seal makes as if it had one, or were a control record of one. Sealing renames what pretends. */
export function pretendsSeal({ attributes, eventName }: ReceivedRecord): boolean {
  if (eventName?.startsWith('audit.') === true) return true;
  return SEALS_OWN.some((name) => Object.hasOwn(attributes, name));
}

/** What a control record shows that is no leaf: nothing in it speaks of an application (SPEC.md, "checkpoint" and "tile"). */
interface ControlDisplay {
  readonly event: string;
  readonly body: RegExp;
}

const CHECKPOINT: ControlDisplay = {
  event: 'audit.checkpoint',
  body: /^Checkpoint: \d{1,16} records sealed, root [A-Za-z0-9+/]{43}=\.$/,
};
const TILE: ControlDisplay = { event: 'audit.tile', body: /^Leaf hashes of this audit stream\.$/ };

/** A payload of a tile or a checkpoint that stands in a record about something else is a costume. */
function showsNothingElse({ eventName, body }: ReceivedRecord, display: ControlDisplay): boolean {
  return eventName === display.event && typeof body === 'string' && display.body.test(body);
}
