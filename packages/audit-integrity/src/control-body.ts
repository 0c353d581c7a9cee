import type { CanonicalObject } from './canonical-record.js';

/** Control records, in the order in which a stream may have them. */
export type ControlKind =
  | 'open'
  | 'heartbeat'
  | 'gap'
  | 'rotate'
  | 'close'
  | 'redaction'
  | 'relay'
  | 'checkpoint'
  | 'tile';

/** What a control record says to people: its body. Derived from its control object alone, so that it can be checked. */
export function controlBody(kind: ControlKind, control: CanonicalObject): string {
  switch (kind) {
    case 'open':
      return control['predecessor'] === undefined ? 'Audit stream opened.' : 'Audit stream opened as a successor.';
    case 'heartbeat':
      return `Audit stream alive: ${control['dropped']} dropped, ${control['pending']} pending.`;
    case 'gap':
      return `${control['count']} records were lost before they could be sealed: ${control['reason']}`;
    case 'rotate':
      return control['endorsement'] === undefined
        ? 'Audit stream changed its epoch key.'
        : 'A root key vouches for this audit stream.';
    case 'close':
      return `Audit stream closed: ${control['reason']}`;
    case 'redaction':
      return 'A record of this stream was redacted.';
    case 'relay':
      return `Counter-seal of record ${control['sequence']} of stream ${control['stream']}.`;
    case 'checkpoint':
      return `Checkpoint: ${control['size']} records sealed, root ${control['root']}.`;
    case 'tile':
      return 'Leaf hashes of this audit stream.';
  }
}
