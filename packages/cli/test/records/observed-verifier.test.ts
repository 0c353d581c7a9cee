import { createVerifier, type openStream, type SealedRecord } from '@otelseal/audit-integrity';
import { lokiName } from '@otelseal/semantic-conventions';
import { describe, expect, it } from 'vitest';

import type { EvidenceRecord } from '../../src/records/evidence-record.js';
import { ObservedVerifier } from '../../src/records/observed-verifier.js';
import { storyEvent } from '../sealed-story.js';
import { storySealer } from '../story-sealer.js';

const EVENT = storyEvent(
  'security.authz.failure',
  { 'audit.actor.id': 'ada', 'app.count': 5 },
  { body: 'ada was refused' },
);

function sealed(record: Parameters<ReturnType<typeof openStream>['seal']>[0] = EVENT): SealedRecord {
  return storySealer().seal(record, [1_795_449_601, 5]);
}

/** What an observer sees of what is handed to a verifier. */
function seen(hand: (verifier: ObservedVerifier) => void): EvidenceRecord[] {
  const records: EvidenceRecord[] = [];
  hand(new ObservedVerifier(createVerifier(), (record) => records.push(record)));
  return records;
}

const SIGNED = {
  seal: { stream: 'a'.repeat(32), sequence: 2, timeNs: 1_795_449_601_000_000_005n },
  eventName: 'security.authz.failure',
  severityNumber: 9,
  message: 'ada was refused',
  service: 'shop',
  attributes: expect.objectContaining({ 'audit.actor.id': 'ada', 'app.count': 5 }),
};

function loki(structuredMetadata: Readonly<Record<string, string>>) {
  return {
    place: 'loki 1',
    line: 'shown line',
    labels: { service_name: 'shown' },
    structuredMetadata,
    timestamp: '1795449601000000000',
  };
}

function file(attributes: Readonly<Record<string, string>>, more: object = {}) {
  const list = Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  return { place: 'f:1', logRecord: { attributes: list, ...more }, resource: [], scopeName: '', scope: [] };
}

describe('a record that carries a seal is seen by its signed values', () => {
  const shown = { 'audit.payload': sealed().payload, 'audit.actor.id': 'bob' };

  it('from a file', () => {
    expect(seen((to) => to.add(file(shown)))).toMatchObject([{ ...SIGNED, place: 'f:1' }]);
  });

  it('from Loki', () => {
    const metadata = Object.fromEntries(Object.entries(shown).map(([name, value]) => [lokiName(name), value]));
    expect(seen((to) => to.addLoki(loki(metadata)))).toMatchObject([{ ...SIGNED, place: 'loki 1' }]);
  });

  it.each([
    ['flat', shown],
    ['nested', { audit: { payload: shown['audit.payload'], actor: { id: 'bob' } } }],
  ])('from Elasticsearch, with %s attributes', (_how, attributes) => {
    const hit = { place: 'logs/1', source: { attributes, event_name: 'security.other' } };
    expect(seen((to) => to.addElasticsearch(hit))).toMatchObject([{ ...SIGNED, place: 'logs/1' }]);
  });

  it('with every type of value', () => {
    const attributes = { list: ['x', 1], map: { a: true, b: 0.5 }, bytes: new Uint8Array([1, 2]), big: 5, none: '' };
    const [record] = seen((to) => to.add(file({ 'audit.payload': sealed({ ...EVENT, attributes }).payload })));
    expect(record?.attributes).toMatchObject({ list: ['x', 1], map: { a: true, b: 0.5 }, big: 5 });
    expect(record?.attributes['bytes']).toEqual(Buffer.from([1, 2]));
  });

  it('and by what the store shows where only a digest was signed', () => {
    const long = 'x'.repeat(30_000);
    const { payload } = sealed({ ...EVENT, body: long, attributes: { 'user.name': 'ada', 'app.long': long } });
    expect(payload).toMatch(/"app\.long":"h:/);
    const stored = file(
      { 'audit.payload': payload, 'user.name': 'bob', 'app.long': 'as shown', 'user.id': 'added' },
      {
        body: { stringValue: 'body as shown' },
      },
    );
    const [record] = seen((to) => to.add(stored));
    expect({ ...record?.attributes }).toEqual({ 'user.name': 'ada', 'app.long': 'as shown' });
    expect(record?.message).toBe('body as shown');
  });

  it('and not at all when it is a control record, but for a declared loss', () => {
    const sealer = storySealer();
    const gap = sealer.gap({ count: 3, reason: 'queue full' }, [1_795_449_602, 0]);
    const control = [sealer.open, sealer.checkpoint(), gap];
    const records = seen((to) => {
      for (const { payload } of control) to.add(file({ 'audit.payload': payload }));
    });
    expect(records).toMatchObject([
      { isGap: true, eventName: 'audit.gap', message: '3 records were lost before they could be sealed: queue full' },
    ]);
  });
});

describe('a record without a readable seal is seen by what is shown', () => {
  it('in Loki under the names of the vocabulary', () => {
    const metadata = {
      event_name: 'security.authz.failure',
      audit_actor_id: 'bob',
      severity_number: '13',
      trace_id: 'AB',
    };
    expect(seen((to) => to.addLoki(loki(metadata)))).toMatchObject([
      {
        seal: undefined,
        eventName: 'security.authz.failure',
        severityNumber: 13,
        traceId: 'ab',
        message: 'shown line',
        timeNs: 1_795_449_601_000_000_000n,
        attributes: { 'audit.actor.id': 'bob' },
      },
    ]);
  });

  it.each([
    ['1795449601123.456789', 1_795_449_601_123_456_789n],
    [1_795_449_601_123, 1_795_449_601_123_000_000n],
    ['2026-11-23T16:00:01.5Z', 1_795_449_601_500_000_000n],
    ['yesterday', undefined],
    [null, undefined],
  ])('in Elasticsearch, with the time %j', (time, timeNs) => {
    const source = { '@timestamp': time, event_name: 'security.x', body: { text: 'hello' }, severity_number: 17 };
    expect(seen((to) => to.addElasticsearch({ place: 'i/1', source }))).toMatchObject([
      { seal: undefined, message: 'hello', severityNumber: 17, timeNs },
    ]);
  });

  it.each([
    ['', 'unreadable'],
    ['{', 'unreadable'],
    ['[]', 'unreadable'],
    ['{"v":"2","kind":"record"}', 'unreadable'],
    ['{"v":"1","kind":"record","stream":"x","sequence":"1","time":"1"}', 'unreadable'],
    [`{"v":"1","kind":"record","x":"${'x'.repeat(250_000)}"}`, 'unreadable'],
    [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'unreadable'],
  ])('when what it carries is %.60j', (payload, seal) => {
    const records = seen((to) => to.add(file({ 'audit.payload': payload, 'audit.actor.id': 'bob' })));
    expect(records).toMatchObject([{ seal, attributes: { 'audit.actor.id': 'bob' } }]);
  });
});
