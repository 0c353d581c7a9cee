import { describe, expect, it } from 'vitest';
import { controlBody } from '../../src/control-body.js';
import { Additions } from '../../src/display/additions.js';
import { FileDisplay } from '../../src/display/file.js';
import { FileRecord } from '../../src/display/file-record.js';
import { UnsignedNames } from '../../src/display/unsigned-names.js';
import type { StoredRecord } from '../../src/index.js';
import { type CheckpointPayload, readPayload } from '../../src/sealed-payload.js';
import { changed } from '../judged.js';
import { open, stored } from '../sealed-streams.js';
import { around, type Change, field, put, text } from './changes.js';

describe('a record as a file holds it', () => {
  const recordOf = (logRecord: object) =>
    new FileRecord(
      { place: 'p', logRecord, resource: [], scopeName: '', scope: [] } as StoredRecord,
      new FileDisplay(new UnsignedNames([]), new Additions()),
    );
  const attributes = (...list: unknown[]) => ({ attributes: list });

  it.each<readonly [object, string | undefined]>([
    [{}, undefined],
    [attributes(null, 5), undefined],
    [attributes(text('audit.payload', 'x')), 'x'],
    [attributes(text('audit.payload', 'x'), text('audit.payload', 'y'), text('z', '')), 'y'],
    [attributes({ key: 'audit.payload', value: { intValue: 5 } }), ''],
    [attributes({ key: 'audit.payload' }), ''],
  ])('%j carries %j', (logRecord, payload) => {
    expect(recordOf(logRecord).payload()).toBe(payload);
  });

  it.each<readonly [object, string | undefined]>([
    [{}, undefined],
    [{ eventName: 'security.x' }, 'eventName'],
    [{ eventName: 'audit.x' }, 'eventName'],
    [{ eventName: 'my.security.x' }, undefined],
    [{ eventName: 5 }, undefined],
    [attributes(text('event.name', 'security.x')), 'event.name'],
    [attributes(text('event.name', 'x')), undefined],
    [attributes({ key: 'event.name', value: { intValue: 5 } }), undefined],
    [attributes(text('x', 'security.x'), text('security.reason', 'x')), 'security.reason'],
  ])('%j speaks as a security record by %s', (logRecord, claim) => {
    expect(recordOf(logRecord).claim()).toBe(claim);
  });

  it.each<readonly [unknown, string | undefined]>([
    ['5', '5'],
    [5, '5'],
    [null, undefined],
    [undefined, undefined],
  ])('shows the time %j as %s', (timeUnixNano, time) => {
    expect(recordOf({ timeUnixNano }).time()).toBe(time);
  });

  it('is for a checkpoint its body, seal and time', () => {
    const record = open().checkpoint();
    const control = readPayload(record.payload) as CheckpointPayload;
    const [, size = '', root = ''] = control.note.split('\n');
    const of = (change: Change) => {
      const [given] = changed(stored([record]), 0, change) as [StoredRecord];
      const shownRecord = new FileRecord(given, new FileDisplay(new UnsignedNames([]), new Additions()));
      return shownRecord.ofControl(control, controlBody('checkpoint', { size, root }), record.payload)?.field;
    };
    expect([of(() => {}), of(field('timeUnixNano', '5')), of(around('service.name', 'bank'))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const [name, value] of [
      ['eventName', 'x'],
      ['severityNumber', 13],
      ['severityText', 'x'],
      ['flags', 1],
      ['droppedAttributesCount', 1],
      ['traceId', 'a'],
      ['spanId', 'a'],
      ['body', {}],
    ] as const) {
      expect(of(field(name, value))).toBe(name);
    }
    for (const name of ['audit.sequence.stream_id', 'event.name', 'audit.sequence.number', 'audit.time', 'user.id']) {
      expect(of(put(name, { stringValue: 'x' }))).toBe(name);
    }
    expect(of(around('user.id', 'x'))).toBe('user.id');
    expect(of((given) => Object.assign(given, { scope: [text('user.id', 'x')] }))).toBe('user.id');
  });
});
