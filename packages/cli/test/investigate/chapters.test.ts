import { describe, expect, it } from 'vitest';

import { chapterLine, chaptersOf } from '../../src/investigate/chapters.js';
import type { JudgedRow } from '../../src/investigate/investigation.js';

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

  it('name five events and addresses however many an attacker makes up', () => {
    const rows = Array.from({ length: 50 }, (_, n) => row(`security.authn.made_up_${n}`, { client: `203.0.113.${n}` }));
    const [entry] = chaptersOf(rows);
    expect([entry?.events.length, entry?.clients.length, entry?.rows]).toEqual([5, 5, 50]);
  });

  it('leave out what is not of the vocabulary', () => {
    expect(chaptersOf([row('order.placed'), row('security.constructor.x'), row('security')])).toEqual([]);
  });
});
