import { carriedSeal } from '@otelseal/audit-integrity';

import type { ShownRecord } from '../records/shown-record.js';
import { isStreamId } from '../stores/sequence-spans.js';

/** Where a record belongs in what was sealed, as far as it says so itself. */
export type RecordPlace =
  | { readonly kind: 'leaf'; readonly stream: string; readonly sequence: number; readonly control: string }
  | { readonly kind: 'checkpoint'; readonly stream: string; readonly size: number }
  | { readonly kind: 'tile'; readonly stream: string }
  /** It carries no seal that can be read, and speaks as a record that should have one. */
  | {
      readonly kind: 'unread';
      readonly stream: string | undefined;
      readonly timeNs: bigint | undefined;
      readonly service: string;
    };

/** Undefined for an ordinary log record, about which a verifier says nothing. */
export function placeOf(shown: ShownRecord): RecordPlace | undefined {
  const { payload, attributes, timeNs, service } = shown;
  const sealed = typeof payload === 'string' ? sealedPlace(payload) : undefined;
  if (sealed !== undefined) return sealed;
  const names = Object.keys(attributes);
  if (payload === undefined && !isOurs(shown.eventName) && !names.some(isOurs)) return undefined;
  const stream = attributes['audit.sequence.stream_id'];
  return {
    kind: 'unread',
    stream: typeof stream === 'string' && isStreamId(stream) ? stream : undefined,
    timeNs,
    service,
  };
}

/** As strict as the verifier: what it cannot read has no place of its own saying. */
function sealedPlace(payload: string): RecordPlace | undefined {
  const seal = carriedSeal(payload);
  if (seal === undefined) return undefined;
  const { stream, leaf, identity } = seal;
  if (leaf === undefined && identity === undefined) return { kind: 'tile', stream };
  const { kind, note } = JSON.parse(payload) as { readonly kind: string; readonly note?: string };
  if (leaf !== undefined) return { kind: 'leaf', stream, sequence: leaf.sequence, control: kind };
  return { kind: 'checkpoint', stream, size: Number(note?.split('\n', 2)[1]) };
}

function isOurs(name: string): boolean {
  return name.startsWith('security.') || name.startsWith('audit.');
}
