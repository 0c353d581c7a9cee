import { type CarriedSeal, carriedSeal } from '@otelseal/audit-integrity';
import type { ReceivedRecord } from '../received-record.js';

const PAYLOAD = 'audit.payload';
const STREAM = 'audit.sequence.stream_id';
/** Names that only a seal gives. */
const SEALS_OWN: readonly string[] = [PAYLOAD, STREAM, 'audit.sequence.number', 'audit.time'];

/**
 * The seal that a record carries, if it looks like one from the text to the attributes beside it, and, of a record that is no leaf, to what
 * it shows of an application: its event name, body and severity. Nobody has proven it. Attributes beside the seal are not looked at, as those
 * of a leaf are not: a collector adds some, and a verifier says which of them nobody signed.
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

/** Severity of every control record. */
const INFO = 9;
const INFO_TEXT = 'INFO';

/**
 * A payload of a tile or a checkpoint that stands in a record about something else is a costume. Absent is as good as equal, as it is to a
 * verifier (SPEC.md, "Display"): Loki and collectors from before the field drop the event name, and a stream without its checkpoints proves
 * little. The body alone says which of the two it is.
 */
function showsNothingElse(record: ReceivedRecord, display: ControlDisplay): boolean {
  const { eventName = '', severityNumber = 0, severityText = '', body } = record;
  if (eventName !== '' && eventName !== display.event) return false;
  if (severityNumber !== 0 && severityNumber !== INFO) return false;
  if (severityText !== '' && severityText !== INFO_TEXT) return false;
  return typeof body === 'string' && display.body.test(body);
}
