import type { SealedRecord } from '../../src/sealed-record.js';
import { at, IDENTITY, open } from '../sealed-streams.js';

/** Who speaks in records that stores are to show: with all six parts. */
export const WHO = { ...IDENTITY, namespace: 'eu' };

/** What a store's projection says of a field of a record. */
export const OTHERWISE = 'it is shown otherwise than it was signed';

export const sealed = (input: object): SealedRecord =>
  open({ identity: WHO }).seal({ hrTime: at(10), ...input }, at(20));

/** A record with every field that OTLP has. */
export const fullRecord = (attributes: object, body = 'text'): SealedRecord =>
  sealed({
    eventName: 'security.x',
    severityNumber: 13,
    severityText: 'WARN',
    spanContext: { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 },
    droppedAttributesCount: 2,
    body,
    attributes: { 'app.n': 5, 'user.id': 'u1', ...attributes },
  });

/** More attributes than a payload holds. */
export const withRest = (): SealedRecord =>
  sealed({
    attributes: Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`key.of.some.length.${n}`, `v${n}`])),
  });
