import { type CanonicalObject, canonicalRecordText } from './canonical-record.js';
import { type ControlKind, controlBody } from './control-body.js';
import { EVENT_ATTRIBUTE, PAYLOAD_ATTRIBUTE, type SealedRecord, STREAM_ATTRIBUTE } from './sealed-record.js';
import type { UnixTime } from './unix-time.js';

/** A control record without its seal. */
export type PresentedControl = Omit<SealedRecord, 'attributes' | 'sequence' | 'payload'>;

/** How a control record looks to people. */
export function presentedControl(kind: ControlKind, control: CanonicalObject, hrTime: UnixTime): PresentedControl {
  const [severityNumber, severityText] = kind === 'gap' ? ([13, 'WARN'] as const) : ([9, 'INFO'] as const);
  return {
    kind,
    hrTime,
    eventName: kind === 'relay' ? undefined : `audit.${kind}`, // the names of control events are a closed list
    severityNumber,
    severityText,
    spanContext: undefined,
    body: controlBody(kind, control),
    droppedAttributesCount: 0,
  };
}

/** What a record about the tree says; it is no leaf of it. */
export interface TreeStatement {
  readonly streamId: string;
  /** Leaves that it covers from the first one on. */
  readonly size: number;
  /** That of the last leaf it covers. */
  readonly time: UnixTime;
  /** What its body says. */
  readonly shown: CanonicalObject;
  /** Members of its payload besides `v`, `kind` and `stream`. */
  readonly members: CanonicalObject;
}

/** A checkpoint or a tile, ready to be sent. */
export function treeRecord(kind: 'checkpoint' | 'tile', statement: TreeStatement): SealedRecord {
  const { streamId, size, time, shown, members } = statement;
  const presented = presentedControl(kind, shown, time);
  const payload = canonicalRecordText({ ...members, kind, stream: streamId, v: '1' });
  return {
    ...presented,
    attributes: {
      [PAYLOAD_ATTRIBUTE]: payload,
      [STREAM_ATTRIBUTE]: streamId,
      [EVENT_ATTRIBUTE]: `audit.${kind}`,
    },
    sequence: size,
    payload,
  };
}
