import { describe, expect, it } from 'vitest';
import { changed, editPayload, firstWords, setAttribute, verdictOf, without } from '../judged.js';
import { at, IDENTITY, keyOf, loginFailure, loginStream, open, STREAM, stored } from '../sealed-streams.js';

// #1 open, #2–#11 login failures, a checkpoint after every fourth failure, #12 close, checkpoint
const RECORDS = stored(loginStream(10));
/** Index in RECORDS of the leaf with this number. */
const leaf = (sequence: number): number =>
  RECORDS.findIndex(({ logRecord }) =>
    logRecord.attributes?.some(
      ({ key, value }) => key === 'audit.sequence.number' && value?.intValue === String(sequence),
    ),
  );
const checkpoints = RECORDS.flatMap(({ logRecord }, index) =>
  logRecord.eventName === 'audit.checkpoint' ? [index] : [],
);

describe('an untouched stream', () => {
  it('is intact', () => {
    expect(verdictOf(RECORDS)).toEqual(['INTACT']);
  });

  it('is intact in any order, and with records delivered twice', () => {
    expect(verdictOf(RECORDS.toReversed())).toEqual(['INTACT']);
    expect(verdictOf([...RECORDS, ...RECORDS.slice(3, 9)])).toEqual(['INTACT']);
  });

  it('is intact without a checkpoint in the middle, because the next one covers the same records', () => {
    expect(verdictOf(without(RECORDS, checkpoints[0] as number))).toEqual(['INTACT']);
  });

  it('is intact when collectors added attributes that describe the surroundings or nothing we know', () => {
    const added = changed(RECORDS, 4, (record) => {
      setAttribute(record, 'k8s.pod.name', { stringValue: 'shop-5c' });
      setAttribute(record, 'collector.batch', { intValue: '7' });
      record.resource.push({ key: 'cloud.region', value: { stringValue: 'eu-1' } });
    });
    expect(verdictOf(added)).toEqual(['INTACT']);
  });
});

describe('a changed record', () => {
  it.each(['user.id', 'client.address', 'audit.outcome', 'client.port'])(
    'shown with another %s is named with the attribute',
    (name) => {
      const edited = changed(RECORDS, leaf(5), (record) => setAttribute(record, name, { stringValue: 'other' }));
      expect(firstWords(edited)).toBe(`NOT INTACT DISPLAY_MISMATCH ${STREAM} #5 ${name}`);
      expect(verdictOf(edited)).toEqual([`DISPLAY_MISMATCH #5 ${name}`]);
    },
  );

  it.each([
    ['body', (log: Record<string, unknown>) => (log['body'] = { stringValue: 'all is well' })],
    ['eventName', (log: Record<string, unknown>) => (log['eventName'] = 'security.authn.login.success')],
    ['timeUnixNano', (log: Record<string, unknown>) => (log['timeUnixNano'] = '1795449600000000001')],
    ['severityNumber', (log: Record<string, unknown>) => (log['severityNumber'] = 9)],
    ['severityText', (log: Record<string, unknown>) => (log['severityText'] = '')],
    ['traceId', (log: Record<string, unknown>) => (log['traceId'] = '00000000000000000000000000000001')],
    ['spanId', (log: Record<string, unknown>) => delete log['spanId']],
    ['flags', (log: Record<string, unknown>) => (log['flags'] = 0)],
    ['droppedAttributesCount', (log: Record<string, unknown>) => (log['droppedAttributesCount'] = 3)],
  ])('shown with another %s is named with the field', (field, edit) => {
    const edited = changed(RECORDS, leaf(6), (record) => edit(record.logRecord as Record<string, unknown>));
    expect(verdictOf(edited)).toEqual([`DISPLAY_MISMATCH #6 ${field}`]);
  });

  it.each(['audit.sequence.number', 'audit.sequence.stream_id', 'audit.time', 'event.name'])(
    'shown with another %s is named',
    (name) => {
      const value = name === 'audit.sequence.number' ? { intValue: '7' } : { stringValue: 'f'.repeat(32) };
      const edited = changed(RECORDS, leaf(6), (record) => setAttribute(record, name, value));
      expect(verdictOf(edited)).toEqual([`DISPLAY_MISMATCH #6 ${name}`]);
    },
  );

  it('is MODIFIED, with the attribute, when only its sealed text was changed', () => {
    const edited = changed(RECORDS, leaf(5), (record) =>
      editPayload(record, '"user.id":"s:user4@', '"user.id":"s:user5@'),
    );
    expect(verdictOf(edited)).toEqual(['MODIFIED #5 user.id']);
  });

  it('is MODIFIED when text and display were changed alike', () => {
    const edited = changed(RECORDS, leaf(5), (record) => {
      editPayload(record, '"user.id":"s:user4@', '"user.id":"s:user5@');
      setAttribute(record, 'user.id', { stringValue: 'user5@example.com' });
    });
    expect(verdictOf(edited)).toEqual(['MODIFIED #5 audit.payload']);
  });

  it.each([2, 5, 6, 9, 11])('is found at any place between checkpoints: #%i', (sequence) => {
    const edited = changed(RECORDS, leaf(sequence), (record) =>
      editPayload(record, '"client.address":"s:203', '"client.address":"s:204'),
    );
    expect(verdictOf(edited)).toEqual([`MODIFIED #${sequence} client.address`]);
  });

  it('is MODIFIED as the last of all, although no later record speaks for it', () => {
    const edited = changed(RECORDS, leaf(12), (record) => editPayload(record, '"reason":"', '"reason":"no '));
    expect(verdictOf(edited)[0]).toMatch(/^MODIFIED #12 /);
    expect(firstWords(edited)).toMatch(/^NOT INTACT MODIFIED/);
  });

  it('does not draw the record before it into suspicion when its link was changed, too', () => {
    const edited = changed(RECORDS, leaf(4), (record) => editPayload(record, /"prev":"..../, '"prev":"AAAA'));
    expect(verdictOf(edited)).toEqual(['MODIFIED #4 audit.payload']);
  });

  it('is found twice when two neighbours were changed', () => {
    let edited = changed(RECORDS, leaf(3), (record) => editPayload(record, '203.0.113.7', '203.0.113.8'));
    edited = changed(edited, leaf(4), (record) => editPayload(record, '203.0.113.7', '203.0.113.8'));
    expect(verdictOf(edited)).toEqual(['MODIFIED #3 client.address', 'MODIFIED #4 client.address']);
  });

  it('fails with an unsigned attribute that takes the place of a member of a signed map', () => {
    const sealer = open();
    const record = { attributes: { 'app.map': { deep: { level: 'signed' } } } };
    const records = stored([
      sealer.open,
      sealer.seal(record, at(1)),
      sealer.close({ reason: 'end' }, at(1)),
      sealer.checkpoint(),
    ]);
    const edited = changed(records, 1, (log) => setAttribute(log, 'app.map.deep_level', { stringValue: 'other' }));
    expect(verdictOf(records)).toEqual(['INTACT']);
    expect(verdictOf(edited)).toEqual(['DISPLAY_MISMATCH #2 app.map.deep_level']);
  });

  it('is MODIFIED when its text is no longer canonical', () => {
    const edited = changed(RECORDS, leaf(5), (record) => editPayload(record, '{"attributes"', '{ "attributes"'));
    expect(verdictOf(edited)).toEqual(['MODIFIED #5 audit.payload']);
  });

  it('is MODIFIED when its text was taken away', () => {
    const edited = changed(RECORDS, leaf(5), (record) => setAttribute(record, 'audit.payload', undefined));
    expect(verdictOf(edited)).toEqual(['MODIFIED #5 audit.payload']);
  });

  it('is MODIFIED when its version was changed, and keeps its number', () => {
    const edited = changed(RECORDS, leaf(5), (record) => editPayload(record, '"v":"1"', '"v":"2"'));
    expect(verdictOf(edited)).toEqual(['MODIFIED #5 audit.payload']);
  });
});

describe('an unsigned attribute', () => {
  it.each([
    'user.role',
    'enduser.id',
    'client.port_',
    'session.id',
    'event.outcome',
    'security.reason2',
    'audit.actor.id',
    'user_id',
    'USER.id',
    'trace_id',
    'severity_text',
    'message',
    'log.level',
    'service.name',
    'user-id',
  ])('named %s fails, because people would take it for signed', (name) => {
    const edited = changed(RECORDS, leaf(5), (record) => setAttribute(record, name, { stringValue: 'x' }));
    expect(verdictOf(edited)).toEqual([`DISPLAY_MISMATCH #5 ${name}`]);
  });

  it('fails inside a map, under the name that stores make of it', () => {
    const user = { kvlistValue: { values: [{ key: 'id', value: { stringValue: 'mallory' } }] } };
    const edited = changed(RECORDS, leaf(5), (record) => setAttribute(record, 'user', user));
    expect(verdictOf(edited)).toEqual(['DISPLAY_MISMATCH #5 user']);
  });

  it('fails when it is of the vocabulary', () => {
    const edited = changed(RECORDS, leaf(5), (record) => setAttribute(record, 'url.path', { stringValue: '/' }));
    expect(verdictOf(edited, { vocabulary: ['url.path'] })).toEqual(['DISPLAY_MISMATCH #5 url.path']);
    expect(verdictOf(edited)).toEqual(['INTACT']);
  });

  it('fails in the resource and in the scope as well', () => {
    const resource = changed(RECORDS, leaf(5), (record) =>
      record.resource.push({ key: 'user.id', value: { stringValue: 'x' } }),
    );
    expect(verdictOf(resource)).toEqual(['DISPLAY_MISMATCH #5 user.id']);
    const scope = changed(RECORDS, leaf(5), (record) =>
      record.scope.push({ key: 'client_address', value: { stringValue: 'x' } }),
    );
    expect(verdictOf(scope)).toEqual(['DISPLAY_MISMATCH #5 client.address']);
  });

  it('fails when it is a second one of a signed name', () => {
    const edited = changed(RECORDS, leaf(5), (record) =>
      record.logRecord.attributes?.push({ key: 'user.id', value: { stringValue: 'x' } }),
    );
    expect(verdictOf(edited)).toEqual(['DISPLAY_MISMATCH #5 user.id']);
  });
});

describe('a missing record', () => {
  it('is named by its number, wherever it was', () => {
    for (const sequence of [2, 5, 6, 7, 11]) {
      expect(verdictOf(without(RECORDS, leaf(sequence)))).toEqual([`MISSING #${sequence} -`]);
    }
  });

  it('is named with its neighbours as a run', () => {
    expect(verdictOf(without(RECORDS, leaf(4), leaf(5), leaf(6), leaf(7)))).toEqual(['MISSING #4–7 -']);
  });

  it('at the head takes the certificate away', () => {
    expect(verdictOf(without(RECORDS, leaf(1)))).toEqual(['MISSING #1 -']);
  });

  it('at the tail is missing while a checkpoint remembers it', () => {
    expect(verdictOf(without(RECORDS, leaf(12)))).toEqual(['MISSING #12 -']);
  });

  it('at the tail, with all that came later, leaves a stream without end', () => {
    expect(verdictOf(RECORDS.slice(0, leaf(9)))).toEqual(['NOT PROVEN UNANCHORED']);
    expect(verdictOf(RECORDS.slice(0, (checkpoints[0] as number) + 1))).toEqual(['NOT PROVEN UNCLOSED']);
  });

  it('and a changed one in the same stretch are both named', () => {
    const edited = changed(RECORDS, leaf(7), (record) => editPayload(record, '203.0.113.7', '203.0.113.8'));
    expect(verdictOf(without(edited, leaf(9)))).toEqual(['MODIFIED #7 client.address', 'MISSING #9 -']);
  });

  it('that stands elsewhere without its seal is UNSIGNED there', () => {
    const stripped = changed(RECORDS, leaf(5), (record) => {
      const seal = /^audit\.(payload|sequence\.|time)/;
      record.logRecord.attributes = record.logRecord.attributes?.filter(({ key }) => !seal.test(key ?? '')) ?? [];
    });
    expect(verdictOf(stripped)).toEqual(['UNSIGNED #- eventName', 'MISSING #5 -']);
  });
});

describe('an inserted record', () => {
  it('under a taken number is INSERTED, whichever comes first', () => {
    const forged = changed(RECORDS, leaf(5), (record) => {
      editPayload(record, '"user.id":"s:user4@', '"user.id":"s:user9@');
      setAttribute(record, 'user.id', { stringValue: 'user9@example.com' });
    })[leaf(5)];
    if (forged === undefined) throw new Error('no such record');
    expect(verdictOf([...RECORDS, forged])).toEqual(['INSERTED #5 -']);
    expect(verdictOf([forged, ...RECORDS])).toEqual(['INSERTED #5 -']);
  });

  it('after the close is INSERTED', () => {
    const sealer = open();
    const records = loginStream(3, sealer);
    const twin = open();
    loginStream(6, twin);
    const later = loginStream(8, open()).filter(({ sequence, kind }) => kind === 'record' && sequence > 6);
    expect(verdictOf(stored([...records, ...later]))).toEqual(['INSERTED #7–9 -']);
  });

  it('without a seal is UNSIGNED when it speaks as a security record', () => {
    const plain = { ...loginFailure(1), attributes: [] };
    const unsealed = {
      place: 'audit.jsonl:99',
      logRecord: { eventName: plain.eventName },
      resource: [],
      scopeName: '',
      scope: [],
    };
    expect(verdictOf([...RECORDS, unsealed])).toEqual(['UNSIGNED #- eventName']);
    const attribute = {
      ...unsealed,
      logRecord: { attributes: [{ key: 'audit.outcome', value: { stringValue: 'success' } }] },
    };
    expect(verdictOf([...RECORDS, attribute])).toEqual(['UNSIGNED #- audit.outcome']);
    const named = {
      ...unsealed,
      logRecord: { attributes: [{ key: 'event.name', value: { stringValue: 'security.x' } }] },
    };
    expect(verdictOf([...RECORDS, named])).toEqual(['UNSIGNED #- event.name']);
  });

  it('without a seal is only counted when it is an ordinary log record', () => {
    const ordinary = {
      place: 'audit.jsonl:99',
      logRecord: { body: { stringValue: 'started' } },
      resource: [],
      scopeName: '',
      scope: [],
    };
    expect(verdictOf([...RECORDS, ordinary])).toEqual(['INTACT']);
  });
});

describe('a checkpoint', () => {
  it('with a changed root, size or signature is MODIFIED', () => {
    const last = checkpoints.at(-1) as number;
    const signature = changed(RECORDS, last, (record) =>
      editPayload(record, /(.{20})=\\u000a","proof/, `${'A'.repeat(20)}=\\u000a","proof`),
    );
    expect(verdictOf(signature)).toContain('MODIFIED #12 checkpoint');
    const root = changed(RECORDS, last, (record) => editPayload(record, /(\\u000a12\\u000a)(.{8})/, '$1AAAAAAAA'));
    expect(verdictOf(root)).toContain('MODIFIED #12 checkpoint');
  });

  it('with a changed proof is MODIFIED', () => {
    const edited = changed(RECORDS, checkpoints[0] as number, (record) =>
      editPayload(record, /"proof":\{"0":"..../, '"proof":{"0":"AAAA'),
    );
    expect(verdictOf(edited)).toEqual(['MODIFIED #5 proof']);
  });

  it.each([
    ['body', (log: Record<string, unknown>) => (log['body'] = { stringValue: 'Checkpoint: 9 records sealed.' })],
    ['timeUnixNano', (log: Record<string, unknown>) => (log['timeUnixNano'] = '1795449600000000001')],
    ['severityText', (log: Record<string, unknown>) => (log['severityText'] = 'DEBUG')],
  ])('shown with another %s is named', (field, edit) => {
    const edited = changed(RECORDS, checkpoints[0] as number, (record) =>
      edit(record.logRecord as Record<string, unknown>),
    );
    expect(verdictOf(edited)).toEqual([`DISPLAY_MISMATCH #5 ${field}`]);
  });

  it('signed by another key is FOREIGN_KEY', () => {
    const forger = open({ key: keyOf('forger') });
    const forged = stored(loginStream(10, forger)).filter(
      ({ logRecord }) => logRecord.eventName === 'audit.checkpoint',
    );
    expect(verdictOf([...RECORDS, ...forged.slice(-1)])).toEqual(['FOREIGN_KEY #12 checkpoint']);
  });

  it('of the same size with another root is EQUIVOCATION', () => {
    const other = open({ randomBytes: (count) => new Uint8Array(count) });
    const fork = stored(loginStream(10, other)).filter(({ logRecord }) => logRecord.eventName === 'audit.checkpoint');
    expect(verdictOf([...RECORDS, ...fork.slice(-1)])).toEqual(['EQUIVOCATION #12 root']);
  });

  it('of a history that does not follow from the one before is EQUIVOCATION', () => {
    const other = stored(loginStream(10, open({ randomBytes: (count) => new Uint8Array(count) })));
    const later = other.slice((checkpoints[0] as number) + 1);
    expect(verdictOf([...RECORDS.slice(0, (checkpoints[0] as number) + 1), ...later])).toEqual([
      'EQUIVOCATION #9 root',
    ]);
  });
});

describe('a stream elsewhere', () => {
  it('under another service is DISPLAY_MISMATCH, and REPLAY when it stands under its own as well', () => {
    const moved = stored(loginStream(10), { ...IDENTITY, service: 'bank' });
    expect(new Set(verdictOf(moved).map((words) => words.replace(/#\d+/, '#')))).toEqual(
      new Set(['DISPLAY_MISMATCH # service.name']),
    );
    expect(new Set(verdictOf([...RECORDS, ...moved]).map((words) => words.replace(/#\d+/, '#')))).toContain(
      'REPLAY # service.name',
    );
  });

  it('spliced into another stream is named in both', () => {
    const other = stored(loginStream(6, open({ streamId: 'a'.repeat(32) })));
    const spliced = changed(RECORDS, leaf(5), (record) => {
      record.logRecord = structuredClone(other[5]?.logRecord ?? {}) as typeof record.logRecord;
    });
    expect(verdictOf(spliced)).toContain('MISSING #5 -');
  });
});

describe('time', () => {
  it('outside the validity of the certificate is BAD_EPOCH', () => {
    const sealer = open();
    const records = [
      sealer.open,
      sealer.seal(loginFailure(1), at(90_000_000)),
      sealer.close({ reason: 'x' }, at(90_000_001)),
      sealer.checkpoint(),
    ];
    expect(verdictOf(stored(records))).toEqual(['BAD_EPOCH #2 audit.time']);
  });
});
