import { describe, expect, it } from 'vitest';

import { chapterLine, chaptersOf, leadsOf } from '../../src/investigate/chapters.js';
import type { JudgedRow } from '../../src/investigate/investigation.js';
import { timelineRow } from '../../src/investigate/timeline-row.js';

let second = 0;
function row(event: string, more: Partial<JudgedRow> = {}): JudgedRow {
  second += 1;
  return {
    what: 'event',
    time: `2026-11-29T01:00:${String(second % 60).padStart(2, '0')}.000000000Z`,
    event,
    outcome: 'success',
    severity: 'INFO',
    actor: 'mallory',
    client: '203.0.113.77',
    session: 's-1',
    target: 'record r-1',
    records: event.startsWith('security.sensitive.') ? 1 : 0,
    noticed: '',
    message: '',
    trace: '',
    service: 'shop',
    place: '',
    stream: 'a'.repeat(32),
    sequence: second,
    seal: 'sealed',
    ...more,
  };
}

describe('the chapters of a story', () => {
  it('say how somebody came in, what he took, what he did, and what was noticed, in that order', () => {
    const rows = [
      row('security.incident.open', { what: 'incident' }),
      row('security.sensitive.delete', { records: 50 }),
      row('security.authz.change'),
      row('security.authn.login.failure', { outcome: 'failure' }),
      row('security.authn.login.success'),
      row('security.sys.monitor.disable'),
      row('security.user.delete'),
    ];
    expect(chaptersOf(rows).map(({ name, rows: count }) => [name, count])).toEqual([
      ['entry', 2],
      ['escalation', 1],
      ['damage', 2],
      ['covering up', 1],
      ['noticed', 1],
    ]);
  });

  it('count the records of what was not refused', () => {
    second = 0;
    const rows = [
      row('security.sensitive.delete', { records: 50 }),
      row('security.sensitive.delete', { records: 70, outcome: 'failure' }),
      row('security.sensitive.read'),
    ];
    expect(chaptersOf(rows).map(chapterLine)).toEqual([
      'damage: 51 records in 3 events, 1 refused or failed, 2026-11-29T01:00:01Z to ' +
        '2026-11-29T01:00:03Z from 203.0.113.77: security.sensitive.delete ×2, security.sensitive.read ×1',
    ]);
  });

  it('say how many of their rows nothing proves, because those may be made up', () => {
    const rows = [
      row('security.sensitive.read'),
      row('security.sensitive.read', { seal: 'not sealed', records: 9_999 }),
    ];
    expect(chaptersOf(rows).map(chapterLine)[0]).toMatch(/^damage: 10000 records in 2 events, 1 not proven, /);
  });

  it('name five events and addresses however many an attacker makes up', () => {
    const rows = Array.from({ length: 50 }, (_, n) => row(`security.authn.made_up_${n}`, { client: `203.0.113.${n}` }));
    const [entry] = chaptersOf(rows);
    expect([entry?.events.length, entry?.clients.length, entry?.rows]).toEqual([5, 5, 50]);
  });

  it('do not take for an incident what a suppression kept back or silences', () => {
    const record = (eventName: string) =>
      timelineRow({
        place: 'audit.jsonl:1',
        seal: undefined,
        isGap: false,
        timeNs: 1n,
        eventName,
        severityNumber: 13,
        severityText: 'WARN',
        message: '',
        traceId: '',
        service: 'shop',
        attributes: { 'security.incident.detector': 'brute_force', 'security.incident.severity': 'low' },
      });
    const names = ['open', 'suppress', 'suppression.start', 'suppression.end'].map(
      (name) => `security.incident.${name}`,
    );
    const rows = names.map((name) => ({ ...row(name), ...record(name), seal: 'sealed' as const }));
    expect(rows.map(({ noticed }) => noticed)).toEqual(['brute_force low', 'kept back: brute_force low', '', '']);
    expect(chaptersOf(rows).map(({ name, rows: count }) => [name, count])).toEqual([
      ['covering up', 2],
      ['noticed', 2],
    ]);
  });

  it('name what was noticed, once each', () => {
    const noticed = ['bulk_read medium', 'bulk_read high', 'bulk_read medium'];
    const rows = noticed.map((name) => row('security.incident.open', { what: 'incident', noticed: name }));
    expect(chaptersOf(rows).map(chapterLine)[0]).toMatch(/^noticed: 3 events.*: bulk_read medium, bulk_read high$/);
  });

  it('lead from a name to its addresses, and from an address to the names that got beyond the door', () => {
    const rows = [
      row('security.authn.login.failure', { actor: 'alice' }),
      row('security.sensitive.delete', { actor: 'mallory' }),
      row('security.sensitive.delete', { actor: 'anonymous', client: 'unknown' }),
    ];
    const chapters = chaptersOf(rows);
    expect(leadsOf({ kind: 'actor', value: 'mallory' }, chapters)).toEqual(["--client '203.0.113.77'"]);
    expect(leadsOf({ kind: 'client', value: '203.0.113.77' }, chapters)).toEqual(["--actor 'mallory'"]);
  });

  it('lead nowhere by a name that a shell would run', () => {
    const chapters = chaptersOf([row('security.sensitive.read', { actor: "x'; rm -rf ~ #" })]);
    expect(leadsOf({ kind: 'client', value: '203.0.113.77' }, chapters)).toEqual([`--actor 'x'\\''; rm -rf ~ #'`]);
  });

  it('leave out what is not of the vocabulary', () => {
    expect(chaptersOf([row('order.placed'), row('security.constructor.x'), row('security')])).toEqual([]);
  });
});
