import { expect, it } from 'vitest';
import { type ControlKind, controlBody } from '../src/control-body.js';
import type { CanonicalObject } from '../src/index.js';

it.each<[ControlKind, CanonicalObject, string]>([
  ['open', {}, 'Audit stream opened.'],
  ['open', { predecessor: {} }, 'Audit stream opened as a successor.'],
  ['heartbeat', { dropped: '2', pending: '3' }, 'Audit stream alive: 2 dropped, 3 pending.'],
  ['gap', { count: '2', reason: 'full' }, '2 records were lost before they could be sealed: full'],
  ['rotate', {}, 'Audit stream changed its epoch key.'],
  ['rotate', { endorsement: '1' }, 'A root key vouches for this audit stream.'],
  ['close', { reason: 'shutdown' }, 'Audit stream closed: shutdown'],
  ['redaction', {}, 'A record of this stream was redacted.'],
  ['relay', { sequence: '7', stream: 'ab' }, 'Counter-seal of record 7 of stream ab.'],
  ['checkpoint', { size: '5', root: 'AA==' }, 'Checkpoint: 5 records sealed, root AA==.'],
  ['tile', {}, 'Leaf hashes of this audit stream.'],
])('a control record of kind %s with %j says so to people', (kind, control, body) => {
  expect(controlBody(kind, control)).toBe(body);
});
