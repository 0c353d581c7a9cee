import { CanonicalMap } from '../canonical-reader.js';
import type { CheckpointPayload, Leaf, TilePayload } from '../sealed-payload.js';

/** What a store must show of a leaf, or of a control record that is none. */
export interface ShownLeaf
  extends Pick<
    Leaf,
    | 'event'
    | 'severity'
    | 'severityText'
    | 'trace'
    | 'span'
    | 'flags'
    | 'dropped'
    | 'body'
    | 'salt'
    | 'attributes'
    | 'rest'
  > {
  /** Undefined where the time is compared elsewhere. */
  readonly eventTime: string | undefined;
  readonly identity: Leaf['identity'] | undefined;
  readonly payload: string;
  readonly stream: string;
  readonly sequence: number | undefined;
  readonly time: string | undefined;
}

export function shownLeaf(leaf: Leaf, payload: string): ShownLeaf {
  return { ...leaf, payload };
}

/** Checkpoints and tiles show severity INFO, a body, and the seal's payload, stream and event. */
export function shownControl(control: CheckpointPayload | TilePayload, body: string, payload: string): ShownLeaf {
  return {
    event: `audit.${control.kind}`,
    severity: '9',
    severityText: 'INFO',
    trace: '',
    span: '',
    flags: '',
    dropped: '',
    salt: '',
    body: `s:${body}`,
    attributes: new CanonicalMap(),
    rest: undefined,
    eventTime: undefined,
    identity: undefined,
    payload,
    stream: control.stream,
    sequence: undefined,
    time: undefined,
  };
}
