import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTILE_TEXTS, SeededRandom, simulateTraffic, unsafeForTerminal } from '@otelseal/testing';
import { afterAll, describe, expect, it } from 'vitest';

import { ok, run, tampered, unavailable, usage } from '../memory-io.js';

interface Login {
  readonly user?: string;
  readonly ip?: string;
  readonly outcome?: 'success' | 'failure';
  readonly [field: string]: unknown;
}

const START_MS = Date.UTC(2026, 10, 23, 10);

/** Logins one second apart unless they bring a time of their own. */
function authLog(logins: readonly Login[]): string {
  const lines = logins.map((login, index) => {
    const ts = new Date(START_MS + index * 1_000).toISOString();
    return JSON.stringify({ ts, user: 'ada', ip: '203.0.113.9', outcome: 'failure', ...login });
  });
  return lines.map((line) => `${line}\n`).join('');
}

const failures = (count: number, login: Login = {}): Login[] => Array.from({ length: count }, () => login);
const replayed = (stdin: string, ...more: string[]) =>
  run(['replay', '-', '--format', 'auth-jsonl', ...more], { stdin });
const incidentsOf = (out: string) =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const folder = mkdtempSync(join(tmpdir(), 'otelseal-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('otelseal replay --format auth-jsonl', () => {
  it('prints one incident a line as the contract says', async () => {
    const { code, out } = await replayed(authLog([...failures(12), { outcome: 'success' }]), '--json');
    expect(code).toBe(ok);
    expect(incidentsOf(out)).toEqual([
      {
        detector: 'brute_force',
        severity: 'critical',
        source: '203.0.113.9',
        user: 'ada',
        first: '2026-11-23T10:00:00.000Z',
        last: '2026-11-23T10:00:12.000Z',
        count: 13,
        records: Array.from({ length: 13 }, (_, n) => `-:${n + 1}`),
      },
    ]);
  });

  it('takes a host name for a source', async () => {
    const { out } = await replayed(authLog(failures(6, { ip: 'nas.example' })), '--json');
    expect(incidentsOf(out)).toMatchObject([{ detector: 'brute_force', source: 'nas.example' }]);
  });

  it('opens at the sixth failure within a minute and not at the fifth', async () => {
    expect((await replayed(authLog(failures(5)), '--json')).out).toBe('');
    expect(incidentsOf((await replayed(authLog(failures(6)), '--json')).out)).toHaveLength(1);
  });

  it('names no single source or user where there are several', async () => {
    const spread = Array.from({ length: 40 }, (_, n) => ({ ip: `198.51.100.${n}` }));
    const { out } = await replayed(authLog(spread), '--json');
    const [incident] = incidentsOf(out);
    expect(incident).toMatchObject({ detector: 'distributed_brute_force', user: 'ada' });
    expect(incident).not.toHaveProperty('source');
  });

  it('is driven by the time of the events: the same log a year ago, or in another order within five minutes, says the same', async () => {
    const log = authLog([...failures(12), { outcome: 'success' }]);
    const shuffled = new SeededRandom(7);
    const lines = log
      .trim()
      .split('\n')
      .map((line) => ({ line, at: shuffled.next() }));
    const mixed = lines
      .toSorted((a, b) => a.at - b.at)
      .map(({ line }) => `${line}\n`)
      .join('');
    const told = async (text: string) =>
      incidentsOf((await replayed(text, '--json')).out).map(({ first, last, records, ...rest }) => rest);
    expect(await told(mixed)).toEqual(await told(log));
    expect(await told(log.replaceAll('2026-', '2025-'))).toEqual(await told(log));
  });

  it.each(['9999-12-31T23:59:59Z', '2026-11-24T10:00:00Z', '1970-01-02T00:00:00Z'])(
    'is not blinded by one line of %s: what is out of order stays in order, and incidents end',
    async (ts) => {
      const log = [...failures(12), { outcome: 'success' as const }].map((login, n) => ({ ...login, n }));
      const lines = authLog(log).trim().split('\n');
      const mixed = [...lines.slice(0, 3), ...lines.slice(8), ...lines.slice(3, 8)];
      const stray = JSON.stringify({ ts, user: 'x', ip: '192.0.2.66', outcome: 'failure' });
      const next = authLog(failures(6, { ip: '192.0.2.7' })).replaceAll('T10:', 'T11:');
      const text = `${mixed[0]}\n${stray}\n${mixed.slice(1).join('\n')}\n${next}`;
      const { out, err } = await replayed(text, '--json');
      expect(incidentsOf(out)).toMatchObject([
        { severity: 'critical', count: 13, first: '2026-11-23T10:00:00.000Z', last: '2026-11-23T10:00:12.000Z' },
        { source: '192.0.2.7', count: 6 },
      ]);
      expect(err).toContain("1 events had times far from those around them and count as of their neighbours' time");
    },
  );

  it('comes back from a flood of lines of the future', async () => {
    const future = authLog(failures(3_000, { ip: '192.0.2.66', user: 'x' })).replaceAll('2026-', '2036-');
    const { out } = await replayed(`${future}${authLog(failures(40))}`, '--json');
    expect(incidentsOf(out)).toContainEqual(expect.objectContaining({ source: '203.0.113.9', count: 40 }));
  });

  it('shows a person what happened, and what the detectors lacked', async () => {
    const { out, err } = await replayed(authLog(failures(12)));
    expect(out).toMatch(
      /^2026-11-23T10:00:00\.000Z {2}LOW {7}Brute force from 203\.0\.113\.9 on account ada: .* \[T1110\.001\]\n$/,
    );
    expect(err).toContain('otelseal: 12 security events, incidents: brute_force 1\n');
    expect(err).toContain('impossible_travel lacks positions of clients');
  });

  it('says how precise each detector was where lines are labelled', async () => {
    const attack = failures(8, { label: 'attack' });
    const benign = failures(8, { label: 'benign', ip: '192.0.2.7', user: 'eve' });
    const { err } = await replayed(authLog([...attack, ...benign]));
    expect(err).toContain('brute_force 2 (precision 50.0 %: 1 of 2 that are labelled)');
  });

  it('leaves out lines that cannot be read, says which is the first, and answers 1', async () => {
    const { code, out, err } = await replayed(`${authLog(failures(6))}not json\n\n{"ts":"yesterday"}\n`, '--json');
    expect(code).toBe(tampered);
    expect(incidentsOf(out)).toHaveLength(1);
    expect(err).toContain('left out 2 lines or events that cannot be read; the first is -:7: it is not JSON');
  });

  it('writes nothing that a terminal would obey, whatever names and addresses say', async () => {
    const hostile = HOSTILE_TEXTS.flatMap(({ text }) =>
      failures(8, { user: text.slice(0, 500), ip: text.slice(0, 500) }),
    );
    for (const format of [[], ['--json']]) {
      const { out, err } = await replayed(authLog(hostile), ...format);
      for (const line of `${out}${err}`.split('\n')) expect(unsafeForTerminal(line)).toBeUndefined();
    }
  });
});

describe('otelseal replay of OTLP JSON', () => {
  const value = (one: unknown) =>
    typeof one === 'number'
      ? Number.isInteger(one)
        ? { intValue: String(one) }
        : { doubleValue: one }
      : Array.isArray(one)
        ? { arrayValue: { values: one.map((text) => ({ stringValue: text })) } }
        : { stringValue: String(one) };

  function otlpLog(seed: number): string {
    const { events } = simulateTraffic({
      seed,
      eventsADay: 6_000,
      attacks: [
        { attack: 'mass_deletion', difficulty: 'easy' },
        { attack: 'session_hijack', difficulty: 'easy' },
      ],
    });
    return [...events]
      .map(({ timeMs, eventName, attributes }) => {
        const list = Object.entries(attributes).map(([key, one]) => ({ key, value: value(one) }));
        const logRecords = [{ timeUnixNano: `${timeMs}000000`, eventName, attributes: list }];
        return `${JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] })}\n`;
      })
      .join('');
  }

  it('finds the attacks of a simulated day, by record id, and nothing else', async () => {
    const { code, out } = await run(['replay', '-', '--json'], { stdin: otlpLog(11) });
    const found = incidentsOf(out).filter(({ detector }) => detector !== 'impossible_travel');
    expect(code).toBe(ok);
    expect(found.map(({ detector }) => detector).toSorted()).toEqual(['mass_deletion', 'session_hijack']);
    expect(found.flatMap(({ records }) => records).every((id) => /^(mass_deletion|session_hijack)-easy/.test(id))).toBe(
      true,
    );
  });

  it('does not take a redacted address for one client', async () => {
    const attributes = [
      { key: 'client.address', value: { stringValue: '[REDACTED:ip]' } },
      { key: 'audit.actor.id', value: { stringValue: '[REDACTED:email]' } },
    ];
    const line = (n: number) => {
      const record = {
        timeUnixNano: `${START_MS + n * 100}000000`,
        eventName: 'security.authn.login.failure',
        attributes,
      };
      return `${JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] })}\n`;
    };
    const stdin = Array.from({ length: 300 }, (_, n) => line(n)).join('');
    const { out, err } = await run(['replay', '-', '--json'], { stdin });
    expect(out).toBe('');
    expect(err).toContain('lack the client (client.address) in 300 of 300 events');
  });

  it('takes the time of observation where an event has none, and says when it has neither', async () => {
    const line = (times: object) => {
      const attributes = Object.entries({ 'client.address': '192.0.2.7', 'audit.actor.id': 'ada' }).map(
        ([key, stringValue]) => ({ key, value: { stringValue } }),
      );
      const record = { ...times, eventName: 'security.authn.login.failure', attributes };
      return `${JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] })}\n`;
    };
    const seen = Array.from({ length: 6 }, (_, n) =>
      line({ timeUnixNano: '0', observedTimeUnixNano: `${START_MS + n * 1_000}000000` }),
    );
    const { code, out, err } = await run(['replay', '-', '--json'], { stdin: `${seen.join('')}${line({})}` });
    expect(incidentsOf(out)).toMatchObject([{ detector: 'brute_force', count: 6, source: '192.0.2.7' }]);
    expect(err).toContain('left out 1 lines or events that cannot be read; the first is -:7');
    expect(code).toBe(tampered);
  });

  it('passes over traces and logs that are no security events', async () => {
    const plain = {
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: '1', body: { stringValue: 'hi' } }, null] }] }],
    };
    const stdin = `${JSON.stringify({ resourceSpans: [] })}\n${JSON.stringify(plain)}\n`;
    expect(await run(['replay', '-'], { stdin })).toMatchObject({ code: ok, out: '' });
  });
});

describe('wrong usage of otelseal replay', () => {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it.each([
    [['replay'], 'replay needs a source'],
    [['replay', '-', 'file:b'], 'replay takes one source'],
    [['replay', '-', '--format', 'auth-json'], 'Did you mean auth-jsonl?'],
    [['replay', '-', '--config', file('list.json', '[]')], 'must hold options by name'],
    [['replay', '-', '--config', file('torn.json', '{')], 'is neither YAML nor JSON'],
    [['replay', '-', '--config', file('wrong.json', '{"quietMS":1}')], 'quietMs'],
  ])('%j is an error that says what to do', async (args, message) => {
    const { code, err } = await run(args);
    expect(code).toBe(usage);
    expect(err).toContain(message);
  });

  it('says that a source cannot be read', async () => {
    const { code, err } = await run(['replay', `file:${join(folder, 'absent.jsonl')}`]);
    expect(code).toBe(unavailable);
    expect(err).toContain('there is no such file');
  });

  it('says what suppressions of the configuration kept back', async () => {
    const until = '2027-01-01T00:00:00Z';
    const suppress = [
      { client: '203.0.113.0/24', until, reason: 'pentest' },
      { actor: 'robot', until, reason: 'load_test' },
      { client: '203.0.113.0/24', until: '2020-01-01T00:00:00Z', reason: 'long_ago' },
    ];
    const config = file('suppress.json', JSON.stringify({ suppress }));
    const { out, err } = await replayed(authLog(failures(12)), '--json', '--config', config);
    expect(out).toBe('');
    expect(err).toContain('kept back by suppressions: brute_force 1');
    expect(err).toContain('suppressions that kept nothing back: long_ago, load_test');
  });

  it.each([
    ['tight.json', '{"thresholds":{"brute_force":{"pairCapacity":2}}}'],
    ['tight.yaml', '# ours\nthresholds:\n  brute_force: { pairCapacity: 2 }\n'],
  ])('takes other thresholds from a file: %s', async (name, text) => {
    const config = file(name, text);
    const { out } = await replayed(authLog(failures(3)), '--json', '--config', config);
    expect(incidentsOf(out)).toMatchObject([{ detector: 'brute_force', count: 3 }]);
  });
});
